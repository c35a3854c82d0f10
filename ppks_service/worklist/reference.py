"""The office's clocks until the office sets its own; none of them is confirmed yet."""

from ppks_service.worklist.models import Clock, ClockCode, ClockUnit

PROPOSED = "Usulan awal; belum ada dasar tertulis, tetapkan bersama Dinas"

# Where a source is named, it is the figure that was found for Medan or Sumatera Utara; the others
# are proposals, so that no work is without a limit.
CLOCKS: dict[ClockCode, tuple[int, ClockUnit, str]] = {
    ClockCode.TRIAGE: (1, ClockUnit.DAYS, PROPOSED),
    ClockCode.RAID_CLOSING: (2, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.ASSESSMENT: (3, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.PLAN: (5, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.DECISION: (2, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.CHILD_DECISION: (1, ClockUnit.DAYS, PROPOSED),
    ClockCode.ANSWER: (2, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.REMINDER: (1, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.SILENCE: (3, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.PARTNER_LINK: (30, ClockUnit.DAYS, PROPOSED),
    ClockCode.HOLD: (72, ClockUnit.HOURS, PROPOSED),
    ClockCode.SHELTER: (
        7,
        ClockUnit.DAYS,
        "Penampungan Medan 7 hari, paling lama 12 hari (berita Sumut Pos, Mei 2023)",
    ),
    ClockCode.HOSPITAL: (40, ClockUnit.DAYS, "Rawat RSJ 40 hari (berita setempat)"),
    ClockCode.ESCALATE_DIVISION: (1, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.ESCALATE_DEPARTMENT: (3, ClockUnit.WORKING_DAYS, PROPOSED),
    ClockCode.VISIT: (30, ClockUnit.DAYS, PROPOSED),
}


def load() -> None:
    """Add the clocks that are missing; what the office has set stays."""
    for code, (amount, unit, source) in CLOCKS.items():
        Clock.objects.get_or_create(
            code=code, defaults={"amount": amount, "unit": unit, "source": source}
        )
