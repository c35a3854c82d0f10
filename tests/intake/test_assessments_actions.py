"""Assessments over several sittings, finished for good, and the needs they show."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.facts import facts_of
from intake.models import Assessment, Instrument, Need, NeedDomain, Paper, Stage
from ppks_service.accounts.roles import Role
from ppks_service.workflow import WrongStatus
from tests.factories import (
    a_case,
    a_need,
    a_person,
    a_user,
    an_assessment,
    an_encounter,
    an_instrument,
)


@pytest.fixture
def worker(db):
    return a_user(Role.SOCIAL_WORKER)


@pytest.fixture
def case(worker):
    return a_case(owner=worker)


def a_need_of(words="Tempat tinggal"):
    return Need(domain=NeedDomain.SHELTER, description=words, priority=1)


def begun(case, by, **answers):
    assessment = actions.start_assessment(case, an_instrument(), by=by)
    return actions.save_answers(assessment, by=by, answers=answers or {"health": "good"})


def test_start_is_refused_twice_for_one_instrument(case, worker):
    instrument = an_instrument()
    actions.start_assessment(case, instrument, by=worker)

    with pytest.raises(ValidationError, match="lanjutkan yang ada"):
        actions.start_assessment(case, instrument, by=worker)


def test_start_is_refused_with_an_instrument_that_is_no_longer_used(case, worker):
    with pytest.raises(ValidationError, match="berlaku"):
        actions.start_assessment(case, an_instrument_retired(), by=worker)


def an_instrument_retired():
    instrument = an_instrument()
    Instrument.objects.filter(pk=instrument.pk).update(status="retired")
    instrument.refresh_from_db()
    return instrument


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.DIVISION_HEAD, Role.FIELD_OFFICER])
def test_start_is_refused_to_who_does_not_assess(case, role):
    with pytest.raises(PermissionDenied):
        actions.start_assessment(case, an_instrument(), by=a_user(role, office=case.section))


def test_start_is_refused_in_another_section(case):
    with pytest.raises(PermissionDenied, match="ditangani"):
        actions.start_assessment(case, an_instrument(), by=a_user())


def test_answers_of_several_sittings_add_up_and_can_be_taken_back(case, worker):
    assessment = begun(case, worker, health="fair", complaints=["cough"])

    saved = actions.save_answers(
        assessment, by=worker, answers={"pregnant": "no", "complaints": []}
    )

    assert saved.answers == {"health": "fair", "pregnant": "no"}


def test_an_answer_that_the_instrument_does_not_know_is_refused(case, worker):
    assessment = begun(case, worker)

    with pytest.raises(ValidationError, match="tidak dikenal"):
        actions.save_answers(assessment, by=worker, answers={"pregnant": "maybe"})


def test_finish_reaches_the_third_stage_with_its_needs(case, worker):
    finished = actions.finish_assessment(begun(case, worker), by=worker, needs=[a_need_of()])

    case.refresh_from_db()
    assert case.stage == Stage.ANALYSIS
    assert case.stages.get(stage=3).act == "Asesmen selesai"
    need = finished.needs.get()
    assert (need.judged_by, need.case) == (worker, case)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"needs": []}, "paling sedikit satu kebutuhan"),
        ({"next_review_on": dt.date(2020, 1, 1)}, "sesudah hari ini"),
    ],
)
def test_finish_refuses_what_leads_nowhere(case, worker, more, says):
    with pytest.raises(ValidationError, match=says):
        actions.finish_assessment(
            begun(case, worker), by=worker, **({"needs": [a_need_of()]} | more)
        )

    assert Assessment.objects.get().status == "draft"


def test_finish_refuses_an_empty_assessment(case, worker):
    empty = actions.start_assessment(case, an_instrument(), by=worker)

    with pytest.raises(ValidationError, match="satu butir pun"):
        actions.finish_assessment(empty, by=worker, needs=[a_need_of()])


def test_a_finished_assessment_is_not_changed_any_more(case, worker):
    finished = actions.finish_assessment(begun(case, worker), by=worker, needs=[a_need_of()])

    with pytest.raises(WrongStatus):
        actions.save_answers(finished, by=worker, answers={"health": "bad"})
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Assessment.objects.filter(pk=finished.pk).update(answers={})


def test_a_new_assessment_supersedes_the_finished_one(case, worker):
    instrument = an_instrument()
    old = an_assessment(case, by=worker, instrument=instrument)
    new = actions.start_assessment(case, instrument, by=worker)
    actions.save_answers(new, by=worker, answers={"health": "bad"})

    new = actions.finish_assessment(new, by=worker, needs=[a_need_of()])

    old.refresh_from_db()
    assert (old.status, new.supersedes) == ("superseded", old)


def test_a_need_is_deferred_with_a_reason_only(case, worker):
    need = a_need(case)

    with pytest.raises(ValidationError, match="mengapa"):
        actions.defer_need(need, by=worker, reason=" ")
    assert actions.defer_need(need, by=worker, reason="Menunggu RSJ").status == "deferred"
    with pytest.raises(IntegrityError, match="need_deferred_says_why"), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(status_reason="")


def test_a_met_need_stays_met(case, worker):
    need = actions.meet_need(a_need(case), by=worker, reason="Masuk UPT")

    with pytest.raises(WrongStatus):
        actions.defer_need(need, by=worker, reason="Lagi")


# --- Facts ------------------------------------------------------------------------------------


def test_facts_leave_out_what_nobody_knows(worker):
    case = a_case(owner=worker, person=a_person(age=None, sex="U"))

    known = facts_of(case)

    assert set(known) == {"ppks_type", "papers"}
    assert (known["ppks_type"].value, known["papers"].value) == (["11"], set())


def test_facts_say_where_they_come_from(case, worker):
    an_assessment(case, by=worker, answers={"has_family": "no", "pregnant": "unknown"})
    actions.add_paper(Paper(case=case, kind="ktp"), by=worker)

    known = facts_of(case)

    assert (known["has_family"].value, str(worker) in known["has_family"].source) == (False, True)
    assert known["has_family"].on == timezone.localdate()
    assert known["papers"].value == {"ktp"}
    assert (known["age"].value, known["is_child"].value) == (40, False)
    assert (known["pregnant"].value, known["pregnant"].source) == (False, "laki-laki")


def test_facts_of_a_draft_do_not_count(case, worker):
    begun(case, worker, has_family="yes")

    assert "has_family" not in facts_of(case)


def test_facts_know_a_pregnancy_seen_at_the_street(worker):
    person = a_person(sex="P")
    encounter = an_encounter(conditions=["pregnant"], person=person)
    case = a_case(owner=worker, person=person, encounter=encounter)

    assert facts_of(case)["pregnant"].value is True


# --- Pages --------------------------------------------------------------------------------------


def test_an_assessment_is_filled_step_by_step_and_finished_on_the_pages(as_user, case, worker):
    instrument = an_instrument()
    client = as_user(worker)

    started = client.post(
        reverse("intake:assessment_start", args=[case.number]), {"instrument": instrument.pk}
    )
    page = started["Location"]
    assert client.get(page).status_code == 200
    step = client.post(f"{page}?bagian=social", {"has_family": "no", "social.note": "😀 <b>"})
    assert "bagian=adl" in step["Location"]
    finish = f"{page}selesai/"
    html = client.get(finish).content.decode()
    assert "Tempat tinggal dan perawatan" in html
    done = client.post(
        finish,
        {
            "shelter-use": "on",
            "shelter-priority": "2",
            "summary": "Ringkas",
            "other_needs": "Kacamata",
        },
    )

    assert done.status_code == 302
    assert sorted((n.description, n.priority) for n in case.needs.all()) == [
        ("Kacamata", 2),
        ("Tempat tinggal dan perawatan", 2),
    ]
    read = client.get(page).content.decode()
    assert "😀 &lt;b&gt;" in read
    assert 'name="has_family"' not in read


def test_a_draft_saves_itself_and_says_when(as_user, case, worker):
    assessment = begun(case, worker)
    url = reverse("intake:assessment", args=[case.number, assessment.pk])

    answer = as_user(worker).post(
        f"{url}?bagian=body", {"health": "bad"}, headers={"X-Requested-With": "autosave"}
    )

    assert answer.content.decode().startswith("Draf tersimpan di server ")
    assessment.refresh_from_db()
    assert assessment.answers["health"] == "bad"


def test_a_registrar_reads_an_assessment_and_fills_none(as_user, case, worker):
    assessment = begun(case, worker)
    registrar = as_user(a_user(Role.REGISTRAR, office=case.section))
    url = reverse("intake:assessment", args=[case.number, assessment.pk])

    assert 'name="health"' not in registrar.get(url).content.decode()
    assert registrar.get(f"{url}selesai/").status_code == 403
