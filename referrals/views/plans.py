"""The plan of a case: each need with goal and acts, the agreement, new versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.case_page import case_context
from intake.health import shown_needs
from intake.models import Case
from intake.queries import files_of
from intake.views.custody import signature_response
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.journal.actions import record
from referrals import actions
from referrals.conference_page import conferences_context
from referrals.forms_plans import (
    AGREEING,
    ActionStateForm,
    AgreeForm,
    GoalForm,
    PlanActionForm,
    RevisionForm,
    WordsForm,
    signature_for,
)
from referrals.models import PlanAction, PlanAgreement, PlanGoal, PlanStatus, ServicePlan
from referrals.plan_page import current_plan, plan_context
from referrals.views.attempts import attempt, press

ANSWERED = ["GET", "HEAD", "POST"]


@require_safe
@requires(Capability.READ_CASES)
def plan(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    chosen = request.GET.get("versi", "")
    shown = current_plan(case)
    if chosen.isdigit():
        shown = get_object_or_404(case.plans.select_related("written_by"), version=int(chosen))
    context = case_context(request, case, tab="rencana") | plan_context(request.user, case, shown)
    context |= conferences_context(request.user, case)
    return render(request, "referrals/plan.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_write(request: StaffRequest, number: str) -> HttpResponse:
    """Begin the first plan at once; a new version is asked why."""
    case = _case(request, number)
    if case.plans.exists():
        form = RevisionForm(posted(request), initial={"reason": request.GET.get("sebab", "")})
        act = lambda: actions.write_plan(case, by=request.user, **form.cleaned_data)  # noqa: E731
        about = "Versi yang berlaku kini tetap terbaca. Yang baru disepakati dan disetujui lagi."
        return _form_page(
            request, case, form, act, title="Versi baru", about=about, button="Susun versi baru"
        )
    if request.method == "POST" and press(
        request, lambda: actions.write_plan(case, by=request.user)
    ):
        messages.success(request, "Rencana dimulai. Beri setiap kebutuhan tujuan dan tindakan.")
    return redirect("referrals:plan", number)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_words(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = WordsForm(posted(request), instance=_plan_of(case))
    act = lambda: actions.edit_plan(form.instance, by=request.user)  # noqa: E731
    return _form_page(request, case, form, act, title="Kata yang bersangkutan")


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_goal(request: StaffRequest, number: str, need: int) -> HttpResponse:
    """The goal for one need: a new one, or the words of the one there is."""
    case = _case(request, number)
    current = _plan_of(case)
    wanted = get_object_or_404(case.needs, pk=need)
    goal = current.goals.filter(need=wanted).first() or PlanGoal(plan=current, need=wanted)
    goal.plan = current
    form = GoalForm(posted(request), instance=goal)
    save = actions.edit_goal if goal.pk else actions.add_goal
    act = lambda: save(form.instance, by=request.user)  # noqa: E731
    about = shown_needs(request.user, case, [wanted])[0].description
    return _form_page(request, case, form, act, title="Tujuan", about=about)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_action(request: StaffRequest, number: str, goal: int) -> HttpResponse:
    case = _case(request, number)
    aim = get_object_or_404(_plan_of(case).goals.select_related("need"), pk=goal)
    form = PlanActionForm(posted(request), goal=aim)
    act = lambda: actions.add_action(form.instance, by=request.user)  # noqa: E731
    return _form_page(request, case, form, act, title="Tambah tindakan", about=aim.goal)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_action_edit(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    case = _case(request, number)
    action = _action_of(case, pk)
    form = PlanActionForm(posted(request), goal=action.goal, instance=action)
    act = lambda: actions.edit_action(form.instance, by=request.user)  # noqa: E731
    return _form_page(request, case, form, act, title="Ubah tindakan", about=action.goal.goal)


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def plan_action_state(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    case = _case(request, number)
    action = _action_of(case, pk)
    initial = {"status": action.status, "note": action.status_note}
    form = ActionStateForm(posted(request), initial=initial)
    act = lambda: actions.move_action(action, by=request.user, **form.cleaned_data)  # noqa: E731
    return _form_page(request, case, form, act, title="Keadaan tindakan", about=action.what)


@require_POST
@requires(Capability.WRITE_REFERRALS)
def plan_action_remove(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    action = _action_of(_case(request, number), pk)
    if press(request, lambda: actions.remove_action(action, by=request.user) or True):
        messages.success(request, "Tindakan dihapus dari draf rencana.")
    return redirect("referrals:plan", number)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def plan_agree(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for the agreement, with the signature; once more where nobody had agreed before."""
    case = _case(request, number)
    current = _plan_of(case)
    signs = request.POST.get("agreed_by") in AGREEING.split()
    bound = (request.POST, request.FILES) if signs else (None, None)
    form, signature = AgreeForm(posted(request)), signature_for(case, *bound)
    if form.is_valid() and (not form.is_given or signature.is_valid()):
        given = signature.given if form.is_given else None
        is_draft = current.status == PlanStatus.DRAFT
        ask = actions.agree_plan if is_draft else actions.ask_consent_again
        if attempt(form, lambda: ask(current, by=request.user, given=given, **form.cleaned_data)):
            messages.success(request, "Kesepakatan tersimpan di server.")
            return redirect("referrals:plan", number)
    context = case_context(request, case, tab="rencana")
    context |= {"form": form, "signature": signature, "plan": current, "agreeing": AGREEING}
    return render(request, "referrals/plan_agree.html", context)


@require_safe
@requires(Capability.READ_CASES)
def plan_signature(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """The picture of one signature under a plan of this file."""
    case = _case(request, number)
    agreements = PlanAgreement.objects.select_related("signature", "plan")
    agreement = get_object_or_404(agreements, pk=pk, plan__case=case, signature__isnull=False)
    signature = agreement.signature
    if signature is None or not signature.has_picture:
        raise Http404
    note = f"Tanda tangan rencana versi {agreement.plan.version} dilihat."
    record(actor=request.user, action="plan.read", subject=agreement.plan, note=note)
    return signature_response(signature, f"rencana-{case.number}-{pk}")


def _case(request: StaffRequest, number: str) -> Case:
    return get_object_or_404(files_of(request.user), number=number)


def _plan_of(case: Case) -> ServicePlan:
    found = get_object_or_404(case.plans.current())
    found.case = case
    return found


def _action_of(case: Case, pk: int) -> PlanAction:
    found = PlanAction.objects.filter(goal__plan__in=case.plans.current())
    action = get_object_or_404(found.select_related("goal__plan"), pk=pk)
    action.goal.plan.case = case
    return action


def _form_page(
    request: StaffRequest,
    case: Case,
    form: Any,
    act: Callable[[], Any],
    *,
    title: str,
    about: str = "",
    button: str = "Simpan",
) -> HttpResponse:
    """One small form of the plan: draw it, or do it and go back to the plan."""
    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, "Rencana tersimpan di server.")
        return redirect("referrals:plan", case.number)
    context = case_context(request, case, tab="rencana") | {
        "form": form,
        "title": title,
        "about": about,
        "button": button,
    }
    return render(request, "referrals/plan_form.html", context)
