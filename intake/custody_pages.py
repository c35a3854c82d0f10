"""What the pages of custody and of belongings show, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from intake import permissions_custody as permissions
from intake.custody import (
    HELD,
    NOBODY_YET,
    Holder,
    Places,
    chain_of_case,
    chain_of_encounter,
    holder_after,
    holder_of_case,
    holders_in,
    places_of,
)
from intake.models import (
    BelongingChange,
    BelongingItem,
    Case,
    Condition,
    Encounter,
    Handover,
    HandoverPerson,
    ItemState,
    Raid,
)
from intake.models.belongings import FOR_THE_POLICE, SETTLED
from intake.raid_pages import Check, labels, masked_name, who_words
from intake.seal import sealed_to
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence

# What the receiver must know at once; "fine" and "unknown" are for whoever hands over to say.
TELLING = [c for c in Condition if c not in (Condition.FINE, Condition.UNKNOWN)]
STATE_SIGNS = {
    ItemState.TAKEN: ("soon", "package", "Diambil, belum disimpan"),
    ItemState.HELD: ("info", "lock", "Disimpan"),
    ItemState.RETURNED: ("ok", "circle-check", "Dikembalikan"),
    ItemState.POLICE: ("ok", "shield-check", "Diserahkan ke polisi"),
    ItemState.DESTROYED: ("calm", "trash", "Dimusnahkan"),
    ItemState.MISTAKE: ("calm", "ban", "Salah catat"),
}


@dataclass(frozen=True)
class ItemRow:
    """One line of the register: the thing, what was last done with it, and whose it is."""

    item: BelongingItem
    last: BelongingChange
    owner: str

    @property
    def sign(self) -> tuple[str, str, str]:
        return STATE_SIGNS[ItemState(self.last.state)]

    @property
    def is_open(self) -> bool:
        return self.last.state not in SETTLED

    @property
    def is_urgent(self) -> bool:
        return self.is_open and self.item.is_for_the_police

    @property
    def place(self) -> str:
        return self.last.where or self.last.to_whom


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be handed on, as the form lists them."""

    subject: Encounter | Case
    name: str
    who: str
    holder: Holder
    condition: str = ""
    is_child: bool = False
    items: list[BelongingItem] = field(default_factory=list)

    @property
    def ordinal(self) -> int | None:
        return self.subject.ordinal if isinstance(self.subject, Encounter) else None


@dataclass(frozen=True)
class RaidCustody:
    """All people of a raid with their holders."""

    candidates: list[Candidate]
    places: Places
    elsewhere: int  # whose custody goes on in a protected file

    def at(self, key: str) -> list[Candidate]:
        return [one for one in self.candidates if one.holder.key == key]

    def chosen(self, key: str) -> Holder:
        """The asked holder, or the one with most people who are still on the way."""
        holders = {one.holder.key: one.holder for one in self.candidates}
        if key in holders:
            return holders[key]
        groups = [g for g in self.places.groups if g.holder.key in holders]
        best = max(groups, key=lambda g: (g.unknown, g.number), default=None)
        return best.holder if best else NOBODY_YET

    @property
    def listed(self) -> list[tuple[Any, list[Candidate]]]:
        return [(group, self.at(group.holder.key)) for group in self.places.groups]


def raid_custody(raid: Raid, user: User) -> RaidCustody:
    """Whom the raid took along and who holds them. Four queries."""
    encounters = list(
        Encounter.objects.filter(raid=raid, outcome__in=HELD)
        .for_list()
        .select_related("case__section")
        .order_by("ordinal", "pk")
    )
    held = holders_in(raid)
    items = open_items(Q(encounter__raid=raid))
    shown, elsewhere = [], 0
    for encounter in encounters:
        holder = held.get(encounter.pk, NOBODY_YET)
        if holder.in_file or not permissions.hand_over_person.allows(user, encounter):
            elsewhere += 1
            continue
        shown.append(_candidate(encounter, holder, items))
    rows = [(e.pk, e.outcome, getattr(getattr(e, "case", None), "pk", None)) for e in encounters]
    return RaidCustody(shown, places_of(rows, held), elsewhere)


def _candidate(
    encounter: Encounter, holder: Holder, items: dict[int | None, list[BelongingItem]]
) -> Candidate:
    return Candidate(
        subject=encounter,
        name=masked_name(encounter),
        who=who_words(encounter),
        holder=holder,
        condition=labels(Condition, [c for c in TELLING if c in encounter.conditions]).capitalize(),
        is_child=encounter.is_child,
        items=items[encounter.pk],
    )


def case_candidate(case: Case) -> Candidate:
    """The person of a case file, as the same form lists them."""
    from intake.case_page import age_words

    found = BelongingItem.objects.of_case(case).open().order_by("pk")
    return Candidate(
        subject=case,
        name=case.person.name,
        who=f"{in_sentence(case.person.get_sex_display())}, {age_words(case.person, case)}",
        holder=holder_of_case(case),
        is_child=case.is_child,
        items=list(found),
    )


def open_items(of: Q) -> dict[int | None, list[BelongingItem]]:
    """The things that have not ended, by encounter."""
    found: dict[int | None, list[BelongingItem]] = defaultdict(list)
    for item in BelongingItem.objects.filter(of).open().order_by("pk"):
        found[item.encounter_id].append(item)
    return found


