"""Plan templates: the pages of admin data, and the page that takes suggestions into a plan."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from intake.case_page import case_context
from intake.models import PPKSType
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.versions import VersionStatus
from ppks_service.views_versions import version_view
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
        draft = attempt(form, actions.begin_template, **form.cleaned_data, by=request.user)
        if draft is not None:
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
    if form.is_valid() and attempt(
        form, actions.set_template_frame, found, by=request.user, **form.cleaned_data
    ):
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
        write, acts = actions.write_template_goal, acts_of(rows)
        if attempt(form, write, found, form.instance, acts, by=request.user):
            messages.success(request, "Tujuan tersimpan di draf.")
            return redirect("referrals:plan_template", pk)
    context = {"template": found, "goal": aim, "form": form, "rows": rows}
    return render(request, "referrals/template_goal.html", context)


@require_POST
@requires(Capability.MAINTAIN_REFERENCE)
def template_goal_remove(request: StaffRequest, pk: int, goal: int) -> HttpResponse:
    found = get_object_or_404(PlanTemplate, pk=pk)
    aim = get_object_or_404(found.goals, pk=goal)
    remove = actions.remove_template_goal
    press(request, remove, found, aim, by=request.user, done="Tujuan dihapus dari draf.")
    return redirect("referrals:plan_template", pk)


template_move = version_view(
    PlanTemplate,
    shown="referrals:plan_template",
    drafted="referrals:plan_template",
    listed="referrals:plan_templates",
    version=actions.begin_template_version,
    publish=actions.publish_template,
    retire=actions.retire_template,
    discard=actions.discard_template,
)


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
        if press(request, actions.take_over, current, picks, by=request.user):
            messages.success(request, "Saran masuk ke draf rencana. Sesuaikan dengan orangnya.")
            return redirect("referrals:plan", number)
    context = case_context(request, case, tab="rencana") | {"rows": found, "ticked": ticked}
    return render(request, "referrals/plan_take_over.html", context)


def _naming_types() -> Callable[[PlanTemplate], list[str]]:
    """What the types of a template are called. One query for all; a code that left the list stands as it is."""
    names = dict(PPKSType.objects.values_list("code", "name"))
    return lambda found: [names.get(code, code) for code in found.types]
