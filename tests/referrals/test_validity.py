"""Papers and words that hold for a time only: counted up to their last day, asked for again, no decision lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from intake import actions as intake
from intake.facts import facts_of, facts_of_many
from intake.models import Flag, HealthKind, HealthSource, HealthState, Paper, PaperKind, Stage
from ppks_service.accounts.roles import Role
from ppks_service.indonesian import long_date
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from referrals import actions, full_work
from referrals.enclosures import title_of
from referrals.models import PaperTask, Referral, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
    a_person,
    a_referral,
    a_section,
    a_stay,
    a_user,
    an_assessment,
    an_instrument,
    clocks,
    number_series,
)
from tests.intake.test_health import a_fact
from tests.referrals.test_voiding import TOLD
from upt_facilities.criteria import State
from upt_facilities.handover import papers_of
from upt_facilities.matching import Verdict, fit_of
from upt_facilities.models import Criterion, RequiredPaper

pytestmark = pytest.mark.django_db
S = ReferralStatus
HEALTH = "surat keterangan sehat"


@pytest.fixture(autouse=True)
def office(db):
    number_series()
    clocks()


@pytest.fixture
def section():
    return a_section()


@pytest.fixture
def worker(section):
    return a_user(Role.SOCIAL_WORKER, office=section)


@pytest.fixture
def head(section):
    return a_user(Role.SECTION_HEAD, office=section)


@pytest.fixture
def case(section, worker):
    return a_case(section=section, owner=worker, stage=Stage.PLANNING, person=a_person(sex="P"))


@pytest.fixture
def facility():
    """It asks for a letter of health and a cover letter, and takes nobody who may infect others."""
    facility = a_facility(places=2)
    for kind in (PaperKind.HEALTH, PaperKind.COVER_LETTER):
        RequiredPaper.objects.create(facility=facility, kind=kind, severity="must")
    rule = {"fact": "contagious", "operator": "is", "value": False, "severity": "must"}
    Criterion.objects.create(facility=facility, text="Tidak menular", **rule)
    return facility


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def a_paper(case, days=None, kind=PaperKind.HEALTH):
    """A paper that holds for so many days from now; without them for good."""
    until = None if days is None else today(days)
    return Paper.objects.create(case=case, kind=kind, valid_until=until, added_by=case.owner)


def pass_days(monkeypatch, days):
    """Let so many days pass for whatever asks which day it is."""
    real = timezone.localdate

    def later(*given):
        return real(*given) if given else real() + dt.timedelta(days=days)

    monkeypatch.setattr(timezone, "localdate", later)


def approved(case, facility, head):
    return actions.approve(a_referral(S.SUBMITTED, case=case, facility=facility), by=head)


def lines_of(user):
    return [item for item in full_work.work(user, Clocks()) if item.kind == "surat"]


# --- What counts -----------------------------------------------------------------------------


def test_paper_counts_up_to_its_last_day(case, facility):
    a_paper(case, kind=PaperKind.COVER_LETTER)
    paper = a_paper(case, 0)
    assert fit_of(case, facility).missing_papers == []

    Paper.objects.filter(pk=paper.pk).update(valid_until=today(-1))

    fit = fit_of(case, facility)
    assert fit.verdict == Verdict.FITS_IF
    assert f"1 surat kurang ({HEALTH} habis berlaku {long_date(today(-1))})" in fit.reason
    assert fit.lapsed == [
        f"{HEALTH} habis berlaku {long_date(today(-1))}; mintakan surat yang baru"
    ]
    assert facts_of(case) == facts_of_many([case])[case.pk]


def test_older_paper_that_still_holds_is_enough(case, facility):
    a_paper(case, 5)
    a_paper(case, -1)
    assert PaperKind.HEALTH in facts_of(case)["papers"].value

    a_paper(case)

    assert facts_of(case)["papers"].ends == {}


def test_rule_about_a_paper_that_ran_out_is_open(case, facility):
    rule = {"fact": "paper", "operator": "one_of", "value": ["calm"], "severity": "must"}
    Criterion.objects.create(facility=facility, text="Dinyatakan tenang", **rule)

    def stands():
        return next(r for r in fit_of(case, facility).criteria if r.text == "Dinyatakan tenang")

    assert stands().state == State.FAIL
    paper = a_paper(case, 1, PaperKind.CALM)
    assert stands().state == State.PASS
    Paper.objects.filter(pk=paper.pk).update(valid_until=today(-1))
    assert stands().state == State.UNKNOWN
    assert stands().fact == (
        f"surat dokter: tenang habis berlaku {long_date(today(-1))}; mintakan surat yang baru"
    )


def test_gate_says_when_the_doctors_letter_ran_out(case, facility, worker):
    case.flags = [Flag.PSYCHIATRIC]
    case.save()
    a_paper(case, -1, PaperKind.CALM)

    with pytest.raises(ValidationError, match=f"habis berlaku {long_date(today(-1))}; mintakan"):
        actions.write_and_submit(
            Referral(case=case, facility=facility, reason="Tanpa keluarga"), by=worker
        )


# --- Who brings the new one ------------------------------------------------------------------


def test_paper_that_ran_out_is_a_task_as_a_missing_one(case, facility, worker):
    a_paper(case, -1)

    actions.write_and_submit(
        Referral(case=case, facility=facility, reason="Tanpa keluarga"), by=worker
    )

    lines = {line.what: line.detail for line in lines_of(worker)}
    assert set(lines) == {"Lengkapi Surat pengantar", "Mintakan Surat keterangan sehat yang baru"}
    detail = lines["Mintakan Surat keterangan sehat yang baru"]
    assert detail.endswith(f"yang ada habis berlaku {long_date(today(-1))}")
    a_paper(case, 30)
    assert [line.what for line in lines_of(worker)] == ["Lengkapi Surat pengantar"]


def test_paper_that_runs_out_on_the_way_is_asked_for_again_once(
    case, facility, worker, head, monkeypatch
):
    a_paper(case, 1)
    referral = approved(case, facility, head)
    assert actions.renew_papers().startswith("0 ")

    pass_days(monkeypatch, 2)
    said = [actions.renew_papers() for _ in range(2)]

    assert [words[:2] for words in said] == ["1 ", "0 "]
    task = PaperTask.objects.get()
    assert (task.kind, task.owner, task.due_on) == (PaperKind.HEALTH, worker, today(3))
    assert [line.what for line in lines_of(worker)] == ["Mintakan Surat keterangan sehat yang baru"]
    note = Entry.objects.get(action="referral.paper_over", subject_pk=str(referral.pk)).note
    assert long_date(today(-1)) in note


def test_task_of_a_paper_that_came_and_ran_out_gets_a_new_day(
    case, facility, worker, head, monkeypatch
):
    actions.write_and_submit(
        Referral(case=case, facility=facility, reason="Tanpa keluarga"), by=worker
    )
    task = PaperTask.objects.get(kind=PaperKind.HEALTH)
    a_paper(case, 5)

    pass_days(monkeypatch, 6)
    actions.renew_papers()

    task.refresh_from_db()
    assert task.due_on == today(3)


# --- What was decided ------------------------------------------------------------------------


def test_approval_outlives_a_paper_and_both_sides_are_told(
    as_user, case, facility, worker, head, monkeypatch
):
    a_paper(case, 1)
    referral = approved(case, facility, head)
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)
    pages = [(worker, "show"), (officer, "show")]
    words = f"{HEALTH.capitalize()} habis berlaku {long_date(today(1))}; mintakan surat yang baru."
    texts = [page(as_user(user), name, referral) for user, name in pages]
    assert not any(words in text for text in texts)
    actions.accept(referral, by=officer)

    pass_days(monkeypatch, 2)

    assert actions.void_stale().startswith("0 ")
    assert Referral.objects.get().status == S.ACCEPTED
    for user, name in [*pages, (officer, "arrive")]:
        assert words in page(as_user(user), name, referral), (user.role, name)


def page(client, name, referral):
    return client.get(reverse(f"referrals:{name}", args=[referral.number])).content.decode()


@pytest.mark.parametrize("suspected", [False, True])
@pytest.mark.parametrize("state", [HealthState.RULED_OUT, HealthState.CONFIRMED])
def test_approval_outlives_a_word_of_a_profession(
    as_user, case, facility, worker, head, monkeypatch, state, suspected
):
    days = {"dated_on": today(-3), "valid_until": today(1)}
    a_fact(case, HealthKind.TB, state, HealthSource.DOCTOR, **days)
    if suspected and state == HealthState.CONFIRMED:  # after a "no" it opens the question at once
        a_fact(case, HealthKind.TB, HealthState.SUSPECTED, HealthSource.OWN_WORD)
    referral = approved(case, facility, head)
    assert referral.decisions.get().content["fact.contagious"] is (state == HealthState.CONFIRMED)

    pass_days(monkeypatch, 2)
    intake.add_paper(Paper(case=case, kind=PaperKind.COVER_LETTER), by=worker)

    assert actions.void_stale().startswith("0 ")
    assert Referral.objects.get().status == S.APPROVED
    text = page(as_user(worker), "show", referral)
    assert f"Surat dokter habis berlaku {long_date(today(-1))}; mintakan" in text


def test_yes_that_a_word_outweighed_voids_nothing_when_the_word_runs_out(
    case, facility, head, monkeypatch
):
    an_assessment(case, instrument=an_instrument(TOLD), answers={"menular": "yes"})
    days = {"dated_on": today(), "valid_until": today(1)}
    a_fact(case, HealthKind.TB, HealthState.RULED_OUT, HealthSource.DOCTOR, **days)
    approved(case, facility, head)

    pass_days(monkeypatch, 2)

    assert facts_of(case)["contagious"].value is True
    assert actions.void_stale().startswith("0 ")


def test_another_word_after_it_ran_out_voids(case, facility, head, monkeypatch):
    days = {"dated_on": today(-3), "valid_until": today(1)}
    a_fact(case, HealthKind.TB, HealthState.RULED_OUT, HealthSource.DOCTOR, **days)
    approved(case, facility, head)

    pass_days(monkeypatch, 2)
    past = {"dated_on": today(-4), "valid_until": today(-1)}
    a_fact(case, HealthKind.TB, HealthState.CONFIRMED, HealthSource.DOCTOR, **past)

    assert actions.void_stale().startswith("1 ")


def test_papers_that_go_along_say_that_they_ran_out(case, worker):
    a_paper(case, -1)
    a_paper(case, kind=PaperKind.KTP)
    stay = a_stay(case)
    enclosed = Paper(kind=PaperKind.HEALTH, dated_on=today(-9), valid_until=today(-1))

    over = f"habis berlaku {long_date(today(-1))}"
    assert papers_of(stay) == [HEALTH, "KTP"]  # on the day of the arrival it still held
    stay.arrived_at = timezone.now()
    assert papers_of(stay) == [f"{HEALTH} {over}", "KTP"]
    assert title_of(enclosed) == f"{HEALTH.capitalize()}, {long_date(today(-9))}, {over}"


# --- What will run out -----------------------------------------------------------------------


def test_what_runs_out_before_the_arrival_is_said_and_stops_nobody(
    as_user, case, facility, worker, head
):
    a_paper(case, 1)
    days = {"dated_on": today(-3), "valid_until": today(1)}
    a_fact(case, HealthKind.TB, HealthState.RULED_OUT, HealthSource.DOCTOR, **days)
    referral = a_referral(S.SUBMITTED, case=case, facility=facility)
    until = f"berlaku sampai {long_date(today(1))}, sebelum perkiraan kedatangan"

    decision = page(as_user(head), "decide", referral)
    other = a_facility(places=1)
    RequiredPaper.objects.create(facility=other, kind=PaperKind.HEALTH, severity="must")
    places = as_user(worker).get(reverse("referrals:places", args=[case.number]))

    assert f"{HEALTH.capitalize()} {until}; mintakan surat yang baru." in decision
    assert f"Catatan kesehatan yang dijaga {until}" in decision
    assert f"{HEALTH.capitalize()} {until}" in places.content.decode()
    assert actions.approve(referral, by=head).status == S.APPROVED


def test_what_holds_until_the_arrival_is_not_spoken_of(as_user, case, facility, head):
    a_paper(case, 20)
    referral = a_referral(S.SUBMITTED, case=case, facility=facility)

    assert "sebelum perkiraan kedatangan" not in page(as_user(head), "decide", referral)
