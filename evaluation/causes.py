"""Why a figure of a closed month is another now: which rows came, which went, and what was put right in them.

A month keeps the keys of the rows behind each of its counts when it is closed. What differs later is
explained by the history that the database keeps, in words without a name or number: the explanation
is printed.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from evaluation.months import Month
from evaluation.reports import UnknownFigure, rows_for
from evaluation.reports.figures import Value, is_count
from evaluation.rows import SHAPES, readied
from ppks_service.indonesian import long_date
from ppks_service.journal.history import Revision, revisions

SHOWN = 4  # reasons that one line tells


@dataclass(frozen=True)
class Asked:
    """One figure that changed, with the rows it had when it was last stated (None: not kept)."""

    key: str
    before: Value
    after: Value
    rows: list[int] | None


@dataclass(frozen=True)
class Cause:
    words: str
    rows: list[int]


@dataclass
class _Change:
    """The rows that came to one figure and that went from it."""

    model: type[Model] | None = None
    rows: list[int] = field(default_factory=list)
    came: set[int] = field(default_factory=set)
    went: set[int] = field(default_factory=set)


def rows_behind(month: Month, values: Mapping[str, Value]) -> dict[str, list[int]]:
    """The keys of the rows behind every count of ``values`` that is not 0. One query for each."""
    return {key: _keys(month, key) for key, value in values.items() if value and is_count(key)}


def causes(month: Month, asked: Iterable[Asked], since: dt.datetime) -> dict[str, Cause]:
    """Why each figure asked after is another now than at ``since``. A query for each, and those of history."""
    questions = list(asked)
    changes = {question.key: _change(month, question) for question in questions}
    touched: dict[type[Model], set[int]] = defaultdict(set)
    for change in changes.values():
        if change.model is not None:
            touched[change.model] |= change.came | change.went
    reasons = {model: _reasons(model, keys, since) for model, keys in touched.items()}
    return {
        question.key: Cause(
            _told(changes[question.key], reasons)
            or f"dihitung ulang sesudah {long_date(timezone.localdate(since))}",
            changes[question.key].rows,
        )
        for question in questions
    }


def _keys(month: Month, key: str) -> list[int]:
    try:
        return sorted(_plain(rows_for(month, key)).values_list("pk", flat=True))
    except UnknownFigure:
        return []


def _plain(rows: QuerySet) -> QuerySet:
    return rows if rows.query.distinct_fields else rows.order_by()


def _change(month: Month, question: Asked) -> _Change:
    if question.rows is None or not is_count(question.key):
        return _Change()
    try:
        model = rows_for(month, question.key).model
    except UnknownFigure:
        return _Change()
    now = _keys(month, question.key)
    then, here = set(question.rows), set(now)
    return _Change(model, now, here - then, then - here)


def _reasons(
    model: type[Model], keys: set[int], since: dt.datetime
) -> dict[int, tuple[str, dt.date]]:
    """Of each row what happened to it after ``since``, in words, and on which day."""
    shape = SHAPES[model]
    rows: dict[int, Any] = {
        row.pk: row for row in readied(model._default_manager.filter(pk__in=keys))
    }
    cases = {pk: case for pk, row in rows.items() if (case := shape.case(row)) is not None}
    persons = {pk: person for pk, row in rows.items() if (person := shape.person(row)) is not None}
    own = revisions(model, rows, since)
    of_case = revisions(_model(cases), {case.pk for case in cases.values()}, since)
    of_person = revisions(_model(persons), {person.pk for person in persons.values()}, since)
    reasons = {}
    for pk in keys:
        if pk not in rows:
            reasons[pk] = ("dihapus", dt.date.min)
            continue
        found = [*own.get(pk, ())]
        found += of_case.get(cases[pk].pk, ()) if pk in cases else ()
        found += of_person.get(persons[pk].pk, ()) if pk in persons else ()
        reasons[pk] = _reason(rows[pk], found, since)
    return reasons


def _model(rows: Mapping[int, Any]) -> type[Model] | None:
    return type(next(iter(rows.values()))) if rows else None


def _reason(row: Any, found: list[Revision], since: dt.datetime) -> tuple[str, dt.date]:
    if (cancelled := getattr(row, "cancelled_at", None)) and cancelled > since:
        return ("dibatalkan", timezone.localdate(cancelled))
    first = next((revision.at for revision in found if revision.is_first), None)
    recorded = first or _recorded_at(row)
    if recorded is not None and recorded > since:
        return ("baru dicatat", timezone.localdate(recorded))
    columns = sorted({label for revision in found for label in revision.labels})
    if not columns:
        return ("dihitung ulang", timezone.localdate(since))
    said = ", ".join(columns[:SHOWN]) + (" dan lain-lain" if len(columns) > SHOWN else "")
    return (f"diperbaiki {said}", timezone.localdate(max(revision.at for revision in found)))


def _recorded_at(row: Any) -> dt.datetime | None:
    """When a row without a history was written, where it says so."""
    named = [f.attname for f in row._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    return getattr(row, named[0]) if named else None


def _told(change: _Change, reasons: Mapping[type[Model], dict[int, tuple[str, dt.date]]]) -> str:
    """ "2 kasus bertambah, baru dicatat (5 November 2026); 1 kasus berkurang, diperbaiki jenis PPKS (…)"."""
    if change.model is None:
        return ""
    label = SHAPES[change.model].label
    parts = []
    for rows, way in ((change.came, "bertambah"), (change.went, "berkurang")):
        days: dict[str, set[dt.date]] = defaultdict(set)
        counted: Counter[str] = Counter()
        for pk in rows:
            words, day = reasons[change.model][pk]
            counted[words] += 1
            days[words].add(day)
        for words, n in counted.most_common(SHOWN):
            parts.append(f"{n} {label} {way}, {words}{_span(days[words])}")
    return "; ".join(parts)


def _span(days: set[dt.date]) -> str:
    first, last = min(days), max(days)
    if first == dt.date.min:
        return ""
    if first == last:
        return f" ({long_date(first)})"
    return f" ({long_date(first)} sampai {long_date(last)})"
