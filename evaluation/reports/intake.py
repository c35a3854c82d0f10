"""Parts 2 and 3: who came in, and people as against episodes."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from evaluation.months import Month
from evaluation.reports.dimensions import (
    ORIGINS,
    UnknownFigure,
    by_band,
    counted,
    grouped,
    part_of,
    split,
    told_apart,
    with_origin,
)
from evaluation.reports.figures import Count, DoorLine, Intake, People, TypeLine
from intake.models import Activity, Case, EntryDoor, PPKSType, any_of_group
from intake.same import EARLIER, told_how_often
from ppks_service.areas.models import Area

NO_TYPE = "none"
REPEAT = Q(before__gt=0)
# One case counts under each activity that was seen, so these lines add up to more than the total.
ACTIVITIES: dict[str, Q] = {
    activity.value: Q(encounter__activities__contains=[activity.value]) for activity in Activity
} | {"unrecorded": Q(encounter__isnull=True) | Q(encounter__activities=[])}
RETURN_WITHIN = dt.timedelta(days=90)


def opened(month: Month) -> QuerySet:
    """The cases registered in the month, told apart by sex and by age on that day."""
    return told_apart(Case.objects.counted().filter(month.has("opened_at")), on="opened_at")


def compute(month: Month) -> Intake:
    """Five queries."""
    rows = opened(month)
    groups = grouped(rows, "sex", "band", "main_type__code", "door")
    repeats = {g["door"]: g["n"] for g in grouped(told_how_often(rows).filter(REPEAT), "door")}
    raids = grouped(
        rows.filter(encounter__raid__isnull=False),
        "encounter__raid__number",
        "encounter__raid__name",
    )
    origins = grouped(with_origin(rows), "origin")
    kinds = counted(rows, ACTIVITIES)
    labels = dict(
        Area.objects.filter(code__in=[g["origin"] for g in origins]).values_list("code", "name")
    )
    doors: dict[str, int] = defaultdict(int)
    for group in groups:
        doors[group["door"]] += group["n"]
    return Intake(
        people=split(groups),
        door=tuple(
            DoorLine(door.value, str(door.label), doors[door], repeats.get(door, 0))
            for door in EntryDoor
            if door in doors
        ),
        raid=tuple(
            Count(r["encounter__raid__number"], r["encounter__raid__name"], r["n"])
            for r in sorted(raids, key=lambda r: r["encounter__raid__number"])
        ),
        type=_types(groups),
        age=by_band(groups),
        activity=tuple(
            Count(code, _activity_label(code), kinds[code]) for code in ACTIVITIES if kinds[code]
        ),
        **_origins(origins, labels),
    )


def _types(groups: list[dict[str, Any]]) -> tuple[TypeLine, ...]:
    names = dict(PPKSType.objects.values_list("code", "name"))
    by_type: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for group in groups:
        by_type[group["main_type__code"]].append(group)
    return tuple(
        TypeLine(
            code=code or NO_TYPE,
            label=names[code] if code else "Belum ditetapkan",
            people=split(by_type[code]),
            age=by_band(by_type[code]),
        )
        for code in sorted(by_type, key=lambda code: code or "~")
    )


def _origins(groups: list[dict[str, Any]], labels: dict[str, str]) -> dict[str, Any]:
    words = {"abroad": "Luar negeri", "unknown": "Tidak diketahui"}
    lines = [
        Count(g["origin"].replace(".", "-"), words.get(g["origin"]) or labels[g["origin"]], g["n"])
        for g in groups
    ]
    sums = {
        "inside": sum(g["n"] for g in groups if g["origin"].startswith("12")),
        "abroad": sum(g["n"] for g in groups if g["origin"] == "abroad"),
        "unknown": sum(g["n"] for g in groups if g["origin"] == "unknown"),
    }
    sums["outside"] = sum(g["n"] for g in groups) - sum(sums.values())
    lines.sort(key=lambda line: (line.code in words, -line.total, line.label, line.code))
    return {"origin": tuple(lines), **sums}


def _activity_label(code: str) -> str:
    return "Tidak dicatat" if code == "unrecorded" else str(Activity(code).label)


def rows(month: Month, path: list[str]) -> QuerySet[Case]:
    """The cases behind one figure."""
    found = opened(month)
    match path:
        case ["door", code]:
            return found.filter(door=code)
        case ["door", code, "repeat"]:
            return told_how_often(found).filter(REPEAT, door=code)
        case ["raid", number]:
            return found.filter(encounter__raid__number=number)
        case ["type", code, *rest]:
            typed = (
                found.filter(main_type__isnull=True)
                if code == NO_TYPE
                else found.filter(main_type__code=code)
            )
            if rest[:1] == ["age"] and len(rest) == 3:
                return part_of(typed.filter(band=rest[1]), rest[2:])
            return part_of(typed, rest)
        case ["age", band, sex]:
            return part_of(found.filter(band=band), [sex])
        case ["activity", code] if code in ACTIVITIES:
            return found.filter(ACTIVITIES[code])
        case ["origin", code]:
            return with_origin(found).filter(origin=code.replace("-", "."))
        case [where] if where in ORIGINS:
            return with_origin(found).filter(ORIGINS[where])
    return part_of(found, path)


def _with_history(month: Month) -> QuerySet:
    """The month's cases with ``is_first``: the first of its person in the month; and ``came_back``.

    Records that were found to be one person count as one.
    """
    here = Case.objects.counted().filter(month.has("opened_at"))
    ended = Case.objects.counted().filter(
        ended_at__lte=OuterRef("opened_at"), ended_at__gt=OuterRef("opened_at") - RETURN_WITHIN
    )
    return told_how_often(here).annotate(
        is_first=~any_of_group(here.filter(EARLIER), OuterRef("root")),
        came_back=any_of_group(ended, OuterRef("root")),
    )


PEOPLE: dict[str, Q] = {
    "episodes": Q(),
    "persons": Q(is_first=True),
    "new": Q(is_first=True, before=0),
    "repeat": Q(is_first=True, before__gt=0),
    "first": Q(before=0),
    "second": Q(before=1),
    "third": Q(before=2),
    "later": Q(before__gte=3),
    "returned_90": Q(came_back=True),
}


def people(month: Month) -> People:
    """One query."""
    return People(**counted(_with_history(month), PEOPLE))


def people_rows(month: Month, path: list[str]) -> QuerySet[Case]:
    """The cases behind one figure; a person stands as their first case of the month."""
    if len(path) == 1 and path[0] in PEOPLE:
        return _with_history(month).filter(PEOPLE[path[0]])
    raise UnknownFigure(".".join(path))


__all__ = ["compute", "people", "people_rows", "rows"]
