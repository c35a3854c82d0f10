"""The monthly report as page, paper and workbook, its rows, its closing; and the dashboard."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluation import actions, charts
from evaluation.forms import CloseMonthForm
from evaluation.months import Month
from evaluation.papers import provisional_pdf, tiles
from evaluation.queries import fullest, month_lines, months, waiting_table
from evaluation.reports import UnknownFigure, monthly_report, rows_for
from evaluation.reports.service_tables import monitoring_tables
from evaluation.rows import lines, noun, readied
from evaluation.sheets import Sheet, figure_page, sheet_of
from evaluation.spreadsheet import CONTENT_TYPE, workbook
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.actions import pdf_of
from ppks_service.http import file_response
from ppks_service.journal.actions import record

MONTHS_A_PAGE = 24
ROWS_A_PAGE = 50


@require_safe
@requires(Capability.READ_REPORTS)
def dashboard(request: StaffRequest) -> HttpResponse:
    month = Month.current()
    report = monthly_report(month)
    context = {
        "month": month,
        "report": report,
        "tiles": tiles(report),
        "charts": charts.dashboard_charts(month, report),
        "fullest": fullest(),
        "waiting": waiting_table(report),
        "tables": monitoring_tables(report),
        "drawn_at": timezone.now(),
    }
    return render(request, "evaluation/dashboard.html", context)


@require_safe
@requires(Capability.READ_REPORTS)
def report_list(request: StaffRequest) -> HttpResponse:
    page = Paginator(months(), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluation/report_list.html", {"page": page, "rows": month_lines(page)})


@require_safe
@requires(Capability.READ_REPORTS)
def report_show(request: StaffRequest, month: Month) -> HttpResponse:
    sheet = _sheet(month, with_changes="perubahan" in request.GET)
    return render(request, "evaluation/report.html", sheet.page(request.user, CloseMonthForm()))


@require_POST
@requires(Capability.CLOSE_MONTHS)
def report_close(request: StaffRequest, month: Month) -> HttpResponse:
    form = CloseMonthForm(request.POST)
    form.full_clean()
    try:
        actions.close_month(month, by=request.user, notes=form.cleaned_data["notes"])
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "evaluation/report.html", _sheet(month).page(request.user, form))
    messages.success(request, f"{month.label} ditutup. Angkanya dibekukan dan diberi sidik.")
    return redirect("evaluation:report", month)


@require_safe
@requires(Capability.READ_REPORTS)
def report_pdf(request: StaffRequest, month: Month) -> HttpResponse:
    sheet = _sheet(month, with_changes=True)
    if sheet.issued and sheet.issued.document:
        content = pdf_of(sheet.issued.document)
    else:
        content = provisional_pdf(month, sheet.report, sheet.changes or ())
    _note(request, sheet, "report.print", "dicetak sebagai PDF")
    return file_response(content, filename=f"ppks-{month.slug}.pdf", content_type="application/pdf")


@require_safe
@requires(Capability.READ_REPORTS)
def report_xlsx(request: StaffRequest, month: Month) -> HttpResponse:
    sheet = _sheet(month, with_changes=True)
    content = workbook(
        month,
        sheet.report,
        drawn_at=sheet.drawn_at,
        issued=sheet.issued,
        changes=sheet.changes or (),
    )
    _note(request, sheet, "report.export", "diunduh sebagai Excel")
    return file_response(
        content, filename=f"ppks-{month.slug}.xlsx", content_type=CONTENT_TYPE, inline=False
    )  # fmt: skip


@require_safe
@requires(Capability.READ_REPORTS)
def report_rows(request: StaffRequest, month: Month, key: str) -> HttpResponse:
    try:
        rows = rows_for(month, key)
    except UnknownFigure as unknown:
        raise Http404(f"Tidak ada angka {key}.") from unknown
    page = Paginator(readied(rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
    record(
        actor=request.user,
        action="report.rows",
        subject=request.user,
        note=f"Baris di balik angka {month.label} dibuka.",
        month=month.slug,
        key=key,
    )
    context = {"page": page, "lines": lines(page, request.user), "noun": noun(rows)}
    return render(request, "evaluation/rows.html", context | figure_page(month, key))


def _sheet(month: Month, *, with_changes: bool = False) -> Sheet:
    if month.is_future:
        raise Http404("Bulan ini belum mulai.")
    return sheet_of(month, with_changes=with_changes)


def _note(request: StaffRequest, sheet: Sheet, action: str, what: str) -> None:
    provisional = "" if sheet.issued else " (sementara)"
    record(
        actor=request.user,
        action=action,
        subject=sheet.issued or request.user,
        note=f"Laporan {sheet.month.label}{provisional} {what}.",
        month=sheet.month.slug,
    )
