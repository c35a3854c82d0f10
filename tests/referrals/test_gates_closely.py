"""The gates one by one: before whom and where they stand, what opens each, and what a shut one says."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Flag, Paper, PaperKind
from ppks_service.indonesian import long_date
from referrals.gates import Gate, gates_of, refusal_at_the_gate, wants_calm
from referrals.models import Clearance, ClearanceKind
from tests.factories import a_case, a_facility, a_user
from upt_facilities.models import Audience, FacilityKind

pytestmark = pytest.mark.django_db
LASTING = {FacilityKind.UPT, FacilityKind.CENTRAL}
CALM = (
    "Orang dengan gangguan jiwa ditempatkan sesudah dokter menyatakan tenang: unggah surat dokter "
    "yang masih berlaku pada dokumen kasus. Sebelum itu, rujuk ke rumah sakit."
)
CHILD = (
    "Anak ditempatkan dengan rekomendasi perlindungan anak: catat suratnya lebih dahulu. Bila belum "
    "ada, mintakan ke UPTD PPA atau Unit PPA kepolisian; sementara itu rumah penampungan dapat menerima."
)
TRAFFICKING = (
    "Orang yang diduga korban TPPO ditempatkan dengan persetujuan Unit PPA kepolisian atau UPTD PPA: "
    "catat suratnya lebih dahulu. Bila belum ada, mintakan ke UPTD PPA atau Unit PPA kepolisian; "
    "sementara itu rumah penampungan dapat menerima."
)


def a_letter(case, days=None, kind=PaperKind.CALM):
    """A paper of the file that holds for so many days from now; without them for good."""
    until = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    Paper.objects.create(case=case, kind=kind, valid_until=until, added_by=a_user())


def a_clearance(case, kind):
    Clearance.objects.create(
        case=case, kind=kind, agency="UPTD PPA contoh", letter_number="460/PPA/1",
        dated_on=timezone.localdate(), recorded_by=a_user(),
    )  # fmt: skip


def stand(case, facility=None):
    """The gates by their names, and whether each is open."""
    return [(gate.name, gate.is_open) for gate in gates_of(case, facility or a_facility())]


# --- Before whom and where ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", FacilityKind)
def test_gates_stand_where_people_go_to_stay(kind):
    case = a_case(flags=[Flag.PSYCHIATRIC, Flag.CHILD, Flag.TRAFFICKING])
    facility = a_facility(kind=kind)

    assert len(gates_of(case, facility)) == (3 if kind in LASTING else 0)
    assert bool(refusal_at_the_gate(case, facility)) == (kind in LASTING)
    assert wants_calm(case, facility) == (kind in LASTING)


@pytest.mark.parametrize("flag", [*Flag, None])
def test_each_gate_stands_before_those_whom_it_protects(flag):
    expected = {
        Flag.PSYCHIATRIC: [("Surat dokter", False)],
        Flag.CHILD: [("Penempatan anak", False)],
        Flag.TRAFFICKING: [("Dugaan TPPO atau eksploitasi", False)],
    }

    assert stand(a_case(flags=[flag] if flag else [])) == expected.get(flag, [])


@pytest.mark.parametrize("kind", FacilityKind)
def test_who_goes_to_a_house_for_the_ill_of_mind_goes_calm_flag_or_not(kind):
    case, only = a_case(), a_facility(kind=kind, audiences=[Audience.MENTAL])
    others = a_facility(kind=kind, audiences=[Audience.MENTAL, Audience.ELDERLY])

    assert wants_calm(case, only) == (kind in LASTING)
    assert not wants_calm(case, others)
    assert len(gates_of(case, only)) == (1 if kind in LASTING else 0)
    assert gates_of(case, others) == []


# --- What opens them ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "is_open"),
    [
        ([], False),
        ([None], True),
        ([0], True),
        ([9], True),
        ([-1], False),
        ([9, -1], True),
        ([-1, 9], True),
        ([None, -1], True),
        ([-1, -9], False),
    ],
)
def test_doctors_letter_opens_up_to_its_last_day(letters, is_open):
    case, facility = a_case(flags=[Flag.PSYCHIATRIC]), a_facility()
    for days in letters:
        a_letter(case, days)

    assert stand(case, facility) == [("Surat dokter", is_open)]
    assert bool(refusal_at_the_gate(case, facility)) is not is_open


def test_letter_of_another_person_or_about_something_else_opens_nothing():
    case = a_case(flags=[Flag.PSYCHIATRIC])
    a_letter(a_case())
    a_letter(case, kind=PaperKind.HEALTH)

    assert stand(case) == [("Surat dokter", False)]


@pytest.mark.parametrize("kind", ClearanceKind)
def test_each_clearance_opens_its_own_gate_for_its_own_person(kind):
    case = a_case(flags=[Flag.TRAFFICKING, Flag.CHILD])
    a_clearance(a_case(), kind)
    gates = [ClearanceKind.CHILD.label, ClearanceKind.TRAFFICKING.label]
    assert stand(case) == [(name, False) for name in gates]

    a_clearance(case, kind)

    assert stand(case) == [(name, name == kind.label) for name in gates]


def test_clearance_does_not_stand_for_the_doctor_nor_the_doctor_for_it():
    case = a_case(flags=[Flag.CHILD, Flag.PSYCHIATRIC])
    a_clearance(case, ClearanceKind.CHILD)
    assert stand(case) == [("Surat dokter", False), ("Penempatan anak", True)]

    a_letter(case)

    assert refusal_at_the_gate(case, a_facility()) == ""


# --- What they say -----------------------------------------------------------------------------


def test_gate_says_what_is_missing_who_brings_it_and_where_it_is_written():
    case = a_case(flags=[Flag.PSYCHIATRIC, Flag.CHILD, Flag.TRAFFICKING])
    papers = reverse("intake:case_papers", args=[case.number])
    clearance = reverse("referrals:clearance", args=[case.number])
    doctor = "dokter rumah sakit jiwa; diurus pekerja sosial"
    police = "UPTD PPA atau Unit PPA kepolisian; diurus pekerja sosial"

    assert gates_of(case, a_facility()) == [
        Gate("Surat dokter", False, CALM, papers, doctor),
        Gate("Penempatan anak", False, CHILD, clearance, police, "child"),
        Gate("Dugaan TPPO atau eksploitasi", False, TRAFFICKING, clearance, police, "trafficking"),
    ]


def test_refusal_says_what_is_shut_and_nothing_of_what_is_open():
    case, facility = a_case(flags=[Flag.PSYCHIATRIC, Flag.CHILD, Flag.TRAFFICKING]), a_facility()
    assert refusal_at_the_gate(case, facility) == f"{CALM} {CHILD} {TRAFFICKING}"

    a_clearance(case, ClearanceKind.CHILD)

    assert refusal_at_the_gate(case, facility) == f"{CALM} {TRAFFICKING}"


def test_letter_that_ran_out_is_named_before_a_new_one_is_asked_for():
    case, facility = a_case(flags=[Flag.PSYCHIATRIC]), a_facility()
    a_letter(case, -1)

    yesterday = long_date(timezone.localdate() - dt.timedelta(days=1))
    assert refusal_at_the_gate(case, facility) == (
        f"Surat dokter: tenang habis berlaku {yesterday}; mintakan surat yang baru. {CALM}"
    )


@pytest.mark.parametrize(
    ("flags", "asked"),
    [([], 0), ([Flag.PSYCHIATRIC], 1), ([Flag.CHILD, Flag.TRAFFICKING], 1), (list(Flag), 2)],
)
def test_gates_cost_at_most_two_queries(django_assert_num_queries, flags, asked):
    case, facility = a_case(flags=flags), a_facility()

    with django_assert_num_queries(asked):
        gates_of(case, facility)
