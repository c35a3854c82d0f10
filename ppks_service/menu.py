"""The menu: each app registers its entries; a user sees those their role can open."""

from dataclasses import dataclass, replace

from django.urls import reverse

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the menu. ``capabilities``: who has one of them sees it; empty means everyone."""

    label: str
    short: str  # for the bar at the bottom of a phone
    url_name: str
    icon: str
    capabilities: frozenset[Capability] = frozenset()
    order: int = 100
    url: str = ""
    current: bool = False
    count: int | None = None


_entries: list[Entry] = []


def add_to_menu(entry: Entry) -> None:
    """Register an entry; call it from ``AppConfig.ready``."""
    if entry not in _entries:
        _entries.append(entry)


def menu_of(user: User, path: str) -> list[Entry]:
    """The entries that ``user`` can open; the one whose address begins ``path`` nearest is current."""
    shown = []
    for entry in sorted(_entries, key=lambda e: e.order):
        if entry.capabilities and not any(user.has(c) for c in entry.capabilities):
            continue
        shown.append(replace(entry, url=reverse(entry.url_name)))
    # Of two entries one below the other, only the nearer one is current.
    here = [e.url for e in shown if path == e.url or (e.url != "/" and path.startswith(e.url))]
    nearest = max(here, key=len, default=None)
    return [replace(entry, current=entry.url == nearest) for entry in shown]
