"""What happened in a case file, newest first, for the page and its side."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from intake.models import Case
from intake.same import group_of
from ppks_service.indonesian import day_of
from ppks_service.journal.models import READINGS
from ppks_service.journal.timeline import TimelineLine, case_timeline, entries_of_file

# The acts that move a stage or decide something: drawn with a filled dot.
MAIN = frozenset(
    {
        "case.open",
        "case.end",
        "assessment.finish",
        "plan.agree",
        "plan.approve",
        "conference.hold",
        "referral.submit",
        "referral.approve",
        "referral.arrive",
        "stay.receive",
        "stay.exit",
        "visit.hold",
    }
)
# Every stop in filling an assessment is in the journal; in the file it would only be noise.
NOISE = frozenset({"assessment.save"})
# What is written down about both of a pair, in one transaction.
IN_BOTH_FILES = frozenset(
    f"person.{act}" for act in ("maybe_same", "same_first", "link", "not_same", "unsure", "unlink")
)
AT_ONCE = dt.timedelta(seconds=1)


def lines_of(case: Case) -> list[TimelineLine]:
    """The whole file: acts, changes of fields, and who read it; of the person under every number."""
    lines = case_timeline(case.pk, group_of(case.person_id).keys, main=MAIN)
    kept = [line for line in lines if line.action not in NOISE]
    return _readings_joined(_told_once(kept, case.person.register_number))


def latest_of(case: Case, count: int, *, persons: Collection[int]) -> list[TimelineLine]:
    """The last ``count`` acts for the side of the file, without readings. One query.

    ``persons`` are all records of the case's person.
    """
    entries = entries_of_file(case.pk, persons).exclude(action__in=NOISE)
    for kind in READINGS:
        entries = entries.exclude(action__endswith=f".{kind}")
    return [
        TimelineLine(
            at=entry.at,
            who=str(entry.actor) if entry.actor else "sistem",
            what=entry.note or entry.action,
            is_main=entry.action in MAIN,
            action=entry.action,
        )
        for entry in entries[:count]
    ]


def _told_once(lines: list[TimelineLine], own: str) -> list[TimelineLine]:
    """An act on a pair is written down in both files; where both are one, it stands once."""
    kept: list[TimelineLine] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last is None or not _is_twin(line, last):
            kept.append(line)
            continue
        # Of the two the one that names the other number; what changed stands under either.
        told, dropped = (line, last) if own in last.what else (last, line)
        kept[-1] = replace(told, detail=told.detail or dropped.detail)
    return kept


def _is_twin(line: TimelineLine, last: TimelineLine) -> bool:
    return (
        line.action in IN_BOTH_FILES
        and (line.action, line.who) == (last.action, last.who)
        and line.what != last.what
        and abs(line.at - last.at) < AT_ONCE
    )


def _readings_joined(lines: list[TimelineLine]) -> list[TimelineLine]:
    """Readings of one person that follow each other on one day, as one line with their number."""
    joined: list[TimelineLine] = []
    counts: list[int] = []
    for line in lines:
        last = joined[-1] if joined else None
        same = (
            last is not None
            and last.is_read
            and line.is_read
            and last.who == line.who
            and day_of(last.at) == day_of(line.at)
        )
        if same and last is not None:
            counts[-1] += 1
            words = list(dict.fromkeys([*last.detail.split(" · "), _short(line)]))
            joined[-1] = replace(
                last, what=f"Membuka berkas {counts[-1]} kali.", detail=" · ".join(words)
            )
        else:
            joined.append(replace(line, detail=_short(line)) if line.is_read else line)
            counts.append(1)
    return [
        replace(line, detail="") if line.is_read and count == 1 else line
        for line, count in zip(joined, counts, strict=True)
    ]


def _short(line: TimelineLine) -> str:
    return line.what.removeprefix("Berkas dibuka: ").rstrip(".")
