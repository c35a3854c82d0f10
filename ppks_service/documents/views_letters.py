"""Making a letter of a case, a referral or a stay: choose its kind, write, look, issue."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents import letter_pages as pages
from ppks_service.documents import permissions
from ppks_service.documents.actions_letters import (
    check_answers,
    issue_worded,
)
from ppks_service.documents.composing import PAPER
from ppks_service.documents.forms_letters import LetterForm
from ppks_service.documents.kind_pages import paper_context
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import visible_documents
from ppks_service.forms import add_errors, posted
from ppks_service.http import file_response
from ppks_service.journal.actions import record
from ppks_service.pdf import render_pdf
from ppks_service.workflow import Refused


@require_safe
@requires(Capability.READ_DOCUMENTS)
def letter_choose(request: StaffRequest, of: str, key: str) -> HttpResponse:
    source, thing = pages.thing_at(request.user, of, key)
    context = _place(source, thing) | {"kinds": pages.all_choices(request.user, source, thing)}
    return render(request, "letters/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_DOCUMENTS)
def letter_write(request: StaffRequest, of: str, key: str, code: str) -> HttpResponse:
    """The form; posted, the letter as it will be; pressed again, the letter itself."""
    source, thing = pages.thing_at(request.user, of, key)
    wording = pages.wording_at(source, code)
    permissions.issue_letter.check(request.user, permissions.Wanted(wording, thing))
    replaces = pages.replaced_by_new(request.user, request.GET.get("ganti", ""), wording, thing)
    form = pages.form_for(posted(request), wording, thing, by=request.user, replaces=replaces)
    context = _place(source, thing) | {"wording": wording, "form": form, "replaces": replaces}
    if form.is_valid() and _fits(form, wording, source.case_of(thing).pk):
        if request.POST.get("act") == "issue":
            document = _issued(request, form, wording, thing, replaces)
            if document is not None:
                messages.success(request, f"{document.kind_name} nomor {document.number} terbit.")
                return redirect(source.url_of(thing))
        return _looked_at(request, form, wording, thing, context)
    return render(request, "letters/write.html", context)


@require_safe
@requires(Capability.READ_DOCUMENTS)
def letter_replace(request: StaffRequest, pk: int) -> HttpResponse:
    """On to the form of a new letter of the same kind about the same thing."""
    letters = visible_documents(request.user).select_related("wording").defer("html")
    document = get_object_or_404(letters.exclude(wording=None), pk=pk)
    place = pages.place_of(request.user, document)
    address = reverse("documents:letter_write", args=[*place, document.kind])
    return redirect(f"{address}?ganti={document.pk}")


def _place(source: Any, thing: Any) -> dict[str, Any]:
    return {
        "of": source.slug,
        "key": source.key_of(thing),
        "back": source.url_of(thing),
        "back_words": source.words(thing),
    }


def _fits(form: LetterForm, wording: Any, case_pk: int) -> bool:
    try:
        basis = form.cleaned_data.get("basis", "")
        check_answers(wording, form.answers(), case_pk=case_pk, basis=basis)
    except ValidationError as refused:
        add_errors(form, refused)
        return False
    return True


def _looked_at(
    request: StaffRequest, form: LetterForm, wording: Any, thing: Any, context: dict[str, Any]
) -> HttpResponse:
    """The page with the letter, or the letter as PDF; looking is reading the file."""
    shown = pages.previewed(wording, thing, form, by=request.user)
    record(
        actor=request.user,
        action="letter.read",
        subject=thing,
        note=f"{wording.name} dilihat sebelum diterbitkan.",
    )
    if request.POST.get("act") == "pdf":
        pdf = render_pdf(PAPER, paper_context(shown["letter"]))
        return file_response(pdf, filename="pratinjau.pdf", content_type="application/pdf")
    return render(request, "letters/write.html", context | shown)


def _issued(
    request: StaffRequest,
    form: LetterForm,
    wording: Any,
    thing: Any,
    replaces: IssuedDocument | None,
) -> IssuedDocument | None:
    """The letter, or None with the refusal said."""
    try:
        return issue_worded(
            wording,
            thing,
            by=request.user,
            answers=form.answers(),
            seen=request.POST.get("seal", "-"),
            basis=form.cleaned_data.get("basis", ""),
            replaces=replaces,
            reason=form.cleaned_data.get("alasan_ganti", ""),
        )
    except ValidationError as refused:
        add_errors(form, refused)
    except Refused as refused:
        messages.error(request, str(refused))
    return None
