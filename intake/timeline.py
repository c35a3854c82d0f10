"""What happened in a case file, newest first, for the page and its side."""

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


def lines_of(case: Case) -> list[TimelineLine]:
    """The whole file: acts, changes of fields, and who read it; of the person under every number."""
    lines = case_timeline(case.pk, group_of(case.person_id).keys, main=MAIN)
    return _readings_joined([line for line in lines if line.action not in NOISE])


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
