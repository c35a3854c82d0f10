"""What of plans and referrals waits for whom. Each list is one query, whatever its length."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, CaseStage, CaseStatus, Stage
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import WorkItem
from referrals import queries
from referrals.escalation import escalated_to, paused_in_words
from referrals.full_work import places_url
from referrals.models import DecisionCode, Referral, ReferralStatus, ServicePlan
from referrals.permissions import decide_referral
from referrals.states import ran_out
from upt_facilities.models import Stay

S = ReferralStatus
MOST = 100
# An answer that nobody acted on for this long is history, not work.
RECENT = dt.timedelta(days=30)


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Lines for the head, for who writes and for the receiving side."""
    if user.has(Capability.DECIDE) or user.has(Capability.DECIDE_SECOND):
        yield from _decisions(user, clocks)
    if user.has(Capability.OVERSEE_DECISIONS):
        yield from _overdue(user, clocks)
    if user.role in FACILITY_ROLES:
        yield from _answers(user, clocks)
        yield from _arrivals(user)
    elif user.has(Capability.WRITE_REFERRALS):
        yield from _own_referrals(user, clocks)
        yield from _without_plan(user, clocks)


def _decisions(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    mine = queries.to_decide(user, clocks)
    criteria = queries.criteria_said(mine)
    for referral in mine:
        yield _item(
            referral,
            kind="keputusan",
            kind_label="rujukan menunggu keputusan",
            what=f"Beri keputusan kedua: rujukan ke {referral.facility}"
            if referral.status == S.ENDORSED
            else f"Putuskan rujukan ke {referral.facility}",
            detail=criteria.get(referral.pk) or f"diajukan {referral.submitted_by}",
            url=reverse("referrals:decide", args=[referral.number]),
            act="Putuskan",
            due_at=queries.due_of(referral, clocks),
            since=referral.waiting_since,
            paused=paused_in_words(referral),
        )
    for row in queries.plan_rows(user, clocks):
        if row.refusal:
            continue
        case = row.plan.case
        yield WorkItem(
            kind="rencana_putus",
            kind_label="rencana menunggu persetujuan",
            who=case.listed_name,
            what=f"Setujui rencana layanan versi {row.plan.version}",
            code=case.number,
            detail=f"disusun {row.plan.written_by}",
            url=reverse("referrals:plan_decide", args=[row.plan.pk]),
            act="Putuskan",
            due_at=row.due_at,
            since=row.plan.agreed_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _overdue(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Decisions that others owe and that have come up to this head: as numbers, never as names."""
    for row in escalated_to(user, clocks)[:MOST]:
        referral = row.referral
        if decide_referral.allows(user, referral):
            continue  # it is theirs to decide, and stands among their decisions
        yield WorkItem(
            kind="eskalasi",
            kind_label="keputusan lewat batas",
            who=f"Rujukan ke {referral.facility}",
            what=f"Tegur {row.owed_by}: keputusan lewat batas",
            code=referral.number,
            detail=referral.case.section.short_name,
            url=reverse("referrals:escalations") + f"#{referral.number}",
            act="Lihat",
            due_at=row.due_at,
            since=referral.waiting_since,
            is_child=referral.case.is_child,
        )


def _own_referrals(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Those of the cases the user answers for, and those the user wrote, that need a hand."""
    for referral in _needing_hand(user)[:MOST]:
        due_at = queries.due_of(referral, clocks)
        if referral.status == S.DRAFT:
            yield _own(referral, "draf", "draf rujukan", "Ajukan draf rujukan", "Lanjutkan")
        elif referral.status == S.RETURNED:
            reason = f"{indonesian.in_sentence(referral.get_decision_code_display())}. {referral.decision_note}".strip()
            is_void = referral.decision_code == DecisionCode.CHANGED
            yield _own(
                referral,
                "dikembalikan",
                "rujukan dikembalikan",
                "Keputusan gugur: periksa dan ajukan lagi" if is_void else "Perbaiki rujukan",
                "Periksa" if is_void else "Perbaiki",
                detail=reason,
            )
        elif referral.status == S.DECLINED:
            reason = f"{referral.facility}: {indonesian.in_sentence(referral.get_decline_code_display())}"
            candidate = getattr(referral, "next_candidate", None)
            yield _own(
                referral,
                "tidak_diterima",
                "rujukan tidak diterima",
                f"Calon berikutnya: {candidate.facility}" if candidate else "Cari tempat lain",
                "Cari tempat",
                detail=reason,
                url=places_url(referral.case, candidate.facility.code if candidate else ""),
            )
        elif referral.status == S.LAPSED or ran_out(referral):
            came = "Tidak datang" if referral.answered_at else "Tidak dijawab"
            yield _own(
                referral,
                "lewat_pesan",
                "pemesanan lewat batas",
                f"{came}: ajukan lagi atau cari tempat lain",
                "Cari tempat",
                url=reverse("referrals:places", args=[referral.case.number]),
                # Late from then on: nobody has a place for the person any more.
                due_at=referral.hold.period.upper if referral.hold else None,
            )
        elif due_at is not None and due_at < timezone.now():
            since = indonesian.short_date(referral.decided_at) if referral.decided_at else ""
            yield _own(
                referral,
                "tagih",
                "jawaban rujukan lewat batas",
                f"Tagih jawaban {referral.facility}",
                "Buka rujukan",
                detail=f"dikirim {since}",
                due_at=due_at,
            )


def _needing_hand(user: User) -> QuerySet[Referral]:
    """Open ones, and those that came to nothing lately and that nothing has followed."""
    later = Referral.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk")).exclude(
        status=S.CANCELLED
    )
    lives_somewhere = Stay.objects.running().filter(case=OuterRef("case"), facility__kind="upt")
    waiting = Q(status__in=[S.DRAFT, S.RETURNED, S.APPROVED, S.ACCEPTED])
    came_to_nothing = Q(status__in=[S.DECLINED, S.LAPSED], ended_at__gte=timezone.now() - RECENT)
    return (
        queries.rows(user)
        .select_related("next_candidate__facility")
        .filter(Q(case__owner=user) | Q(written_by=user), case__status=CaseStatus.OPEN)
        .filter(waiting | (came_to_nothing & ~Exists(later) & ~Exists(lives_somewhere)))
        .order_by("pk")
    )


def _without_plan(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Cases whose needs are known and whose plan nobody has agreed."""
    agreed = ServicePlan.objects.filter(case=OuterRef("pk"), agreed_at__isnull=False)
    reached = CaseStage.objects.filter(stage=Stage.ANALYSIS)
    cases = (
        Case.objects.visible_to(user)
        .filter(owner=user, status=CaseStatus.OPEN, stage=Stage.ANALYSIS)
        .filter(~Exists(agreed))
        .select_related("person")
        .order_by("pk")[:MOST]
    )
    since_of = dict(
        reached.filter(case__in=[c.pk for c in cases]).values_list("case", "reached_at")
    )
    for case in cases:
        since = since_of.get(case.pk, case.opened_at)
        yield WorkItem(
            kind="rencana",
            kind_label="rencana belum disepakati",
            who=case.listed_name,
            what="Susun dan sepakati rencana layanan",
            code=case.number,
            url=reverse("referrals:plan", args=[case.number]),
            act="Buka rencana",
            due_at=clocks.due(ClockCode.PLAN, since),
            since=since,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _answers(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    for referral in _sent_to(user).filter(status=S.APPROVED).order_by("decided_at", "pk")[:MOST]:
        if not ran_out(referral):
            yield _item(
                referral,
                kind="jawaban",
                kind_label="rujukan menunggu jawaban",
                what="Jawab rujukan",
                detail="belum dibaca" if referral.seen_at is None else "",
                url=reverse("referrals:show", args=[referral.number]),
                act="Jawab",
                due_at=queries.due_of(referral, clocks),
                since=referral.waiting_since,
            )


def _arrivals(user: User) -> Iterator[WorkItem]:
    for referral in _sent_to(user).filter(status=S.ACCEPTED).order_by("answered_at", "pk")[:MOST]:
        receives = referral.facility.kind != "agency"
        place = f"{referral.hold.place.ward} nomor {referral.hold.place}" if referral.hold else ""
        yield _item(
            referral,
            kind="kedatangan",
            kind_label="orang ditunggu tiba" if receives else "orang dilayani",
            what="Terima kedatangan" if receives else "Layani, lalu tandai selesai",
            detail=place,
            url=reverse(
                "referrals:arrive" if receives else "referrals:show", args=[referral.number]
            ),
            act="Terima kedatangan" if receives else "Buka rujukan",
            due_at=referral.expected_at or (referral.hold.period.upper if referral.hold else None),
            since=referral.waiting_since,
        )


def _sent_to(user: User) -> QuerySet[Referral]:
    return queries.rows(user)


def _own(
    referral: Referral,
    kind: str,
    kind_label: str,
    what: str,
    act: str,
    *,
    detail: str = "",
    url: str = "",
    due_at: dt.datetime | None = None,
) -> WorkItem:
    return _item(
        referral,
        kind=kind,
        kind_label=kind_label,
        what=what,
        detail=detail or f"ke {referral.facility}",
        url=url or reverse("referrals:show", args=[referral.number]),
        act=act,
        due_at=due_at,
        since=referral.waiting_since,
    )


def _item(
    referral: Referral,
    *,
    kind: str,
    kind_label: str,
    what: str,
    detail: str,
    url: str,
    act: str,
    due_at: dt.datetime | None,
    since: dt.datetime | None,
    paused: str = "",
) -> WorkItem:
    case = referral.case
    return WorkItem(
        kind=kind,
        kind_label=kind_label,
        who=case.listed_name,
        what=what,
        code=referral.number,
        detail=detail,
        url=url,
        act=act,
        due_at=due_at,
        since=since,
        paused=paused,
        is_child=case.is_child,
        is_protected=case.is_protected,
    )
