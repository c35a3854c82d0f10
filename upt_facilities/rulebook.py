"""The rules, papers and wards of several facilities, read at once: four queries, whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from upt_facilities.models import CriteriaVersion, Criterion, RequiredPaper, Rule, Ward


@dataclass(frozen=True)
class Rulebook:
    """By the key of the facility, each in the order in which it is shown."""

    criteria: dict[int, list[Criterion]] = field(default_factory=dict)
    papers: dict[int, list[RequiredPaper]] = field(default_factory=dict)
    wards: dict[int, list[Ward]] = field(default_factory=dict)

    @cached_property
    def rule_sets(self) -> dict[int, int]:
        """By facility the number of its set of rules: whoever asks alike has the same, who asks nothing zero."""
        numbers: dict[tuple[Rule, ...], int] = {(): 0}
        return {
            facility: numbers.setdefault(tuple(c.rule for c in found), len(numbers))
            for facility, found in self.criteria.items()
        }


EVERY = None  # in the place of the keys of some: naming seven hundred takes longer than reading all


def criteria_of(
    facility_pks: Iterable[int] | None,
    on: dt.date | None = None,
    *,
    known_at: dt.datetime | None = None,
) -> dict[int, list[Criterion]]:
    """The admission rules of each facility as they hold on that day, today if none is said. Two queries.

    With ``known_at`` without those that were published after that moment: a decision of the morning
    does not rest on what was published at noon. Grouped by hand: prefetching 700 takes ten times as long.
    """
    of_some = _of(facility_pks)
    versions = CriteriaVersion.objects.filter(of_some).in_force(on or timezone.localdate(known_at))
    if known_at is not None:
        versions = versions.filter(published_at__lte=known_at)
    in_force = dict(versions.values_list("facility", "pk"))
    of_version = Q(version__in=list(in_force.values()))
    of_the_beginning = Q(of_some, ~Q(facility__in=list(in_force)), version=None)
    found = Criterion.objects.filter(of_version | of_the_beginning).order_by("order", "pk")
    return _grouped(found)


def rulebook_of(
    facility_pks: Iterable[int] | None, criteria: dict[int, list[Criterion]] | None = None
) -> Rulebook:
    """All of these facilities; ``criteria`` where they have been read already."""
    keys = EVERY if facility_pks is EVERY else list(facility_pks)
    of_some = _of(keys)
    return Rulebook(
        criteria=criteria_of(keys) if criteria is None else criteria,
        papers=_grouped(RequiredPaper.objects.filter(of_some).order_by("kind")),
        wards=_grouped(Ward.objects.filter(of_some).order_by("name", "pk")),
    )


def _of(facility_pks: Iterable[int] | None) -> Q:
    return Q() if facility_pks is EVERY else Q(facility__in=list(facility_pks))


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.facility_id].append(row)
    return groups
