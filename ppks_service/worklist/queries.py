"""What "Pekerjaan saya" shows beside the work itself."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.journal.models import READINGS, Entry
from ppks_service.worklist.registry import WorkItem

LATE, TODAY = "lewat", "hari-ini"
KINDS_SHOWN = 4  # with the two counts of limits, six boxes


@dataclass(frozen=True)
class Count:
    """One box: how many lines of a kind wait, and the address that shows only these."""

    key: str
    label: str
    number: int
    tone: str
    is_current: bool


def is_late(item: WorkItem, now: dt.datetime) -> bool:
    return not item.paused and item.due_at is not None and item.due_at < now


def is_due_today(item: WorkItem, now: dt.datetime) -> bool:
    if item.paused or item.due_at is None or item.due_at < now:
        return False
    return timezone.localdate(item.due_at) == timezone.localdate(now)


def only(items: Iterable[WorkItem], key: str, now: dt.datetime) -> list[WorkItem]:
    """The lines that the box ``key`` counts; all of them where there is no such box."""
    if key == LATE:
        return [item for item in items if is_late(item, now)]
    if key == TODAY:
        return [item for item in items if is_due_today(item, now)]
    return [item for item in items if not key or item.kind == key]


def counts_of(items: Sequence[WorkItem], key: str, now: dt.datetime) -> list[Count]:
    """Past the limit, due today, then the kinds of work with most lines, in the order they came."""
    late, today = len(only(items, LATE, now)), len(only(items, TODAY, now))
    boxes = [
        Count(LATE, "lewat batas", late, "late" if late else "calm", key == LATE),
        Count(TODAY, "jatuh tempo hari ini", today, "soon" if today else "calm", key == TODAY),
    ]
    labels = {item.kind: item.kind_label for item in items}
    numbers = {kind: len(only(items, kind, now)) for kind in labels}
    most = sorted(numbers, key=lambda kind: -numbers[kind])
    shown = [kind for kind in most if kind == key] + [kind for kind in most if kind != key]
    for kind in shown[:KINDS_SHOWN]:
        boxes.append(Count(kind, labels[kind], numbers[kind], "calm", key == kind))
    return boxes


def together_of(items: Iterable[WorkItem]) -> dict[str, str]:
    """Where several of ``items`` are done at once: the address and its button, where there are several."""
    many = Counter((item.together_url, item.together_act) for item in items if item.together_url)
    return {url: act for (url, act), number in many.items() if number > 1}


def last_acts(user: User, number: int = 6) -> list[dict[str, object]]:
    """What the user did last, newest first, for the timeline at the side: no readings, no coming in."""
    done = Entry.objects.filter(actor=user).exclude(note="").exclude(action__startswith="account.")
    for kind in READINGS:
        done = done.exclude(action__endswith=f".{kind}")
    entries = done.order_by("-at", "-pk")[:number]
    return [
        {
            "at": entry.at,
            "who": "",
            "what": entry.note,
            "detail": entry.subject_text,
            "url": "",
            "is_main": False,
            "is_read": False,
        }
        for entry in entries
    ]
