"""Papers of custody: the berita acara of one handover, and what the minutes of a raid say of it.

At a raid people stand in the paper as its lists show them (a child and a protected person by their
initials, each with their number); from a case file, which only its own readers open, by name.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from intake.custody import HELD, NOBODY_YET, holders_in
from intake.custody_pages import item_rows, with_changes
from intake.minutes import spelled
from intake.models import (
    AgeBand,
    BelongingItem,
    Encounter,
    Handover,
    HandoverPerson,
    HolderKind,
    ItemKind,
    ItemState,
    Outcome,
    Raid,
    Sex,
)
from intake.raid_pages import masked_name
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.models import (
    DocumentStatus,
    IssuedDocument,
    LetterKind,
    Signature,
    SignatureWay,
)
from ppks_service.documents.signing import data_address
from ppks_service.indonesian import DAYS, MONTHS, in_sentence

LABEL = "intake.handover"
SEXES = {Sex.MALE: "L", Sex.FEMALE: "P"}


@dataclass(frozen=True)
class PersonLine:
    """One line of the table of people."""

    name: str
    code: str
    sex: str
    age: str
    condition: str
    things: tuple[str, ...]


@dataclass(frozen=True)
class PartySigned:
    """How one party signed, as the paper shows it."""

    name: str
    position: str
    way: str
    words: str
    picture: str = ""  # a data address of what was drawn
    photo: str = ""  # a data address of the signed paper, for the annex


def paper_of(handover: Handover) -> IssuedDocument | None:
    """The berita acara of ``handover`` that still counts."""
    return (
        IssuedDocument.objects.defer("html")
        .filter(
            kind=LetterKind.HANDOVER,
            subject_label=LABEL,
            subject_pk=handover.pk,
            status=DocumentStatus.VALID,
        )
        .first()
    )


def visible_handovers(user: User) -> Q | None:
    """The papers of handovers of the raids that ``user`` sees; those of files come with the file."""
    if not user.has(Capability.READ_RAIDS):
        return None
    raids = Raid.objects.visible_to(user)
    handover = Handover.objects.filter(raid__in=raids, pk=OuterRef("subject_pk"))
    return Q(Exists(handover), kind=LetterKind.HANDOVER, subject_label=LABEL)


def paper_context(handover: Handover) -> dict[str, Any]:
    """What ``documents/custody_handover.html`` prints. Reads both signatures with their content."""
    giver = party_signed(handover.giver_signature)
    receiver = party_signed(handover.receiver_signature)
    lines = people_lines(handover)
    return {
        "handover": handover,
        "day_in_words": day_in_words(timezone.localdate(handover.at)),
        "lines": lines,
        "people_words": spelled(len(lines)),
        "giver": giver,
        "receiver": receiver,
        "photos": [party for party in (giver, receiver) if party.photo],
        "weapons": [thing.words for thing in _things(handover) if thing.is_for_the_police],
    }


def party_signed(signature: Signature) -> PartySigned:
    drawn, on_paper = (signature.way == way for way in (SignatureWay.DRAWN, SignatureWay.PAPER))
    words = {
        SignatureWay.DRAWN: "",
        SignatureWay.PAPER: "ditandatangani di kertas; fotonya pada lampiran",
    }.get(
        SignatureWay(signature.way),
        f"{in_sentence(signature.get_way_display())}: {signature.reason}",
    )
    return PartySigned(
        name=signature.name,
        position=signature.position,
        way=signature.way,
        words=words,
        picture=data_address(signature) if drawn else "",
        photo=data_address(signature) if on_paper else "",
    )


def people_lines(handover: Handover) -> list[PersonLine]:
    """The people of a handover in the order of their numbers, with what went along."""
    links = handover.people.select_related("encounter__case", "case__person").order_by(
        "encounter__ordinal", "pk"
    )
    things: dict[tuple[int | None, int | None], list[str]] = {}
    for item in _things(handover):
        things.setdefault((item.encounter_id, item.case_id), []).append(item.words)
    return [
        _line(link, handover, things.get((link.encounter_id, link.case_id), [])) for link in links
    ]


def _things(handover: Handover) -> list[BelongingItem]:
    return [c.item for c in handover.items.select_related("item").order_by("item__pk")]


def _line(link: HandoverPerson, handover: Handover, things: list[str]) -> PersonLine:
    if link.belongings:
        things = [*things, link.belongings]
    rest = (link.condition, tuple(things))
    if handover.case is not None:
        person = handover.case.person
        age = person.age_on(timezone.localdate(handover.at))
        rough = "" if person.birth_precision in ("day", "month") else "±"
        return PersonLine(
            person.name,
            person.register_number,
            SEXES.get(Sex(person.sex), "–"),
            "–" if age is None else f"{rough}{age}",
            *rest,
        )
    encounter = link.encounter
    assert encounter is not None
    return PersonLine(
        masked_name(encounter),
        encounter.number,
        SEXES.get(Sex(encounter.sex), "–"),
        _age(encounter),
        *rest,
    )


def _age(encounter: Encounter) -> str:
    if encounter.age_years is not None:
        return f"±{encounter.age_years}"
    if encounter.age_band == AgeBand.UNKNOWN:
        return "–"
    return str(encounter.get_age_band_display()).split()[0]


def day_in_words(day: dt.date) -> str:
    """``Kamis tanggal dua puluh empat bulan September tahun dua ribu dua puluh enam (24-9-2026)``"""
    return (
        f"{DAYS[day.weekday()]} tanggal {spelled(day.day)} bulan {MONTHS[day.month - 1]}"
        f" tahun {spelled(day.year)} ({day:%d-%m-%Y})"
    )


# --- In the minutes of a raid ----------------------------------------------------------------


@dataclass(frozen=True)
class PlaceLine:
    """How many people were last handed to one kind of holder. Names nobody, and no house."""

    label: str
    people: int
    children: int


@dataclass(frozen=True)
class ThingLine:
    """How many things of one kind were taken, and what became of them."""

    label: str
    taken: int
    kept: int
    returned: int
    police: int
    other: int


@dataclass(frozen=True)
class CustodySums:
    """What the minutes of a raid say of handovers and belongings."""

    handovers: int
    places: tuple[PlaceLine, ...]
    people: int
    children: int
    things: tuple[ThingLine, ...]


def custody_sums(raid: Raid) -> CustodySums:
    """Sums of a raid's chain and of its register, as they stand now."""
    held = holders_in(raid)
    numbers: Counter[str] = Counter()
    children: Counter[str] = Counter()
    for encounter in Encounter.objects.filter(raid=raid, outcome__in=HELD).order_by("pk"):
        holder = held.get(encounter.pk, NOBODY_YET)
        key = holder.kind
        if holder.link == 0 and encounter.outcome in (Outcome.HANDED_OVER, Outcome.NOT_PPKS):
            continue  # triage says what became of them
        numbers[key] += 1
        children[key] += encounter.is_child
    places = tuple(
        PlaceLine(_place_label(kind), numbers[kind], children[kind])
        for kind in HolderKind
        if numbers[kind]
    )
    return CustodySums(
        handovers=raid.handovers.count(),
        places=places,
        people=sum(place.people for place in places),
        children=sum(place.children for place in places),
        things=_thing_lines(raid),
    )


def _place_label(kind: HolderKind) -> str:
    return "Belum ada serah terima" if kind == HolderKind.STREET else str(kind.label)


def _thing_lines(raid: Raid) -> tuple[ThingLine, ...]:
    items = BelongingItem.objects.filter(encounter__raid=raid).order_by("pk")
    states: Counter[tuple[str, str]] = Counter(
        (row.item.kind, row.last.state) for row in item_rows(with_changes(items))
    )
    lines = []
    for kind in ItemKind:
        n = {state: states[(kind, state)] for state in ItemState}
        real = sum(n.values()) - n[ItemState.MISTAKE]
        if real:
            kept = n[ItemState.TAKEN] + n[ItemState.HELD]
            returned, police = n[ItemState.RETURNED], n[ItemState.POLICE]
            label = str(kind.label)
            lines.append(ThingLine(label, real, kept, returned, police, n[ItemState.DESTROYED]))
    return tuple(lines)
