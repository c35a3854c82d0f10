"""What changed in a row, from the history that triggers keep of it.

A higher app registers its tracked models in its ``AppConfig.ready``; the journal lies below and does not
know them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ppks_service import indonesian

NOTHING = "–"
LONG = 60  # letters of a text that a line of changes shows


@dataclass(frozen=True)
class Tracked:
    """One table whose history belongs to a file: its events, and what a reader calls its columns."""

    events: type[models.Model]
    of_case: str  # the events' column that has the case's key, or "" where the persons' decide
    of_persons: tuple[str, ...]
    labels: dict[str, str]


@dataclass(frozen=True)
class Change:
    """What one statement changed in one row: "asal terbukti: – → Medan", column by column."""

    at: dt.datetime
    actor_pk: int | None
    subject_label: str
    subject_pk: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Revision:
    """What was done to one row at one moment: written for the first time, or these columns changed."""

    at: dt.datetime
    is_first: bool
    labels: tuple[str, ...] = ()


_tracked: list[Tracked] = []


def register_history(
    model: type[models.Model],
    *,
    of_case: str = "",
    of_person: str | tuple[str, ...] = (),
    labels: dict[str, str] | None = None,
    leave_out: Iterable[str] = (),
) -> None:
    """Show the changes of a tracked model on the timeline of a case or person.

    ``of_case`` (or ``of_person``) names the events' column that has the case's key: ``pgh_obj_id``
    for the table of cases itself, ``case_id`` for others. What is about two persons names both.
    ``labels`` are the columns to show; without it, all that have an Indonesian name in the model.
    """
    events = model.pgh_event_model  # type: ignore[attr-defined]
    if any(tracked.events is events for tracked in _tracked):
        return
    hidden = set(leave_out)
    named = labels or _named_columns(model)
    shown = {name: label for name, label in named.items() if name not in hidden}
    of_persons = (of_person,) if isinstance(of_person, str) else of_person
    _tracked.append(Tracked(events, of_case, of_persons, shown))


def changes_of(case_pk: int, persons: Collection[int]) -> list[Change]:
    """All registered changes of the file of one case and its person's records, in no order."""
    changes: list[Change] = []
    for tracked in _tracked:
        where = models.Q(**{tracked.of_case: case_pk}) if tracked.of_case else models.Q(pk__in=[])
        for column in tracked.of_persons:
            where |= models.Q(**{f"{column}__in": persons})
        rows = tracked.events._default_manager.filter(where)
        ordered = list(rows.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id"))
        changes += _changes(tracked, ordered)
    return changes


def revisions(
    model: type[models.Model] | None, keys: Iterable[int], since: dt.datetime
) -> dict[int, list[Revision]]:
    """What happened after ``since`` to rows of a registered model, by key. At most one query."""
    tracked = next((t for t in _tracked if t.events.pgh_tracked_model is model), None)  # type: ignore[attr-defined]
    wanted = list(keys)
    if tracked is None or not wanted:
        return {}
    rows: models.QuerySet[Any] = tracked.events._default_manager.filter(pgh_obj_id__in=wanted)
    found: dict[int, list[Revision]] = defaultdict(list)
    before: Any = None
    for event in rows.order_by("pgh_obj_id", "pgh_id"):
        is_first = before is None or before.pgh_obj_id != event.pgh_obj_id
        labels = () if is_first else _changed_labels(tracked, before, event)
        if event.pgh_created_at > since and (is_first or labels):
            found[event.pgh_obj_id].append(Revision(event.pgh_created_at, is_first, labels))
        before = event
    return found


def _changed_labels(tracked: Tracked, before: Any, after: Any) -> tuple[str, ...]:
    columns = [tracked.events._meta.get_field(name) for name in tracked.labels]
    return tuple(
        tracked.labels[column.name]
        for column in columns
        if getattr(before, column.attname) != getattr(after, column.attname)  # type: ignore[union-attr]
    )


def _named_columns(model: type[models.Model]) -> dict[str, str]:
    """The columns with a name of their own: Django makes the others' from the identifier."""
    return {
        field.name: str(field.verbose_name)
        for field in model._meta.concrete_fields
        if str(field.verbose_name) != field.name.replace("_", " ")
    }


def _changes(tracked: Tracked, rows: Sequence[Any]) -> Iterator[Change]:
    pairs = [(old, new) for old, new in pairwise(rows) if old.pgh_obj_id == new.pgh_obj_id]
    columns: list[Any] = [tracked.events._meta.get_field(name) for name in tracked.labels]
    names = _names_of(pairs, columns)
    label = tracked.events.pgh_tracked_model._meta.label_lower  # type: ignore[attr-defined]
    for old, new in pairs:
        words = tuple(
            f"{tracked.labels[column.name]}: {_say(column, before, names)} → {_say(column, after, names)}"
            for column in columns
            if (before := getattr(old, column.attname)) != (after := getattr(new, column.attname))
        )
        if words:
            context = new.pgh_context.metadata if new.pgh_context else {}
            yield Change(new.pgh_created_at, context.get("user"), label, str(new.pgh_obj_id), words)


def _names_of(pairs: Iterable[tuple[Any, Any]], columns: Iterable[Any]) -> dict[Any, str]:
    """What the rows that changed columns point to are called: one query for each such column."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for column in columns:
        if column.is_relation:
            for old, new in pairs:
                before, after = getattr(old, column.attname), getattr(new, column.attname)
                if before != after:
                    keys[column] |= {before, after} - {None}
    names: dict[Any, str] = {}
    for column, pks in keys.items():
        found = column.related_model._default_manager.in_bulk(pks)
        names |= {(column.name, pk): str(row) for pk, row in found.items()}
    return names


def _say(column: Any, value: Any, names: dict[Any, str]) -> str:
    """A value as a reader would write it."""
    if value in (None, "", []):
        return NOTHING
    if column.is_relation:
        return names.get((column.name, value), NOTHING)
    if isinstance(column, ArrayField):
        labels = dict(column.base_field.flatchoices)
        return ", ".join(str(labels.get(item, item)) for item in value)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.datetime):
        return indonesian.short_moment(value)
    if isinstance(value, dt.date):
        return indonesian.long_date(value)
    text = str(value)
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()} …"
