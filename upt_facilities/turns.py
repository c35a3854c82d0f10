"""Whose turn it is: the lists of those who wait, and who is called because a place is free."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.journal.models import Entry
from upt_facilities.models import Occupancy, OccupancyKind, WaitingEntry, Ward
from upt_facilities.rooms import rooms_of

LABEL = "upt_facilities.waitingentry"


@dataclass(frozen=True)
class Turn:
    """One person's turn: the how-manieth of how many, and whether a place is free for them now."""

    entry: WaitingEntry
    number: int
    of: int
    is_called: bool
    days: int

    @property
    def in_words(self) -> str:
        """``urutan 2 dari 5, 12 hari``"""
        return f"urutan {self.number} dari {self.of}, {self.days} hari"


def turns_in(ward_pks: Iterable[int]) -> list[Turn]:
    """The turns of everybody who waits in these wards, in order. Three queries.

    As many are called as places are free; whom a place is held for already is past being called.
    """
    keys = set(ward_pks)
    waiting = list(WaitingEntry.objects.open().in_order().for_list().filter(ward__in=keys))
    if not waiting:
        return []
    rooms = rooms_of({entry.ward.facility for entry in waiting})
    held = set(
        Occupancy.objects.now()
        .filter(kind=OccupancyKind.HELD, place__ward__in=keys)
        .values_list("place__ward", "case")
    )
    now = timezone.now()
    turns: list[Turn] = []
    for ward, group in groupby(waiting, key=lambda entry: entry.ward):
        free, entries = rooms.of_ward(ward).free, list(group)
        for number, entry in enumerate(entries, start=1):
            has_hold = (ward.pk, entry.case_id) in held
            turns.append(
                Turn(
                    entry,
                    number,
                    len(entries),
                    free > 0 and not has_hold,
                    _days(entry.added_at, now),
                )
            )
            free -= not has_hold
    return turns


def turns_of(case: Case) -> list[Turn]:
    """The turns of one person, wherever they wait."""
    mine = WaitingEntry.objects.open().filter(case=case)
    turns = turns_in(mine.values_list("ward", flat=True))
    return [turn for turn in turns if turn.entry.case_id == case.pk]


def waiting_by_ward(facility_pks: Iterable[int]) -> dict[int, int]:
    """How many wait in each ward of these facilities."""
    counted = (
        WaitingEntry.objects.open()
        .filter(ward__facility__in=list(facility_pks))
        .values("ward")
        .annotate(amount=Count("pk"))
        .order_by()
    )
    return {row["ward"]: row["amount"] for row in counted}


@dataclass(frozen=True)
class Line:
    """One line of the log of a list."""

    entry: Entry
    words: str
    case_number: str


# What is said of a file that the reader may not open: that, and not why. A moved turn says why to all.
BARE = {
    "waiting.add": "Seseorang masuk daftar tunggu.",
    "waiting.end": "Seseorang tidak lagi menunggu.",
}


def log_of(ward: Ward, user: User) -> list[Line]:
    """Who came, was moved and went, newest first: what the journal says of this list. Two queries."""
    mine = Case.objects.visible_to(user)
    turns = ward.waiting.annotate(is_open=Q(case__in=mine)).values_list(
        "pk", "is_open", "case__number"
    )
    found = {pk: (is_open, number) for pk, is_open, number in turns}
    entries = (
        Entry.objects.filter(subject_label=LABEL, subject_pk__in=[str(pk) for pk in found])
        .select_related("actor")
        .order_by("-at", "-pk")[:50]
    )
    lines = []
    for entry in entries:
        is_open, number = found[int(entry.subject_pk)]
        words = entry.note if is_open else BARE.get(entry.action, entry.note)
        lines.append(Line(entry, words, number))
    return lines


def _days(since: dt.datetime, now: dt.datetime) -> int:
    return (now - since).days
