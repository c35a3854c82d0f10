"""A facility's own data, for the data administrator: texts, wards, rules, papers. No resident is named."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from upt_facilities import actions
from upt_facilities.board import ages_in_words
from upt_facilities.criteria import value_in_words
from upt_facilities.forms_edit import FacilityForm, PapersForm, WardForm
from upt_facilities.models import Facility, Ward
from upt_facilities.rooms import rooms_of
from upt_facilities.rulebook import criteria_of


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def facility_edit(request: StaffRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    form = FacilityForm(posted(request), instance=facility)
    if form.is_valid() and attempt(form, actions.edit_facility, form.instance, by=request.user):
        messages.success(request, "Keterangan tempat tersimpan.")
        return redirect("facilities:edit", code=code)
    rooms = rooms_of([facility])
    wards = [
        (ward, ages_in_words(ward), rooms.of_ward(ward))
        for ward in facility.wards.order_by("name", "pk")
    ]
    context = {"facility": facility, "form": form, "wards": wards}
    context["criteria"] = [
        (criterion, value_in_words(criterion))
        for criterion in criteria_of([facility.pk]).get(facility.pk, [])
    ]
    context["papers"] = facility.required_papers.order_by("pk")
    return render(request, "facilities/edit.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def ward_edit(request: StaffRequest, code: str, pk: int | None = None) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    ward = (
        get_object_or_404(facility.wards.all(), pk=pk)
        if pk is not None
        else Ward(facility=facility)
    )
    form = WardForm(posted(request), instance=ward)
    if form.is_valid() and attempt(
        form, actions.save_ward, form.instance, by=request.user, **form.counts()
    ):
        messages.success(request, "Wisma tersimpan.")
        return redirect("facilities:edit", code=code)
    context = {"facility": facility, "form": form, "title": "Wisma", "is_new": pk is None}
    return render(request, "facilities/part_edit.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def papers_edit(request: StaffRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility, code=code)
    form = PapersForm(posted(request), facility=facility)
    if form.is_valid():
        actions.set_papers(facility, by=request.user, papers=form.chosen())
        messages.success(request, "Daftar surat tersimpan.")
        return redirect("facilities:edit", code=code)
    context = {"facility": facility, "form": form, "title": "Surat yang dibawa", "is_new": False}
    return render(request, "facilities/part_edit.html", context)
