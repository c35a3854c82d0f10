"""When everything is full: whose turn it is, who moved whom, a stay for a time only, a signed extra place."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.indonesian import long_date
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_mandate,
    a_place,
    a_stay,
    a_user,
    a_waiting_entry,
    a_ward,
    an_over_capacity,
)
from tests.words import says
from upt_facilities import actions
from upt_facilities.models import (
    Occupancy,
    OccupancyKind,
    OverCapacity,
    Stay,
    TemporaryPlacement,
    WaitingCause,
    WaitingEntry,
)
from upt_facilities.panels import open_ends
from upt_facilities.turns import log_of, turns_in, turns_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_facility(places=1).wards.get()


def waits(case, ward, by, **fields):
    fields = {"cause": WaitingCause.FULL} | fields
    return actions.wait(WaitingEntry(case=case, ward=ward, **fields), by=by)


def order_in(ward):
    return [turn.entry.case for turn in turns_in([ward.pk])]


# --- The list --------------------------------------------------------------------------------


def test_who_comes_later_stands_behind(section, worker, ward):
    first, second = a_case(section=section), a_case(section=section)
    waits(first, ward, worker)
    waits(second, ward, worker)

    assert order_in(ward) == [first, second]
    assert turns_of(second)[0].in_words == "urutan 2 dari 2, 0 hari"


def test_nobody_waits_twice_for_one_ward(section, worker, ward):
    case = a_case(section=section)
    waits(case, ward, worker)

    with pytest.raises(ValidationError, match="sudah ada di daftar tunggu"):
        waits(case, ward, worker)


def test_another_turn_is_given_by_a_head_with_a_reason_and_stands_in_the_log(section, head, ward):
    entries = [a_waiting_entry(ward, a_case(section=section)) for _ in range(3)]

    actions.move_waiting(entries[2], by=head, to=1, reason="Sakit, perlu tempat malam ini")

    assert order_in(ward) == [entries[2].case, entries[0].case, entries[1].case]
    (line,) = log_of(ward, head)
    assert line.entry.actor == head
    assert "dari 3 ke 1: Sakit, perlu tempat malam ini" in line.words


def test_page_of_moving_says_which_turn_it_is_now(as_user, section, worker, head, ward):
    for case in (a_case(section=section), a_case(section=section)):
        entry = waits(case, ward, worker)
    address = reverse("facilities:waiting_move", args=[entry.pk])

    assert "kini urutan 2 dari 2, 0 hari" in as_user(head).get(address).text

    moved = as_user(head).post(address, {"to": 1, "reason": "Sakit, perlu tempat malam ini"})
    assert moved.status_code == 302
    assert order_in(ward)[0] == entry.case


def test_a_turn_is_not_moved_without_a_reason_or_the_right(section, head, worker, ward):
    entry = a_waiting_entry(ward, a_case(section=section))

    with pytest.raises(ValidationError):
        actions.move_waiting(entry, by=head, to=1, reason=" ")
    with pytest.raises(ValidationError):
        actions.move_waiting(entry, by=head, to=2, reason="Mendesak")
    with pytest.raises(PermissionDenied):
        actions.move_waiting(entry, by=worker, to=1, reason="Mendesak")


def test_two_cannot_have_one_position_even_by_a_raw_update(ward):
    first, second = a_waiting_entry(ward), a_waiting_entry(ward)

    def take(position):
        with transaction.atomic():
            WaitingEntry.objects.filter(pk=second.pk).update(position=position)
            connection.check_constraints()  # asked at the end, for a list is renumbered at once

    with pytest.raises(IntegrityError, match="waiting_one_per_position"):
        take(first.position)


def test_as_many_are_called_as_places_are_free_and_none_for_whom_one_is_held():
    facility = a_facility(places=2)
    ward = facility.wards.get()
    entries = [a_waiting_entry(ward) for _ in range(3)]
    a_hold(ward.places.first(), entries[0].case)

    assert [turn.is_called for turn in turns_in([ward.pk])] == [False, True, False]


@pytest.mark.parametrize("amount", [1, 3])
def test_turns_cost_the_same_for_one_and_three(ward, amount, django_assert_num_queries):
    for _ in range(amount):
        a_waiting_entry(ward)

    with django_assert_num_queries(3):
        assert len(turns_in([ward.pk])) == amount


def test_arrival_ends_the_turn_here_and_no_other(section, worker, ward):
    case = a_case(section=section)
    here, elsewhere = a_waiting_entry(ward, case), a_waiting_entry(a_ward(), case)
    officer = a_user(Role.FACILITY_OFFICER, office=ward.facility.office)
    stay = Stay(
        case=case, facility=ward.facility, condition="Sehat", belongings="Tas",
        brought_by="Petugas", handed_by="Petugas",
    )  # fmt: skip

    actions.receive(stay, by=officer)

    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.end, elsewhere.end) == ("placed", "")
    assert "Keluar dari daftar tunggu" in log_of(ward, worker)[0].words


def test_a_turn_ends_once_with_how(section, worker, ward):
    entry = a_waiting_entry(ward, a_case(section=section))
    actions.stop_waiting(entry, by=worker, end="withdrawn", note="Dijemput anaknya")

    with pytest.raises(WrongStatus):
        actions.stop_waiting(entry, by=worker, end="withdrawn")
    with pytest.raises(IntegrityError, match="waiting_end_says_how"), transaction.atomic():
        WaitingEntry.objects.filter(pk=entry.pk).update(end="")


def test_a_case_does_not_end_while_its_person_waits(ward):
    entry = a_waiting_entry(ward)

    assert "daftar tunggu" in open_ends(entry.case)[0]


def test_the_page_names_only_whose_file_is_open_and_keeps_notes_from_others(as_user, worker, ward):
    mine = a_waiting_entry(
        ward, a_case(section=worker.office, owner=worker), note="Catatan sendiri"
    )
    other = a_waiting_entry(ward, note="Catatan orang lain")

    page = as_user(worker).get(
        reverse("facilities:waiting_list", args=[ward.facility.code, ward.pk])
    ).content.decode()  # fmt: skip

    assert mine.case.person.name in page
    assert other.case.person.name not in page
    assert "Catatan orang lain" not in page
    assert "Catatan sendiri" in page


# --- For a time only -------------------------------------------------------------------------


def test_time_limit_is_later_than_today_and_says_why(section, worker):
    stay = a_stay(a_case(section=section, owner=worker))
    today = timezone.localdate()

    limit = TemporaryPlacement(stay=stay, until=today, reason="Penuh")
    with pytest.raises(ValidationError, match="harus sesudah hari ini"):
        actions.set_temporary(limit, by=worker)
    later = TemporaryPlacement(stay=stay, until=today + dt.timedelta(days=7), reason="Penuh")
    actions.set_temporary(later, by=worker)

    assert Entry.objects.filter(action="stay.temporary", subject_pk=str(stay.pk)).exists()
    with pytest.raises(IntegrityError, match="temporary_says_why"), transaction.atomic():
        TemporaryPlacement.objects.update(reason="")


def test_page_of_the_stay_says_until_when_and_not_why(as_user, section, worker):
    stay = a_stay(a_case(section=section, owner=worker))
    until = timezone.localdate() + dt.timedelta(days=7)
    limit = TemporaryPlacement(stay=stay, until=until, reason="Menunggu hasil HIV")
    actions.set_temporary(limit, by=worker)
    officer = a_user(Role.FACILITY_OFFICER, office=stay.facility.office)

    page = as_user(officer).get(reverse("facilities:stay_show", args=[stay.pk])).text

    assert "Tempat sementara: sisa 7 hari" in page
    assert f"sampai {long_date(until)}" in page
    assert not says(page, "HIV")


def test_log_says_why_to_who_may_open_the_file_and_that_to_others(as_user, section, worker, ward):
    case = a_case(section=section)
    entry = waits(case, ward, worker, note="HIV, menunggu obat")
    actions.stop_waiting(entry, by=worker, end="withdrawn", note="Dijemput kakaknya")
    officer = a_user(Role.FACILITY_OFFICER, office=ward.facility.office)
    address = reverse("facilities:waiting_list", args=[ward.facility.code, ward.pk])

    mine, other = as_user(worker).get(address).text, as_user(officer).get(address).text

    assert "HIV, menunggu obat" in mine
    assert "Dijemput kakaknya" in mine
    assert not says(other, "HIV")
    assert "Dijemput kakaknya" not in other
    assert "Seseorang masuk daftar tunggu." in other
    assert "Seseorang tidak lagi menunggu." in other
    assert other.count(case.number) == 2  # of whom each line speaks, as the list itself does


# --- Beyond the places there are -------------------------------------------------------------


def test_only_the_head_of_the_case_signs_over_capacity(section, head, worker):
    case, facility = a_case(section=section), a_facility(places=1)

    def permit():
        return OverCapacity(
            case=case, facility=facility, reason="Penuh di semua tempat", letter_number="460/7"
        )

    with pytest.raises(PermissionDenied):
        actions.sign_over_capacity(permit(), by=worker)
    with pytest.raises(PermissionDenied):
        actions.sign_over_capacity(permit(), by=a_user(Role.SECTION_HEAD))
    unsigned = OverCapacity(case=case, facility=facility, reason="x", letter_number=" ")
    with pytest.raises(ValidationError):
        actions.sign_over_capacity(unsigned, by=head)
    assert actions.sign_over_capacity(permit(), by=head).signed_by == head


def test_who_acts_as_the_head_signs_over_capacity(section, head):
    acting = a_user(Role.SECTION_HEAD)
    a_mandate(head, acting)
    acting = User.objects.get(pk=acting.pk)
    permit = OverCapacity(
        case=a_case(section=section),
        facility=a_facility(places=1),
        reason="Penuh",
        letter_number="7",
    )

    assert actions.sign_over_capacity(permit, by=acting).signed_by == acting


def test_database_refuses_an_extra_place_without_the_signature():
    extra = a_place(is_extra=True)

    with pytest.raises(IntegrityError, match="extra place"), transaction.atomic():
        a_hold(extra)


def test_database_refuses_the_signature_for_somebody_else():
    ward = a_ward(places=0)
    extra = a_place(ward, is_extra=True)
    permit = an_over_capacity(a_case(), ward.facility)

    with pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        a_hold(extra, over_capacity=permit)


def test_resident_is_not_moved_to_an_extra_place_without_the_signature():
    facility = a_facility(places=1)
    ward = facility.wards.get()
    stay = a_stay(place=ward.places.get())
    extra = a_place(ward, is_extra=True)
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)

    with pytest.raises(ValidationError, match="tempat tambahan"):
        actions.move(stay, by=officer, place=extra, reason="Ramai")
    an_over_capacity(stay.case, facility)
    actions.move(stay, by=officer, place=extra, reason="Ramai")

    assert Occupancy.objects.now().get(kind=OccupancyKind.LIVED_IN).over_capacity is not None
