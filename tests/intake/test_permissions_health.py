"""Each rule about guarded facts of health and about violence, asked of every kind of user."""

import pytest

from intake import permissions_health as permissions
from intake.models import GUARDED_FLAGS, CaseStatus, Flag
from tests.factories import a_case, a_ppks_type
from tests.staff import staff_around, who_may

pytestmark = pytest.mark.django_db
SECTION = {"registrar", "worker", "head"}
READERS = {"worker", "head"}


@pytest.fixture
def users(section):
    return staff_around(section)


def owned(users, section, **fields):
    return a_case(section=section, owner=users["worker"], **fields)


def test_owner_and_head_read_facts_of_health(users, section):
    case, rule = owned(users, section), permissions.read_health

    assert who_may(rule, case, users) == READERS
    assert who_may(rule, a_case(section=section), users) == {"head"}
    assert "Fakta kesehatan yang dijaga" in rule.refusal(users["division"], case)
    assert "ditangani" in rule.refusal(users["other_head"], case)


def test_owner_who_left_the_section_reads_no_more(users, section):
    case = a_case(section=section, owner=users["other_worker"])

    assert not permissions.read_health.allows(users["other_worker"], case)


def test_need_of_protection_is_read_by_who_opens_the_file(users, section):
    case = owned(users, section, flags=[Flag.TRAFFICKING])

    assert who_may(permissions.read_protection, owned(users, section), users) == SECTION | {
        "division"
    }
    assert who_may(permissions.read_protection, case, users) == READERS | {"division"}


@pytest.mark.parametrize("flag", GUARDED_FLAGS)
def test_need_of_protection_under_a_guarded_label_is_read_by_who_reads_the_facts(
    users, section, flag
):
    case = owned(users, section, flags=[Flag.TRAFFICKING, flag])

    assert who_may(permissions.read_protection, case, users) == READERS


def test_section_hands_facts_in_and_who_reads_them_strikes_them_out(users, section):
    case, ended = owned(users, section), owned(users, section, status=CaseStatus.ENDED)

    assert who_may(permissions.record_health, case, users) == SECTION
    assert who_may(permissions.record_health, ended, users) == set()
    assert who_may(permissions.strike_health, case, users) == READERS
    assert who_may(permissions.strike_health, ended, users) == set()


def test_section_sets_types_unless_one_of_them_tells_of_health(users, section):
    rule, guarded = permissions.set_types, a_ppks_type("16", "Jenis yang dijaga")
    case = owned(users, section, main_type=guarded)

    assert who_may(rule, owned(users, section), users) == SECTION
    assert who_may(rule, case, users) == READERS
    assert "terkunci" in rule.refusal(users["registrar"], case)
    assert "yang mengisi berkas" in rule.refusal(users["division"], case)


def test_guarded_type_that_holds_no_more_locks_nothing(users, section):
    case = owned(users, section, main_type=a_ppks_type("16", "Jenis yang dijaga"))
    case.types.update(until=case.opened_at)

    assert who_may(permissions.set_types, case, users) == SECTION
