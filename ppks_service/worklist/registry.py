"""What waits for whom: each app registers its own lines."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ppks_service.accounts.models import User
from ppks_service.worklist.clocks import Clocks


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One line of "Pekerjaan saya": one thing that waits for one user, one click from its act."""

    kind: str  # groups and counts, as "asesmen"
    kind_label: str  # what the count says, as "asesmen menunggu"
    who: str  # the person or thing, masked where protected
    what: str  # "Selesaikan asesmen awal"
    code: str  # "K-2026-000712"
    detail: str = ""  # one line of context
    url: str
    act: str  # the button, verb + thing
    together_url: str = ""  # where all lines of this kind are done at once
    together_act: str = ""
    due_at: dt.datetime | None = None
    since: dt.datetime | None = None
    paused: str = ""  # why the clock stands still
    is_child: bool = False
    is_protected: bool = False


Provider = Callable[[User, Clocks], Iterable[WorkItem]]
_providers: list[Provider] = []
LIMIT = 200


def provide_work(provider: Provider) -> Provider:
    """Register a function that yields the lines of one user; call it from ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def work_of(user: User) -> list[WorkItem]:
    """All that waits for ``user``, what presses most first."""
    clocks = Clocks()
    items = [item for provider in _providers for item in provider(user, clocks)]
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(items, key=lambda item: (bool(item.paused), item.due_at or far, item.code))[
        :LIMIT
    ]
