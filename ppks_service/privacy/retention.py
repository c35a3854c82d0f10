"""What is deleted by itself once the period that ``policy.toml`` gives it is over.

An app registers ``"retention.jobs"``: which retention, and how to delete what is due under it. A case
file is not among them: the law wants an archivist's approval first (UU 43/2009), and a person's word.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Max, Sum
from django.utils import timezone

from ppks_service.panels import registered
from ppks_service.privacy.models import Deletion
from ppks_service.privacy.policy import Retention, policy


@dataclass(frozen=True)
class RetentionJob:
    """``delete(before)`` deletes what began its period before then, and returns the number of rows."""

    retention: str
    delete: Callable[[dt.datetime], int]


@dataclass(frozen=True)
class Kept:
    """One line of the page: a period, whether it ends by itself, and what it has ended so far."""

    retention: Retention
    is_automatic: bool
    rows: int
    last_at: dt.datetime | None


def begun_before(retention: Retention, now: dt.datetime) -> dt.datetime:
    """What began before the returned time is over at ``now``: rather a day late than early."""
    return now - dt.timedelta(days=366 * retention.years)


def delete_what_is_over() -> str:
    """Delete it, and keep the proof; for the nightly job. Returns a line for its log."""
    now, said = timezone.now(), []
    for job in registered("retention.jobs"):
        before = begun_before(policy().retentions[job.retention], now)
        if rows := job.delete(before):
            Deletion.objects.create(retention=job.retention, before=before, rows=rows)
            said.append(f"{job.retention} {rows}")
    return ", ".join(said) or "tidak ada yang habis masa simpannya"


def kept() -> list[Kept]:
    """All periods, in the order of the policy."""
    sums = Deletion.objects.values_list("retention").annotate(rows=Sum("rows"), last=Max("at"))
    done = {code: (rows, last) for code, rows, last in sums}
    automatic = {job.retention for job in registered("retention.jobs")}
    return [
        Kept(retention, code in automatic, *done.get(code, (0, None)))
        for code, retention in policy().retentions.items()
    ]
