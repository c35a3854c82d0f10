"""Whatever chance tries with referrals, what must hold holds; and where it would not, chance finds it.

The suite runs a short form; the long one, 2 000 examples, is
``make test ARGS="tests/referrals/test_machine.py --hypothesis-profile=long"``.
"""

from collections import Counter

import pytest
from django.db import IntegrityError
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ppks_service.documents.models import IssuedDocument
from referrals.actions import decisions
from referrals.models import Decision, Outcome
from tests.referrals.machine import Referrals, S, a_world

pytestmark = pytest.mark.django_db
IS_LONG = settings.default.max_examples > 100


@pytest.fixture(autouse=True)
def world(db):
    Referrals.world, Referrals.example = a_world(), 0
    Referrals.reached = Counter()


def test_no_sequence_of_acts_breaks_what_must_hold():
    run_state_machine_as_test(
        Referrals, settings=settings.default if IS_LONG else settings(max_examples=8)
    )

    reached = {str(what): n for what, n in Referrals.reached.items()}
    print(Referrals.example, "examples:", reached)  # -s shows how often each was met
    met = (S.ENDORSED, S.RETURNED, S.APPROVED, S.ACCEPTED, S.ARRIVED, S.DECLINED, S.CANCELLED)
    assert all(reached.get(str(what)) for what in (*met, "refused", "taken back"))


# --- Faults that it has to find ------------------------------------------------------------------


def forgets_the_hold(monkeypatch):
    """A place that says no keeps the bed held."""
    monkeypatch.setattr("referrals.actions.answers.free_hold", lambda *_, **__: None)


def numbers_like_a_sequence(monkeypatch):
    """A number that is taken stays taken when the approval is rolled back: as a sequence's would."""
    given = Counter()

    def next_serial(name):
        given[Referrals.example, name] += 1
        return given[Referrals.example, name]

    monkeypatch.setattr("ppks_service.documents.actions.next_serial", next_serial)


def numbers_by_looking(monkeypatch):
    """The next number is read off the letters that count: one that was withdrawn is given again."""

    def next_serial(name):
        kind = name.split(":")[1]
        return IssuedDocument.objects.filter(kind=kind, status="valid").count() + 1

    monkeypatch.setattr("ppks_service.documents.actions.next_serial", next_serial)


def keeps_no_decision(monkeypatch):
    """An approval that leaves no row of its own: people arrive, and nobody knows who let them."""
    keep = decisions._keep

    def forget(referral, outcome, content, **named):
        if outcome != Outcome.APPROVED:
            return keep(referral, outcome, content, **named)
        return Decision(referral=referral, outcome=outcome)

    monkeypatch.setattr(decisions, "_keep", forget)


def skips_the_second_decision(monkeypatch):
    """An exception is taken for an ordinary placement, which one alone decides."""
    from referrals.actions import referrals

    real = referrals._set_kind

    def set_kind(referral, fit):
        real(referral, fit)
        referral.needs_second = False

    monkeypatch.setattr(referrals, "_set_kind", set_kind)


def overlooks_a_change(monkeypatch):
    """A file changes after the decision, and nobody asks whether the decision still stands."""
    monkeypatch.setattr("referrals.actions.voiding.changes_against", lambda referral: [])


FAULTS = [
    forgets_the_hold,
    numbers_like_a_sequence,
    keeps_no_decision,
    skips_the_second_decision,
]
MORE_FAULTS = [numbers_by_looking, overlooks_a_change]


@pytest.mark.parametrize("plant", [*FAULTS, *(MORE_FAULTS if IS_LONG else [])])
def test_machine_finds_a_planted_fault(monkeypatch, plant):
    plant(monkeypatch)

    with pytest.raises((AssertionError, IntegrityError)) as found:
        run_state_machine_as_test(
            Referrals, settings=settings(max_examples=100, phases=[Phase.generate])
        )

    said = str(found.value).splitlines() or [type(found.value).__name__]
    print(f"{plant.__name__}: found in example {Referrals.example}: {said[0]}")
