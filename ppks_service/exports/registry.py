"""Lists that can be taken out as spreadsheets. Each app registers its own at "list.exports"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.exports.workbook import Cell
from ppks_service.panels import registered

ROWS_AT_MOST = 5_000


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its head and what ``value`` makes of a row. ``is_name``: initials may stand for it."""

    head: str
    value: Callable[[Any], Cell]
    width: int = 18
    is_name: bool = False


@dataclass(frozen=True)
class Found:
    """What the page shows under its filter: at most ``ROWS_AT_MOST`` rows and one more, and the filter in words."""

    rows: Sequence[Any]
    filter_words: str = ""


@dataclass(frozen=True, kw_only=True)
class ListExport:
    """A list as its page shows it to a user: the same rows, masked the same.

    ``fetch(user, query, session)`` gets the page's own query string; ``url_name`` is that page's address.
    """

    key: str
    title: str
    url_name: str
    columns: tuple[Column, ...]
    fetch: Callable[[User, Mapping[str, str], Mapping[str, Any]], Found]
    capabilities: frozenset[Capability] = frozenset()
    takes_argument: str = ""  # the query's key that the page's address needs, as "kode"

    def is_open_to(self, user: User) -> bool:
        return not self.capabilities or any(user.has(c) for c in self.capabilities)


def export_of(key: str) -> ListExport | None:
    return next((export for export in registered("list.exports") if export.key == key), None)
