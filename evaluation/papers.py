"""The monthly report on paper: what the template shows, for a closed month and for one still open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from evaluation import charts
from evaluation.models import IssuedReport
from evaluation.months import Month
from evaluation.reports.figures import MonthlyReport
from evaluation.reports.layout import ROUNDING
from evaluation.reports.rounding import share
from evaluation.reports.tables import parts
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import letterhead, signer_of
from ppks_service.indonesian import long_date, long_moment, number, percent
from ppks_service.pdf import render_pdf

SIGNERS = (
    (Role.SECTION_HEAD, "", "Kepala Seksi,"),
    (Role.DIVISION_HEAD, "Mengetahui,", "Kepala Bidang,"),
    (Role.DEPARTMENT_HEAD, "Menyetujui,", "Kepala Dinas Sosial,"),
)


@dataclass(frozen=True)
class Tile:
    """One of the large figures on top."""

    figure: str
    words: str
    key: str = ""


def tiles(report: MonthlyReport) -> list[Tile]:
    """The four figures that a head looks at first; blank where there is nothing to divide."""
    repeat = sum(line.repeat for line in report.intake.door)
    decision = next((line for line in report.clocks if line.code == "decision"), None)
    kept = share(decision.kept, decision.acts) if decision else None
    met = share(report.spm.met, report.spm.needing)
    return [
        Tile(
            number(report.intake.people.total),
            f"orang masuk, {number(repeat)} di antaranya berulang",
            "intake",
        ),
        Tile(
            number(report.outcomes.ended.total),
            f"kasus selesai, {number(report.outcomes.achieved)} dengan hasil tercapai",
            "outcomes.ended",
        ),
        Tile(
            "–" if kept is None else percent(kept),
            f"keputusan rujukan dalam {decision.limit}" if decision else "keputusan dalam batas",
            "clocks.decision.kept" if decision else "",
        ),
        Tile(
            "–" if met is None else percent(met),
            "kebutuhan dasar di dalam panti terpenuhi (SPM)",
            "spm.met",
        ),
    ]


def summary(report: MonthlyReport, points: Sequence[charts.Point]) -> list[str]:
    """What the figures say, in sentences."""
    said = []
    before, now = points[-2], points[-1]
    if before.opened is not None and now.opened is not None:
        change = now.opened - before.opened
        if change:
            way = "naik" if change > 0 else "turun"
            said.append(f"Orang masuk {way} {abs(change)} dari {before.month.label}.")
        else:
            said.append(f"Orang masuk sama dengan {before.month.label}.")
    total = report.population.total
    if total.closing is not None:
        said.append(f"{number(total.closing.total)} orang tinggal di UPT pada akhir bulan.")
    if waiting := report.referrals.total.waiting:
        said.append(f"{number(waiting)} rujukan menunggu pada akhir bulan.")
    if late := report.monitoring.overdue:
        said.append(f"{number(late)} kunjungan lewat waktu.")
    return said


def report_context(
    month: Month,
    report: MonthlyReport,
    *,
    drawn_at: dt.datetime,
    issued: IssuedReport | None = None,
    changes: Sequence[Any] = (),
) -> dict[str, Any]:
    """Everything the paper shows but its number, letterhead and check mark."""
    points = charts.trend(month)
    until = month.end if month.is_over else drawn_at
    cut_off = f"{long_date(month.last)}, 24.00 WIB" if month.is_over else long_moment(until)
    return {
        "month": month,
        "report": report,
        "parts": parts(report),
        "tiles": tiles(report),
        "summary": summary(report, points),
        "trend": charts.trend_chart(points),
        "clocks": charts.clock_chart(report),
        "ages": charts.age_chart(report),
        "outcomes": charts.outcome_chart(report),
        "changes": changes,
        "issued": issued,
        "notes": [line for line in issued.notes.splitlines() if line.strip()] if issued else [],
        "seal": seal(issued.figures_hash) if issued else "",
        "cut_off": cut_off,
        "drawn_at": drawn_at,
        "signers": signers(),
        "rounding": ROUNDING,
        "document_title": f"Laporan evaluasi bulanan {month.label}",
    }


def seal(digest: str) -> str:
    """The beginning of a hash in groups that can be read aloud."""
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))


def signers() -> list[dict[str, Any]]:
    """Who signs a report: the first active head of each rank; blank where nobody is."""
    heads: dict[str, User] = {}
    for user in User.objects.filter(
        role__in=[role for role, _, _ in SIGNERS], is_active=True
    ).order_by("pk"):
        heads.setdefault(user.role, user)
    return [
        {
            "act": act,
            "title": title,
            **(signer_of(heads[role]) if role in heads else {"name": "", "rank": "", "nip": ""}),
        }
        for role, act, title in SIGNERS
    ]


def provisional_pdf(month: Month, report: MonthlyReport, changes: Sequence[Any] = ()) -> bytes:
    """A month that is not closed, as paper that says so: without number, seal or check mark."""
    context = report_context(month, report, drawn_at=timezone.now(), changes=changes)
    return render_pdf(
        "documents/monthly_report.html",
        {
            **context,
            "number": "",
            "dated_on": timezone.localdate(),
            "letterhead": letterhead(),
            "check": None,
            "settings_demo": settings.DEMO,
        },
    )
