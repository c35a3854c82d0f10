"""Each rule about case conferences, asked of every kind of user, and in which words it refuses."""

import pytest

from intake.models import CaseStatus, Flag, Stage
from ppks_service.accounts.roles import Role
from referrals import permissions_conferences as permissions
from referrals.models import ConferenceAction
from tests.factories import a_called_conference, a_case, a_user
from tests.staff import staff_around, who_may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
WRITERS = {"worker", "head"}


@pytest.fixture
def users(section):
    return staff_around(section)


@pytest.fixture
def case(section):
    return a_case(section=section, stage=Stage.PLANNING)


@pytest.fixture
def conference(users, case):
    """Called by the worker, who keeps the minutes; the head leads."""
    return a_called_conference(case, by=users["worker"])


def ended(case):
    """The same case, as it stands after its end."""
    case.status = CaseStatus.ENDED
    return case


def seat(conference, user, role):
    conference.participants.create(user=user, role=role, name=user.full_name, agency="Dinas")


def test_who_writes_for_the_case_calls_and_a_child_waits_for_no_meeting(users, case, section):
    rule, child = permissions.call_conference, a_case(section=section, flags=[Flag.CHILD])

    assert who_may(rule, case, users) == WRITERS
    assert who_may(rule, child, users) == set()
    assert who_may(rule, ended(case), users) == set()
    assert rule.refusal(users["registrar"], case).startswith(
        "Pembahasan kasus dipanggil pekerja sosial"
    )
    assert "tidak menunggu pembahasan" in rule.refusal(users["head"], child)


def test_who_called_leads_or_keeps_the_minutes_records(users, case, conference):
    rule = permissions.record_conference
    seat(conference, users["registrar"], "member")
    assert who_may(rule, conference, users) == WRITERS
    assert "dicatat pemanggil" in rule.refusal(users["division"], conference)
    assert "ditangani" in rule.refusal(users["other_head"], conference)

    clerk, leader = (conference.participants.filter(role=role) for role in ("clerk", "chair"))
    clerk.update(user=users["other_worker"])
    assert who_may(rule, conference, users) == WRITERS
    conference.participants.filter(role="member").delete()
    clerk.update(user=users["registrar"])
    leader.update(user=users["division"])

    assert who_may(rule, conference, users) == WRITERS | {"registrar", "division"}
    conference.case = ended(case)
    assert who_may(rule, conference, users) == set()
    assert "tidak dicatat lagi" in rule.refusal(users["worker"], conference)


def test_who_called_records_without_a_seat(users, conference):
    conference.participants.filter(user=users["worker"]).delete()

    assert who_may(permissions.record_conference, conference, users) == WRITERS


def test_who_was_there_or_writes_for_the_case_adds(users, conference, section):
    rule = permissions.supplement_conference
    users["colleague"] = a_user(Role.SOCIAL_WORKER, office=section)
    seat(conference, users["division"], "member")
    seat(conference, users["field"], "member")

    assert who_may(rule, conference, users) == WRITERS | {"colleague", "division"}
    assert "ditulis peserta" in rule.refusal(users["registrar"], conference)
    assert "hanya dibuka petugas seksi" in rule.refusal(users["field"], conference)


@pytest.mark.parametrize("owner", ["registrar", "field", "other_worker", "worker"])
def test_act_is_settled_by_who_writes_and_whose_it_is_if_they_open_the_file(
    users, case, conference, owner
):
    rule = permissions.settle_conference_action
    action = ConferenceAction(conference=conference, owner=users[owner])

    assert who_may(rule, action, users) == WRITERS | ({owner} & {"registrar"})
    assert "disusun pekerja sosial" in rule.refusal(users["division"], action)
    conference.case = ended(case)
    assert who_may(rule, action, users) == set()
