"""Pages by key: the next page begins behind the last row, so the hundredth costs what the first did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class KeyPage[M: models.Model]:
    """The rows of one page, and the query strings of the pages beside it (empty where none is)."""

    rows: list[M]
    previous_query: str
    next_query: str


def page_by_key[M: models.Model](
    found: models.QuerySet[M, Any], asked: Mapping[str, str], *, by: str, size: int
) -> KeyPage[M]:
    """A page of ``found``, latest ``by`` first, then by key; ``asked`` is the address's query.

    ``sesudah`` and ``sebelum`` hold the key of the row to go on from. A key that is not among
    ``found`` begins at the start.
    """
    kept = {k: v for k, v in asked.items() if v and k not in ("sesudah", "sebelum")}
    before = _pk(asked.get("sebelum"))
    after = None if before else _pk(asked.get("sesudah"))
    ascending = before is not None
    stand = found.model._default_manager.filter(pk=before or after).values_list(by, "pk").first()
    if stand is not None:
        found = found.filter(_beyond(by, *stand, ascending=ascending))
    order = (by, "pk") if ascending else (f"-{by}", "-pk")
    rows = list(found.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if ascending:
        rows.reverse()
    has_previous = more if ascending else stand is not None
    has_next = bool(rows) and (more or ascending)
    return KeyPage(
        rows=rows,
        previous_query=urlencode({**kept, "sebelum": rows[0].pk}) if rows and has_previous else "",
        next_query=urlencode({**kept, "sesudah": rows[-1].pk}) if has_next else "",
    )


def _beyond(by: str, value: Any, pk: int, *, ascending: bool) -> Q:
    way = "gt" if ascending else "lt"
    return Q(**{f"{by}__{way}e": value}) & (Q(**{f"{by}__{way}": value}) | Q(**{f"pk__{way}": pk}))


def _pk(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
