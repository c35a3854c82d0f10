"""Judging the rows of a register: what hinders each, and who it may be."""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection
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


def columns_of(source: Import) -> list[Column]:
    return [Column(c["index"], c["head"], tuple(c["samples"]), c["field"]) for c in source.columns]


def check_step(source: Import, *, by: User, at_most: int, memory: dict[str, Any]) -> int:
    """Judge the next rows; how many they were. ``memory`` lasts from step to step of one ``go_on``."""
    pending = source.rows.filter(verdict=Verdict.PENDING, state=RowState.WAITING)
    found = pending.values("id", "line", "content").order_by("line")[:at_most]
    a_row = ImportRow(source=source)
    rows = [like(a_row, **read) for read in found]
    if not rows:
        return 0
    if "areas" not in memory:
        memory["areas"] = _areas()
        memory["few"] = source.rows.count() <= doubles.SCORED_AT_MOST
    judge = reading.Judge(columns_of(source), source.answers, timezone.localdate(), memory["areas"])
    cells_of = [opened(row.content)[0] for row in rows]
    judged = [judge.read(cells) for cells in cells_of]
    alike = []
    for row, cells, read in zip(rows, cells_of, judged, strict=True):
        own, likes = doubles.marks(cells, read.values)
        for column, mark in own.items():
            setattr(row, column, mark)
        alike.append(likes)
    lines = _alike(source, rows, alike)
    known = doubles.known_persons([read.values for read in judged])
    if memory["few"]:
        known = [
            persons or doubles.resembling(read.values)
            for persons, read in zip(known, judged, strict=True)
        ]
    for row, read, likes, persons in zip(rows, judged, alike, known, strict=True):
        row.problems = [problem.as_data() for problem in read.problems]
        row.candidates = [*persons, *lines.above(row.line, likes)]
        row.verdict = _verdict(read, row.candidates)
    with writing() as writer:
        for part in batched(zip(rows, cells_of, judged, strict=True), AT_ONCE, strict=False):
            for row, cells, read in part:
                row.content = seal(cells, read.values)
            columns = ["problems", "candidates", "content", "verdict", *doubles.WHY]
            writer.update([row for row, _, _ in part], columns)
    return len(rows)


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
