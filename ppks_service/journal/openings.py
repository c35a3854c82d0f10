"""A protected file opens to who does not work on it only after a written reason, for some hours.

The opening is one entry of the journal, permanent like every other, and nothing else keeps it. Which files
are protected, and who works on them, the app above knows: it registers ``"file.seal"``, a function of the
reader and a row that raises ``Sealed``.
"""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import REASON_GIVERS
from ppks_service.journal.models import Entry
from ppks_service.panels import registered

UNSEAL = "case.unseal"


class Sealed(Exception):
    """The reader must first say why they open this file. A middleware leads them to where they can."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Berkas {number} terlindungi. Tulis dahulu alasan membukanya.")
        self.number = number


def ends_at(begun: dt.datetime) -> dt.datetime:
    """Until when a file that is opened now stays open."""
    return begun + dt.timedelta(hours=settings.UNSEAL_HOURS)


def running_openings(user: User) -> models.QuerySet[Entry]:
    """The openings of ``user`` that still hold: never longer than they were told, nor than holds today."""
    now = timezone.now()
    since = now - dt.timedelta(hours=settings.UNSEAL_HOURS)
    return Entry.objects.filter(
        actor=user, action=UNSEAL, at__gt=since, data__until__gt=as_kept(now)
    ).order_by("pk")


def as_kept(moment: dt.datetime) -> str:
    """A moment as the entry keeps it: in one zone and of one length, so that text sorts as time does."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def refuse_sealed(user: User, row: models.Model) -> None:
    """Raise ``Sealed`` where ``row`` belongs to a file that is closed to ``user`` for now."""
    if user.acts_as(*REASON_GIVERS):
        for check in registered("file.seal"):
            check(user, row)


class FileQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of case files. Whoever fetches one for a reader meets the seal of its file.

    ``visible_to`` marks its rows by ``read_by``. From then on ``get`` refuses a row of a sealed file, so
    that every page, paper and PDF of one file asks for the reason without thinking of it. Rows of a list
    come as before: lists show initials.
    """

    _reader: User | None = None

    def read_by(self, user: User) -> Self:
        found = self._chain()  # type: ignore[attr-defined]
        found._reader = user
        return found

    def get(self, *args: Any, **kwargs: Any) -> M:
        row = super().get(*args, **kwargs)
        if self._reader is not None and isinstance(row, models.Model):
            refuse_sealed(self._reader, row)
        return row

    def get_or_none(self, **asked: Any) -> M | None:
        """The same where there may be none."""
        try:
            return self.get(**asked)
        except ObjectDoesNotExist:
            return None

    def _clone(self) -> Self:
        found = super()._clone()  # type: ignore[misc]
        found._reader = self._reader
        return found
