"""Arrival, moving, leaving: the history of the bed and of the person stays true."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.models import EndReason, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests import pdf_norms
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_place,
    a_stay,
    a_user,
    a_ward,
    number_series,
)
from upt_facilities import actions
from upt_facilities.models import FacilityKind, Occupancy, OccupancyKind, Place, Stay

pytestmark = pytest.mark.django_db


def an_officer(facility):
    return a_user(Role.FACILITY_OFFICER, office=facility.office)


def arriving(facility, case=None, **fields):
    """A stay as the form of an arrival fills it."""
    fields = {
        "condition": "Sadar, berjalan sendiri",
        "belongings": "Satu tas kain",
        "brought_by": "Petugas contoh",
        "handed_by": "Pekerja sosial contoh",
        "arrived_at": timezone.now(),
    } | fields
    return Stay(facility=facility, case=case or a_case(), **fields)


def test_arrival_ends_the_hold_and_begins_a_row_lived_in_on_the_same_place():
    facility, case = a_facility(places=2), a_case()
    hold = actions.hold_place(
        facility,
        case,
        by=a_user(Role.SECTION_HEAD),
        until=timezone.now() + dt.timedelta(hours=48),
        at=timezone.now() - dt.timedelta(hours=3),
    )

    stay = actions.receive(arriving(facility, case), by=an_officer(facility), hold=hold)

    hold.refresh_from_db()
    assert hold.kind == OccupancyKind.HELD
    assert hold.period.upper == stay.arrived_at
    assert stay.occupancy.place == hold.place
    assert stay.occupancy.period.upper is None
    assert Occupancy.objects.now().get() == stay.occupancy
    case.refresh_from_db()
    assert case.stage == Stage.ACTION
    assert Entry.objects.filter(action="stay.receive", case_pk=case.pk).count() == 1


def test_arrival_finds_the_hold_that_runs_for_the_person():
    facility, case = a_facility(places=3), a_case()
    place = facility.wards.get().places.get(number="3")
    start = timezone.now() - dt.timedelta(hours=1)
    a_hold(place, case, period=(start, start + dt.timedelta(hours=48)))

    stay = actions.receive(arriving(facility, case), by=an_officer(facility))

    assert stay.occupancy.place == place


def test_who_comes_after_the_hold_lapsed_gets_the_place_if_nobody_took_it():
    facility, case = a_facility(places=1), a_case()
    place, start = facility.wards.get().places.get(), timezone.now() - dt.timedelta(days=5)
    hold = a_hold(place, case, period=(start, start + dt.timedelta(hours=48)))

    stay = actions.receive(arriving(facility, case), by=an_officer(facility), hold=hold)

    assert stay.occupancy.place == place
    hold.refresh_from_db()
    assert hold.period.upper == start + dt.timedelta(hours=48)


def test_who_comes_after_the_hold_lapsed_and_was_taken_is_told_so():
    facility, case = a_facility(places=1), a_case()
    place, start = facility.wards.get().places.get(), timezone.now() - dt.timedelta(days=5)
    hold = a_hold(place, case, period=(start, start + dt.timedelta(hours=48)))
    a_stay(place=place)

    with pytest.raises(actions.FacilityFull, match="sudah dipakai"):
        actions.receive(arriving(facility, case), by=an_officer(facility), hold=hold)

    assert not Stay.objects.filter(case=case).exists()


def test_hold_of_somebody_else_is_refused():
    facility = a_facility(places=1)
    hold = a_hold(facility.wards.get().places.get())

    with pytest.raises(ValidationError, match="bukan untuk orang ini"):
        actions.receive(arriving(facility), by=an_officer(facility), hold=hold)


def test_arrival_elsewhere_ends_the_stay_in_the_shelter_at_that_moment():
    case = a_case()
    shelter_stay = a_stay(case)
    facility = a_facility(places=1)

    stay = actions.receive(arriving(facility, case), by=an_officer(facility))

    shelter_stay.refresh_from_db()
    assert shelter_stay.exit_at == stay.arrived_at
    assert shelter_stay.exit_kind == EndReason.TRANSFERRED
    assert facility.name in shelter_stay.exit_reason
    assert Occupancy.objects.now().filter(case=case).get() == stay.occupancy


def test_a_hospital_without_numbered_places_receives_too():
    hospital = a_facility(kind=FacilityKind.HOSPITAL)
    partner = a_user(Role.PARTNER, office=hospital.office)

    stay = actions.receive(arriving(hospital), by=partner)

    assert stay.occupancy is None


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FACILITY_OFFICER, Role.PARTNER])
def test_arrival_is_refused_to_who_does_not_work_there(role):
    with pytest.raises(PermissionDenied):
        actions.receive(arriving(a_facility(places=1)), by=a_user(role))


@pytest.mark.parametrize("field", ["condition", "belongings", "brought_by", "handed_by"])
def test_arrival_without_condition_belongings_or_names_is_refused(field):
    facility = a_facility(places=1)

    with pytest.raises(ValidationError) as refused:
        actions.receive(arriving(facility, **{field: ""}), by=an_officer(facility))

    assert field in refused.value.error_dict


def test_arrival_in_the_future_is_refused():
    facility = a_facility(places=1)
    tomorrow = timezone.now() + dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="belum terjadi"):
        actions.receive(arriving(facility, arrived_at=tomorrow), by=an_officer(facility))


def test_a_second_arrival_at_the_same_place_is_refused():
    stay = a_stay()

    with pytest.raises(ValidationError, match="sudah tercatat tinggal"):
        actions.receive(arriving(stay.facility, stay.case), by=an_officer(stay.facility))


def test_moving_keeps_the_dates_of_both_places():
    facility = a_facility(places=2)
    first, second = facility.wards.get().places.order_by("order")
    stay = a_stay(place=first)

    moved = actions.move(stay, by=an_officer(facility), place=second, reason="Dekat kamar mandi")

    rows = list(Occupancy.objects.order_by("pk"))
    assert [row.place for row in rows] == [first, second]
    assert rows[0].period.upper == rows[1].period.lower
    assert moved.occupancy == rows[1]


def test_moving_to_a_taken_place_is_refused():
    facility = a_facility(places=2)
    first, second = facility.wards.get().places.order_by("order")
    stay, _ = a_stay(place=first), a_stay(place=second)

    with pytest.raises(actions.FacilityFull):
        actions.move(stay, by=an_officer(facility), place=second, reason="Dekat kamar mandi")

    assert Occupancy.objects.now().count() == 2


@pytest.mark.parametrize("kind", EndReason.values)
def test_exit_of_each_kind_frees_the_place(kind):
    stay = a_stay()
    now = timezone.now()

    actions.exit_stay(
        stay, by=an_officer(stay.facility), at=now, kind=kind, reason="Alasan", evidence="Bukti"
    )

    stay.refresh_from_db()
    assert (stay.exit_kind, stay.exit_at) == (kind, now)
    assert not Occupancy.objects.now().exists()
    assert Place.objects.free_during(timezone.now(), None).count() == 1


@pytest.mark.parametrize("kind", [EndReason.ABSCONDED, EndReason.PUT_OUT, EndReason.DIED])
def test_a_disputable_exit_needs_its_evidence(kind):
    stay = a_stay()

    with pytest.raises(ValidationError, match="tanpa bukti"):
        actions.exit_stay(
            stay, by=an_officer(stay.facility), at=timezone.now(), kind=kind, reason="Alasan"
        )


def test_exit_twice_is_refused():
    stay = a_stay(exit_at=timezone.now())

    with pytest.raises(WrongStatus):
        actions.exit_stay(
            stay,
            by=an_officer(stay.facility),
            at=timezone.now(),
            kind=EndReason.COMPLETED,
            reason="Selesai",
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "evaporated"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"at": timezone.now() - dt.timedelta(days=30)}, "at"),
        ({"at": timezone.now() + dt.timedelta(days=30)}, "at"),
    ],
)
def test_exit_that_makes_no_sense_is_refused(change, field):
    stay = a_stay()
    facts = {"at": timezone.now(), "kind": EndReason.COMPLETED, "reason": "Selesai"} | change

    with pytest.raises(ValidationError) as refused:
        actions.exit_stay(stay, by=an_officer(stay.facility), **facts)

    assert field in refused.value.error_dict


def test_exit_is_refused_to_others_than_the_own_officer():
    with pytest.raises(PermissionDenied):
        actions.exit_stay(
            a_stay(),
            by=a_user(Role.FACILITY_OFFICER),
            at=timezone.now(),
            kind=EndReason.COMPLETED,
            reason="Selesai",
        )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"exit_kind": "evaporated"}, "stay_exit_kind_is_known"),
        ({"exit_kind": "completed"}, "stay_exit_says_how_and_why"),
        ({"exit_at": timezone.now()}, "stay_exit"),
        ({"arrived_at": None}, "arrived_at"),
    ],
)
def test_the_database_refuses_half_an_exit(values, constraint):
    stay = a_stay()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(**values)


def test_the_database_refuses_absconding_without_evidence():
    stay = a_stay(exit_at=timezone.now())

    with (
        pytest.raises(IntegrityError, match="stay_disputable_exit_has_evidence"),
        transaction.atomic(),
    ):
        Stay.objects.filter(pk=stay.pk).update(exit_kind="absconded")


def test_the_database_refuses_a_second_running_stay():
    case = a_case()
    a_stay(case)
    other = a_stay(exit_at=timezone.now())

    with pytest.raises(IntegrityError, match="stay_one_running_per_case"), transaction.atomic():
        Stay.objects.filter(pk=other.pk).update(
            case=case, exit_at=None, exit_kind="", exited_by=None
        )


def test_handover_is_numbered_once():
    number_series()
    stay = a_stay()
    officer = an_officer(stay.facility)

    document = actions.issue_handover(stay, by=officer)
    assert pdf_norms.findings(pdf_of(document)) == []

    assert document.case_pk == stay.case_id
    assert stay.case.person.name in document.html
    assert stay.case.person.name not in document.title
    with pytest.raises(ValidationError, match="sudah dibuat"):
        actions.issue_handover(stay, by=officer)
    assert IssuedDocument.objects.count() == 1


def test_handover_names_who_has_no_name_by_the_placeholder():
    number_series()
    ward = a_ward(a_facility(is_residential=True), places=0)
    stay = a_stay(place=a_place(ward))
    person = stay.case.person
    person.name, person.name_is_placeholder = "Tidak Dikenal L-014", True
    person.save()

    document = actions.issue_handover(stay, by=an_officer(stay.facility))

    assert "Tidak Dikenal L-014" in document.html
    assert person.register_number in document.html
