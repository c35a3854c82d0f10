"""Each act from each status, and each rule with its sentence."""

from collections import defaultdict

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from intake.models import Case
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from referrals import actions, permissions, workflow
from referrals.models import (
    DecisionCode,
    DeclineCode,
    PlanStatus,
    Referral,
    ReferralStatus,
)
from tests.factories import (
    a_case,
    a_facility,
    a_plan,
    a_referral,
    a_section,
    a_user,
    an_assessment,
    clocks,
    number_series,
)
from tests.referrals.machine import LEADS
from upt_facilities.models import Stay

pytestmark = pytest.mark.django_db

S = ReferralStatus


def head_of(case: Case):
    return a_user(Role.SECTION_HEAD, office=case.section)


def worker_of(case: Case):
    return a_user(Role.SOCIAL_WORKER, office=case.section)


def officer_of(referral: Referral):
    return a_user(Role.FACILITY_OFFICER, office=referral.facility.office)


def submit(r):
    return actions.submit(r, by=worker_of(r.case))


def decider_of(r):
    """Whose turn it is: the section's head, for a second decision the division's."""
    if r.status == S.ENDORSED:
        return a_user(Role.DIVISION_HEAD, office=r.case.section.parent)
    return head_of(r.case)


def approve(r):
    return actions.approve(r, by=decider_of(r))


def send_back(r):
    return actions.send_back(r, by=decider_of(r), code=DecisionCode.PAPERS)


def refuse(r):
    return actions.refuse(r, by=decider_of(r), code=DecisionCode.FAMILY)


def accept(r):
    return actions.accept(r, by=officer_of(r))


def decline(r):
    return actions.decline(r, by=officer_of(r), code=DeclineCode.FULL)


def arrive(r):
    stay = Stay(condition="Sehat", belongings="Tas", brought_by="Petugas", handed_by="Petugas")
    return actions.arrive(r, by=officer_of(r), stay=stay)


def cancel(r):
    return actions.cancel(r, by=worker_of(r.case), reason="Keluarga menjemput")


def edit(r):
    return actions.edit(r, by=worker_of(r.case))


# Which statuses each act may start from, written out so that a change of the table is noticed.
ACTS = {
    submit: {S.DRAFT, S.RETURNED},
    edit: {S.DRAFT, S.RETURNED},
    approve: {S.SUBMITTED, S.ENDORSED},
    send_back: {S.SUBMITTED, S.ENDORSED},
    refuse: {S.SUBMITTED, S.ENDORSED},
    accept: {S.APPROVED},
    decline: {S.APPROVED, S.ACCEPTED},
    arrive: {S.ACCEPTED},
    cancel: {S.DRAFT, S.SUBMITTED, S.ENDORSED, S.RETURNED, S.APPROVED, S.ACCEPTED},
}
REFUSED = [(act, s) for act, sources in ACTS.items() for s in S if s not in sources]
ALLOWED = [(act, s) for act, sources in ACTS.items() for s in S if s in sources]


@pytest.mark.parametrize(("act", "status"), REFUSED, ids=lambda v: getattr(v, "__name__", str(v)))
def test_act_is_refused_from_a_status_it_does_not_start_from(act, status):
    number_series()
    referral = a_referral(status)

    with pytest.raises(WrongStatus, match="statusnya kini"):
        act(referral)

    assert Referral.objects.get().status == status
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("act", "status"), ALLOWED, ids=lambda v: getattr(v, "__name__", str(v)))
def test_act_moves_a_referral_on_and_is_written_down(act, status):
    number_series()
    clocks()
    referral = a_referral(status)

    moved = act(referral)

    assert Referral.objects.get().status == moved.status
    assert Entry.objects.filter(subject_label="referrals.referral").count() == 1


def test_every_status_is_reached_by_the_workflow():
    assert workflow.REFERRAL.reached() == set(S)
    assert workflow.PLAN.reached() == set(PlanStatus)


