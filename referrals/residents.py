"""Who lives in a ward on a day."""

import datetime as dt

from django.utils import timezone

from intake.models import Case
from upt_facilities.models import Occupancy, OccupancyKind, Ward


def residents_on(ward: Ward, on: dt.date) -> list[Case]:
    """The cases whose people lived in ``ward`` at any moment of that day, in order of their places."""
    start = timezone.make_aware(dt.datetime.combine(on, dt.time()))
    rows = (
        Occupancy.objects.filter(
            place__ward=ward,
            kind=OccupancyKind.LIVED_IN,
            period__overlap=(start, start + dt.timedelta(days=1)),
        )
        .select_related("case__person", "place")
        .order_by("place__order", "place__pk", "pk")
    )
    found: dict[int, Case] = {}
    for row in rows:
        if row.case is not None and row.case_id not in found:
            row.case.place_number = row.place.number  # type: ignore[attr-defined]
            found[row.case.pk] = row.case
    return list(found.values())
