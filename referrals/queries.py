"""Which referrals and plans a page shows, each in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.indonesian import in_sentence
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals import permissions
from referrals.actions.common import RELATED
from referrals.basis import LABEL
from referrals.escalation import paused_in_words, put_off
from referrals.models import (
    DECIDED,
    DecisionCode,
    PlanStatus,
    Referral,
    ReferralKind,
    ReferralStatus,
    ServicePlan,
)
from referrals.states import ran_out
from upt_facilities.matching import Verdict, suits
from upt_facilities.rooms import Rooms, rooms_of

S = ReferralStatus
# More than this waits for one head only when something is badly wrong.
MOST = 200


def whole(user: User) -> QuerySet[Referral]:
    """The referrals that ``user`` may open, each with what its own page always reads.

    Whoever else had a hand in one is read where they are shown: planning so many joins takes longer.
    """
    return Referral.objects.visible_to(user).select_related(
        *RELATED, "case__main_type", "case__owner", "case__encounter", "submitted_by", "stay"
    )


def rows(user: User) -> QuerySet[Referral]:
    """The referrals that ``user`` may open, each with all that a row of a list reads."""
    return (
        Referral.objects.visible_to(user)
        .for_list()
        .select_related("case__section", "hold__place__ward")
    )


def due_of(referral: Referral, clocks: Clocks) -> dt.datetime | None:
    """When the step that ``referral`` waits for is due; None where it waits for nobody."""
    if referral.status == S.SUBMITTED and referral.submitted_at:
        code = ClockCode.CHILD_DECISION if referral.case.is_child else ClockCode.DECISION
        return put_off(clocks.due(code, referral.submitted_at), referral)
    if referral.status == S.ENDORSED and referral.endorsed_at:
        return put_off(clocks.due(ClockCode.DECISION, referral.endorsed_at), referral)
    if referral.status == S.APPROVED and referral.decided_at:
        return clocks.due(ClockCode.ANSWER, referral.decided_at)
    if referral.status == S.ACCEPTED:
        return referral.expected_at or (referral.hold.period.upper if referral.hold else None)
    return None


# --- The inbox -------------------------------------------------------------------------------


@dataclass(frozen=True)
class InboxRow:
    """One referral that waits for a decision, as the inbox shows it."""

    referral: Referral
    due_at: dt.datetime | None
    criteria: str  # "5 terpenuhi, 1 belum diketahui" when it was submitted
    missing: str
    free: str  # "3 tempat kosong" now
    is_again: bool
    returned: str  # why it came back before
    paused: str = ""  # why and until when its limit stands still
    in_batch: bool = False  # of low risk, and all rules held when it was submitted
    refusal: str = ""
    is_plan: ClassVar[bool] = False


@dataclass(frozen=True)
class PlanRow:
    plan: ServicePlan
    due_at: dt.datetime | None
    refusal: str = ""
    is_plan: ClassVar[bool] = True


@dataclass(frozen=True)
class Inbox:
    """What waits in the section of one head: theirs to decide, and not theirs with the reason."""

    mine: list[InboxRow]
    plans: list[PlanRow]
    not_mine: list[InboxRow]
    plans_not_mine: list[PlanRow]

    @property
    def in_order(self) -> list[InboxRow | PlanRow]:
        """Referrals and plans in one row, what is due first on top: two lists would hide the older."""
        rows: list[InboxRow | PlanRow] = [*self.mine, *self.plans]
        return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or timezone.now()))

    @property
    def batch(self) -> int:
        """How many of them may be approved together."""
        return sum(row.in_batch for row in self.mine)

    @property
    def waiting(self) -> int:
        return len(self.mine) + len(self.plans)

    @property
    def blocked(self) -> int:
        return len(self.not_mine) + len(self.plans_not_mine)


def inbox_of(user: User, clocks: Clocks) -> Inbox:
    """All that waits for a decision in the section of ``user``, what is due first on top."""
    referrals = list(waiting_for(user).prefetch_related("facility__wards")[:MOST])
    found = _inbox_rows(user, referrals, clocks)
    plans = plan_rows(user, clocks)
    return Inbox(
        mine=[row for row in found if not row.refusal],
        plans=[row for row in plans if not row.refusal],
        not_mine=[row for row in found if row.refusal],
        plans_not_mine=[row for row in plans if row.refusal],
    )


def plan_rows(user: User, clocks: Clocks) -> list[PlanRow]:
    """The plans that wait in the section of ``user``, those that are not theirs to decide with the reason."""
    return [
        PlanRow(
            plan,
            clocks.due(ClockCode.DECISION, plan.agreed_at) if plan.agreed_at else None,
            permissions.decide_plan.refusal(user, plan) or "",
        )
        for plan in plans_waiting(user)[:MOST]
    ]


def to_decide(user: User, clocks: Clocks) -> list[Referral]:
    """The referrals that ``user`` may decide, what is due first on top."""
    waiting = _by_due(waiting_for(user)[:MOST], clocks)
    return [r for r in waiting if permissions.decide_referral.allows(user, r)]


def criteria_said(referrals: Sequence[Referral]) -> dict[int, str]:
    """How the criteria stood when each was submitted last, by key: ``5 terpenuhi, 1 belum diketahui``."""
    said = _last_entries(referrals)
    return {pk: facts.get("criteria", "") for (pk, what), facts in said.items() if what == "basis"}


def waiting_for(user: User) -> QuerySet[Referral]:
    """What waits for a decision of ``user``, also as an acting head: a first one in the sections they
    head, a second one in those of the division they head."""
    first = Q(status=S.SUBMITTED, case__section__in=user.offices_for(Capability.DECIDE))
    second = Q(
        status=S.ENDORSED, case__section__parent__in=user.offices_for(Capability.DECIDE_SECOND)
    )
    return (
        rows(user)
        .select_related("case__section__parent", "endorsed_by")
        .filter(first | second)
        .order_by("submitted_at", "pk")
    )


def plans_waiting(user: User) -> QuerySet[ServicePlan]:
    cases = Case.objects.visible_to(user).open()
    return (
        ServicePlan.objects.filter(
            status=PlanStatus.AGREED,
            case__in=cases.filter(section__in=user.offices_for(Capability.DECIDE)),
        )
        .select_related("case__person", "case__section", "written_by")
        .annotate(goal_count=Count("goals"))
        .order_by("agreed_at", "pk")
    )


def returned_in(user: User) -> QuerySet[Referral]:
    return (
        rows(user)
        .filter(status=S.RETURNED)
        .select_related("decided_by")
        .order_by("-decided_at", "-pk")
    )


def returned_counts(user: User) -> dict[str, int]:
    """How many are with their writers again, and how many of these because their decision fell."""
    returned = rows(user).filter(status=S.RETURNED)
    return returned.aggregate(
        returned=Count("pk"), voided=Count("pk", filter=Q(decision_code=DecisionCode.CHANGED))
    )


def decided_in(user: User) -> QuerySet[Referral]:
    """What was decided, newest first; what came back and was submitted again waits and is not here."""
    decided = [status for status in DECIDED if status != S.RETURNED]
    return (
        rows(user)
        .filter(Q(status__in=decided) | Q(status=S.CANCELLED, decided_at__isnull=False))
        .select_related("decided_by")
        .order_by("-decided_at", "-pk")
    )


def neighbours(user: User, referral: Referral, clocks: Clocks) -> tuple[int, int, str, str]:
    """The place of ``referral`` among those that wait for ``user``, of how many, and the numbers beside it."""
    numbers = [r.number for r in to_decide(user, clocks)]
    if referral.number not in numbers:
        return 0, len(numbers), "", ""
    at = numbers.index(referral.number)
    before = numbers[at - 1] if at else ""
    after = numbers[at + 1] if at + 1 < len(numbers) else ""
    return at + 1, len(numbers), before, after


def _by_due(referrals: Iterable[Referral], clocks: Clocks) -> list[Referral]:
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(referrals, key=lambda r: (due_of(r, clocks) or far, r.pk))


def _inbox_rows(user: User, referrals: Sequence[Referral], clocks: Clocks) -> list[InboxRow]:
    said = _last_entries(referrals)
    batches = set(ReferralKind.objects.filter(in_batch=True).values_list("code", flat=True))
    rooms = rooms_of({referral.facility for referral in referrals}) if referrals else Rooms()
    found = []
    for referral in _by_due(referrals, clocks):
        basis = said.get((referral.pk, "basis"), {})
        returned = said.get((referral.pk, "returned"), {})
        missing: list[str] = basis.get("missing_papers", [])
        found.append(
            InboxRow(
                referral,
                due_of(referral, clocks),
                criteria=basis.get("criteria", ""),
                missing=", ".join(in_sentence(paper) for paper in missing),
                free=free_in_words(referral, rooms),
                is_again=bool(returned),
                returned=returned.get("note", ""),
                paused=paused_in_words(referral),
                in_batch=referral.kind in batches
                and not referral.needs_second
                and not referral.case.is_protected
                and basis.get("verdict") == Verdict.FITS.value,
                refusal=permissions.decide_referral.refusal(user, referral) or "",
            )
        )
    return found


def _last_entries(referrals: Sequence[Referral]) -> dict[tuple[int, str], dict[str, Any]]:
    """What the journal says of each: the facts at its last submission, the note of its last return."""
    entries = Entry.objects.filter(
        subject_label=LABEL,
        subject_pk__in=[str(referral.pk) for referral in referrals],
        action__in=("referral.submit", "referral.resubmit", "referral.send_back", "referral.void"),
    ).order_by("pk")
    said: dict[tuple[int, str], dict[str, Any]] = {}
    for entry in entries:
        if entry.action in ("referral.send_back", "referral.void"):
            said[int(entry.subject_pk), "returned"] = {"note": entry.note}
        else:
            said[int(entry.subject_pk), "basis"] = entry.data.get("basis", {})
    return said


def free_in_words(referral: Referral, rooms: Rooms) -> str:
    """``3 tempat kosong`` in the wards that may take the person; nothing where nobody lives."""
    facility = referral.facility
    if not facility.is_residential:
        return ""
    person = referral.case.person
    age = person.age_on(timezone.localdate())
    wards = [
        ward
        for ward in facility.wards.all()
        if suits(ward, person.sex, age, is_child=referral.case.is_child)
    ]
    if referral.ward_id:
        wards = [ward for ward in wards if ward.pk == referral.ward_id] or wards
    free = sum(rooms.of_ward(ward).free for ward in wards)
    return f"{free} tempat kosong" if free else "tidak ada tempat kosong"


# --- Around a case and a facility ------------------------------------------------------------


def of_case(case_pk: int) -> QuerySet[Referral]:
    """All referrals of one case, newest first."""
    return (
        Referral.objects.filter(case=case_pk)
        .select_related("facility", "ward", "hold__place__ward")
        .order_by("-pk")
    )


def coming_to(facility_pk: int) -> list[Referral]:
    """Who is awaited at a facility: accepted, with a place that is still held for them."""
    found = (
        Referral.objects.filter(facility=facility_pk, status=S.ACCEPTED)
        .for_list()
        .select_related("hold__place__ward")
        .order_by(F("expected_at").asc(nulls_last=True), "pk")
    )
    return [referral for referral in found[:MOST] if not ran_out(referral)]


def unanswered_at(facility_pk: int) -> list[Referral]:
    """What a facility has not answered, oldest first; what ran out is not its to answer any more."""
    found = (
        Referral.objects.filter(facility=facility_pk, status=S.APPROVED)
        .for_list()
        .select_related("hold__place__ward")
        .order_by("decided_at", "pk")
    )
    return [referral for referral in found[:MOST] if not ran_out(referral)]


class Median(Aggregate):
    """The middle of the values, or halfway between the two in the middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class PastAnswers:
    """How one facility answered in the last 90 days."""

    accepted: int
    declined: int
    median_days: float

    @property
    def answers(self) -> int:
        return self.accepted + self.declined


def past_answers(facility_pks: Iterable[int]) -> dict[int, PastAnswers]:
    """How each facility answered referrals in the last 90 days, in one query; absent where it did not."""
    since = timezone.now() - dt.timedelta(days=90)
    found = (
        Referral.objects.filter(
            facility__in=list(facility_pks), answered_at__gte=since, decided_at__isnull=False
        )
        .values("facility")
        .annotate(
            accepted=Count("pk", filter=Q(decline_code="")),
            declined=Count("pk", filter=~Q(decline_code="")),
            median=Median(F("answered_at") - F("decided_at")),
        )
        .order_by()
    )
    return {
        row["facility"]: PastAnswers(
            row["accepted"], row["declined"], row["median"].total_seconds() / 86400
        )
        for row in found
    }
