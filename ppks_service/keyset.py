"""Pages by key: the next page begins behind the last row, so the hundredth costs what the first did."""

from collections.abc import Iterable, Mapping
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
    found: models.QuerySet[M, Any],
    asked: Mapping[str, str],
    *,
    by: str,
    size: int,
    oldest_first: bool = False,
    among: Iterable[models.QuerySet[M, Any]] = (),
) -> KeyPage[M]:
    """A page of ``found``, latest ``by`` first unless asked otherwise, then by key.

    ``asked`` is the address's query; ``sesudah`` and ``sebelum`` hold the key of the row to go on from. A
    key that there is not begins at the start, as does a page whose rows have all left the list. Keys are
    looked for first and rows read for those alone: what is joined is joined for one page. With ``among``
    the keys are looked for in each of these, for "this or that" has no index where each has one, and
    ``found`` only reads the rows.
    """
    kept = {k: v for k, v in asked.items() if v and k not in ("sesudah", "sebelum")}
    before = _pk(asked.get("sebelum"))
    stand = _stand(found, before or _pk(asked.get("sesudah")), by)
    backwards = before is not None and stand is not None
    ascending = oldest_first != backwards
    keys: set[tuple[Any, int]] = set()
    for part in among or (found,):
        if stand is not None:
            part = part.filter(_beyond(by, *stand, ascending=ascending))
        order = (by, "pk") if ascending else (f"-{by}", "-pk")
        keys |= set(part.order_by(*order).values_list(by, "pk")[: size + 1])
    if stand is not None and not keys:
        return page_by_key(found, kept, by=by, size=size, oldest_first=oldest_first, among=among)
    wanted = [pk for _, pk in sorted(keys, reverse=not ascending)]
    more = len(wanted) > size
    read = found.in_bulk(wanted[:size])
    rows = [read[pk] for pk in wanted[:size] if pk in read]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else stand is not None
    has_next = bool(rows) and (more or backwards)
    return KeyPage(
        rows=rows,
        previous_query=urlencode({**kept, "sebelum": rows[0].pk}) if rows and has_previous else "",
        next_query=urlencode({**kept, "sesudah": rows[-1].pk}) if has_next else "",
    )


def _stand(found: models.QuerySet[Any], pk: int | None, by: str) -> tuple[Any, int] | None:
    """Where the row to go on from stands; it may have left the list since."""
    if pk is None:
        return None
    standing = found.model._default_manager.filter(pk=pk, **{f"{by}__isnull": False})
    return standing.values_list(by, "pk").first()


def _beyond(by: str, value: Any, pk: int, *, ascending: bool) -> Q:
    way = "gt" if ascending else "lt"
    return Q(**{f"{by}__{way}e": value}) & (Q(**{f"{by}__{way}": value}) | Q(**{f"pk__{way}": pk}))


def _pk(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
