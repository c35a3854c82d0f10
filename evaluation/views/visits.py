"""Visits: the list, the tab in the case file, planning, holding, calling off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import actions, permissions
from evaluation.follow_up import (
    awaiting_follow_up,
    follow_up_day,
    signals_on_record,
    to_follow_up,
)
from evaluation.forms import CancelVisitForm, VisitForm, VisitPlanForm
from evaluation.models import Visit
from evaluation.queries import VISIT_LISTS, earlier_scores, listed_visits, visit_list_of, visit_page
from intake.case_page import case_context
from intake.models import Case
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.indonesian import long_date
from ppks_service.keyset import page_by_key

PAGE_SIZE = 25
PROPOSED = 8


@require_safe
@requires(Capability.WRITE_VISITS, Capability.READ_CASES)
def visit_list(request: StaffRequest) -> HttpResponse:
    chosen = visit_list_of(request.GET.get("saring", ""))
    page = page_by_key(
        listed_visits(request.user, chosen),
        request.GET.dict(),
        by=chosen.by,
        size=PAGE_SIZE,
        oldest_first=chosen.oldest_first,
    )
    proposed = _proposed(request.user) if request.user.has(Capability.WRITE_VISITS) else []
    context = {
        "page": page,
        "lists": VISIT_LISTS,
        "chosen": chosen,
        "proposed": proposed[:PROPOSED],
        "has_more": len(proposed) > PROPOSED,
    }
    return render(request, "evaluation/visit_list.html", context)


def _proposed(user: User) -> list[Case]:
    """Whom ``user`` should plan a visit for, who waits longest first; one more than is shown."""
    return list(to_follow_up(user).for_list().order_by("left_at", "pk")[: PROPOSED + 1])


@require_safe
@requires(Capability.READ_CASES)
def case_tab(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    context = case_context(request, case, tab="evaluasi")
    context["visits"] = case.visits.for_list().order_by("-planned_on", "-pk")
    context["is_proposed"] = awaiting_follow_up(request.user).filter(pk=case.pk).exists()
    context["proposed_on"] = follow_up_day(case)
    context["may_plan"] = permissions.plan_visit.allows(request.user, case)
    return render(request, "evaluation/case_tab.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.WRITE_VISITS)
def visit_plan(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    initial = {"planned_on": follow_up_day(case), "assigned_to": request.user}
    form = VisitPlanForm(posted(request), case=case, initial=initial)
    if form.is_valid() and attempt(form, actions.plan_visit, form.instance, by=request.user):
        messages.success(request, "Kunjungan direncanakan.")
        return redirect("evaluation:case_tab", case.number)
    return render(request, "evaluation/visit_plan.html", {"form": form, "case": case})


@require_POST
@requires(Capability.WRITE_VISITS)
def follow_up_plan(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    visit = actions.plan_follow_up(case, by=request.user)
    messages.success(request, f"Kunjungan direncanakan untuk {long_date(visit.planned_on)}.")
    return redirect("evaluation:case_tab", case.number)


@require_http_methods(["GET", "POST"])
@requires(Capability.WRITE_VISITS, Capability.READ_CASES)
def visit_show(request: StaffRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit.objects.visible_to(request.user).for_list(), pk=pk)
    form = VisitForm(
        posted(request),
        instance=visit,
        recorded=signals_on_record(visit),
        earlier=earlier_scores(visit),
    )
    if form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            actions.hold_visit,
            form.instance,
            by=request.user,
            at=data["held_at"],
            next_on=data["next_on"],
        ):
            messages.success(request, "Kunjungan tersimpan. Kasus masuk tahap 6, Evaluasi.")
            return redirect("evaluation:case_tab", visit.case.number)
    return render(request, "evaluation/visit.html", visit_page(request.user, visit, form))  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Capability.WRITE_VISITS)
def visit_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit.objects.visible_to(request.user).for_list(), pk=pk)
    form = CancelVisitForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.cancel_visit, visit, by=request.user, reason=form.cleaned_data["reason"]
    ):
        messages.success(request, "Kunjungan dibatalkan.")
        return redirect("evaluation:case_tab", visit.case.number)
    return render(request, "evaluation/visit_cancel.html", {"form": form, "visit": visit})
