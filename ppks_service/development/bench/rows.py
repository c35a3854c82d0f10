"""The lines of the result, and the table that shows them."""

from dataclasses import dataclass
from typing import Any

from ppks_service.development.bench.client import Timing


@dataclass
class Row:
    """One line of the result: seconds, the queries of one request, and what it is compared with."""

    label: str
    timing: Timing
    queries: int | None = None
    sql_seconds: float | None = None
    plain: Timing | None = None
    tuned: Timing | None = None
    by_hand: Timing | None = None
    note: str = ""


def table(rows: list[Row]) -> list[str]:
    """The result as lines of Markdown; ratios are of medians, in the same run."""

    def ms(seconds: float | None) -> str:
        return "–" if seconds is None or seconds != seconds else f"{seconds * 1000:.1f}"

    def times(other: Timing | None, own: Timing) -> str:
        return "–" if other is None or not other.seconds else f"{other.p50 / own.p50:.1f} ×"

    lines = [
        "| page or act | p50 ms | p95 ms | queries | bare SQL ms | page ÷ SQL | plain admin "
        "| tuned admin | by hand | note |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        ratio = "–"
        if row.sql_seconds:
            ratio = f"{row.timing.p50 / row.sql_seconds:.1f}"
        faults = (
            f"{len(row.timing.faults)} faults: {row.timing.faults[0]}" if row.timing.faults else ""
        )
        cells: list[Any] = [
            row.label,
            ms(row.timing.p50),
            ms(row.timing.p95),
            "–" if row.queries is None else row.queries,
            ms(row.sql_seconds),
            ratio,
            times(row.plain, row.timing),
            times(row.tuned, row.timing),
            times(row.by_hand, row.timing),
            "; ".join(part for part in (row.note, faults) if part),
        ]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return lines
