"""Until when a word or a paper holds, and how every page says that it holds no more."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from ppks_service import indonesian


def is_over(last_day: dt.date | None, *, on: dt.date | None = None) -> bool:
    """Whether what holds up to and with ``last_day`` holds no more; without an end it always does."""
    return last_day is not None and last_day < (on or timezone.localdate())


def ran_out(what: str, last_day: dt.date) -> str:
    """``surat dokter habis berlaku 3 Maret 2026``"""
    return f"{what} habis berlaku {indonesian.long_date(last_day)}"


def last_days(papers: Iterable[tuple[str, dt.date | None]]) -> dict[str, dt.date | None]:
    """The last day on which some paper of a kind holds, by kind; None where one of them has no end.

    An older paper that still holds is enough: a paper is shown, and unlike a word not taken back by the
    next.
    """
    found: dict[str, dt.date | None] = {}
    for kind, last_day in papers:
        known = found.get(kind, last_day)
        found[kind] = None if known is None or last_day is None else max(known, last_day)
    return found


def named(papers: Iterable[tuple[str, dt.date | None]], *, on: dt.date | None = None) -> list[str]:
    """Papers by their names, each once; one that holds no more on that day says so."""
    return [
        ran_out(name, last_day) if last_day is not None and is_over(last_day, on=on) else name
        for name, last_day in last_days(papers).items()
    ]
