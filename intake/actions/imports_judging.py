"""Judging the rows of a register: what hinders each, and who it may be."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from intake.imports import doubles, reading
from intake.imports.columns import Column
from intake.imports.sealed import opened, seal
from intake.models import Import, RowState, Verdict
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area, AreaLevel
from ppks_service.bulk import update_many
from ppks_service.text import folded


def columns_of(source: Import) -> list[Column]:
    return [Column(c["index"], c["head"], tuple(c["samples"]), c["field"]) for c in source.columns]


def check_step(source: Import, *, by: User, at_most: int, memory: dict[str, Any]) -> int:
    """Judge the next rows; how many they were. ``memory`` lasts from step to step of one ``go_on``."""
    rows = list(
        source.rows.filter(verdict=Verdict.PENDING, state=RowState.WAITING).order_by("line")[
            :at_most
        ]
    )
    if not rows:
        return 0
    if "areas" not in memory:
        memory["areas"] = _areas()
    judge = reading.Judge(columns_of(source), source.answers, timezone.localdate(), memory["areas"])
    cells_of = {row.pk: opened(row.content)[0] for row in rows}
    judged = {row.pk: judge.read(cells_of[row.pk]) for row in rows}
    if memory.get("line", -1) >= rows[0].line or "seen" not in memory:
        memory["seen"] = _seen_before(source, rows[0].line)
    seen, memory["line"] = memory["seen"], rows[-1].line
    known = doubles.known_persons([judged[row.pk].values for row in rows])
    if "few" not in memory:
        memory["few"] = source.rows.count() <= doubles.SCORED_AT_MOST
    for row, persons in zip(rows, known, strict=True):
        found, cells = judged[row.pk], cells_of[row.pk]
        if not persons and memory["few"]:
            persons = doubles.resembling(found.values)
        row.problems = [problem.as_data() for problem in found.problems]
        row.candidates = [*persons, *seen.candidates(row.line, cells, found.values)]
        row.content = seal(cells, found.values)
        row.verdict = _verdict(found, row.candidates)
    update_many(rows, ["problems", "candidates", "content", "verdict"])
    return len(rows)


def _verdict(found: reading.Judged, candidates: Sequence[Any]) -> Verdict:
    if found.has_error:
        return Verdict.ERROR
    if candidates:
        return Verdict.DOUBLE
    return Verdict.WARNING if found.problems else Verdict.READY


def _seen_before(source: Import, line: int) -> doubles.Seen:
    """The rows above ``line``, as far as they tell who is the same."""
    seen = doubles.Seen()
    above = source.rows.filter(line__lt=line).order_by("line").values_list("line", "content")
    for number, content in above.iterator(chunk_size=2_000):
        cells, said = opened(content)
        seen.candidates(number, cells, said)
    return seen


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
