"""Who is where now: the last link of each chain, in words and in a fixed number of queries."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from intake.models import Case, Encounter, Handover, HandoverPerson, HolderKind, Outcome, Raid
from intake.models.custody import ON_THE_WAY, holder_words
from ppks_service.panels import registered
from ppks_service.text import folded

# Who was let go or went away is with nobody; all others are, or were, in somebody's hands.
HELD = (Outcome.TAKEN, Outcome.CASE, Outcome.HANDED_OVER, Outcome.NOT_PPKS)
# Of these the office must know where they are.
ANSWERED_FOR = (Outcome.TAKEN, Outcome.CASE)
IN_FILE = "file"
ICONS = {
    HolderKind.STREET: "map-pin",
    HolderKind.VEHICLE: "bus",
    HolderKind.SHELTER: "home",
    HolderKind.UPT: "building-community",
    HolderKind.HOSPITAL: "ambulance",
    HolderKind.POLICE: "shield-check",
    HolderKind.FAMILY: "users",
    HolderKind.OTHER: "building",
}


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Where somebody is: the receiver of their last handover, or still where they were met."""

    kind: str = HolderKind.STREET
    name: str = ""
    office_id: int | None = None
    person: str = ""
    position: str = ""
    at: dt.datetime | None = None
    link: int = 0
    in_file: bool = False  # handed on from the case file: the raid does not say where

    @property
    def key(self) -> str:
        return IN_FILE if self.in_file else f"{self.kind}-{folded(self.name).replace(' ', '-')}"

    @property
    def words(self) -> str:
        return "Menurut berkas kasusnya" if self.in_file else holder_words(self.kind, self.name)

    @property
    def icon(self) -> str:
        return "folder-open" if self.in_file else ICONS[HolderKind(self.kind)]

    def is_same(self, kind: str, name: str) -> bool:
        return (self.kind, folded(self.name)) == (kind, folded(name))


NOBODY_YET = Holder()


def last_links(chains: Q) -> QuerySet[HandoverPerson]:
    """The last link of each chain of an encounter among ``chains``."""
    return (
        HandoverPerson.objects.filter(chains, encounter__isnull=False)
        .select_related("handover__receiver_signature")
        .defer("handover__receiver_signature__content")
        .order_by("encounter", "-link")
        .distinct("encounter")
    )


def holder_after(link: HandoverPerson | None, *, of_raid: bool = False) -> Holder:
    """Who holds somebody after ``link``. ``of_raid``: as the raid's pages may say it."""
    if link is None:
        return NOBODY_YET
    handover = link.handover
    return Holder(
        kind=handover.to_kind,
        name=handover.to_name,
        office_id=handover.to_office_id,
        person=handover.receiver_signature.name,
        position=handover.receiver_signature.position,
        at=handover.at,
        link=link.link,
        in_file=of_raid and handover.case_id is not None,
    )


def holders_in(raid: Raid) -> dict[int, Holder]:
    """By encounter: whoever has a chain, and who holds them now. One query."""
    return {
        link.encounter_id: holder_after(link, of_raid=True)
        for link in last_links(Q(encounter__raid=raid))
        if link.encounter_id is not None
    }


def holder_of_encounter(encounter: Encounter) -> Holder:
    return holder_after(last_links(Q(encounter=encounter)).first())


def holder_of_case(case: Case) -> Holder:
    """Who holds the person of a case: by its encounter's chain where it has one."""
    return holder_after(chain_of_case(case).order_by("-link").first())


def chain_of_case(case: Case) -> QuerySet[HandoverPerson]:
    """The whole chain of a case, the first link first."""
    return _chain(encounter=case.encounter_id) if case.encounter_id else _chain(case=case)


def chain_of_encounter(encounter: Encounter) -> QuerySet[HandoverPerson]:
    """The whole chain of an encounter, of whichever case it became."""
    return _chain(encounter=encounter)


def _chain(**whose: Any) -> QuerySet[HandoverPerson]:
    return (
        HandoverPerson.objects.filter(**whose)
        .select_related(
            "handover__giver_signature",
            "handover__receiver_signature",
            "handover__recorded_by",
            "handover__raid",
        )
        .defer("handover__giver_signature__content", "handover__receiver_signature__content")
        .order_by("link")
    )


@dataclass(frozen=True)
class Group:
    """How many of a raid's people are with one holder."""

    holder: Holder
    number: int
    unknown: int  # of them, those whose place the office must know and does not


@dataclass(frozen=True)
class Places:
    """Where the people of one raid are."""

    groups: list[Group]
    unknown: int
    on_the_way: int

    @property
    def sentences(self) -> list[str]:
        """What the closing of a raid warns of."""
        words = []
        if never := self.unknown - self.on_the_way:
            words.append(
                f"{never} orang dibawa tanpa serah terima: tempat terakhirnya tidak diketahui"
            )
        if self.on_the_way:
            words.append(f"{self.on_the_way} orang terakhir tercatat di kendaraan")
        return words


def places_in(raid: Raid) -> Places:
    """Where all are who were taken along or handed over. Three queries."""
    people = list(
        Encounter.objects.filter(raid=raid, outcome__in=HELD)
        .order_by("ordinal", "pk")
        .values_list("pk", "outcome", "case")
    )
    return places_of(people, holders_in(raid))


def places_of(people: Sequence[tuple[int, str, int | None]], held: dict[int, Holder]) -> Places:
    """``people`` as (encounter, outcome, case), with what ``holders_in`` found."""
    placed = placed_cases(case for _, _, case in people if case is not None)
    numbers: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    holders: dict[str, Holder] = {}
    for encounter, outcome, case in people:
        holder = held.get(encounter, NOBODY_YET)
        holders.setdefault(holder.key, holder)
        numbers[holder.key] += 1
        if outcome in ANSWERED_FOR and case not in placed:
            unknown[holder.key] += not holder.in_file and holder.kind in ON_THE_WAY
    groups = [Group(holders[key], numbers[key], unknown[key]) for key in holders]
    order = list(HolderKind)
    groups.sort(key=lambda g: (g.holder.in_file, order.index(HolderKind(g.holder.kind)), -g.number))
    vehicles = sum(g.unknown for g in groups if g.holder.kind == HolderKind.VEHICLE)
    return Places(groups, unknown.total(), vehicles)


def placed_cases(cases: Iterable[int]) -> set[int]:
    """Those of ``cases`` whose place a higher app knows, as somebody who lives in a UPT."""
    asked = list(cases)
    return {case for knows in registered("case.placed") for case in knows(asked)}


def handovers_of(raid: Raid) -> QuerySet[Handover]:
    """The handovers of a raid, newest first."""
    return Handover.objects.filter(raid=raid).for_list().order_by("-at", "-pk")
