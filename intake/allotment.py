"""Sharing out the cases that nobody answers for: who waits, and how much each officer has in hand."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from intake.models import Case, Stage
from intake.models.cases import CaseQuerySet
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Capability

MOST = 200


@dataclass(frozen=True)
class Load:
    """What one officer answers for now."""

    running: int
    waiting: int  # of these, not assessed yet

    @property
    def in_words(self) -> str:
        """``12 kasus berjalan, 4 menunggu asesmen``"""
        if not self.running:
            return "belum memegang kasus"
        waiting = f", {self.waiting} menunggu asesmen" if self.waiting else ""
        return f"{self.running} kasus berjalan{waiting}"


def sections_led_by(user: User) -> QuerySet[Office]:
    """The sections whose cases ``user`` may share out today, their own or one acted in."""
    led = user.offices_for(Capability.DECIDE)
    return Office.objects.filter(pk__in=led, kind=OfficeKind.SECTION).order_by("name", "pk")


def unassigned(user: User) -> CaseQuerySet:
    """Running cases that ``user`` may open and nobody answers for, the longest waiting first."""
    running = Case.objects.visible_to(user).open().filter(owner=None, stage__lte=Stage.DATA)
    return running.select_related("person").order_by("opened_at", "pk")


def to_share(user: User, section: Office) -> list[Case]:
    """What of ``unassigned`` is of ``section``, at most ``MOST``; with all that ``met_with`` reads."""
    rows = unassigned(user).filter(section=section)
    return list(rows.select_related("main_type", "encounter__met_with__case__owner")[:MOST])


def met_with(case: Case) -> Case | None:
    """The case of whom the person was met with: the mother of a child, the head of a group."""
    other = case.encounter.met_with if case.encounter else None
    return getattr(other, "case", None)


def loads_of(officers: QuerySet[User]) -> dict[int, Load]:
    """By the key of each of ``officers``, in one query."""
    counted = (
        Case.objects.open()
        .filter(owner__in=officers)
        .values_list("owner")
        .annotate(all=Count("pk"), early=Count("pk", filter=Q(stage__lte=Stage.DATA)))
        .order_by()
    )
    return {owner: Load(number, early) for owner, number, early in counted}
