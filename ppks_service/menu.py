"""The menu: each app registers its entries; a user sees those their role can open."""

from dataclasses import dataclass, replace
from functools import cache

from django.urls import get_script_prefix, get_urlconf, reverse

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import ROLE_CAPABILITIES, Capability, Role


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
        _entries_of.cache_clear()


def menu_of(user: User, path: str) -> list[Entry]:
    """The entries that ``user`` can open; the one whose address begins ``path`` nearest is current."""
    roles = frozenset(post.role for post in user.posts())
    shown = _entries_of(roles, get_urlconf(), get_script_prefix())
    # Of two entries one below the other, only the nearer one is current.
    here = [e.url for e in shown if path == e.url or (e.url != "/" and path.startswith(e.url))]
    nearest = max(here, key=len, default=None)
    return [replace(entry, current=True) if entry.url == nearest else entry for entry in shown]


@cache
def _entries_of(roles: frozenset[Role], urlconf: str | None, prefix: str) -> tuple[Entry, ...]:
    """What these roles can open is the same on every page, and so are the addresses."""
    may = frozenset[Capability]().union(*(ROLE_CAPABILITIES[role] for role in roles))
    return tuple(
        replace(entry, url=reverse(entry.url_name))
        for entry in sorted(_entries, key=lambda e: e.order)
        if not entry.capabilities or entry.capabilities & may
    )
