"""When an assessment is looked at again, which items a need comes from, and who reads which answer."""

import datetime as dt

import pytest
from django.utils import timezone

from intake import actions, instruments
from intake.models import Need, Stage
from intake.reference import BPSS
from ppks_service.worklist.registry import work_of
from tests.factories import a_case, a_section, a_user, an_assessment, an_instrument, clocks


def reviewed(case, worker, *, days):
    return an_assessment(
        case,
        by=worker,
        finished=True,
        next_review_on=timezone.localdate() + dt.timedelta(days=days),
    )


def test_instrument_says_when_it_is_looked_at_again(db):
    worker = a_user()
    case = a_case(owner=worker)
    definition = {**BPSS, "review_after_days": 30}
    draft = an_assessment(case, by=worker, finished=False, instrument=an_instrument(definition))
    draft.answers = {"pregnant": "no"}
    draft.save()

    finished = actions.finish_assessment(draft, by=worker, needs=[a_need_unsaved()])

    assert finished.next_review_on == timezone.localdate() + dt.timedelta(days=30)


def a_need_unsaved():
    return Need(domain="food", description="Makan", priority=2)


@pytest.mark.parametrize(("days", "seen"), [(15, 0), (14, 1), (-3, 1)])
def test_review_is_on_the_list_of_who_answers(db, days, seen):
    clocks()
    worker = a_user()
    case = a_case(owner=worker, stage=Stage.ANALYSIS)
    reviewed(case, worker, days=days)

    lines = [item for item in work_of(worker) if item.kind == "tinjau-asesmen"]

    assert len(lines) == seen
    assert not [i for i in work_of(a_user(office=worker.office)) if i.kind == "tinjau-asesmen"]


def test_review_that_is_over_stands_on_the_case(as_user, db):
    clocks()
    worker = a_user()
    case = a_case(owner=worker, stage=Stage.ANALYSIS)
    reviewed(case, worker, days=-1)

    page = as_user(worker).get(f"/kasus/{case.number}/asesmen/").content.decode()

    assert "asesmen lewat tanggal tinjau lagi" in page
    assert "Lewat tinjau lagi" in page


def test_need_says_of_which_item_it_comes_but_not_of_health(db):
    definition = instruments.parse(BPSS)
    answers = {"pregnant": "yes", "needs_aid": "yes"}

    told = {
        rule.key: definition.source_of(rule, answers)
        for rule in definition.suggested_needs(answers)
    }

    assert "alat bantu" in " ".join(told.values())
    assert "amil" not in told["pregnancy"]


def test_answer_that_tells_of_health_is_read_by_few(as_user, db):
    section = a_section()
    owner, colleague = a_user(office=section), a_user(office=section)
    case = a_case(owner=owner)
    row = an_assessment(case, by=owner, answers={"pregnant": "yes", "insured": "no"})

    def page(user):
        return as_user(user).get(f"/kasus/{case.number}/asesmen/{row.pk}/").content.decode()

    assert "dijaga; dibaca" not in page(owner)
    assert "<dt>Hamil</dt><dd>dijaga; dibaca" in page(colleague)
