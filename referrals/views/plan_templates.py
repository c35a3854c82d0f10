"""Plan templates: the pages of admin data, and the page that takes suggestions into a plan."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from intake.case_page import case_context
from intake.models import PPKSType
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.versions import VersionStatus
from referrals import actions, suggestions, workflow_templates
from referrals.forms_templates import (
    NewTemplateForm,
    TemplateForm,
    TemplateGoalForm,
    acts_of,
    rows_of,
)
from referrals.models import PlanTemplate, TemplateAction, TemplateGoal
from referrals.views.attempts import attempt, press

ANSWERED = ["GET", "HEAD", "POST"]
ACTS = Prefetch("actions", TemplateAction.objects.order_by("pk"))


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def template_list(request: StaffRequest) -> HttpResponse:
    form = NewTemplateForm(posted(request))
    if form.is_valid():
        begin = lambda: actions.begin_template(**form.cleaned_data, by=request.user)  # noqa: E731
        if draft := attempt(form, begin):
            messages.success(request, "Draf dimulai. Tambahkan tujuan dan tindakannya.")
            return redirect("referrals:plan_template", draft.pk)
    rows = PlanTemplate.objects.order_by("title", "code", "-version")
    named = _naming_types()
    context = {"templates": [(row, named(row)) for row in rows], "form": form}
    return render(request, "referrals/template_list.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def template(request: StaffRequest, pk: int) -> HttpResponse:
    """One version with its goals and acts, and what may be done with it."""
    found = get_object_or_404(PlanTemplate, pk=pk)
    form = TemplateForm(posted(request), template=found)
    if form.is_valid():
        act = lambda: actions.set_template_frame(found, by=request.user, **form.cleaned_data)  # noqa: E731
        if attempt(form, act):
            messages.success(request, "Judul dan jenis tersimpan.")
            return redirect("referrals:plan_template", pk)
    context = {
        "template": found,
        "form": form,
        "types": _naming_types()(found),
        "goals": found.goals.prefetch_related(ACTS).order_by("domain", "pk"),
        "acts": workflow_templates.PLAN_TEMPLATE.open_to(request.user, found),
        "is_draft": found.status == VersionStatus.DRAFT,
    }
    return render(request, "referrals/template_show.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.MAINTAIN_REFERENCE)
def template_goal(request: StaffRequest, pk: int, goal: int) -> HttpResponse:
    """One goal of a draft with its acts; ``goal`` 0 is a new one."""
    found = get_object_or_404(PlanTemplate, pk=pk, status=VersionStatus.DRAFT)
    aim = get_object_or_404(found.goals, pk=goal) if goal else TemplateGoal(template=found)
    form, rows = TemplateGoalForm(posted(request), instance=aim), rows_of(posted(request), aim)
    if all([form.is_valid(), rows.is_valid()]):
        write = lambda: actions.write_template_goal(  # noqa: E731
            found, form.instance, acts_of(rows), by=request.user
        )
        if attempt(form, write):
            messages.success(request, "Tujuan tersimpan di draf.")
            return redirect("referrals:plan_template", pk)
    context = {"template": found, "goal": aim, "form": form, "rows": rows}
    return render(request, "referrals/template_goal.html", context)


@require_POST
@requires(Capability.MAINTAIN_REFERENCE)
def template_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish, retire, begin a version, throw away, or take a goal out, as the pressed button says."""
    found = get_object_or_404(PlanTemplate, pk=pk)
    act = request.POST.get("act", "")
    if act not in MOVES:
        raise Http404("Tindakan ini tidak ada.")
    done = press(request, lambda: MOVES[act](request, found))
    if done is None:
        return redirect("referrals:plan_template", pk)
    messages.success(request, "Tersimpan.")
    if act == "discard":
        return redirect("referrals:plan_templates")
    return redirect("referrals:plan_template", done.pk)


def _without_goal(request: StaffRequest, found: PlanTemplate) -> PlanTemplate:
    goal = get_object_or_404(found.goals, pk=request.POST.get("tujuan") or 0)
    actions.remove_template_goal(found, goal, by=request.user)
    return found


def _discarded(request: StaffRequest, found: PlanTemplate) -> bool:
    actions.discard_template(found, by=request.user)
    return True


MOVES: dict[str, Any] = {
    "publish": lambda request, found: actions.publish_template(found, by=request.user),
    "retire": lambda request, found: actions.retire_template(found, by=request.user),
    "version": lambda request, found: actions.begin_template_version(found, by=request.user),
    "discard": _discarded,
    "remove": _without_goal,
}


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_take_over(request: StaffRequest, number: str) -> HttpResponse:
    """What templates suggest for each open need; what is ticked goes into the draft."""
    case = get_object_or_404(files_of(request.user), number=number)
    current = get_object_or_404(case.plans.current())
    found = suggestions.suggestions_for(request.user, case)
    ticked = request.POST.getlist("saran")
    if request.method == "POST":
        picks = suggestions.picked(found, ticked)
        if press(request, lambda: actions.take_over(current, picks, by=request.user)):
            messages.success(request, "Saran masuk ke draf rencana. Sesuaikan dengan orangnya.")
            return redirect("referrals:plan", number)
    context = case_context(request, case, tab="rencana") | {"rows": found, "ticked": ticked}
    return render(request, "referrals/plan_take_over.html", context)


def _naming_types() -> Callable[[PlanTemplate], list[str]]:
    """What the types of a template are called. One query for all; a code that left the list stands as it is."""
    names = dict(PPKSType.objects.values_list("code", "name"))
    return lambda found: [names.get(code, code) for code in found.types]
