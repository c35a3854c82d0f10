"""The journal as an auditor reads it: filtered, newest first, page by page without a total."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.journal.models import OPENINGS, READINGS, Entry

PAGE_SIZE = 50


@dataclass(frozen=True)
class Group:
    """A kind of act that the filter offers, with how a row of it is marked."""

    key: str
    label: str
    verb: str
    tone: str
    icon: str


REFUSED = Group("ditolak", "Ditolak", "Ditolak", "late", "lock")
ENTERED = Group("masuk", "Masuk dan keluar", "Masuk/keluar", "calm", "login")
PRINTED = Group("mencetak", "Mencetak dan mengunduh", "Mencetak", "soon", "printer")
READ = Group("membuka", "Membuka", "Membuka", "calm", "eye")
CHANGED = Group("mengubah", "Mengubah", "Mengubah", "info", "pencil")
OPENED = Group("terlindungi", "Membuka berkas terlindungi", "Dengan alasan", "held", "lock")
GROUPS = (READ, OPENED, CHANGED, PRINTED, ENTERED, REFUSED)

REFUSALS = (
    "account.sign_in_failed",
    "account.locked",
    "account.code_refused",
    "partner_link.refuse",
    "partner_link.lock",
)
ENTRANCES = ("account.sign_in", "account.sign_out", "partner_link.open", "partner_link.leave")
PRINTS = tuple(kind for kind in READINGS if kind in ("print", "letter_print", "export"))
READS = tuple(kind for kind in READINGS if kind not in PRINTS)


def group_of(entry: Entry) -> Group:
    if entry.action in REFUSALS:
        return REFUSED
    if entry.action in ENTRANCES:
        return ENTERED
    if entry.is_opening:
        return OPENED
    kind = entry.action.rpartition(".")[2]
    return PRINTED if kind in PRINTS else READ if kind in READS else CHANGED


def journal(
    *,
    actor: User | None = None,
    group: str = "",
    subject: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Entry]:
    """Entries that fit all that is asked. ``subject`` is a whole number, as K-2026-000712."""
    entries = Entry.objects.select_related("actor").order_by("-pk")
    if actor is not None:
        entries = entries.filter(actor=actor)
    if group:
        entries = entries.filter(_in_group(group))
    if subject:
        entries = entries.filter(subject_text=subject.strip().upper())
    if since is not None:
        entries = entries.filter(at__gte=_midnight(since))
    if until is not None:
        entries = entries.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
    return entries


def one_page(
    entries: QuerySet[Entry], *, before: int | None, after: int | None
) -> tuple[list[Entry], int | None, int | None]:
    """A page of ``entries`` older than key ``before`` or newer than ``after``.

    Returns the page, the key to give as ``after`` for the newer page and as ``before`` for the older
    one; None where there is none.
    """
    if after is not None:
        newer = list(entries.filter(pk__gt=after).order_by("pk")[: PAGE_SIZE + 1])
        page, has_newer, has_older = newer[:PAGE_SIZE][::-1], len(newer) > PAGE_SIZE, True
    else:
        asked = entries.filter(pk__lt=before) if before is not None else entries
        older = list(asked[: PAGE_SIZE + 1])
        page, has_newer, has_older = older[:PAGE_SIZE], before is not None, len(older) > PAGE_SIZE
    if not page:
        return [], None, None
    return page, page[0].pk if has_newer else None, page[-1].pk if has_older else None


@dataclass(frozen=True)
class Line:
    """One row of the page. ``account`` is the name to sign in with, for entries about an account."""

    entry: Entry
    group: Group
    account: str


def lines_of(page: list[Entry]) -> list[Line]:
    label = User._meta.label_lower
    keys = {entry.subject_pk for entry in page if entry.subject_label == label}
    found = User.objects.filter(pk__in=keys).values_list("pk", "username")
    names = dict.fromkeys(keys, "tanpa akun") | {str(pk): username for pk, username in found}
    return [
        Line(
            entry,
            group_of(entry),
            names[entry.subject_pk] if entry.subject_label == label else "",
        )
        for entry in page
    ]


def _in_group(key: str) -> Q:
    named = Q(action__in=[*REFUSALS, *ENTRANCES])
    if key == REFUSED.key:
        return Q(action__in=REFUSALS)
    if key == ENTERED.key:
        return Q(action__in=ENTRANCES)
    if key == PRINTED.key:
        return _ends_with(PRINTS)
    if key == READ.key:
        return _ends_with(READS)
    if key == OPENED.key:
        return _ends_with(OPENINGS)
    return ~named & ~_ends_with((*READINGS, *OPENINGS))


def _ends_with(kinds: tuple[str, ...]) -> Q:
    found = Q()
    for kind in kinds:
        found |= Q(action__endswith=f".{kind}")
    return found


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
