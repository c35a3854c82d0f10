"""A decision loses its ground when what was decided changes before the person has arrived."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from intake.health import is_guarded_case, is_trafficking_told
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.documents.actions import void
from ppks_service.indonesian import in_sentence
from ppks_service.workflow import WrongStatus
from referrals import workflow
from referrals.actions.common import finish_act, free_hold, locked
from referrals.content import LABELS, Change, changes_of, hash_of
from referrals.models import Decision, DecisionCode, Outcome, Referral
from referrals.states import ran_out

POSITIVE = (Outcome.APPROVED, Outcome.ENDORSED)
BROKEN_SEAL = Change("Catatan keputusan", "utuh", "tidak cocok dengan sidiknya")


@transaction.atomic
def void_decision(
    referral: Referral,
    *,
    by: User | None,
    changes: list[Change],
    at: dt.datetime | None = None,
) -> Referral:
    """Take the approval back because of ``changes``: the place is free, the letter void, the officer asked again.

    ``by`` is whose edit it was; None where the nightly job found it. The letter's number stays used.
    """
    current, at = locked(referral), at or timezone.now()
    if current.status not in workflow.VOID.sources:
        raise WrongStatus("Rujukan ini tidak lagi menunggu kedatangan.")
    decision = _standing(current)
    if is_guarded_case(current.case) or is_trafficking_told(current.case):
        changes = [_without_plan(change) for change in changes]
    words = "; ".join(change.in_words for change in changes)
    reason = f"Keputusan gugur karena isi berubah: {words}."
    said = [vars(change) for change in changes]
    _unvoided(current).update(voided_at=at, voided_by=by, void_changes=said)
    # Whoever changed the file need not be one who may give places back: the decision's fall does.
    free_hold(current, by=None, reason="keputusan gugur karena isi berubah.", at=at)
    if current.letter is not None:
        # The letter's page and the agenda name no person: there the labels are enough.
        labels = ", ".join(dict.fromkeys(in_sentence(change.label) for change in changes))
        why = f"Keputusan rujukan {current.number} gugur: berubah {labels}."
        void(current.letter, by=by or decision.decided_by, reason=why)
    current.hold = current.letter = None
    current.decided_by, current.decided_at = decision.decided_by, decision.decided_at
    current.endorsed_by = current.endorsed_at = None
    current.decided_hash = ""
    current.seen_at = current.answered_by = current.answered_at = current.expected_at = None
    current.answer_note = ""
    current.decision_code, current.decision_note = DecisionCode.CHANGED, words
    return finish_act(
        workflow.VOID,
        current,
        by=by,
        note=reason,
        decision=decision.pk,
        changed=[change.label for change in changes],
    )


def _without_plan(change: Change) -> Change:
    """What is planned may tell what is guarded of somebody, and these words are read by many."""
    if change.label != LABELS["plan"]:
        return change
    return Change(change.label, "seperti saat diputuskan", "berubah; lihat tab Rencana")


def void_changed(
    *, by: User | None, case: int | None = None, person: int | None = None
) -> list[Referral]:
    """Void what the change of a file or a person took the ground from; call it after the change.

    It is registered at ``intake``'s "case.changed" and runs in the transaction of the act.
    """
    cases = Case.objects.filter(pk=case) if case else Case.objects.filter(person=person)
    keys = list(cases.locked().order_by("pk").values_list("pk", flat=True))
    waiting = Referral.objects.filter(case__in=keys, status__in=workflow.VOID.sources)
    # Nobody does, for nearly every change; what follows takes several times as long to ask.
    if not waiting.exists():
        return []
    standing = _with_receiver().filter(case__in=keys)
    return [
        void_decision(referral, by=by, changes=changes)
        for referral in standing
        if (changes := changes_against(referral))
    ]


def void_stale() -> str:
    """The nightly job: void what changed past the acts, and what was written over. A line for the log."""
    found = [
        void_decision(referral, by=None, changes=changes)
        for referral in _with_receiver()
        if (changes := changes_against(referral))
    ]
    return f"{len(found)} keputusan gugur karena isi berubah"


def changes_against(referral: Referral) -> list[Change]:
    """What takes the ground from the standing approval of ``referral``; empty where it stands."""
    if ran_out(referral):
        return []
    decision = _standing(referral)
    if decision.content_hash != hash_of(decision.content):
        return [BROKEN_SEAL]
    return changes_of(decision, referral)


def _with_receiver() -> QuerySet[Referral]:
    """Referrals that stand on a decision of which something is left to happen."""
    standing = Decision.objects.filter(
        referral=OuterRef("pk"), outcome__in=POSITIVE, voided_at=None
    )
    return (
        Referral.objects.filter(Exists(standing), status__in=workflow.VOID.sources)
        .select_related("case__person", "facility", "ward", "hold")
        .order_by("pk")
    )


def _unvoided(referral: Referral) -> QuerySet[Decision]:
    """The approvals since the referral was last sent back: earlier ones fell with that."""
    returned = referral.decisions.filter(outcome=Outcome.RETURNED).order_by("-pk").values("pk")[:1]
    return referral.decisions.filter(
        outcome__in=POSITIVE, voided_at=None, pk__gt=Coalesce(Subquery(returned), 0)
    )


def _standing(referral: Referral) -> Decision:
    """The decision that counts now: of two, the second."""
    decision = _unvoided(referral).select_related("decided_by").order_by("-pk").first()
    assert decision is not None
    return decision
