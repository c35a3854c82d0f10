"""Each rule about places and stays, asked of every kind of user."""

import pytest

from tests.factories import a_case, a_facility, a_stay
from tests.staff import staff_around, who_may
from upt_facilities import permissions

pytestmark = pytest.mark.django_db
THERE = {"officer", "partner"}
HEADS = {"head", "other_head"}


@pytest.fixture
def facility():
    return a_facility(places=1)


@pytest.fixture
def users(section, facility):
    return staff_around(section, facility)


def at_shelter(section):
    shelter = a_facility(places=1, kind="shelter")
    return shelter, staff_around(section, shelter)


def test_who_decides_or_works_there_holds_a_place(users, facility):
    rule = permissions.hold_place

    assert who_may(rule, facility, users) == HEADS | THERE | {"division", "other_division"}
    assert "dipesan oleh kepala seksi" in rule.refusal(users["worker"], facility)


def test_who_decides_writes_or_works_there_gives_it_back(users, facility):
    rule = permissions.release_place

    assert who_may(rule, facility, users) == HEADS | THERE | {"worker", "other_worker"}
    assert "dilepas oleh petugas rujukan" in rule.refusal(users["division"], facility)


def test_facility_without_an_office_is_worked_in_by_nobody(users):
    nowhere = a_facility(places=1)
    nowhere.office = None
    users["officer"].office = None

    assert not permissions.hold_place.allows(users["officer"], nowhere)


def test_arrival_is_received_there_and_at_a_shelter_by_who_registers(users, facility, section):
    rule = permissions.receive
    shelter, others = at_shelter(section)

    assert who_may(rule, facility, users) == THERE
    assert who_may(rule, shelter, others) == THERE | {"registrar", "worker", "other_worker"}
    assert f"diterima oleh petugas {facility}" in rule.refusal(users["worker"], facility)


def test_exit_is_written_by_who_may_receive(users, facility, section):
    rule, stay = permissions.exit_stay, a_stay(facility=facility)
    shelter, others = at_shelter(section)

    assert who_may(rule, stay, users) == THERE
    assert who_may(rule, a_stay(facility=shelter), others) == THERE | {
        "registrar", "worker", "other_worker",
    }  # fmt: skip
    assert f"dicatat oleh petugas {facility}" in rule.refusal(users["head"], stay)


def test_officer_of_the_facility_blocks_and_frees(users, facility):
    assert who_may(permissions.run_facility, facility, users) == {"officer"}
    said = permissions.run_facility.refusal(users["partner"], facility)
    assert f"diatur oleh petugas {facility}" in said


def test_admin_maintains(users, facility):
    assert who_may(permissions.maintain, facility, users) == {"admin"}
    assert "admin data" in permissions.maintain.refusal(users["officer"], facility)


def test_names_on_the_board_are_for_who_works_there(users, facility, section):
    seeing = {name for name, user in users.items() if permissions.sees_names(user, facility)}
    own = a_facility(office=section)

    assert seeing == THERE
    assert not permissions.sees_names(users["worker"], own)


def test_section_keeps_the_waiting_list_of_its_cases(users, section):
    case, rule = a_case(section=section), permissions.keep_waiting

    assert who_may(rule, case, users) == {"worker", "head"}
    assert "diurus pekerja sosial" in rule.refusal(users["officer"], case)
    assert "ditangani" in rule.refusal(users["other_worker"], case)


def test_heads_change_the_order_of_waiting(users, facility):
    assert who_may(permissions.reorder_waiting, facility, users) == HEADS
    assert "dipindah Kepala Seksi" in permissions.reorder_waiting.refusal(users["worker"], facility)


def test_limit_of_a_stay_is_set_by_who_answers_for_it_or_keeps_the_person(users, facility, section):
    stay = a_stay(a_case(section=section), facility)

    assert who_may(permissions.set_temporary, stay, users) == THERE | {"worker", "head"}
    said = permissions.set_temporary.refusal(users["registrar"], stay)
    assert "Batas tempat sementara" in said
    assert "ditangani" in permissions.set_temporary.refusal(users["other_head"], stay)


def test_head_of_the_section_signs_for_more_than_there_are_places(users, section):
    case, rule = a_case(section=section), permissions.sign_over_capacity

    assert who_may(rule, case, users) == {"head"}
    assert "diizinkan Kepala Seksi" in rule.refusal(users["worker"], case)
    assert f"ditangani {section}" in rule.refusal(users["other_head"], case)
