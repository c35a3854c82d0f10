"""What no reason overcomes, papers that somebody brings, and what is proposed after a no."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import Flag, Paper, PaperKind, Stage
from ppks_service.accounts.roles import Role
from ppks_service.worklist.clocks import Clocks
from referrals import actions, full_work
from referrals.gates import gates_of
from referrals.models import Clearance, NextCandidate, PaperTask, Referral, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
    a_referral,
    a_section,
    a_stay,
    a_user,
    a_waiting_entry,
    an_over_capacity,
)
from upt_facilities.actions import FacilityFull
from upt_facilities.models import FacilityKind, OverCapacity, RequiredPaper, TemporaryPlacement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = ReferralStatus


def a_file(section, worker, *flags):
    return a_case(section=section, owner=worker, stage=Stage.PLANNING, flags=list(flags))


def asked(case, facility, by, **fields):
    draft = Referral(case=case, facility=facility, reason="Tanpa keluarga", **fields)
    return actions.write_and_submit(draft, by=by)


def a_letter(case, kind, **fields):
    fields = {
        "agency": "UPTD PPA contoh",
        "letter_number": "460/PPA/1",
        "dated_on": timezone.localdate(),
    } | fields
    return Clearance(case=case, kind=kind, **fields)


# --- Gates -----------------------------------------------------------------------------------


def test_who_is_ill_of_mind_is_placed_after_the_doctors_letter_only(section, worker):
    case, facility = a_file(section, worker, Flag.PSYCHIATRIC), a_facility(places=1)

    with pytest.raises(ValidationError, match="dokter menyatakan tenang"):
        asked(case, facility, worker, override_reason="Mendesak sekali")
    Paper.objects.create(case=case, kind=PaperKind.CALM, added_by=worker)

    assert asked(case, facility, worker).status == S.SUBMITTED


@pytest.mark.parametrize("flag", [Flag.CHILD, Flag.TRAFFICKING])
def test_children_and_victims_are_placed_with_a_clearance_only(section, worker, flag):
    case, facility = a_file(section, worker, flag), a_facility(places=1)

    with pytest.raises(ValidationError, match=r"catat suratnya .* mintakan ke UPTD PPA"):
        asked(case, facility, worker)
    actions.record_clearance(a_letter(case, flag.value), by=worker)

    assert asked(case, facility, worker).status == S.SUBMITTED


@pytest.mark.parametrize("kind", [FacilityKind.HOSPITAL, FacilityKind.SHELTER, FacilityKind.AGENCY])
def test_no_gate_stands_before_a_hospital_or_a_bed_for_the_night(section, worker, kind):
    case = a_file(section, worker, Flag.PSYCHIATRIC, Flag.CHILD, Flag.TRAFFICKING)

    assert gates_of(case, a_facility(kind=kind)) == []


def test_gate_is_asked_again_when_it_is_decided(section, worker, head):
    case = a_file(section, worker)
    referral = a_referral(S.SUBMITTED, case=case, facility=a_facility(places=1))
    case.flags = [Flag.TRAFFICKING]
    case.save()

    with pytest.raises(ValidationError, match="TPPO"):
        actions.approve(referral, by=head)


def test_clearance_says_who_gave_it_even_past_the_form(section, worker):
    letter = a_letter(a_file(section, worker), "child")
    actions.record_clearance(letter, by=worker)

    with pytest.raises(IntegrityError, match="clearance_says_who"), transaction.atomic():
        Clearance.objects.update(agency="")


# --- Papers ----------------------------------------------------------------------------------


def lines_of(user, kind):
    return [item for item in full_work.work(user, Clocks()) if item.kind == kind]


def test_missing_paper_is_a_task_until_the_file_has_it(section, worker):
    case, facility = a_file(section, worker), a_facility(places=1)
    RequiredPaper.objects.create(facility=facility, kind=PaperKind.HEALTH, severity="must")
    RequiredPaper.objects.create(facility=facility, kind=PaperKind.KTP, severity="warning")

    referral = asked(case, facility, worker)

    task = PaperTask.objects.get()
    assert (task.referral, task.kind, task.owner) == (referral, PaperKind.HEALTH, worker)
    assert [line.what for line in lines_of(worker, "surat")] == ["Lengkapi Surat keterangan sehat"]
    Paper.objects.create(case=case, kind=PaperKind.HEALTH, added_by=worker)
    assert lines_of(worker, "surat") == []


def test_missing_paper_is_handed_to_another(section, worker):
    case, facility = a_file(section, worker), a_facility(places=1)
    RequiredPaper.objects.create(facility=facility, kind=PaperKind.HEALTH, severity="must")
    asked(case, facility, worker)
    other = a_user(Role.SOCIAL_WORKER, office=section)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    actions.hand_paper_task(PaperTask.objects.get(), by=worker, owner=other, due_on=tomorrow)

    assert lines_of(worker, "surat") == []
    assert len(lines_of(other, "surat")) == 1


def test_missing_paper_of_who_left_the_section_comes_to_the_owner_of_the_case(section, worker):
    case, facility = a_file(section, worker), a_facility(places=1)
    RequiredPaper.objects.create(facility=facility, kind=PaperKind.HEALTH, severity="must")
    asked(case, facility, worker)
    other, owner = (a_user(Role.SOCIAL_WORKER, office=section) for _ in range(2))
    PaperTask.objects.update(owner=other)
    case.owner = owner
    case.save()
    assert [len(lines_of(user, "surat")) for user in (other, owner)] == [1, 0]

    other.office = a_section()
    other.save()

    assert [len(lines_of(user, "surat")) for user in (other, owner)] == [0, 1]


# --- Lines of the work list ------------------------------------------------------------------


def test_the_first_who_waits_is_proposed_when_a_place_is_free(section, worker):
    facility = a_facility(places=1)
    ward = facility.wards.get()
    stay = a_stay(place=ward.places.get())
    a_waiting_entry(ward, a_file(section, worker))

    assert lines_of(worker, "giliran") == []
    end = timezone.now()
    stay.occupancy.period = (stay.arrived_at, end)
    stay.occupancy.save()

    (line,) = lines_of(worker, "giliran")
    assert f"tempat={facility.code}" in line.url


def test_turn_of_a_case_that_nobody_answers_for_comes_to_who_put_it_on_the_list(section, worker):
    ward = a_facility(places=1).wards.get()
    entry = a_waiting_entry(ward, a_case(section=section))
    entry.added_by = worker
    entry.save()

    assert len(lines_of(worker, "giliran")) == 1
    assert lines_of(a_user(Role.SOCIAL_WORKER, office=section), "giliran") == []


def test_a_time_limit_shows_before_it_runs_out_and_to_the_head_after(section, worker, head):
    stay = a_stay(a_file(section, worker))
    today = timezone.localdate()
    limit = TemporaryPlacement.objects.create(
        stay=stay, until=today + dt.timedelta(days=3), reason="Penuh", set_on=today, set_by=worker
    )

    assert len(lines_of(worker, "sementara")) == 1
    assert lines_of(head, "sementara") == []
    TemporaryPlacement.objects.filter(pk=limit.pk).update(
        set_on=today - dt.timedelta(days=9), until=today - dt.timedelta(days=1)
    )
    assert len(lines_of(head, "sementara")) == 1


# --- After a no, and beyond the places -------------------------------------------------------


def test_decline_proposes_the_next_place_that_has_not_said_no(section, worker):
    case = a_file(section, worker)
    said_no, again, free = a_facility(places=9), a_facility(places=5), a_facility(places=1)
    a_referral(S.DECLINED, case=case, facility=again)
    referral = a_referral(S.APPROVED, case=case, facility=said_no)
    officer = a_user(Role.FACILITY_OFFICER, office=said_no.office)

    actions.decline(referral, by=officer, code="dependent")

    assert NextCandidate.objects.get(referral=referral).facility == free


def test_decline_proposes_nothing_where_all_is_full(section, worker):
    referral = a_referral(S.APPROVED, case=a_file(section, worker))
    officer = a_user(Role.FACILITY_OFFICER, office=referral.facility.office)

    actions.decline(referral, by=officer, code="full")

    assert not NextCandidate.objects.exists()


def test_signed_permission_is_told_where_the_place_is_looked_for_and_decided(
    as_user, section, worker, head
):
    facility = a_facility(places=1)
    a_stay(place=facility.wards.get().places.get())
    case = a_file(section, worker)
    referral = a_referral(
        S.SUBMITTED, case=case, facility=facility, override="full", override_reason="Darurat"
    )
    decide = reverse("referrals:decide", args=[referral.number])
    ask = reverse("facilities:over_capacity", args=[case.number, facility.code])

    before = as_user(head).get(decide).text
    an_over_capacity(case, facility, by=head)
    after = as_user(head).get(decide).text
    actions.cancel(referral, by=worker, reason="Cari lagi")
    looked = as_user(worker).get(
        reverse("referrals:places", args=[case.number]) + f"?tempat={facility.code}"
    )

    assert ask in before
    assert ask not in after
    for page in (after, looked.text):
        assert "Kelebihan daya tampung sudah diizinkan" in page
        assert "surat 460/1/CONTOH/2026" in page


def test_approval_takes_an_extra_place_with_the_signature_only(section, worker, head):
    facility = a_facility(places=1)
    ward = facility.wards.get()
    a_stay(place=ward.places.get())
    ward.places.create(number="T1", order=9, is_extra=True)
    case = a_file(section, worker)
    referral = a_referral(
        S.SUBMITTED, case=case, facility=facility, override="full", override_reason="Darurat"
    )

    with pytest.raises(FacilityFull):
        actions.approve(referral, by=head)
    OverCapacity.objects.create(
        case=case, facility=facility, reason="Darurat", letter_number="460/9",
        signed_by=head, signed_at=timezone.now(),
    )  # fmt: skip
    approved = actions.approve(referral, by=head)

    assert approved.hold.place.number == "T1"
    assert approved.hold.over_capacity.letter_number == "460/9"
