"""Judging the rows of a register: what hinders each, and who it may be."""

import time
from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models
from django.utils import timezone

from intake.imports import doubles, reading
from intake.imports.columns import Column
from intake.imports.sealed import opened, seal
from intake.models import Import, ImportRow, RowState, Verdict
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area, AreaLevel
from ppks_service.bulk import AT_ONCE, like, writing
from ppks_service.text import folded

# Lines with a mark among these: arrays, for Django works on each of ten thousand values of an IN.
ABOVE = """
    SELECT line, row_mark, number_mark, name_mark FROM intake_importrow
    WHERE source_id = %s AND line < %s AND id <> ALL (%s)
        AND (row_mark = ANY (%s) OR number_mark = ANY (%s) OR name_mark = ANY (%s))
    ORDER BY line
"""


READ = ("id", "line", "content")  # of the rows that are to be judged

# A row, its cells, what it says, and the marks of rows that may be the same person.
type Heard = list[tuple[ImportRow, list[str], reading.Judged, list[doubles.Mark]]]


def columns_of(source: Import) -> list[Column]:
    return [Column(c["index"], c["head"], tuple(c["samples"]), c["field"]) for c in source.columns]


def check_step(source: Import, *, by: User, at_most: int, memory: dict[str, Any]) -> int:
    """Judge the next rows; how many they were. ``memory`` lasts from step to step of one ``go_on``.

    While the database takes in what was found, the rows after them are read for the step after it.
    """
    if "areas" not in memory:
        memory["areas"] = _areas()
        memory["few"] = source.rows.count() <= doubles.SCORED_AT_MOST
    judge = reading.Judge(columns_of(source), source.answers, timezone.localdate(), memory["areas"])
    pending = source.rows.filter(verdict=Verdict.PENDING, state=RowState.WAITING).order_by("line")
    heard = _heard_ahead(pending[:at_most], judge, memory)
    if heard is None:
        heard = _heard(source, judge, pending.values(*READ)[:at_most])
    if not heard:
        return 0
    rows = [row for row, _, _, _ in heard]
    lines = _alike(source, rows, [likes for _, _, _, likes in heard])
    known = doubles.known_persons([read.values for _, _, read, _ in heard])
    if memory["few"]:
        known = [
            persons or doubles.resembling(read.values)
            for persons, (_, _, read, _) in zip(known, heard, strict=True)
        ]
    for (row, _, read, likes), persons in zip(heard, known, strict=True):
        row.problems = [problem.as_data() for problem in read.problems]
        row.candidates = [*persons, *lines.above(row.line, likes)]
        row.verdict = _verdict(read, row.candidates)
    after = list(pending.filter(line__gt=rows[-1].line).values(*READ)[:at_most])
    with writing() as writer:
        for part in batched(heard, AT_ONCE, strict=False):
            for row, cells, read, _ in part:
                row.content = seal(cells, read.values)
            columns = ["problems", "candidates", "content", "verdict", *doubles.WHY]
            writer.update([row for row, _, _, _ in part], columns)
        if time.monotonic() < memory["until"]:
            memory["ahead"] = judge, _heard(source, judge, after)
    return len(rows)


def _heard_ahead(
    first: models.QuerySet[ImportRow], judge: reading.Judge, memory: dict[str, Any]
) -> Heard | None:
    """The ``first`` rows as the step before heard them: unless another page was there, or a person said more."""
    heard_by, ahead = memory.pop("ahead", (None, []))
    if not ahead or heard_by != judge:
        return None
    lines = list(first.values_list("line", flat=True))
    return ahead if lines == [row.line for row, _, _, _ in ahead] else None


def _heard(source: Import, judge: reading.Judge, found: Iterable[dict[str, Any]]) -> Heard:
    """Rows that were read with ``READ``, with their marks, and what each says and may be like."""
    a_row, heard = ImportRow(source=source), []
    for columns in found:
        cells = opened(columns["content"])[0]
        read = judge.read(cells)
        marks, likes = doubles.marks(cells, read.values)
        heard.append((like(a_row, **columns, **marks), cells, read, likes))
    return heard


def _verdict(found: reading.Judged, candidates: Sequence[Any]) -> Verdict:
    if found.has_error:
        return Verdict.ERROR
    if candidates:
        return Verdict.DOUBLE
    return Verdict.WARNING if found.problems else Verdict.READY


def _alike(
    source: Import,
    rows: Sequence[ImportRow],
    alike: Iterable[Sequence[doubles.Mark]],
) -> doubles.ByMark:
    """The marks of ``rows``, and of the other lines above the last of them that are like one. One query."""
    wanted: dict[str, set[str]] = {column: set() for column in doubles.WHY}
    for marks in alike:
        for column, mark in marks:
            wanted[column].add(mark)
    lines = doubles.ByMark()
    with connection.cursor() as cursor:
        own = [row.pk for row in rows]
        cursor.execute(ABOVE, [source.pk, rows[-1].line, own, *map(list, wanted.values())])
        above = cursor.fetchall()
    here = [(row.line, row.row_mark, row.number_mark, row.name_mark) for row in rows]
    for line, *marks in sorted([*above, *here]):
        lines.add(line, zip(doubles.WHY, marks, strict=True))
    return lines


def _areas() -> dict[str, str]:
    """Regencies and cities by their folded name without "kabupaten" and "kota"."""
    rows = Area.objects.filter(level=AreaLevel.REGENCY).order_by("code")
    found: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        plain = folded(name)
        for prefix in ("kab ", "kabupaten ", "kota "):
            plain = plain.removeprefix(prefix)
        # Of two of one name (Kabupaten and Kota Bekasi) neither is meant for certain.
        found[plain] = "" if plain in found else code
    return {name: code for name, code in found.items() if code}
