"""How numbers are rounded: half away from zero, once, where a figure is made.

Percentages are rounded one by one to one decimal and are not made to add up to 100.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

DAY = dt.timedelta(days=1)


def rounded(value: Decimal | float | int | None) -> float | None:
    """``value`` to one decimal, as a float that JSON keeps."""
    if value is None:
        return None
    return float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean_days(groups: Iterable[tuple[dt.timedelta | None, int]]) -> float | None:
    """The mean in days of groups of (time in all, how many), or None of nothing."""
    whole, n = dt.timedelta(), 0
    for time, count in groups:
        whole, n = whole + (time or dt.timedelta()), n + count
    return rounded(Decimal(str(whole / DAY)) / n) if n else None


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` between 0 and 1, to a tenth of a percent; None of nothing."""
    if not whole:
        return None
    return float((Decimal(part) / Decimal(whole)).quantize(Decimal("0.001"), ROUND_HALF_UP))
