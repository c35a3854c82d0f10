"""Closing a month: what hinders it, the figures frozen and sealed, what changed in earlier months."""

import datetime as dt
from dataclasses import asdict, dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models.functions import TruncMonth
from django.utils import timezone

from evaluation.causes import Asked, causes, rows_behind
from evaluation.models import IssuedReport, Visit
from evaluation.months import Month
from evaluation.papers import report_context
from evaluation.permissions import close_months
from evaluation.reports import MonthlyReport, monthly_report
from evaluation.reports.figures import (
    Figure,
    Value,
    fingerprint,
    flat,
    from_json,
    is_count,
    to_json,
)
from evaluation.reports.population import assert_adds_up
from intake.models import Case, Encounter, Outcome, Raid, RaidStatus
from ppks_service.accounts.models import User
from ppks_service.documents.actions import issue
from ppks_service.documents.models import LetterKind
from ppks_service.journal.actions import record
from referrals.models import Referral
from upt_facilities.models import Stay

# How far back a closing looks for figures that later work has changed.
LOOK_BACK = 12
# These hang on settings of today or on the day of drawing, not on rows of the month alone.
NOT_RESTATED = ("clocks.",)


# What makes a month one that must be closed.
WORK: tuple[tuple[type[models.Model], str], ...] = (
    (Encounter, "met_at"),
    (Case, "opened_at"),
    (Case, "ended_at"),
    (Stay, "arrived_at"),
    (Stay, "exit_at"),
    (Referral, "submitted_at"),
    (Visit, "held_at"),
)


class SealBroken(Exception):
    """The frozen figures of a closed month are not those that were sealed."""


@dataclass(frozen=True)
class Check:
    """One line of what must be in order before a month is closed."""

    state: str  # ok, blocker, note
    sentence: str
    key: str = ""
    url_name: str = ""

    @property
    def is_blocker(self) -> bool:
        return self.state == "blocker"


@dataclass(frozen=True)
class Restatement:
    """One figure of a closed month that is another now."""

    month: str
    key: str
    label: str
    before: Value
    after: Value
    cause: str
    rows: list[int] = field(default_factory=list, compare=False)

    @property
    def of(self) -> Month:
        year, number = self.month.split("-")
        return Month(int(year), int(number))


def checklist(month: Month, report: MonthlyReport) -> list[Check]:
    """What is in order, what keeps the month open, and what is merely printed as a note."""
    raids = Raid.objects.filter(month.has("starts_at"), status=RaidStatus.RUNNING).count()
    triage = Encounter.objects.filter(month.has("met_at"), outcome=Outcome.TAKEN).count()
    bare, late = report.spm.without_evidence, report.monitoring.overdue
    return [
        _adds_up(report),
        Check("blocker", f"{raids} operasi bulan ini belum ditutup.", url_name="intake:raid_list")
        if raids
        else Check("ok", "Semua operasi bulan ini ditutup."),
        Check("blocker", f"{bare} layanan SPM tanpa bukti.", key="spm.without_evidence")
        if bare
        else Check("ok", "Semua layanan SPM bulan ini punya bukti."),
        Check(
            "note",
            f"{late} kunjungan lewat waktu. Boleh ditutup, dicetak sebagai catatan.",
            key="monitoring.overdue",
        )
        if late
        else Check("ok", "Tidak ada kunjungan yang lewat waktu."),
        Check("note", f"{triage} temuan bulan ini belum ditriase. Boleh ditutup.")
        if triage
        else Check("ok", "Semua temuan bulan ini sudah ditriase."),
    ]


def _adds_up(report: MonthlyReport) -> Check:
    try:
        for flow in (*report.population.facilities, report.population.total):
            assert_adds_up(flow)
    except AssertionError:
        return Check("blocker", "Awal + masuk − keluar tidak sama dengan akhir.")
    return Check("ok", "Awal + masuk − keluar = akhir di semua tempat.")


def closing_refusal(month: Month) -> str | None:
    """Why ``month`` may not be closed by its place in the calendar, or None."""
    if month.is_future:
        return f"{month.label} belum mulai."
    if not month.is_over:
        return f"{month.label} masih berjalan. Bulan ditutup sesudah hari terakhirnya lewat."
    latest = IssuedReport.objects.order_by("-month").first()
    if latest is None:
        return None
    expected = Month.of(latest.month).next
    if month < expected:
        return f"{month.label} sudah ditutup atau mendahului bulan tertutup; angkanya tidak berubah lagi."
    if waiting := _months_with_work(expected, before=month):
        return f"{waiting[0].label} belum ditutup. Tutup bulan itu lebih dahulu."
    return None


def months_to_close() -> list[Month]:
    """Every month that is over and still open, in the turn of their closing, however long they were left.

    Before the first closing of all that is the last month alone: the office begins where it wants,
    and what came with an import of earlier years asks for no closing.
    """
    previous = Month.current().previous
    latest = IssuedReport.objects.order_by("-month").first()
    if latest is None:
        return [previous]
    expected = Month.of(latest.month).next
    if expected > previous:
        return []
    return [*_months_with_work(expected, before=previous), previous]


