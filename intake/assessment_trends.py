"""How the scores of one person changed from one finished assessment to the next, as a small drawing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from intake import instruments
from intake.models import Assessment, AssessmentStatus

WIDTH, HEIGHT, EDGE = 220, 48, 6


@dataclass(frozen=True)
class Point:
    at: dt.datetime
    points: int
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Trend:
    """One score over time; ``of`` is the most that it can be."""

    label: str
    of: int
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The corners of the line, as SVG wants them."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)

    @property
    def change(self) -> int:
        return self.points[-1].points - self.points[0].points


def trends(assessments: Iterable[Assessment]) -> list[Trend]:
    """The scores that were taken at least twice, oldest first. ``assessments`` with their instruments."""
    taken: dict[tuple[str, str], list[tuple[Assessment, instruments.Result]]] = {}
    finished = [row for row in assessments if row.status != AssessmentStatus.DRAFT]
    for row in sorted(finished, key=lambda row: (row.finished_at, row.pk)):
        for result in instruments.parse(row.instrument.definition).results(row.answers):
            if result.is_complete:
                key = (row.instrument.code, result.section.key)
                taken.setdefault(key, []).append((row, result))
    return [_trend(rows) for rows in taken.values() if len(rows) > 1]


def _trend(rows: list[tuple[Assessment, instruments.Result]]) -> Trend:
    last = rows[-1][1]
    assert last.section.score is not None
    step = (WIDTH - 2 * EDGE) / (len(rows) - 1)
    points = tuple(
        Point(
            row.finished_at or row.started_at,
            result.points,
            round(EDGE + n * step, 1),
            round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * result.points / max(result.of, 1), 1),
        )
        for n, (row, result) in enumerate(rows)
    )
    return Trend(last.section.score.label, last.of, points)
