"""Each rule about handing people over and about what was taken from them, asked of every kind of user."""

import pytest

from intake import permissions_custody as permissions
from intake.models import BelongingItem, CaseStatus, Flag, Outcome
from intake.permissions_raids import WRITERS
from tests.factories import a_case, a_raid, an_encounter
from tests.staff import staff_around, who_may

pytestmark = pytest.mark.django_db
SECTION = {"registrar", "worker", "head"}
RAIDERS = {"field", "registrar", "worker", "other_worker"}


@pytest.fixture
def users(section):
    return staff_around(section)


@pytest.fixture
def met():
    return an_encounter(Outcome.CASE)


def case_of(met, section, **fields):
    return a_case(section=section, encounter=met, person=met.person, **fields)


def test_who_records_raids_hands_people_over_in_them(users):
    rule, raid = permissions.hand_over_in_raid, a_raid()

    assert who_may(rule, raid, users) == RAIDERS
    assert rule.refusal(users["head"], raid) == WRITERS


def test_section_hands_over_in_its_case_after_the_end_too(users, section):
    rule = permissions.hand_over_in_case

    assert who_may(rule, a_case(section=section), users) == SECTION
    assert who_may(rule, a_case(section=section, status=CaseStatus.ENDED), users) == SECTION
    assert "ditangani" in rule.refusal(users["other_worker"], a_case(section=section))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.LET_GO, "dilepas di tempat"), (Outcome.ESCAPED, "meninggalkan lokasi")],
)
def test_who_was_let_go_or_got_away_is_handed_over_by_nobody(users, outcome, words):
    met, rule = an_encounter(outcome), permissions.hand_over_person

    assert who_may(rule, met, users) == set()
    assert f"Tercatat {words}. Betulkan triase" in rule.refusal(users["field"], met)


def test_who_was_taken_along_is_handed_over_by_who_sees_the_raid(users, met, section):
    assert who_may(permissions.hand_over_person, an_encounter(), users) == set(users)
    case_of(met, section)
    assert who_may(permissions.hand_over_person, met, users) == set(users)


def test_protected_person_is_handed_over_by_who_opens_the_file(users, met, section):
    case_of(met, section, owner=users["worker"], flags=[Flag.CHILD])
    rule = permissions.hand_over_person

    assert who_may(rule, met, users) == {"worker", "head", "division"}
    assert "Kasus terlindung" in rule.refusal(users["registrar"], met)


def test_thing_of_somebody_met_is_written_by_who_records_raids(users):
    item, rule = BelongingItem(encounter=an_encounter()), permissions.write_item

    assert who_may(rule, item, users) == RAIDERS
    assert rule.refusal(users["head"], item) == WRITERS


def test_thing_of_somebody_met_who_has_a_case_is_written_by_its_section_too(users, met, section):
    case_of(met, section)

    assert who_may(permissions.write_item, BelongingItem(encounter=met), users) == RAIDERS | SECTION


@pytest.mark.parametrize("names_case", [True, False])
def test_thing_of_a_protected_person_is_written_by_who_fills_the_file(
    users, met, section, names_case
):
    case = case_of(met, section, owner=users["worker"], flags=[Flag.CHILD])
    item = BelongingItem(encounter=met, case=case if names_case else None)

    assert who_may(permissions.write_item, item, users) == {"worker", "head"}


def test_thing_kept_in_a_case_alone_is_written_by_its_section(users, section):
    item, rule = BelongingItem(case=a_case(section=section)), permissions.write_item

    assert who_may(rule, item, users) == SECTION
    assert "yang mengisi berkas" in rule.refusal(users["field"], item)