def _months_with_work(first: Month, *, before: Month) -> list[Month]:
    """The months from ``first`` on in which something happened; months of nothing are passed over."""
    if first >= before:
        return []
    span = {"gte": first.start, "lt": before.start}
    found: set[Month] = set()
    for model, column in WORK:
        within = {f"{column}__{bound}": moment for bound, moment in span.items()}
        rows = Case.objects.counted() if model is Case else model._default_manager.all()
        months = rows.filter(**within).annotate(in_month=TruncMonth(column)).order_by("in_month")
        found |= {Month.of(at) for at in months.values_list("in_month", flat=True).distinct()}
    return sorted(found)


@transaction.atomic
def close_month(month: Month, *, by: User, notes: str = "") -> IssuedReport:
    """Freeze and seal the figures of ``month``, list what changed before, and issue its paper.

    Raises ``ValidationError`` for the running or a coming month, out of turn, or while something
    blocks. Closings wait for each other by an advisory lock.
    """
    close_months.check(by, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('evaluation.closing'))")
    if reason := closing_refusal(month):
        raise ValidationError(reason)
    report = monthly_report(month)
    if blockers := [check.sentence for check in checklist(month, report) if check.is_blocker]:
        raise ValidationError([f"Belum bisa ditutup: {sentence}" for sentence in blockers])
    now, changes = timezone.now(), restatements(month)
    figures = {"month": month.slug, "cut_off": month.end.isoformat(), "report": to_json(report)}
    issued = IssuedReport.objects.create(
        month=month.first,
        figures=figures,
        figures_hash=fingerprint(figures),
        rows=rows_behind(month, _stable(flat(report))),
        restatements=[asdict(line) for line in changes],
        notes=notes.strip(),
        closed_at=now,
        closed_by=by,
    )
    issued.document = issue(
        LetterKind.MONTHLY_REPORT,
        "documents/monthly_report.html",
        report_context(month, report, issued=issued, drawn_at=now, changes=changes),
        title=f"Laporan evaluasi bulanan {month.label}",
        subject=issued,
        by=by,
        dated_on=timezone.localdate(now),
    )
    issued.save(update_fields=["document"])
    record(
        actor=by,
        action="report.close",
        subject=issued,
        note=f"{month.label} ditutup; sidik {issued.figures_hash[:16]}.",
        month=month.slug,
        figures_hash=issued.figures_hash,
    )
    return issued


def frozen(issued: IssuedReport) -> MonthlyReport:
    """The figures as they were closed, once their seal is seen to be whole; else ``SealBroken``."""
    if fingerprint(issued.figures) != issued.figures_hash:
        raise SealBroken(
            f"Sidik angka {Month.of(issued.month).label} tidak cocok dengan isinya. "
            "Laporan ini tidak dicetak; beri tahu pengelola sistem."
        )
    return from_json(MonthlyReport, issued.figures["report"])


@dataclass
class Stated:
    """What the papers so far say of one closed month: its figures, and the rows behind them."""

    values: dict[str, Value]
    rows: dict[str, list[int]]
    at: dt.datetime


def restatements(month: Month) -> list[Restatement]:
    """What has changed in the closed months before ``month`` since it was last stated."""
    earlier = list(
        IssuedReport.objects.filter(
            month__lt=month.first, month__gte=month.back(LOOK_BACK).first
        ).order_by("month")
    )
    found: list[Restatement] = []
    for issued in earlier:
        stated = _stated(issued)
        for later in earlier:
            for line in later.restatements:
                if line["month"] == f"{issued.month:%Y-%m}":
                    stated.values[line["key"]] = line["after"]
                    stated.rows[line["key"]] = line.get("rows", [])
                    stated.at = later.closed_at
        found += differences(issued, stated)
    return found


def _stated(issued: IssuedReport) -> Stated:
    return Stated(_stable(flat(frozen(issued))), dict(issued.rows), issued.closed_at)


def _stable(figures: dict[str, Figure]) -> dict[str, Value]:
    """The figures that the rows of the month alone make."""
    return {k: f.value for k, f in figures.items() if not k.startswith(NOT_RESTATED)}


def differences(issued: IssuedReport, stated: Stated) -> list[Restatement]:
    """Figures of a closed month that its rows give now and that differ from what was ``stated``."""
    month, words = Month.of(issued.month), flat(frozen(issued))
    now = {k: f for k, f in flat(monthly_report(month)).items() if not k.startswith(NOT_RESTATED)}
    asked = []
    for key in [*now, *(key for key in stated.values if key not in now)]:
        before = stated.values.get(key, _absent(key))
        after = now[key].value if key in now else _absent(key)
        if before != after:
            # A month closed before rows were kept explains less, and says nothing wrong.
            rows = stated.rows.get(key, []) if issued.rows else None
            asked.append(Asked(key, before, after, rows))
    why = causes(month, asked, stated.at)
    return [
        Restatement(
            month.slug,
            one.key,
            (now.get(one.key) or words[one.key]).label,
            one.before,
            one.after,
            why[one.key].words,
            why[one.key].rows,
        )
        for one in asked
    ]


def _absent(key: str) -> Value:
    """What a line that is not there says: nobody, or no mean."""
    return 0 if is_count(key) else None


def changed_since(issued: IssuedReport) -> list[Restatement]:
    """What a closed month would say otherwise if it were drawn now."""
    return differences(issued, _stated(issued))


def stored_restatements(issued: IssuedReport) -> list[Restatement]:
    """What the report of ``issued`` printed as changed."""
    return [Restatement(**line) for line in issued.restatements]
