"""Lines of the work list for what stands open while a place is sought: turns, time limits, papers."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, Paper
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.indonesian import long_date
from ppks_service.worklist.clocks import Clocks, end_of_work
from ppks_service.worklist.registry import WorkItem
from referrals.models import OPEN_REFERRAL, PaperTask
from upt_facilities.models import TemporaryPlacement, WaitingEntry
from upt_facilities.turns import turns_in

MOST = 100
# A time limit shows this long before it runs out: a next place takes about as long to find.
SOON = dt.timedelta(days=7)


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """For who writes referrals: whose turn it is, which stay runs out, which paper is missing."""
    if not user.has(Capability.WRITE_REFERRALS):
        return
    yield from _called(user)
    yield from _temporary(user)
    yield from _papers(user)


def _called(user: User) -> Iterator[WorkItem]:
    """A place is free and the person of the user's case is the first who waits for it.

    Where nobody answers for the case it is who put the person on the list.
    """
    mine = Q(case__owner=user) | Q(case__owner=None, added_by=user)
    waiting = WaitingEntry.objects.open().filter(mine, case__in=_open_files(user))
    wards = dict(waiting.values_list("pk", "ward"))
    for turn in turns_in(wards.values()):
        case, ward = turn.entry.case, turn.entry.ward
        if turn.entry.pk not in wards or not turn.is_called:
            continue
        yield WorkItem(
            kind="giliran",
            kind_label="giliran mendapat tempat",
            who=case.listed_name,
            what=f"Ada tempat kosong di {ward}: ajukan rujukan",
            code=case.number,
            detail=f"{ward.facility}, {turn.in_words}",
            url=places_url(case, ward.facility.code),
            act="Ajukan",
            since=turn.entry.added_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _temporary(user: User) -> Iterator[WorkItem]:
    """Stays for a time only that run out soon or have: of the user's cases; what is past, of the section too."""
    today = timezone.localdate()
    for placement in _running_limits(user)[:MOST]:
        case, is_over = placement.stay.case, placement.until < today
        if case.owner_id != user.pk and not (is_over and user.has(Capability.DECIDE)):
            continue
        yield WorkItem(
            kind="sementara",
            kind_label="tempat sementara mendekati batas",
            who=case.listed_name,
            what="Cari tempat berikutnya" if not is_over else "Tempat sementara lewat batas",
            code=case.number,
            detail=f"kini di {placement.stay.facility}",
            url=places_url(case),
            act="Cari tempat",
            due_at=end_of_work(placement.until),
            since=placement.stay.arrived_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _running_limits(user: User) -> QuerySet[TemporaryPlacement]:
    later = TemporaryPlacement.objects.filter(stay=OuterRef("stay"), pk__gt=OuterRef("pk"))
    return (
        TemporaryPlacement.objects.filter(
            stay__exit_at__isnull=True,
            stay__case__in=_open_files(user),
            until__lte=timezone.localdate() + SOON,
        )
        .filter(~Exists(later))
        .select_related("stay__case__person", "stay__facility")
        .order_by("until", "pk")
    )


def _open_files(user: User) -> QuerySet[Case]:
    return Case.objects.visible_to(user).open()


def _papers(user: User) -> Iterator[WorkItem]:
    """What the user is to bring; and for their own cases what somebody was to who left the section."""
    left = Q(owner__is_active=False) | ~Q(owner__office=F("referral__case__section"))
    mine = Q(owner=user) | Q(left, referral__case__owner=user)
    tasks = missing_papers().filter(mine, referral__case__in=_open_files(user))
    for task in tasks.order_by("due_on", "pk")[:MOST]:
        case = task.referral.case
        over: dt.date | None = task.over_on  # type: ignore[attr-defined]
        yield WorkItem(
            kind="surat",
            kind_label="surat yang kurang",
            who=case.listed_name,
            what=f"{'Mintakan' if over else 'Lengkapi'} {task.get_kind_display()}{' yang baru' if over else ''}",
            code=task.referral.number,
            detail=f"diminta {task.referral.facility}"
            + (f"; yang ada habis berlaku {long_date(over)}" if over else ""),
            url=reverse("intake:case_papers", args=[case.number]),
            act="Unggah surat",
            due_at=end_of_work(task.due_on),
            since=task.made_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def missing_papers() -> QuerySet[PaperTask]:
    """Tasks of running referrals whose paper the file of the case does not have, or no more: ``over_on``."""
    there = Paper.objects.filter(case=OuterRef("referral__case"), kind=OuterRef("kind"))
    return (
        PaperTask.objects.filter(referral__status__in=OPEN_REFERRAL)
        .filter(~Exists(there.holding()))
        .annotate(over_on=Subquery(there.order_by("-valid_until", "-pk").values("valid_until")[:1]))
        .select_related("referral__case__person", "referral__facility", "owner")
        .order_by(F("due_on"), "pk")
    )


def places_url(case: Case, code: str = "") -> str:
    """The search for a place, with one facility chosen where ``code`` names it."""
    url = reverse("referrals:places", args=[case.number])
    return f"{url}?tempat={code}#ajukan" if code else url
