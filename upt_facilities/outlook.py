"""What is to be expected of full wards: who leaves soon, how many left lately, how long one would wait."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from upt_facilities.models import Facility, Stay
from upt_facilities.turns import waiting_by_ward

SOON = dt.timedelta(days=30)
# The pace of leaving is read from so many days back: long enough for houses where people stay long.
LOOKED_BACK = dt.timedelta(days=180)


@dataclass(frozen=True)
class Outlook:
    """What one ward, or several together, may expect."""

    leaving: int = 0  # whose usual stay ends within thirty days
    left: int = 0  # who left in the last 180 days
    waiting: int = 0  # who waits for a place here

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(
            self.leaving + other.leaving, self.left + other.left, self.waiting + other.waiting
        )

    def days_until(self, free: int) -> int | None:
        """About how many days the next one would wait; None where nothing tells."""
        if free > self.waiting:
            return 0
        if not self.left:
            return None
        return math.ceil((self.waiting - free + 1) * LOOKED_BACK.days / self.left)

    def basis_in_words(self, free: int) -> str:
        """On what the expectation rests: ``2 orang menunggu, 6 keluar dalam 180 hari``"""
        if free > self.waiting:
            return f"{self.waiting} orang menunggu" if self.waiting else "ada tempat kosong"
        said = [f"{self.waiting} orang menunggu"] if self.waiting else []
        left = f"{self.left} keluar" if self.left else "belum ada yang keluar"
        return ", ".join([*said, f"{left} dalam {LOOKED_BACK.days} hari"])


@dataclass(frozen=True)
class Outlooks:
    """The outlooks of the wards of several facilities."""

    by_ward: dict[int, Outlook] = field(default_factory=dict)

    def of(self, ward_pks: Iterable[int]) -> Outlook:
        return sum((self.by_ward.get(pk, Outlook()) for pk in ward_pks), Outlook())


def outlooks_of(facilities: Iterable[Facility]) -> Outlooks:
    """The outlooks of every ward of ``facilities``, in two queries."""
    now, keys = timezone.now(), [facility.pk for facility in facilities]
    found = {ward: Outlook(waiting=n) for ward, n in waiting_by_ward(keys).items()}
    for ward, leaving, left in _stays_by_ward(keys, now):
        found[ward] = found.get(ward, Outlook()) + Outlook(leaving=leaving, left=left)
    return Outlooks(found)


def _stays_by_ward(keys: list[int], now: dt.datetime) -> Iterable[tuple[int, int, int]]:
    limit = ExpressionWrapper(
        F("facility__usual_stay_days") * Value(dt.timedelta(days=1)), output_field=DurationField()
    )
    return (
        Stay.objects.filter(facility__in=keys, occupancy__isnull=False)
        .filter(Q(exit_at__isnull=True) | Q(exit_at__gte=now - LOOKED_BACK))
        .annotate(limit=limit)
        .values("occupancy__place__ward")
        .annotate(
            leaving=Count(
                "pk", filter=Q(exit_at__isnull=True, arrived_at__lte=now + SOON - F("limit"))
            ),
            left=Count("pk", filter=Q(exit_at__isnull=False)),
        )
        .order_by()
        .values_list("occupancy__place__ward", "leaving", "left")
    )