@pytest.mark.parametrize("status", [s for s in S if s not in {S.ACCEPTED, S.ARRIVED}])
def test_finish_is_refused_before_the_place_took_the_person(status):
    referral = a_referral(status, facility=a_facility(kind="agency"))

    with pytest.raises(WrongStatus):
        actions.finish(referral, by=officer_of(referral))


def test_finish_of_a_place_to_live_needs_an_arrival():
    referral = a_referral(S.ACCEPTED)

    with pytest.raises(PermissionDenied, match="belum tercatat tiba"):
        actions.finish(referral, by=officer_of(referral))


def test_finish_closes_the_referral_to_an_agency():
    referral = a_referral(S.ACCEPTED, facility=a_facility(kind="agency"))

    done = actions.finish(referral, by=officer_of(referral), note="Pelatihan selesai")

    assert done.status == S.DONE
    assert done.ended_at is not None


def test_agencies_do_not_receive_people():
    referral = a_referral(S.ACCEPTED, facility=a_facility(kind="agency"))

    with pytest.raises(PermissionDenied, match="melayani tanpa menampung"):
        arrive(referral)


# --- Who decides -----------------------------------------------------------------------------

FOUR_HANDS = {
    "submitted_by": "Anda yang mengajukan rujukan ini",
    "written_by": "Anda yang menulis rujukan ini",
    "assessed_by": "Anda yang menyusun asesmen",
    "last_edited_by": "Anda yang terakhir menyunting",
}


@pytest.mark.parametrize(("column", "sentence"), FOUR_HANDS.items())
def test_decision_names_what_the_head_did_before(column, sentence):
    referral = a_referral(S.SUBMITTED)
    head = head_of(referral.case)
    Referral.objects.update(**{column: head})

    for decide in (
        lambda: actions.approve(referral, by=head),
        lambda: actions.send_back(referral, by=head, code=DecisionCode.PAPERS),
        lambda: actions.refuse(referral, by=head, code=DecisionCode.PAPERS),
    ):
        with pytest.raises(PermissionDenied, match=sentence) as refused:
            decide()
        assert "Yang dapat" in str(refused.value)


@pytest.mark.parametrize("column", FOUR_HANDS)
def test_decision_by_one_of_the_four_hands_is_refused_by_the_database(column):
    referral = a_referral(S.APPROVED)
    if column == "assessed_by":
        Referral.objects.update(assessed_by=worker_of(referral.case))
    hand = Referral.objects.values_list(column, flat=True).get()

    with pytest.raises(IntegrityError, match="referral_decided_by"), transaction.atomic():
        Referral.objects.update(decided_by=hand)


def test_decision_is_refused_to_who_assessed_after_the_referral_was_submitted():
    referral = a_referral(S.SUBMITTED)
    head = head_of(referral.case)
    an_assessment(referral.case, by=head)

    with pytest.raises(PermissionDenied, match="menyusun asesmen"):
        actions.approve(referral, by=head)


def test_decision_belongs_to_the_section_that_owns_the_case():
    referral = a_referral(S.SUBMITTED)
    other = a_user(Role.SECTION_HEAD, office=a_section())

    with pytest.raises(PermissionDenied, match="Kepala Seksi pemilik kasus"):
        actions.approve(referral, by=other)
    with pytest.raises(PermissionDenied, match="Hanya Kepala Seksi"):
        actions.approve(referral, by=worker_of(referral.case))


def test_answer_belongs_to_the_facility_that_was_asked():
    referral = a_referral(S.APPROVED)
    other = a_user(Role.FACILITY_OFFICER, office=a_facility().office)

    assert permissions.answer_referral.allows(officer_of(referral), referral)
    with pytest.raises(PermissionDenied, match="dijawab oleh petugas"):
        actions.accept(referral, by=other)
    with pytest.raises(PermissionDenied, match="dijawab oleh petugas"):
        actions.decline(referral, by=head_of(referral.case), code=DeclineCode.FULL)


