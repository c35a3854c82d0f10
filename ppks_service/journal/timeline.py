"""What happened in a file: the journal's acts and the fields they changed, as one line of time."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from ppks_service.accounts.models import User
from ppks_service.journal.history import Change, changes_of
from ppks_service.journal.models import Entry

# An act and the rows it wrote carry times apart by no more than the transaction took.
SAME_ACT = dt.timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """One line, as ``components/timeline.html`` draws it."""

    at: dt.datetime
    who: str
    what: str
    detail: str = ""
    url: str = ""
    is_main: bool = False
    is_read: bool = False
    action: str = ""


def entries_of_file(case_pk: int, persons: Collection[int]) -> QuerySet[Entry]:
    """The journal of a case and of its person, without the person's other cases; newest first.

    ``persons`` are all records of that one human being.
    """
    mine = Q(case_pk=case_pk) | Q(person_pk__in=persons, case_pk=None)
    return Entry.objects.filter(mine).select_related("actor").order_by("-at", "-pk")


def case_timeline(
    case_pk: int, persons: Collection[int], *, main: Collection[str] = ()
) -> list[TimelineLine]:
    """Acts and changes of one file, newest first. ``main`` are the actions that move the stage.

    A change stands under the act that made it: the nearest one of the same person on the same row.
    One without such an act (a correction by hand in the database) has a line of its own.
    """
    entries = list(entries_of_file(case_pk, persons))
    lines = {entry.pk: _line(entry, main) for entry in entries}
    loose = []
    for change in changes_of(case_pk, persons):
        act = _act_of(change, entries)
        if act is None:
            loose.append(change)
            continue
        detail = "; ".join([*filter(None, [lines[act.pk].detail]), *change.words])
        lines[act.pk] = replace(lines[act.pk], detail=detail)
    merged = [*lines.values(), *_lines_of(loose)]
    return sorted(merged, key=lambda line: line.at, reverse=True)


def _line(entry: Entry, main: Collection[str]) -> TimelineLine:
    return TimelineLine(
        at=entry.at,
        who=str(entry.actor) if entry.actor else "sistem",
        what=entry.note or entry.action,
        is_main=entry.action in main,
        is_read=entry.is_read,
        action=entry.action,
    )


def _act_of(change: Change, entries: Iterable[Entry]) -> Entry | None:
    near = [
        entry
        for entry in entries
        if not (entry.is_read or entry.is_opening)
        and abs(entry.at - change.at) <= SAME_ACT
        and change.actor_pk in (None, entry.actor_id)
    ]
    # The act on the very row is sought first; an act on another may have changed this one too.
    near.sort(
        key=lambda entry: (
            (entry.subject_label, entry.subject_pk) != (change.subject_label, change.subject_pk),
            abs(entry.at - change.at),
        )
    )
    return near[0] if near else None


def _lines_of(changes: list[Change]) -> list[TimelineLine]:
    actors = User.objects.in_bulk({c.actor_pk for c in changes if c.actor_pk is not None})
    return [
        TimelineLine(
            at=change.at,
            who=str(actors[change.actor_pk]) if change.actor_pk in actors else "sistem",
            what="Data diubah.",
            detail="; ".join(change.words),
        )
        for change in changes
    ]
