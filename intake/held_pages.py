"""What the pages of the parking lot and of conflicts show, in a fixed number of queries."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.actions.field.items import moment
from intake.actions.field.values import LISTS, Missing, fill, spelled
from intake.models import Encounter, Raid, SyncItem, SyncKind, SyncState
from intake.models.field import BRINGS_PEOPLE, SyncItemQuerySet
from intake.raid_pages import doing_words, who_words

LONG = dt.timedelta(hours=24)


@dataclass(frozen=True)
class HeldRow:
    """One item that waits: of whom it is, why it waits, and what can be done."""

    item: SyncItem
    what: str
    who: str
    doing: str
    raid: Raid | None
    waits_for: str
    is_long: bool
    may_be_taken_in: bool


def rows_of(items: Iterable[SyncItem]) -> list[HeldRow]:
    items = list(items)
    raids = {r.client_uuid: r for r in Raid.objects.filter(client_uuid__in=[i.raid for i in items])}
    return [_row(item, raids) for item in items]


def held(items: SyncItemQuerySet) -> SyncItemQuerySet:
    """What is parked, the office's first, then the longest waiting."""
    return (
        items.filter(state=SyncState.PARKED)
        .select_related("sent_by")
        .order_by("-waits_for_office", "received_at", "pk")
    )


def conflicts(items: SyncItemQuerySet) -> SyncItemQuerySet:
    return (
        items.filter(state=SyncState.CONFLICT)
        .select_related("sent_by")
        .order_by("received_at", "pk")
    )


def numbers_of(items: Iterable[SyncItem]) -> dict[uuid.UUID, str]:
    """The numbers of the people that items are about: names stay on their own page."""
    people = Encounter.objects.filter(client_uuid__in=[i.subject for i in items])
    return dict(people.values_list("client_uuid", "number"))


def _row(item: SyncItem, raids: dict[uuid.UUID, Raid]) -> HeldRow:
    raid = raids.get(item.raid) if item.raid else None
    brings = item.kind in BRINGS_PEOPLE
    long_ago = timezone.now() - item.received_at >= LONG
    person = written(item) if brings else None
    number = (item.payload or {}).get("number")
    what = str(item.get_kind_display())
    if item.kind == SyncKind.ENCOUNTERS_BARE:
        guess = "± " if (item.payload or {}).get("is_approximate") is True else ""
        what = f"{guess}{number} orang tanpa nama"
    return HeldRow(
        item=item,
        what=what,
        who=who_words(person) if person else "",
        doing=doing_words(person) if person else "",
        raid=raid,
        waits_for=_reason(item, raid),
        is_long=long_ago,
        may_be_taken_in=brings and (item.waits_for_office or long_ago),
    )


def written(item: SyncItem) -> Encounter:
    """The person as a waiting item describes them; what cannot be read is left out."""
    said = {
        name: value
        for name, value in (item.payload or {}).items()
        if name not in ("stop", "met_with")
    }
    person = Encounter(met_at=item.made_at, **{name: [] for name in LISTS})
    for name, value in said.items():
        try:
            fill(person, spelled({name: value}))
        except (ValidationError, Missing):
            continue
    if moment(said.get("met_at")) is None:
        person.met_at = item.made_at
    return person


def _reason(item: SyncItem, raid: Raid | None) -> str:
    if item.waits_for_office:
        return "Razianya sudah ditutup sebelum kiriman ini sampai."
    if raid is None:
        return "Razianya belum sampai di server."
    if item.kind in BRINGS_PEOPLE:
        return "Titik atau orang yang disebut belum sampai di server."
    return "Orang atau titiknya belum sampai di server."


@dataclass(frozen=True)
class Side:
    """One clashing answer, as the page draws it."""

    name: str
    label: str
    mine: str
    theirs: str
    theirs_by: str
    theirs_at: dt.datetime | None
    chosen: str
    is_photo: bool


def sides_of(item: SyncItem) -> list[Side]:
    return [
        Side(
            name=name,
            label=clash["label"],
            mine=clash["mine_words"],
            theirs=clash["theirs_words"],
            theirs_by=clash["theirs_by"],
            theirs_at=moment(clash["theirs_at"]),
            chosen=clash.get("chosen", ""),
            is_photo=name == "photo",
        )
        for name, clash in item.clash.items()
    ]


def heading_of(sides: Iterable[Side], *, writer: str) -> str:
    """Whose writing stands against the ``writer``'s: the title of the page."""
    who = sorted({side.theirs_by for side in sides if side.theirs_by})
    return f"{' dan '.join(who) or 'Petugas lain'} mengubah catatan ini saat {writer} menulis"
