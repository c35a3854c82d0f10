"""Each rule asked of every kind of user: who may, and in which words it refuses the others."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from intake.models import CaseStatus, Flag, Stage
from ppks_service.accounts.roles import Role
from referrals import permissions
from referrals.models import PlanAction, ReferralStatus, SPMNeed
from referrals.reference import load
from tests.factories import (
    a_case,
    a_facility,
    a_plan,
    a_referral,
    a_section,
    a_service,
    a_user,
)
from tests.staff import staff_around, who_may
from upt_facilities.matching import Verdict

pytestmark = pytest.mark.django_db
S = ReferralStatus
SECTION = {"worker", "head"}
THERE = {"officer", "partner"}


@pytest.fixture
def facility():
    return a_facility(places=1)


@pytest.fixture
def users(section, facility):
    return staff_around(section, facility)


@pytest.fixture
def case(section):
    return a_case(section=section, stage=Stage.PLANNING)


def referred(case, facility, status=S.SUBMITTED, **fields):
    return a_referral(status, case=case, facility=facility, **fields)


# --- Writing -------------------------------------------------------------------------------------


def test_section_writes_for_its_own_open_cases(users, case, section):
    rule = permissions.write_for_case
    ended = a_case(section=section, status=CaseStatus.ENDED)

    assert who_may(rule, case, users) == SECTION
    assert who_may(rule, ended, users) == set()
    assert "disusun pekerja sosial" in rule.refusal(users["registrar"], case)
    assert "ditangani" in rule.refusal(users["other_head"], case)
    assert "sudah selesai" in rule.refusal(users["worker"], ended)


def test_protected_case_is_written_by_the_head_and_who_answers_for_it(users, section):
    case = a_case(section=section, owner=users["worker"], flags=[Flag.CHILD])
    another = a_case(section=section, flags=[Flag.CHILD])

    assert who_may(permissions.write_for_case, case, users) == SECTION
    assert who_may(permissions.write_for_case, another, users) == {"head"}


def test_referral_and_plan_are_written_by_who_writes_for_the_case(users, case, facility):
    assert who_may(permissions.write_referral, referred(case, facility, S.DRAFT), users) == SECTION
    assert who_may(permissions.write_plan, a_plan(case), users) == SECTION


@pytest.mark.parametrize("owner", ["registrar", "field", "other_worker", "worker"])
def test_act_of_a_plan_is_settled_by_who_writes_and_whose_it_is_if_they_open_the_file(
    users, case, section, owner
):
    rule = permissions.settle_action
    action = PlanAction(goal=a_plan(case).goals.get(), owner=users[owner])
    closed = a_plan(a_case(section=section, status=CaseStatus.ENDED)).goals.get()
    ended = PlanAction(goal=closed, owner=users[owner])

    assert who_may(rule, action, users) == SECTION | ({owner} & {"registrar"})
    assert who_may(rule, ended, users) == set()
    assert "disusun pekerja sosial" in rule.refusal(users["division"], action)
    assert "ditangani" in rule.refusal(users["other_head"], action)


def test_link_is_sent_to_an_office_that_is_known(users, case, facility):
    known = referred(case, facility, S.APPROVED)
    nowhere = a_facility()
    nowhere.office = None
    unknown = referred(case, nowhere)

    assert who_may(permissions.send_link, known, users) == SECTION
    assert who_may(permissions.send_link, unknown, users) == set()
    assert "belum punya kantor" in permissions.send_link.refusal(users["worker"], unknown)
    assert "disusun pekerja sosial" in permissions.send_link.refusal(users["officer"], unknown)


# --- Deciding ------------------------------------------------------------------------------------


def test_head_of_the_section_decides(users, case, facility):
    referral, rule = referred(case, facility), permissions.decide_referral

    assert who_may(rule, referral, users) == {"head"}
    assert "Hanya Kepala Seksi yang memutus rujukan" in rule.refusal(users["worker"], referral)
    assert str(case.section) in rule.refusal(users["worker"], referral)
    assert f"Kasus ini ditangani {case.section}" in rule.refusal(users["other_head"], referral)
    assert "memutus rujukannya" in rule.refusal(users["other_head"], referral)


def test_head_of_the_division_decides_second(users, case, facility):
    referral, rule = referred(case, facility, S.ENDORSED), permissions.decide_referral

    assert who_may(rule, referral, users) == {"division"}
    said = rule.refusal(users["head"], referral)
    assert f"Kepala {case.section.parent.name}" in said
    case.section.parent = None
    assert "Kepala Bidang" in rule.refusal(users["head"], referral)


HANDS = {
    "submitted_by": "yang mengajukan rujukan ini",
    "written_by": "yang menulis rujukan ini",
    "assessed_by": "menyusun asesmen",
    "last_edited_by": "terakhir menyunting",
    "owned_by": "penanggung jawab kasus",
    "planned_by": "menyusun rencana layanannya",
}


@pytest.mark.parametrize(("hand", "words"), HANDS.items(), ids=HANDS)
def test_hand_in_the_making_keeps_from_deciding_at_both_turns(users, case, facility, hand, words):
    rule = permissions.decide_referral
    for status, decider in ((S.SUBMITTED, "head"), (S.ENDORSED, "division")):
        referral = referred(case, facility, status)
        setattr(referral, hand, users[decider])

        assert who_may(rule, referral, users) == set()
        assert words in rule.refusal(users[decider], referral)
        assert "Yang dapat: Kepala Seksi lain" in rule.refusal(users[decider], referral)
        referral.delete()


def test_who_gave_the_first_decision_gives_no_second(users, case, facility):
    referral = referred(case, facility, S.ENDORSED)
    referral.endorsed_by = users["division"]

    assert who_may(permissions.decide_referral, referral, users) == set()
    said = permissions.decide_referral.refusal(users["division"], referral)
    assert "memberi keputusan pertama" in said


@pytest.mark.parametrize("needs_second", [True, False])
def test_first_of_two_and_the_only_one_are_different_acts(users, case, facility, needs_second):
    referral = referred(case, facility, needs_second=needs_second)
    endorse, alone = permissions.endorse_referral, permissions.approve_alone

    assert who_may(endorse, referral, users) == ({"head"} if needs_second else set())
    assert who_may(alone, referral, users) == (set() if needs_second else {"head"})
    shut, words = (alone, "dua keputusan") if needs_second else (endorse, "satu persetujuan cukup")
    assert words in shut.refusal(users["head"], referral)


def test_batch_takes_low_risk_alone(users, case, section):
    load()
    rule, head = permissions.approve_in_batch, users["head"]
    agency = a_facility(kind="agency")
    low = referred(case, agency, kind="service")
    high = referred(a_case(section=section), agency, kind="placement")
    child = referred(a_case(section=section, flags=[Flag.CHILD]), agency, kind="service")
    decided = referred(a_case(section=section), agency, S.REFUSED, kind="service")

    assert who_may(rule, low, users) == {"head"}
    assert "Penempatan di UPT diputus satu per satu" in rule.refusal(head, high)
    assert "Kasus terlindung diputus satu per satu" in rule.refusal(head, child)
    assert "tidak lagi menunggu keputusan" in rule.refusal(head, decided)


@pytest.mark.parametrize("verdict", Verdict)
def test_batch_takes_what_fits_alone(verdict):
    fit = SimpleNamespace(verdict=verdict, label="Penuh", criteria_in_words="2 dari 3")

    said = permissions.batch_refusal_of(fit)

    expected = "Perlu dilihat sendiri: penuh (2 dari 3)."
    assert said == (None if verdict == Verdict.FITS else expected)


def test_head_decides_plans_that_another_wrote(users, case, section):
    plan, rule = a_plan(case, by=users["worker"]), permissions.decide_plan
    own = a_plan(a_case(section=section), by=users["head"])

    assert who_may(rule, plan, users) == {"head"}
    assert who_may(rule, own, users) == set()
    assert "Anda yang menyusun rencana ini" in rule.refusal(users["head"], own)
    assert "memutus rencana." in rule.refusal(users["worker"], plan)


@pytest.mark.parametrize("rule", [permissions.let_lapse, permissions.let_void])
def test_what_happens_by_itself_is_nobodys(users, case, facility, rule):
    referral = referred(case, facility, S.APPROVED)

    assert who_may(rule, referral, users) == set()
    assert "dengan sendirinya" in rule.refusal(users["head"], referral)


def test_admin_sets_kinds(users):
    assert who_may(permissions.maintain_kinds, None, users) == {"admin"}
    assert "admin data" in permissions.maintain_kinds.refusal(users["head"], None)


def test_admin_words_templates_of_plans(users):
    rule = permissions.maintain_plan_templates

    assert who_may(rule, None, users) == {"admin"}
    assert "admin data" in rule.refusal(users["head"], None)


# --- The other side ------------------------------------------------------------------------------


def test_facility_that_was_asked_answers(users, case, facility):
    referral = referred(case, facility, S.APPROVED)

    assert who_may(permissions.answer_referral, referral, users) == THERE
    said = permissions.answer_referral.refusal(users["other_officer"], referral)
    assert said == f"Rujukan ini dijawab oleh petugas {facility}."
    sides = {n for n, user in users.items() if permissions.is_receiving_side(user, referral)}
    assert sides == THERE


def test_facility_without_an_office_is_answered_for_by_nobody(users, case):
    nowhere = a_facility(places=1)
    nowhere.office = None
    lost = a_user(Role.FACILITY_OFFICER)
    lost.office = None

    assert (
        who_may(permissions.answer_referral, referred(case, nowhere), users | {"x": lost}) == set()
    )


def test_agency_receives_nobody(users, case, facility):
    agency = a_facility(kind="agency", office=a_section())
    there = {"officer": a_user(Role.FACILITY_OFFICER, office=agency.office)}
    referral = referred(case, agency, S.ACCEPTED)

    assert who_may(permissions.receive_person, referral, there) == set()
    assert "melayani tanpa menampung" in permissions.receive_person.refusal(
        there["officer"], referral
    )
    home = referred(case, facility, S.ACCEPTED)
    assert who_may(permissions.receive_person, home, users) == THERE
    said = permissions.receive_person.refusal(users["worker"], home)
    assert "dijawab oleh petugas" in said


def test_who_serves_or_asked_finishes_and_who_lives_there_arrived_first(users, case, facility):
    rule, referral = permissions.finish_referral, referred(case, facility, S.ACCEPTED)

    assert who_may(rule, referral, users) == set()
    assert "belum tercatat tiba" in rule.refusal(users["officer"], referral)
    referral.stay_id = 1
    assert who_may(rule, referral, users) == THERE | SECTION
    assert "dicatat petugas" in rule.refusal(users["registrar"], referral)
    assert "ditangani" in rule.refusal(users["other_worker"], referral)
    agency = referred(case, a_facility(kind="agency"), S.ACCEPTED)
    assert who_may(rule, agency, users) == SECTION


# --- Services ------------------------------------------------------------------------------------


def test_worker_records_services_of_open_cases(users, case, section):
    rule = permissions.record_service
    ended = a_case(section=section, status=CaseStatus.ENDED)

    assert who_may(rule, case, users) == {"worker"}
    assert who_may(rule, ended, users) == set()
    assert "halaman wisma" in rule.refusal(users["officer"], case)
    assert "dicatat pekerja sosial" in rule.refusal(users["head"], case)
    assert "ditangani" in rule.refusal(users["other_worker"], case)
    assert "sudah selesai" in rule.refusal(users["worker"], ended)


def test_service_is_taken_back_where_it_was_recorded(users, case, facility):
    rule = permissions.cancel_service
    here, outside = a_service(case, facility=facility), a_service(case, SPMNeed.CLOTHES)

    assert who_may(rule, here, users) == {"worker", "officer"}
    assert who_may(rule, outside, users) == {"worker"}
    assert "tidak dicatat oleh tempat Anda" in rule.refusal(users["other_officer"], here)
    assert "dibatalkan pekerja sosial" in rule.refusal(users["head"], here)
    here.cancelled_at = timezone.now()
    assert who_may(rule, here, users) == set()
    assert "sudah dibatalkan" in rule.refusal(users["worker"], here)


def test_officer_records_services_of_the_ward(users, facility):
    assert who_may(permissions.record_ward_service, facility, users) == {"officer"}
    said = permissions.record_ward_service.refusal(users["partner"], facility)
    assert f"dicatat petugas {facility}" in said
