"""Registers taken over: upload, columns, dry run, acceptance, taking back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import import_pages
from intake.actions import imports as actions
from intake.forms import imports as forms
from intake.imports import papers
from intake.models import Import
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.exports.workbook import XLSX
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.journal.actions import record


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.IMPORT)
def import_list(request: StaffRequest) -> HttpResponse:
    """Upload a register, and the imports before."""
    form = forms.UploadForm(posted(request), request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        source = attempt(form, actions.upload_register, upload, by=request.user)
        if source is not None:
            return redirect("intake:import_show", source.pk)
    earlier = import_pages.earlier_imports(request.user)
    return render(request, "imports/list.html", {"form": form, "earlier": earlier})


@require_safe
@requires(Capability.IMPORT)
def import_template(request: StaffRequest) -> HttpResponse:
    return file_response(
        papers.template(), filename="contoh-register-ppks.xlsx", content_type=XLSX, inline=False
    )


@require_safe
@requires(Capability.IMPORT)
def import_show(request: StaffRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    context = import_pages.page_of(source, request.user, request.GET.dict())
    return _page(request, source, context)


@require_POST
@requires(Capability.IMPORT)
def import_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    form = forms.SheetForm(request.POST, source=source)
    if form.is_valid() and attempt(
        form, actions.choose_sheet, source, by=request.user, **form.cleaned_data
    ):
        return redirect("intake:import_show", pk)
    return _again(request, source, sheet_form=form)


@require_POST
@requires(Capability.IMPORT)
def import_pair(request: StaffRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    form = forms.PairForm(request.POST, source=source)
    if form.is_valid():
        year = form.cleaned_data["year"]
        if attempt(
            form, actions.pair_columns, source, by=request.user, fields=form.pairing, year=year
        ):
            return redirect("intake:import_show", pk)
    return _again(request, source, pair_form=form)


@require_POST
@requires(Capability.IMPORT)
def import_go_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Do some of the waiting steps; a page with a script asks again by itself until all are done."""
    source = actions.go_on(_source(request, pk), by=request.user)
    address = reverse("intake:import_show", args=[pk])
    if not request.htmx:
        return redirect(address)
    if not source.is_at_work:
        return HttpResponse(headers={"HX-Redirect": address})
    context = {"source": source, "tally": import_pages.tally_of(source)}
    return render(request, "imports/show.html#progress", context)


@require_POST
@requires(Capability.IMPORT)
def import_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """One answer for the whole file."""
    asked = {key: request.POST.get(key, "") for key in ("answer", "word", "value")}
    return _act(request, pk, actions.answer_for_all, **asked)


@require_POST
@requires(Capability.IMPORT)
def import_persons(request: StaffRequest, pk: int) -> HttpResponse:
    """Who the rows are that may be somebody on record."""
    answers = forms.answers_in(request.POST)
    return _act(request, pk, actions.answer_rows, done="Jawaban tersimpan.", answers=answers)


@require_POST
@requires(Capability.IMPORT)
def import_accept(request: StaffRequest, pk: int) -> HttpResponse:
    form = forms.AcceptForm(request.POST)
    with_warnings = form.is_valid() and form.cleaned_data["rows"] == "all"
    return _act(request, pk, actions.accept_rows, with_warnings=with_warnings)


@require_POST
@requires(Capability.IMPORT)
def import_undo(request: StaffRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    form = forms.UndoForm(request.POST)
    if form.is_valid() and attempt(
        form, actions.undo_import, source, by=request.user, reason=form.cleaned_data["reason"]
    ):
        return redirect("intake:import_show", pk)
    return _again(request, source, undo_form=form)


@require_POST
@requires(Capability.IMPORT)
def import_drop(request: StaffRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.drop_import, done="Register tidak jadi diimpor.")


@require_safe
@requires(Capability.IMPORT)
def import_marked(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows that cannot be taken, to be mended in a spreadsheet."""
    source = _source(request, pk)
    record(
        actor=request.user,
        action="import.export",
        subject=source,
        note="Baris yang perlu dibetulkan diunduh sebagai XLSX.",
    )
    return file_response(
        papers.marked(source, by=request.user),
        filename=f"perlu-dibetulkan-{pk}.xlsx",
        content_type=XLSX,
        inline=False,
    )


def _source(request: StaffRequest, pk: int) -> Import:
    found = Import.objects.visible_to(request.user).select_related("office", "file", "uploaded_by")
    return get_object_or_404(found, pk=pk)


def _act(request: StaffRequest, pk: int, act: Any, *, done: str = "", **asked: Any) -> HttpResponse:
    """Do ``act`` and come back to the page, which says why where it was refused."""
    press(request, act, _source(request, pk), by=request.user, done=done, **asked)
    return redirect("intake:import_show", pk)


def _again(request: StaffRequest, source: Import, **shown: Any) -> HttpResponse:
    """The page once more, with what was refused written into its form."""
    source.refresh_from_db()
    return _page(request, source, import_pages.page_of(source, request.user, {}) | shown)


def _page(request: StaffRequest, source: Import, context: dict[str, Any]) -> HttpResponse:
    context = {
        "sheet_form": forms.SheetForm(source=source),
        "pair_form": forms.PairForm(source=source),
        "undo_form": forms.UndoForm(),
    } | context
    form = context["pair_form"]
    context["paired"] = [(c, form[f"kolom-{c.index}"]) for c in context["columns"]]
    return render(request, "imports/show.html", context)
