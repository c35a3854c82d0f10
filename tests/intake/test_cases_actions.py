"""What may be written about a case, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake import actions, permissions
from intake.models import (
    Case,
    CaseStage,
    CaseStatus,
    CaseType,
    Consent,
    Flag,
    Outcome,
    Paper,
    Relation,
    Stage,
)
from ppks_service import panels
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import (
    a_case,
    a_person,
    a_ppks_type,
    a_raid,
    a_user,
    an_encounter,
)


def opened(by, person=None, **more):
    case = Case(person=person or a_person(), section=by.office, door="walk_in")
    return actions.open_case(case, by=by, **more)


def test_open_case_reaches_two_stages_and_tells_the_journal(worker):
    case = opened(worker, types=[a_ppks_type()], consent=Consent(given=True, by_whom="Sendiri"))

    assert [(s.stage, s.act) for s in case.stages.order_by("stage")] == [
        (1, "Datang sendiri"),
        (2, "Kasus didaftarkan"),
    ]
    assert (case.stage, case.status) == (Stage.DATA, CaseStatus.OPEN)
    assert case.consents.get().given
    assert Entry.objects.get(action="case.open").case_pk == case.pk


def test_open_case_takes_time_and_door_from_the_encounter(worker):
    encounter = an_encounter()

    case = opened(worker, encounter=encounter)

    encounter.refresh_from_db()
    assert (encounter.outcome, encounter.person) == (Outcome.CASE, case.person)
    assert case.door == "raid"
    assert case.stages.get(stage=1).reached_at == encounter.met_at


def test_open_case_refuses_an_encounter_that_was_decided(worker):
    encounter = an_encounter(Outcome.LET_GO)

    with pytest.raises(WrongStatus, match="sudah diputus"):
        opened(worker, encounter=encounter)

    assert not Case.objects.exists()


def test_open_case_ties_those_who_were_met_together(worker):
    raid = a_raid()
    mother = an_encounter(raid=raid)
    child = an_encounter(raid=raid, met_with=mother, age_band="0-5")

    first = opened(worker, encounter=mother)
    second = opened(worker, encounter=child, person=a_person(age=3))

    relation = Relation.objects.get()
    assert {relation.person, relation.other} == {first.person, second.person}
    assert relation.kind == "met_together"


@pytest.mark.parametrize(("age", "protected"), [(17, True), (18, False), (None, False)])
def test_open_case_protects_who_is_under_eighteen(worker, age, protected):
    case = opened(worker, person=a_person(age=age))

    assert (Flag.CHILD in case.flags) == protected


def test_open_case_protects_a_child_by_the_officers_estimate(worker):
    case = opened(worker, person=a_person(age=None), encounter=an_encounter(age_band="6-12"))

    assert case.flags == [Flag.CHILD]


@pytest.mark.parametrize(("code", "flag"), [("16", "hiv"), ("17", "drugs"), ("18", "trafficking")])
def test_a_type_that_says_too_much_protects_the_case(worker, code, flag):
    assert opened(worker, types=[a_ppks_type(code, f"Jenis {code}")]).flags == [flag]


def test_a_second_running_case_of_a_person_is_refused(worker):
    person = a_person()
    first = opened(worker, person=person)

    with pytest.raises(ValidationError, match="sudah punya kasus yang berjalan"):
        opened(worker, person=person)
    ended = a_case(person=person, status=CaseStatus.ENDED)
    with pytest.raises(IntegrityError, match="case_one_open_per_person"), transaction.atomic():
        Case.objects.filter(pk=ended.pk).update(
            status="open", ended_at=None, ended_by=None, end_reason=""
        )
    assert Case.objects.open().get() == first


def test_who_is_met_again_joins_the_running_case(worker):
    case = opened(worker)
    encounter = an_encounter()

    same = actions.register_arrival(
        Case(section=worker.office, door="raid"), by=worker, person=case.person, encounter=encounter
    )

    encounter.refresh_from_db()
    assert same == case
    assert (encounter.outcome, encounter.person) == (Outcome.CASE, case.person)
    assert Case.objects.count() == 1


def test_a_later_case_counts_the_earlier_ones(worker):
    person = a_person()
    a_case(person=person, status=CaseStatus.ENDED)

    assert opened(worker, person=person).repeat_count == 1


def test_a_refused_number_leaves_no_person_and_no_case(worker):
    with pytest.raises(ValidationError) as refused:
        actions.register_arrival(
            Case(section=worker.office, door="walk_in"),
            by=worker,
            person=type(a_person())(sex="L"),
            name="Marlan",
            nik="1271",
        )

    assert list(refused.value.message_dict) == ["nik"]
    assert not Case.objects.exists()


def test_reach_stage_is_told_once_and_never_goes_back(worker):
    case = opened(worker)
    now = timezone.now()

    actions.reach_stage(case, Stage.ACTION, at=now, act="Layanan diberikan")
    actions.reach_stage(case, Stage.ACTION, at=now, act="Lagi")
    actions.reach_stage(case, Stage.ANALYSIS, at=now, act="Asesmen selesai")

    case.refresh_from_db()
    assert case.stage == Stage.ACTION
    assert case.stages.get(stage=Stage.ACTION).act == "Layanan diberikan"
    assert not CaseStage.objects.filter(stage=Stage.PLANNING).exists()


def test_set_types_keeps_the_label_that_was_wrong(worker):
    wrong, right = a_ppks_type("12", "Pengemis"), a_ppks_type("11", "Gelandangan")
    case = opened(worker, types=[wrong])

    with pytest.raises(ValidationError, match="mengapa"):
        actions.set_types(case, by=worker, types=[right])
    actions.set_types(case, by=worker, types=[right, wrong], reason="Sesudah asesmen")

    case.refresh_from_db()
    running = case.types.filter(until=None)
    assert case.main_type == right
    assert {(row.ppks_type, row.is_main) for row in running} == {(right, True), (wrong, False)}
    assert case.types.filter(ppks_type=wrong, is_main=True).get().until is not None


def test_two_main_types_at_a_time_are_refused_by_the_database(worker):
    case = opened(worker, types=[a_ppks_type(), a_ppks_type("12", "Pengemis")])

    with pytest.raises(IntegrityError, match="case_type_one_main"), transaction.atomic():
        CaseType.objects.filter(case=case).update(is_main=True)


def test_the_protection_of_a_child_cannot_be_taken_away(worker):
    case = opened(worker, person=a_person(age=10))

    assert actions.set_flags(case, by=worker, flags=[]).flags == [Flag.CHILD]


def test_assign_is_the_heads_alone(worker, head):
    case = opened(worker)

    with pytest.raises(PermissionDenied, match="Hanya Kepala"):
        actions.assign(case, by=worker, owner=worker)
    with pytest.raises(PermissionDenied, match="Hanya Kepala"):
        actions.assign(case, by=a_user(Role.SECTION_HEAD), owner=worker)
    assert actions.assign(case, by=head, owner=worker).owner == worker


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.FIELD_OFFICER])
def test_assign_refuses_who_cannot_assess(worker, head, role):
    with pytest.raises(ValidationError, match="pekerja sosial"):
        actions.assign(opened(worker), by=head, owner=a_user(role, office=worker.office))


def test_assign_refuses_somebody_of_another_section(worker, head):
    with pytest.raises(ValidationError, match="dari seksi"):
        actions.assign(opened(worker), by=head, owner=a_user())


def test_pause_and_resume_by_owner_or_head_alone(worker, head):
    case = opened(worker)

    with pytest.raises(PermissionDenied, match="Hanya penanggung jawab"):
        actions.pause(case, by=worker, reason="Rawat inap")
    with pytest.raises(ValidationError, match="alasan"):
        actions.pause(case, by=head, reason=" ")
    assert actions.pause(case, by=head, reason="Rawat inap").status == CaseStatus.PAUSED
    with pytest.raises(WrongStatus):
        actions.pause(case, by=head, reason="Lagi")
    assert actions.resume(case, by=head).pause_reason == ""


def test_end_case_is_its_evaluation_and_freezes_the_file(worker, head):
    case = opened(worker)

    ended = actions.end_case(
        case, by=head, at=timezone.now(), reason="reunited", note="Dijemput adik, KK dilihat"
    )

    assert (ended.status, ended.stage) == (CaseStatus.ENDED, Stage.EVALUATION)
    with pytest.raises(PermissionDenied, match="sudah selesai"):
        actions.add_paper(Paper(case=case, kind="ktp"), by=worker)
    with pytest.raises(WrongStatus):
        actions.end_case(case, by=head, at=timezone.now(), reason="died", note="x")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"note": " "}, "note"),
        ({"at": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)}, "at"),
        ({"reason": "gone"}, "__all__"),
    ],
)
def test_end_case_refuses_what_says_nothing(worker, head, more, field):
    asked = {"at": timezone.now(), "reason": "completed", "note": "Selesai"} | more

    with pytest.raises(ValidationError) as refused:
        actions.end_case(opened(worker), by=head, **asked)

    assert field in refused.value.message_dict


def test_end_case_waits_for_what_is_open_above(worker, head, monkeypatch):
    monkeypatch.setitem(
        panels._registered, "case.open_ends", [lambda case: ["Masih tinggal di UPT contoh."]]
    )

    with pytest.raises(actions.CaseStillRuns, match="UPT contoh"):
        actions.end_case(
            opened(worker), by=head, at=timezone.now(), reason="completed", note="Selesai"
        )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": "ended"}, "case_ended_says_how"),
        ({"status": "paused"}, "case_paused_says_why"),
        ({"status": "lost"}, "case_status_is_known"),
        ({"stage": 7}, "case_stage_is_known"),
        ({"door": "window"}, "case_door_is_known"),
        ({"flags": ["rich"]}, "case_flags_are_known"),
    ],
)
def test_the_database_refuses_a_case_that_cannot_be(worker, changes, constraint):
    case = opened(worker)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**changes)


def test_a_refused_consent_says_why(worker):
    case = opened(worker)
    silent = Consent(case=case, given=False, by_whom="Sendiri")

    with pytest.raises(ValidationError, match="mengapa"):
        actions.add_consent(silent, by=worker)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("flags", [[], [Flag.CHILD]])
@pytest.mark.parametrize("place", ["own", "parent", "elsewhere"])
def test_the_rule_of_a_file_and_the_query_give_one_answer(db, role, flags, place):
    case = a_case(flags=flags)
    office = {"own": case.section, "parent": case.section.parent, "elsewhere": None}[place]
    user = a_user(role, office=office)

    for owner in (None, user):
        Case.objects.filter(pk=case.pk).update(owner=owner)
        stored = Case.objects.select_related("section").get(pk=case.pk)
        by_query = Case.objects.visible_to(user).filter(pk=case.pk).exists()
        refusal = permissions.open_file.refusal(user, stored) or ""
        assert (refusal == "") == by_query
        # A closed door says at whose to knock.
        assert by_query or "Tanyakan kepada" in refusal or "minta Kepala Seksi" in refusal