def test_protected_case_is_written_on_only_by_who_may_open_it():
    section = a_section()
    case = a_case(section=section, flags=["child"])

    refusal = permissions.write_for_case.refusal(a_user(office=section), case)

    assert refusal is not None
    assert "terlindung" in refusal.lower()


# --- Plans -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [s for s in PlanStatus if s != PlanStatus.AGREED])
def test_plan_is_decided_only_once_it_is_agreed(status):
    plan = a_plan(status=status)
    head = head_of(plan.case)

    with pytest.raises(WrongStatus):
        actions.approve_plan(plan, by=head)
    with pytest.raises(WrongStatus):
        actions.send_back_plan(plan, by=head, note="Lengkapi")


@pytest.mark.parametrize("status", [s for s in PlanStatus if s != PlanStatus.DRAFT])
def test_plan_is_written_on_and_agreed_only_as_a_draft(status):
    plan = a_plan(status=status)

    with pytest.raises(WrongStatus):
        actions.agree_plan(plan, by=worker_of(plan.case), agreed_by="person")
    with pytest.raises(WrongStatus):
        actions.edit_plan(plan, by=worker_of(plan.case))


def test_plan_is_never_approved_by_its_writer():
    plan = a_plan(status=PlanStatus.AGREED)
    head = head_of(plan.case)
    type(plan).objects.update(written_by=head)

    with pytest.raises(PermissionDenied, match="Anda yang menyusun rencana ini"):
        actions.approve_plan(plan, by=head)


def test_plan_approved_by_its_writer_is_refused_by_the_database():
    plan = a_plan(status=PlanStatus.APPROVED)

    with pytest.raises(IntegrityError, match="plan_approved_by_another"), transaction.atomic():
        type(plan).objects.update(approved_by=plan.written_by)


# --- The table, against another hand's -------------------------------------------------------


def leads_of(life):
    found = defaultdict(set)
    for transition in life.transitions:
        for source in transition.sources:
            found[source].add(transition.target)
    return found


def test_table_leads_where_it_is_meant_to():
    plan = {
        PlanStatus.DRAFT: {PlanStatus.AGREED},
        PlanStatus.AGREED: {PlanStatus.APPROVED, PlanStatus.DRAFT, PlanStatus.SUPERSEDED},
        PlanStatus.APPROVED: {PlanStatus.SUPERSEDED},
    }

    assert leads_of(workflow.REFERRAL) == {was: after for was, after in LEADS.items() if after}
    assert leads_of(workflow.PLAN) == plan
    assert {S.DRAFT, S.RETURNED} == workflow.EDITABLE
    assert {S.APPROVED, S.ACCEPTED} == workflow.WITH_RECEIVER


def test_each_act_is_whose_it_is_meant_to_be():
    p = permissions
    whose = {
        p.write_referral: {"submit", "resubmit", "cancel"},
        p.endorse_referral: {"endorse"},
        p.approve_alone: {"approve"},
        p.decide_referral: {"confirm", "send_back", "refuse"},
        p.answer_referral: {"accept", "decline"},
        p.receive_person: {"arrive"},
        p.finish_referral: {"finish"},
        p.let_lapse: {"lapse"},
        p.let_void: {"void"},
    }
    found = defaultdict(set)
    for transition in workflow.REFERRAL.transitions:
        found[transition.rule].add(transition.name)

    assert found == whose
    assert {t.name: t.rule for t in workflow.PLAN.transitions} == {
        "agree": p.write_plan,
        "approve": p.decide_plan,
        "send_back": p.decide_plan,
        "supersede": p.write_plan,
    }


def test_approval_is_alone_first_or_second():
    referral = Referral(status=S.SUBMITTED)
    assert workflow.approval_of(referral) == workflow.APPROVE
    referral.needs_second = True
    assert workflow.approval_of(referral) == workflow.ENDORSE
    referral.status = S.ENDORSED
    assert workflow.approval_of(referral) == workflow.CONFIRM
