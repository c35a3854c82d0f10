"""The admission rules of a facility, for the data administrator: those that hold, a draft, what it would do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.views_versions import version_view
from upt_facilities import actions
from upt_facilities.criteria_page import criteria_context, draft_of
from upt_facilities.forms_edit import CriterionForm, PublishForm, RemoveForm
from upt_facilities.models import Criterion, Facility

ANSWERED = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def criteria(request: StaffRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    draft, form = draft_of(facility), PublishForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.publish_criteria, draft, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Syarat diberlakukan. Rujukan yang sudah disetujui tetap.")
        return redirect("facilities:criteria", code)
    context = criteria_context(facility, draft) | {"form": form}
    return render(request, "facilities/criteria.html", context)


criteria_move = version_view(
    Facility,
    shown="facilities:criteria",
    version=actions.draft_criteria,
    discard=lambda facility, by: actions.discard_criteria(draft_of(facility), by=by),
)


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def criterion_edit(request: StaffRequest, code: str, pk: int | None = None) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    draft = draft_of(facility)
    if draft is None:
        messages.error(request, "Buat versi baru lebih dahulu, supaya syarat dapat dicoba.")
        return redirect("facilities:criteria", code)
    new = Criterion(facility=facility, version=draft)
    criterion = new if pk is None else get_object_or_404(draft.criteria.all(), pk=pk)
    form = CriterionForm(posted(request), instance=criterion)
    if form.is_valid() and attempt(form, actions.save_criterion, form.instance, by=request.user):
        messages.success(request, "Syarat tersimpan di draf.")
        return redirect("facilities:criteria", code)
    context = {"facility": facility, "form": form, "title": "Syarat", "is_new": pk is None}
    context["criterion"] = criterion if pk is not None else None
    return render(request, "facilities/part_edit.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def criterion_remove(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    rules = Criterion.objects.select_related("version").filter(version=draft_of(facility))
    criterion = get_object_or_404(rules.exclude(version=None), pk=pk)
    form = RemoveForm(posted(request))
    if form.is_valid():
        actions.remove_criterion(criterion, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Syarat dihapus dari draf; jurnal menyimpan bunyinya.")
        return redirect("facilities:criteria", code)
    context = {"facility": facility, "form": form, "criterion": criterion}
    return render(request, "facilities/criterion_remove.html", context)
