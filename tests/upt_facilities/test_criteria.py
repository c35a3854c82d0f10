"""Admission rules as data: drafted, tried out on the present cases, published from a day on, kept."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.facts import facts_of, facts_of_many
from intake.models import Condition, Paper, PaperKind, Stage
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import (
    a_case,
    a_facility,
    a_person,
    a_stay,
    a_user,
    an_assessment,
    an_encounter,
)
from upt_facilities import actions
from upt_facilities.criteria import State
from upt_facilities.criteria_page import compared, draft_of, gone
from upt_facilities.matching import Verdict, fit_of
from upt_facilities.models import CriteriaVersion, Criterion
from upt_facilities.rulebook import criteria_of
from upt_facilities.tryout import try_out

pytestmark = pytest.mark.django_db
RULE = {
    "text": "Berusia 60 tahun atau lebih",
    "fact": "age",
    "operator": "at_least",
    "severity": "must",
    "source": "Surat UPT",
    "value": "60",
}


@pytest.fixture
def admin():
    return a_user(Role.DATA_ADMIN)


@pytest.fixture
def facility():
    facility = a_facility(places=2)
    a_rule(facility)
    return facility


def a_rule(facility, value=60, **fields):
    fields = {"text": "Berusia 60 tahun atau lebih", "order": 1} | fields
    return Criterion.objects.create(
        facility=facility, fact="age", operator="at_least", value=value, severity="must", **fields
    )


def changed(facility, value, by):
    """A draft whose age rule has another number."""
    draft = actions.draft_criteria(facility, by=by)
    rule = draft.criteria.get()
    rule.value = value
    actions.save_criterion(rule, by=by)
    return draft


def published(facility, value, by, on=None):
    draft = changed(facility, value, by)
    on = on or timezone.localdate()
    return actions.publish_criteria(draft, by=by, valid_from=on, basis="Nota dinas 1")


def looking(age):
    return a_case(person=a_person(age=age), stage=Stage.ANALYSIS)


def in_force(facility, on=None):
    return [rule.value for rule in criteria_of([facility.pk], on)[facility.pk]]


def test_a_draft_begins_with_what_holds_and_changes_nothing(facility, admin):
    draft = changed(facility, 55, admin)

    assert (draft.number, in_force(facility)) == (2, [60])
    assert fit_of(looking(57), facility).verdict == Verdict.MISFIT


def test_what_is_published_holds_from_its_day_and_what_was_before_stays(facility, admin):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    published(facility, 55, admin, on=tomorrow)

    assert (in_force(facility), in_force(facility, tomorrow)) == ([60], [55])
    published(facility, 50, admin)
    assert (in_force(facility), in_force(facility, tomorrow)) == ([50], [55])
    assert fit_of(looking(52), facility).verdict == Verdict.FITS


def test_rules_do_not_hold_for_the_past(facility, admin):
    draft = changed(facility, 55, admin)
    yesterday = timezone.localdate() - dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="tidak berlaku surut"):
        actions.publish_criteria(draft, by=admin, valid_from=yesterday, basis="Nota")


def test_rule_that_holds_is_changed_in_a_draft_only(facility, admin):
    initial = facility.criteria.get()
    with pytest.raises(WrongStatus):
        actions.save_criterion(initial, by=admin)
    version = published(facility, 55, admin)
    with pytest.raises(WrongStatus):
        actions.save_criterion(version.criteria.get(), by=admin)

    with pytest.raises(IntegrityError, match="published version"), transaction.atomic():
        version.criteria.update(value=10)
    with pytest.raises(IntegrityError, match="published version"), transaction.atomic():
        version.criteria.all().delete()


def test_one_draft_at_a_time_even_by_a_raw_insert(facility, admin):
    actions.draft_criteria(facility, by=admin)

    with pytest.raises(ValidationError, match="sudah punya draf"):
        actions.draft_criteria(facility, by=admin)
    with pytest.raises(IntegrityError, match="criteria_version_one_draft"), transaction.atomic():
        CriteriaVersion.objects.create(facility=facility, number=9, made_by=admin)


def test_a_discarded_draft_leaves_what_holds(facility, admin):
    actions.discard_criteria(changed(facility, 55, admin), by=admin)

    assert draft_of(facility) is None
    assert in_force(facility) == [60]


# --- The try-out -----------------------------------------------------------------------------


def test_try_out_counts_who_would_stand_otherwise_and_by_which_rule(facility, admin):
    for age in (57, 58, 70, 30):
        looking(age)
    looking(None)
    a_stay(looking(57))  # has a place already
    a_case(person=a_person(age=57))  # whose needs nobody knows yet

    tried = try_out(changed(facility, 55, admin))

    assert tried.total == 5
    assert (tried.before[State.PASS], tried.after[State.PASS]) == (1, 3)
    assert (tried.after[State.FAIL], tried.after[State.UNKNOWN]) == (1, 1)
    (effect,) = tried.effects
    assert (effect.was, effect.now, effect.cases) == (State.FAIL, State.PASS, 2)
    assert effect.rule == "Berusia 60 tahun atau lebih"


def test_try_out_is_kept_with_what_was_published(facility, admin):
    looking(57)

    version = published(facility, 55, admin)

    assert version.tried["effects"] == [["fail", "pass", "Berusia 60 tahun atau lebih", 1]]


@pytest.mark.parametrize("amount", [1, 3])
def test_try_out_costs_the_same_for_one_case_and_three(
    facility, admin, amount, django_assert_num_queries
):
    draft = changed(facility, 55, admin)
    for _ in range(amount):
        an_assessment(looking(57))

    with django_assert_num_queries(9):
        assert try_out(draft).total == amount


def test_facts_of_many_are_those_of_each():
    met = an_encounter(conditions=[Condition.PREGNANT])
    first = a_case(person=a_person(age=30, sex="P"), encounter=met)
    Paper.objects.create(case=first, kind=PaperKind.KTP, added_by=a_user())
    second = a_case(person=a_person(age=None))
    an_assessment(second)

    many = facts_of_many([first, second])

    assert many == {first.pk: facts_of(first), second.pk: facts_of(second)}


# --- The pages -------------------------------------------------------------------------------


def test_a_rule_is_written_tried_and_published_in_pages_only(as_user, facility, admin):
    client, code = as_user(admin), facility.code
    looking(57)
    page = reverse("facilities:criteria", args=[code])
    create = reverse("facilities:criterion_create", args=[code])

    assert client.get(create).status_code == 302  # nothing is changed outside a draft
    client.post(reverse("facilities:criteria_move", args=[code]), {"act": "version"})
    rule = draft_of(facility).criteria.get()
    edit = reverse("facilities:criterion_edit", args=[code, rule.pk])
    wrong = client.post(edit, RULE | {"value": '"enam puluh"'})
    client.post(edit, RULE | {"value": "55"})
    client.post(
        create, RULE | {"fact": "sex", "operator": "is", "value": '"L"', "text": "Laki-laki"}
    )
    shown = client.get(page).content.decode()
    nothing = client.post(page, {"valid_from": "", "basis": ""})
    client.post(page, {"valid_from": f"{timezone.localdate():%Y-%m-%d}", "basis": "Nota dinas 7"})

    assert "value" in wrong.context["form"].errors
    assert "Diubah" in shown
    assert "Baru" in shown
    assert "1 kasus berubah" in shown
    assert nothing.context["form"].errors
    assert in_force(facility) == [55, "L"]
    history = client.get(page).content.decode()
    assert "Nota dinas 7" in history
    entry = Entry.objects.get(action="criteria.publish")
    assert [rule["value"] for rule in entry.data["rules"]] == [55, "L"]


def test_a_rule_leaves_a_draft_with_a_reason_and_the_journal_keeps_what_it_said(
    as_user, facility, admin
):
    draft = actions.draft_criteria(facility, by=admin)
    rule = draft.criteria.get()
    url = reverse("facilities:criterion_remove", args=[facility.code, rule.pk])

    as_user(admin).post(url, {"reason": "Tidak ada dasarnya"})

    assert not draft.criteria.exists()
    entry = Entry.objects.get(action="criteria.remove")
    assert entry.data["rule"]["text"] == "Berusia 60 tahun atau lebih"
    assert entry.note == "Tidak ada dasarnya"


def test_a_rule_that_holds_is_not_removed_by_its_address(as_user, facility, admin):
    rule = facility.criteria.get()
    url = reverse("facilities:criterion_remove", args=[facility.code, rule.pk])

    assert as_user(admin).post(url, {"reason": "x"}).status_code == 404


def test_draft_is_compared_with_what_holds(facility):
    held = facility.criteria.get()
    other = Criterion(fact="sex", operator="is", value="P", severity="must", text="Perempuan")
    older = Criterion(fact="age", operator="at_least", value=65, severity="must", text=held.text)

    rows = compared([held], [older, other])

    assert [(row.is_new, bool(row.was)) for row in rows] == [(False, True), (True, False)]
    assert gone([held], [other]) == [held.text]