def with_changes(items: QuerySet[BelongingItem]) -> QuerySet[BelongingItem]:
    """Items with their whole story, the last step first, and with whose they are."""
    changes = (
        BelongingChange.objects.select_related("recorded_by", "signature", "handover")
        .defer("signature__content")
        .order_by("-step")
    )
    return items.select_related("encounter__case", "case__person").prefetch_related(
        Prefetch("changes", changes)
    )


def item_rows(items: Iterable[BelongingItem]) -> list[ItemRow]:
    """Lines of items from ``with_changes``: weapons first, then what is open, then what has ended."""
    rows = [ItemRow(item, item.changes.all()[0], owner_words(item)) for item in items]
    return sorted(rows, key=lambda row: (not row.is_urgent, not row.is_open, row.item.pk))


def kept_words(case: Case) -> str:
    """What of the person's things is still kept, as a sentence for whoever lets them go."""
    kept = list(BelongingItem.objects.of_case(case).open().order_by("pk"))
    if not kept:
        return ""
    words = "; ".join(item.words for item in kept)
    return f"Barang orang ini yang belum selesai ({len(kept)}): {words}."


def owner_words(item: BelongingItem) -> str:
    """Whose it is, as a list may say it."""
    encounter = item.encounter
    if encounter is None:
        assert item.case is not None
        return item.case.listed_name
    name = masked_name(encounter)
    return f"{encounter.ordinal} · {name}" if encounter.ordinal else name


@dataclass(frozen=True)
class Chain:
    """One person's way from hand to hand, and their things."""

    links: list[HandoverPerson]
    rows: list[ItemRow]
    holder: Holder

    @property
    def open_items(self) -> list[ItemRow]:
        return [row for row in self.rows if row.is_open]


def chain_of(subject: Encounter | Case, user: User) -> Chain:
    """The chain of a case file, or of an encounter as its raid's page may show it."""
    if isinstance(subject, Case):
        links = list(chain_of_case(subject))
        items = BelongingItem.objects.of_case(subject)
    else:
        found = list(chain_of_encounter(subject))
        opened = Case.objects.visible_to(user).exclude(sealed_to(user))
        files = opened.values_list("pk", flat=True)
        hidden = {link.handover.case_id for link in found if link.handover.case_id is not None}
        open_files = set(files.filter(pk__in=hidden)) if hidden else set()
        links = [link for link in found if link.handover.case_id in (None, *open_files)]
        items = BelongingItem.objects.visible_to(user).filter(encounter=subject)
    last = links[-1] if links else None
    rows = item_rows(with_changes(items.order_by("pk")))
    return Chain(list(reversed(links)), rows, holder_after(last))


@dataclass(frozen=True)
class RaidSummary:
    """What the page of a raid says of custody and belongings."""

    places: Places
    handovers: int
    items_open: int
    for_police: int

    @property
    def sentences(self) -> list[str]:
        words = list(self.places.sentences)
        if self.for_police:
            words.append(f"{self.for_police} senjata atau narkotika belum diserahkan ke polisi")
        return words


def raid_summary(raid: Raid) -> RaidSummary:
    """Where all are, and what is kept of theirs. Five queries at most."""
    people = list(
        Encounter.objects.filter(raid=raid, outcome__in=HELD)
        .order_by("ordinal", "pk")
        .values_list("pk", "outcome", "case")
    )
    kinds = list(
        BelongingItem.objects.filter(encounter__raid=raid).open().values_list("kind", flat=True)
    )
    return RaidSummary(
        places=places_of(people, holders_in(raid)),
        handovers=Handover.objects.filter(raid=raid).count(),
        items_open=len(kinds),
        for_police=sum(kind in FOR_THE_POLICE for kind in kinds),
    )


def custody_checks(raid: Raid, summary: RaidSummary) -> list[Check]:
    """What the closing of a raid warns of; none of it stops the closing."""
    if not summary.sentences:
        return []
    links = [("Catat serah terima", reverse("intake:raid_custody", args=[raid.number]))]
    if summary.for_police:
        links.append(
            ("Buka register barang", reverse("intake:raid_belongings", args=[raid.number]))
        )
    words = "; ".join(summary.sentences)
    return [Check(state="soon", what=f"{words[:1].upper()}{words[1:]}.", links=tuple(links))]


def people_of(handover: Handover, user: User) -> list[dict[str, Any]]:
    """The people of one handover with condition and things, as ``user`` may read them."""
    links = handover.people.select_related("encounter__case__section", "case__person").order_by(
        "encounter__ordinal", "pk"
    )
    things: dict[tuple[int | None, int | None], list[BelongingItem]] = defaultdict(list)
    changes = handover.items.select_related("item").order_by("item__pk")
    for change in changes:
        things[(change.item.encounter_id, change.item.case_id)].append(change.item)
    return [
        {
            "link": link,
            "name": _name(link, handover),
            "who": who_words(link.encounter) if link.encounter else "",
            "items": things[(link.encounter_id, link.case_id)],
            "refusal": (
                permissions.hand_over_person.refusal(user, link.encounter)
                if link.encounter and handover.raid_id
                else None
            ),
        }
        for link in links
    ]


def _name(link: HandoverPerson, handover: Handover) -> str:
    """In full in a case file, as a list shows it at a raid."""
    if handover.case is not None:
        return handover.case.person.name
    assert link.encounter is not None
    return masked_name(link.encounter)
