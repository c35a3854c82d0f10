"""What a higher app shows on a lower app's pages.

A lower app draws the places ("case.tabs", "case.acts", …); a higher app registers what stands there
in its ``AppConfig.ready``. So imports go down only.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ppks_service.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A piece of a page: a template and the context that ``context(user, subject)`` computes.

    ``context`` may return None: then there is nothing to show to this user.
    """

    template: str
    context: Callable[[User, Any], dict[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A tab of the case file that leads to a page of a higher app."""

    key: str
    label: str
    url_name: str  # takes the case's number
    shown_to: Callable[[User], bool]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Act:
    """A button that a page shows. ``refusal`` says why it may not be pressed; then it stays visible."""

    label: str
    url: str
    icon: str
    refusal: str = ""
    is_next: bool = False
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Hindrance:
    """What keeps a case from its next step, as one sentence with the link that removes it."""

    sentence: str
    url: str = ""
    link: str = ""
    order: int = 100


_registered: dict[str, list[Any]] = defaultdict(list)


def register(place: str, thing: Any) -> None:
    """Put ``thing`` (a Panel, a Tab, or a function) at ``place``; twice is once."""
    if thing not in _registered[place]:
        _registered[place].append(thing)


def registered(place: str) -> list[Any]:
    """All that stands at ``place``, in order of registration."""
    return list(_registered[place])


def panels(place: str, user: User, subject: Any) -> list[tuple[str, dict[str, Any]]]:
    """Templates with their contexts for ``place``, in order, without the empty ones."""
    drawn = []
    for panel in sorted(registered(place), key=lambda p: p.order):
        context = panel.context(user, subject)
        if context is not None:
            drawn.append((panel.template, context))
    return drawn
