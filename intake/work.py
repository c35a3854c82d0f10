"""What of intake waits for whom."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.allotment import unassigned
from intake.clocks import clock_of
from intake.models import (
    Assessment,
    AssessmentStatus,
    Case,
    CaseStatus,
    ReunionLock,
    Stage,
    TaskStatus,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.indonesian import in_sentence
from ppks_service.worklist.clocks import Clocks, end_of_work
from ppks_service.worklist.registry import LIMIT, WorkItem

# A review shows before its day, so that a visit can be planned.
REVIEW_SEEN = dt.timedelta(days=14)


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Assessments to start or finish, for who answers for the case; cases without anyone, for the head."""
    if user.role == Role.SOCIAL_WORKER:
        yield from _assessments(user, clocks)
        yield from _reviews(user)
    if user.acts_as(Role.SECTION_HEAD):
        yield from _unassigned(user, clocks)
    if user.acts_as(Role.SECTION_HEAD, Role.DIVISION_HEAD):
        yield from _locks(user)
    yield from _identity_tasks(user)


def _cases(user: User) -> QuerySet[Case]:
    running = Case.objects.visible_to(user).open().select_related("person")
    return running.filter(stage__lte=Stage.DATA).order_by("opened_at", "pk")


def _assessments(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    draft = Assessment.objects.filter(case=OuterRef("pk"), status=AssessmentStatus.DRAFT)
    cases = _cases(user).filter(owner=user).annotate(has_draft=Exists(draft))[:LIMIT]
    for case in cases:
        begun = case.has_draft
        yield _item(
            case,
            clocks,
            kind="asesmen",
            kind_label="asesmen menunggu",
            what="Selesaikan asesmen awal" if begun else "Mulai asesmen awal",
            url=reverse("intake:case_assessments", args=[case.number]),
            act="Lanjutkan asesmen" if begun else "Mulai asesmen",
        )


def _reviews(user: User) -> Iterator[WorkItem]:
    """Assessments that are to be looked at again, from two weeks before their day on."""
    soon = timezone.localdate() + REVIEW_SEEN
    rows = Assessment.objects.filter(
        status=AssessmentStatus.FINISHED,
        next_review_on__lte=soon,
        case__in=Case.objects.visible_to(user).open().filter(owner=user),
    )
    for row in rows.select_related("case__person", "instrument").order_by("next_review_on", "pk")[
        :LIMIT
    ]:
        if row.next_review_on is None:
            continue
        yield WorkItem(
            who=row.case.listed_name,
            code=row.case.number,
            due_at=end_of_work(row.next_review_on),
            since=row.finished_at,
            paused=row.case.pause_reason if row.case.status == CaseStatus.PAUSED else "",
            is_child=row.case.is_child,
            is_protected=row.case.is_protected,
            kind="tinjau-asesmen",
            kind_label="asesmen ditinjau lagi",
            what=f"Tinjau lagi: {row.instrument.title}",
            url=reverse("intake:case_assessments", args=[row.case.number]),
            act="Asesmen ulang",
        )


def _unassigned(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    for case in unassigned(user)[:LIMIT]:
        yield _item(
            case,
            clocks,
            kind="penugasan",
            kind_label="belum ditunjuk",
            what="Tunjuk penanggung jawab",
            url=reverse("intake:case_assign", args=[case.number]),
            act="Tunjuk pekerja sosial",
            together_url=reverse("intake:allotment"),
            together_act="Bagi kasus sekaligus",
        )


def _locks(user: User) -> Iterator[WorkItem]:
    locks = ReunionLock.objects.filter(
        cleared_at=None, case__in=Case.objects.visible_to(user).open()
    ).exclude(locked_by=user)
    for lock in locks.select_related("case__person").order_by("locked_at", "pk")[:LIMIT]:
        yield WorkItem(
            who=lock.case.listed_name,
            code=lock.case.number,
            since=lock.locked_at,
            is_child=lock.case.is_child,
            is_protected=lock.case.is_protected,
            kind="kunci-reunifikasi",
            kind_label="reunifikasi terkunci",
            what="Periksa dugaan eksploitasi, lalu buka kuncinya atau biarkan",
            url=reverse("intake:case_family", args=[lock.case.number]),
            act="Periksa dugaan",
        )


def _identity_tasks(user: User) -> Iterator[WorkItem]:
    tasks = list(
        user.identity_tasks.filter(status=TaskStatus.OPEN).order_by("due_on", "pk")[:LIMIT]
    )
    persons = {task.person_id for task in tasks}
    cases = (
        Case.objects.visible_to(user).filter(person__in=persons) if persons else Case.objects.none()
    )
    latest = {c.person_id: c for c in cases.select_related("person").order_by("opened_at", "pk")}
    for task in tasks:
        case = latest.get(task.person_id)
        if case is None:
            continue
        yield WorkItem(
            who=case.listed_name,
            code=case.number,
            due_at=end_of_work(task.due_on),
            since=task.opened_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
            kind="identitas",
            kind_label="identitas dicari",
            what=f"Cari identitas: {in_sentence(task.get_level_display())}",
            url=reverse("intake:case_identity", args=[case.number]),
            act="Catat hasil",
        )


def _item(case: Case, clocks: Clocks, **words: str) -> WorkItem:
    clock = clock_of(case, clocks, {})
    return WorkItem(
        who=case.listed_name,
        code=case.number,
        due_at=clock.due_at if clock else None,
        since=case.opened_at,
        paused=case.pause_reason if case.status == CaseStatus.PAUSED else "",
        is_child=case.is_child,
        is_protected=case.is_protected,
        **words,
    )
