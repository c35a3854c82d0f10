"""What the partner desk leaves to the section: what was said and nobody read, links that need a hand."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, CaseStatus
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import WorkItem
from referrals.actions.reminders import silent_past, unanswered
from referrals.models import SENT, PartnerLink, PartnerReply, Referral, ReplyKind

MOST = 100
# News that nobody read for this long is history; a question waits for its answer.
RECENT = dt.timedelta(days=30)
RELATED = ("referral__case__person", "referral__facility")


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Lines for who answers for the case or wrote the referral."""
    if user.has(Capability.WRITE_REFERRALS):
        yield from _replies(user, clocks)
        yield from _links(user)
    if user.has(Capability.DECIDE):
        yield from _silent(user, clocks)


def _mine(user: User) -> Q:
    """The referrals whose answers concern ``user``, in open files that they may see."""
    return Q(
        Q(referral__case__owner=user) | Q(referral__written_by=user),
        referral__case__in=Case.objects.visible_to(user).filter(status=CaseStatus.OPEN),
    )


def _replies(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    rows: QuerySet[PartnerReply] = (
        PartnerReply.objects.unread()
        .filter(_mine(user))
        # Who declined stands in the list already, with the search for another place.
        .exclude(kind=ReplyKind.DECLINED)
        .filter(Q(kind=ReplyKind.QUESTION) | Q(said_at__gte=timezone.now() - RECENT))
        .select_related(*RELATED)
        .order_by("said_at", "pk")
    )
    for reply in rows[:MOST]:
        is_question = reply.kind == ReplyKind.QUESTION
        facility = reply.referral.facility
        yield _item(
            reply.referral,
            kind="jawaban_mitra",
            kind_label="jawaban mitra belum dibaca",
            what=f"Jawab pertanyaan {facility}" if is_question else f"Baca jawaban {facility}",
            detail=f"{facility} {reply.get_kind_display()}",
            act="Jawab" if is_question else "Baca",
            anchor="kabar",
            since=reply.said_at,
            due_at=clocks.due(ClockCode.ANSWER, reply.said_at) if is_question else None,
        )


def _links(user: User) -> Iterator[WorkItem]:
    newer = PartnerLink.objects.filter(referral=OuterRef("referral"), pk__gt=OuterRef("pk"))
    locked = Q(locked_at__isnull=False, revoked_at__isnull=True)
    rows = (
        PartnerLink.objects.filter(_mine(user), ~Exists(newer), referral__status__in=SENT)
        .filter(locked | Q(asked_again_at__isnull=False))
        .select_related(*RELATED)
        .order_by("pk")
    )
    for link in rows[:MOST]:
        has_asked = link.asked_again_at is not None
        yield _item(
            link.referral,
            kind="tautan_mitra",
            kind_label="tautan mitra perlu diganti",
            what=f"Beri tautan baru kepada {link.referral.facility}",
            detail="pemegangnya meminta" if has_asked else "terkunci: PIN salah lima kali",
            act="Ganti tautan",
            anchor="tautan",
            since=link.asked_again_at or link.locked_at,
        )


def _silent(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """To the head: who was asked and reminded, and says nothing still."""
    rows = unanswered().filter(case__in=Case.objects.visible_to(user))[:MOST]
    for referral, due in silent_past(rows, ClockCode.SILENCE, clocks, timezone.now()):
        yield _item(
            referral,
            kind="mitra_diam",
            kind_label="mitra diam",
            what=f"Hubungi pimpinan {referral.facility}",
            detail="tidak menjawab sesudah diingatkan",
            act="Buka rujukan",
            anchor="tindakan",
            since=referral.decided_at,
            due_at=due,
        )


def _item(referral: Referral, *, anchor: str, **line: object) -> WorkItem:
    case = referral.case
    return WorkItem(
        who=case.listed_name,
        code=referral.number,
        url=f"{reverse('referrals:show', args=[referral.number])}#{anchor}",
        is_child=case.is_child,
        is_protected=case.is_protected,
        **line,  # type: ignore[arg-type]
    )
