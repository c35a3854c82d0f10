"""Instruments as admin data writes them: the list, one with its preview, a section, and their acts."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from intake import actions, instruments, workflow_instruments
from intake.forms import assessments as preview_forms
from intake.forms import instruments as forms
from intake.instrument_text import Unreadable
from intake.models import Instrument
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.versions import VersionStatus
from ppks_service.views_versions import version_view

NEW = "baru"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def instrument_list(request: StaffRequest) -> HttpResponse:
    form = forms.NewInstrumentForm(posted(request))
    if form.is_valid():
        title = form.cleaned_data["title"]
        draft = attempt(form, actions.begin_instrument, title, by=request.user)
        if draft is not None:
            messages.success(request, "Draf dimulai. Tambahkan bagian dan pertanyaannya.")
            return redirect("intake:instrument_show", draft.pk)
    rows = Instrument.objects.annotate(used=Count("assessments")).defer("definition")
    ordered = rows.order_by("title", "code", "-version")
    return render(request, "intake/instrument_list.html", {"instruments": ordered, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def instrument_show(request: StaffRequest, pk: int) -> HttpResponse:
    """One version as those who fill it will see it, and what may be done with it."""
    instrument = get_object_or_404(Instrument, pk=pk)
    form = forms.FrameForm(posted(request), initial=forms.FrameForm.initial_of(instrument))
    if form.is_valid() and attempt(
        form, actions.set_frame, instrument, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Judul dan sasaran tersimpan.")
        return redirect("intake:instrument_show", pk)
    context = {"instrument": instrument, "form": form, "parts": _preview(instrument)}
    context["acts"] = workflow_instruments.INSTRUMENT.open_to(request.user, instrument)
    context["is_draft"] = instrument.status == VersionStatus.DRAFT
    return render(request, "intake/instrument_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def instrument_section(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    instrument = get_object_or_404(Instrument, pk=pk, status=VersionStatus.DRAFT)
    section = _section(instrument, key)
    needs = instrument.definition.get("needs", [])
    form = forms.SectionTextForm(
        posted(request), section=section, initial=forms.initial_of(section, needs)
    )
    rows = forms.rows_of(posted(request), section)
    if request.method == "POST" and "baris" not in request.POST:
        valid = [part.is_valid() for part in (form, rows)]  # each shows its own errors
        if all(valid) and _written(form, rows, instrument, request):
            messages.success(request, "Bagian tersimpan di draf.")
            return redirect("intake:instrument_show", pk)
    context = {"instrument": instrument, "form": form, "rows": rows, "section": section}
    return render(request, "intake/instrument_section.html", context)


@require_POST
@requires(Capability.MAINTAIN_REFERENCE)
def instrument_section_remove(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    instrument = get_object_or_404(Instrument, pk=pk)
    press(
        request,
        actions.remove_section,
        instrument,
        key,
        by=request.user,
        done="Bagian dihapus.",
    )
    return redirect("intake:instrument_show", pk)


instrument_move = version_view(
    Instrument,
    shown="intake:instrument_show",
    drafted="intake:instrument_show",
    listed="intake:instruments",
    version=actions.begin_version,
    publish=actions.publish_instrument,
    retire=actions.retire_instrument,
    discard=actions.discard_draft,
)


def _written(
    form: forms.SectionTextForm, rows: Any, instrument: Instrument, request: StaffRequest
) -> bool:
    try:
        section = forms.section_of(form, rows, instrument.definition)
    except Unreadable as line:
        form.add_error(None, str(line))
        return False
    saved = attempt(
        form, actions.write_section, instrument, section, by=request.user, need=form.need()
    )
    return saved is not None


def _section(instrument: Instrument, key: str) -> dict[str, Any]:
    if key == NEW:
        return {}
    for section in instrument.definition.get("sections", ()):
        if section["key"] == key:
            return dict(section)
    raise Http404("Bagian ini tidak ada.")


def _preview(instrument: Instrument) -> list[dict[str, Any]]:
    """The sections with their questions as forms that nobody sends."""
    if not instrument.definition.get("sections"):
        return []
    definition = instruments.parse(instrument.definition)
    return [
        {
            "section": section,
            "form": preview_forms.SectionForm(section=section, answers={}, prefix=section.key),
            "needs": [rule for rule in definition.needs if rule.key == f"score.{section.key}"],
        }
        for section in definition.sections
    ]
