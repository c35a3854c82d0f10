"""Part 1: who lived in each facility, who came, who left."""

from collections import defaultdict
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum

from evaluation.months import Month
from evaluation.reports.dimensions import (
    UnknownFigure,
    part_of,
    split,
    told_apart,
)
from evaluation.reports.figures import Count, Flow, Population
from evaluation.reports.rounding import mean_days
from intake.models import EndReason
from upt_facilities.models import Facility, Stay


def movements(month: Month) -> dict[str, Q]:
    """opening + entered - left = closing, whatever the stays: each is asked of the same two dates."""
    there = Q(arrived_at__lt=month.start)
    return {
        "opening": there & (Q(exit_at__isnull=True) | Q(exit_at__gte=month.start)),
        "entered": month.has("arrived_at"),
        "left": month.has("exit_at"),
        "closing": Q(arrived_at__lt=month.end)
        & (Q(exit_at__isnull=True) | Q(exit_at__gte=month.end)),
    }


def stays(month: Month) -> QuerySet:
    """All stays that touch the month, told apart by sex and by age on arrival."""
    touching = Q(exit_at__isnull=True) | Q(exit_at__gte=month.start)
    return told_apart(
        Stay.objects.filter(touching, arrived_at__lt=month.end), on="arrived_at", case="case__"
    )


def compute(month: Month) -> Population:
    """Two queries. Raises ``AssertionError`` where the flow of a facility does not add up."""
    rows = stays(month)
    moved = movements(month)
    groups = list(
        rows.order_by()
        .values("facility_id", "sex", "band")
        .annotate(**{name: CountRows("pk", filter=condition) for name, condition in moved.items()})
    )
    left = _left(rows.filter(moved["left"]))
    by_facility: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for group in groups:
        by_facility[group["facility_id"]].append(group)
    flows = []
    for facility in _facilities(month, by_facility):
        if facility.pk not in by_facility and not facility.has_reported:  # type: ignore[attr-defined]
            flows.append(Flow(facility.code, facility.name))
        else:
            flows.append(
                _flow(facility.code, facility.name, by_facility[facility.pk], [left[facility.pk]])
            )
    return Population(
        facilities=tuple(flows), total=_flow("total", "", groups, list(left.values()))
    )


def _facilities(month: Month, seen: dict[int, Any]) -> list[Facility]:
    """Places to live in, and whoever had somebody living there; with ``has_reported``."""
    before = Stay.objects.filter(facility=OuterRef("pk"), arrived_at__lt=month.end)
    return list(
        Facility.objects.filter(Q(is_residential=True) | Q(pk__in=list(seen)))
        .annotate(has_reported=Exists(before))
        .order_by("kind", "name", "pk")
    )


def _left(rows: QuerySet) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    stayed = F("exit_at") - F("arrived_at")
    for group in (
        rows.order_by()
        .values("facility_id", "exit_kind")
        .annotate(n=CountRows("pk"), stayed=Sum(stayed), longest=Max(stayed))
    ):
        found[group["facility_id"]].append(group)
    return found


def _flow(code: str, label: str, groups: list[dict], left: list[list[dict]]) -> Flow:
    exits = [group for facility in left for group in facility]
    flow = Flow(
        code=code,
        label=label,
        opening=split(groups, "opening"),
        entered=split(groups, "entered"),
        left=split(groups, "left"),
        closing=split(groups, "closing"),
        left_by=tuple(
            Count(reason.value, str(reason.label), n)
            for reason in EndReason
            if (n := sum(group["n"] for group in exits if group["exit_kind"] == reason))
        ),
        mean_days=mean_days([(group["stayed"], group["n"]) for group in exits]),
        longest_days=max((group["longest"].days for group in exits), default=None),
    )
    assert_adds_up(flow)
    return flow


def assert_adds_up(flow: Flow) -> None:
    """opening + entered - left = closing, in total and in every part by sex and age."""
    if flow.opening is None or flow.entered is None or flow.left is None or flow.closing is None:
        return
    for name in vars(flow.opening):
        a, b, c, d = (
            getattr(split, name) for split in (flow.opening, flow.entered, flow.left, flow.closing)
        )
        assert a + b - c == d, f"{flow.code} {name}: {a} + {b} - {c} is not {d}"


def rows(month: Month, path: list[str]) -> QuerySet[Stay]:
    """The stays behind one figure."""
    found = stays(month)
    match path:
        case ["total", *rest]:
            pass
        case ["facilities", code, *rest]:
            found = found.filter(facility__code=code)
        case _:
            raise UnknownFigure(".".join(path))
    moved = movements(month)
    match rest:
        case ["left_by", reason]:
            return found.filter(moved["left"], exit_kind=reason)
        case ["mean_days" | "longest_days"]:
            return found.filter(moved["left"])
        case [movement, *part] if movement in moved:
            return part_of(found.filter(moved[movement]), part)
    raise UnknownFigure(".".join(path))
