"""Kinds of letter as admin data writes them: the list, a version with its preview, and its acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.documents import actions_kinds as actions
from ppks_service.documents import kind_pages
from ppks_service.documents.composing import PAPER, sample
from ppks_service.documents.forms_kinds import SeriesForm, WordingForm
from ppks_service.documents.models import LetterTemplate
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.pdf import render_pdf
from ppks_service.versions import VersionStatus
from ppks_service.views_versions import version_view


@require_safe
@requires(Capability.MAINTAIN_REFERENCE)
def kind_list(request: StaffRequest) -> HttpResponse:
    return render(request, "letters/kind_list.html", kind_pages.list_context())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def kind_new(request: StaffRequest) -> HttpResponse:
    form = WordingForm(posted(request), initial={"body": STARTING_TEXT})
    if form.is_valid():
        draft = attempt(form, actions.begin_kind, form.instance, by=request.user)
        if draft is not None:
            messages.success(request, "Draf tersimpan. Lihat pratinjaunya, lalu terbitkan.")
            return redirect("documents:kind_edit", draft.pk)
    context = kind_pages.edit_context(LetterTemplate()) | {"form": form}
    return render(request, "letters/kind_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def kind_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft being written; its preview shows what was last saved."""
    stored = get_object_or_404(LetterTemplate, pk=pk, status=VersionStatus.DRAFT)
    form = WordingForm(posted(request), instance=LetterTemplate.objects.get(pk=pk))
    if form.is_valid() and attempt(form, actions.write_wording, form.instance, by=request.user):
        messages.success(request, "Draf tersimpan; pratinjau sudah yang baru.")
        return redirect("documents:kind_edit", pk)
    return render(
        request, "letters/kind_edit.html", kind_pages.edit_context(stored) | {"form": form}
    )


@require_safe
@requires(Capability.MAINTAIN_REFERENCE)
def kind_show(request: StaffRequest, pk: int) -> HttpResponse:
    wording = get_object_or_404(LetterTemplate, pk=pk)
    return render(request, "letters/kind_show.html", kind_pages.show_context(request.user, wording))


@require_safe
@requires(Capability.MAINTAIN_REFERENCE)
def kind_sample(request: StaffRequest, pk: int) -> HttpResponse:
    """The version as paper, with invented people."""
    wording = get_object_or_404(LetterTemplate, pk=pk)
    pdf = render_pdf(PAPER, kind_pages.paper_context(sample(wording)))
    name = f"contoh-{wording.code}-{wording.version}.pdf"
    return file_response(pdf, filename=name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def series_edit(request: StaffRequest, code: str) -> HttpResponse:
    """How papers made by code are numbered: looked at first, or saved for the next number on."""
    context = kind_pages.series_context(kind_pages.series_at(code))
    # Read for itself: what is typed into it is not what holds, which stands beside the form.
    form = SeriesForm(posted(request), instance=kind_pages.series_at(code))
    if form.is_valid():
        if request.POST.get("act") == "look":
            context["meant"] = attempt(form, actions.checked_number, form.instance)
        elif attempt(form, actions.set_series, form.instance, by=request.user):
            messages.success(request, "Pola nomor tersimpan; berlaku mulai nomor berikutnya.")
            return redirect("documents:series", code)
    return render(request, "letters/series_edit.html", context | {"form": form})


kind_move = version_view(
    LetterTemplate,
    shown="documents:kind",
    drafted="documents:kind_edit",
    listed="documents:kinds",
    version=actions.begin_wording,
    publish=actions.publish_wording,
    retire=actions.retire_wording,
    discard=actions.discard_wording,
)


STARTING_TEXT = """\
Bersama ini kami sampaikan mengenai orang berikut.

{data_diri}

Tulis isi surat di sini. Narahubung: {petugas}, {jabatan_petugas}.
"""
