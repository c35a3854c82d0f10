"""Who must say why before the file of a protected person opens to them ("break the glass", domain.md §7.3.1).

The one place of the rule. A role of ``REASON_GIVERS`` may read every file of its office; a protected one in
which its holder has nothing to do stays closed until they write a reason, and is then open to them alone
for ``UNSEAL_HOURS``. Whoever works on the file is never asked: who answers for it or registered the person,
who heads its section (also as an acting head), and whoever an act waits for in it. What waits for whom the
higher apps know: each registers ``"case.works_on"``, a function of the user that gives a ``Q`` on cases.

Lists and searches show such a file by initials, as to everybody, and no whereabouts; the link leads to the
question.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from intake.models import BelongingItem, Case, IdentityTask, ReunionLock, TaskStatus
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import REASON_GIVERS, Role
from ppks_service.journal.openings import Sealed, running_openings
from ppks_service.journal.subjects import file_of
from ppks_service.panels import registered


class UnsealReason(models.TextChoices):
    """The common reasons to open a protected file that one does not work on."""

    SUPERVISION = "supervision", "Pembinaan atau pemeriksaan kasus"
    DECISION = "decision", "Menyiapkan keputusan atau rapat"
    COMPLAINT = "complaint", "Pengaduan dari orangnya, keluarga, atau lembaga"
    SAFETY = "safety", "Keselamatan orangnya mendesak"
    LAW = "law", "Permintaan polisi, jaksa, atau pengadilan"
    SUBJECT = "subject", "Permintaan orangnya atas datanya sendiri"
    OTHER = "other", "Alasan lain"


def sealed_to(user: User) -> Q:
    """Of the cases that ``user`` may open: those that need a reason first. One condition for any query."""
    if not user.acts_as(*REASON_GIVERS):
        return Q(pk__in=[])
    opened = running_openings(user).filter(person_pk=OuterRef("person")).order_by()
    own = Case.objects.reachable_by(user, but_as=REASON_GIVERS)
    closed = ~Q(flags=[]) & ~Q(Exists(opened)) & ~_works_on(user)
    return closed & ~Q(pk__in=own.values("pk"))


def is_sealed(user: User, case: Case) -> bool:
    """Whether ``case`` is closed to ``user`` until they say why. At most one query, none for most roles."""
    return case.pk in sealed_among(user, [case])


def sealed_among(user: User, cases: Iterable[Case]) -> frozenset[int]:
    """The keys of those of ``cases`` that are closed to ``user``. At most one query, none for most roles."""
    protected = [case.pk for case in cases if case.is_protected]
    if not protected or not user.acts_as(*REASON_GIVERS):
        return frozenset()
    found = Case.objects.filter(sealed_to(user), pk__in=protected).order_by("pk")
    return frozenset(found.values_list("pk", flat=True))


def refuse_sealed(user: User, row: models.Model) -> None:
    """Raise ``Sealed`` for a row of a file that is closed to ``user``: a case, or what belongs to one."""
    loaded = row if isinstance(row, Case) else row._state.fields_cache.get("case")
    if isinstance(loaded, Case) and not loaded.is_protected:
        return
    case_pk, _ = file_of(row)
    mine = Q(pk=case_pk)
    if case_pk is None and isinstance(row, BelongingItem):
        mine = Q(encounter=row.encounter_id)
    number = Case.objects.filter(mine, sealed_to(user)).values_list("number", flat=True).first()
    if number is not None:
        raise Sealed(number)


def _works_on(user: User) -> Q:
    """Cases in which ``user`` has something to do, whatever their role."""
    task = IdentityTask.objects.filter(
        person=OuterRef("person"), owner=user, status=TaskStatus.OPEN
    )
    doing = Q(owner=user) | Q(opened_by=user) | Q(Exists(task))
    if user.acts_as(Role.SECTION_HEAD, Role.DIVISION_HEAD):
        lock = ReunionLock.objects.filter(case=OuterRef("pk"), cleared_at=None)
        doing |= Q(Exists(lock.exclude(locked_by=user)))
    for provide in registered("case.works_on"):
        doing |= provide(user)
    return doing
