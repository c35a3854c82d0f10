"""Part 8: visits, the four signals, the five dimensions of quality, the six aspects of change."""

from typing import Any

from django.db.models import Avg, F, IntegerField, Q, QuerySet, Value
from django.db.models import Count as CountRows
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf

from evaluation.models import Aspect, Quality, Signal, Visit, VisitResult
from evaluation.months import Month
from evaluation.reports.dimensions import UnknownFigure, counted
from evaluation.reports.figures import ChangeLine, Count, Monitoring, QualityLine
from evaluation.reports.rounding import rounded


def conditions(month: Month) -> dict[str, Q]:
    not_cancelled = Q(cancelled_at__isnull=True) | Q(cancelled_at__gte=month.end)
    not_held = Q(held_at__isnull=True) | Q(held_at__gte=month.end)
    return {
        "planned": month.has_day("planned_on") & Q(cancelled_at__isnull=True),
        "held": month.has("held_at"),
        "overdue": Q(planned_on__lt=month.cut_off) & not_held & not_cancelled,
        "cancelled": month.has("cancelled_at"),
    }


def touching(month: Month) -> QuerySet[Visit]:
    """Visits of which something happened in the month, and those that were late at its end."""
    asked = conditions(month)
    return Visit.objects.filter(
        asked["planned"] | asked["held"] | asked["overdue"] | asked["cancelled"]
    )


def held(month: Month) -> QuerySet[Visit]:
    """Visits held in the month, with each score as a number: ``quality_…``, ``before_…``, ``after_…``."""
    return Visit.objects.filter(month.has("held_at")).annotate(
        **{f"quality_{q.value}": _score("quality", q) for q in Quality},
        **{f"before_{a.value}": _score("before", a) for a in Aspect},
        **{f"after_{a.value}": _score("after", a) for a in Aspect},
    )


def _score(column: str, code: str) -> Cast:
    return Cast(NullIf(KT(f"{column}__{code}"), Value("")), IntegerField())


def of_held() -> dict[str, Q]:
    """Conditions on held visits, by the key of their figure."""
    found = {f"result.{r.value}": Q(result=r.value) for r in VisitResult}
    found |= {f"signal.{s.value}": Q(signals__contains=[s.value]) for s in Signal}
    found |= {
        f"quality.{q.value}.judged": Q(**{f"quality_{q.value}__isnull": False}) for q in Quality
    }
    for aspect in Aspect:
        before, after = f"before_{aspect.value}", F(f"after_{aspect.value}")
        found[f"change.{aspect.value}.better"] = Q(**{f"{before}__lt": after})
        found[f"change.{aspect.value}.same"] = Q(**{before: after})
        found[f"change.{aspect.value}.worse"] = Q(**{f"{before}__gt": after})
    return found


def compute(month: Month) -> Monitoring:
    """Two queries."""
    visits = counted(touching(month), conditions(month))
    asked = {key.replace(".", "__"): condition for key, condition in of_held().items()}
    means = {f"mean_{q.value}": Avg(f"quality_{q.value}") for q in Quality}
    found: dict[str, Any] = held(month).aggregate(
        **means,
        **{name: CountRows("pk", filter=condition) for name, condition in asked.items()},
    )
    return Monitoring(
        **visits,
        result=tuple(
            Count(r.value, str(r.label), n)
            for r in VisitResult
            if (n := found[f"result__{r.value}"])
        ),
        signal=tuple(Count(s.value, str(s.label), found[f"signal__{s.value}"]) for s in Signal),
        quality=tuple(
            QualityLine(
                q.value,
                str(q.label),
                rounded(found[f"mean_{q.value}"]),
                found[f"quality__{q.value}__judged"],
            )
            for q in Quality
        ),
        change=tuple(
            ChangeLine(
                a.value,
                str(a.label),
                *(found[f"change__{a.value}__{way}"] for way in ("better", "same", "worse")),
            )
            for a in Aspect
        ),
    )


def rows(month: Month, path: list[str]) -> QuerySet[Visit]:
    """The visits behind one figure; a mean stands on the visits that were judged."""
    asked = conditions(month)
    if len(path) == 1 and path[0] in asked:
        return Visit.objects.filter(asked[path[0]])
    key = ".".join(path)
    if path[-1] == "mean":
        key = f"{key.removesuffix('mean')}judged"
    if (condition := of_held().get(key)) is not None:
        return held(month).filter(condition)
    raise UnknownFigure(key)
