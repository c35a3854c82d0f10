"""The inbox of a head of section, and the pages on which they decide."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.case_page import age_words
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.worklist.clocks import Clocks
from referrals import actions, queries, workflow
from referrals.actions.common import held_in_words
from referrals.forms import DecisionForm
from referrals.forms_plans import PlanDecisionForm
from referrals.models import Referral, ReferralStatus
from referrals.plan_changes import changes_since_approval
from referrals.plan_page import agreements_of, need_lines
from referrals.referral_page import decide_context
from referrals.states import sign_of
from referrals.views.attempts import attempt, press

ANSWERED = ["GET", "HEAD", "POST"]
PAGE_SIZE = 25
DECIDERS = (Capability.DECIDE, Capability.DECIDE_SECOND)


@require_safe
@requires(*DECIDERS)
def inbox(request: StaffRequest) -> HttpResponse:
    tab = request.GET.get("tab", "")
    returned = queries.returned_in(request.user)
    listed = queries.decided_in(request.user) if tab == "diputuskan" else returned
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "referrals/inbox.html",
        {
            "tab": tab,
            "inbox": queries.inbox_of(request.user, Clocks()),
            "counts": queries.returned_counts(request.user),
            "page": page if tab in ("dikembalikan", "diputuskan") else None,
            "signed": [(r, sign_of(r)) for r in page],
        },
    )


@require_http_methods(ANSWERED)
@requires(*DECIDERS)
def decide(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    form = DecisionForm()
    if request.method == "POST":
        form = DecisionForm(request.POST)
        if answer := _decided(request, referral, form):
            return answer
    elif referral.status not in (ReferralStatus.SUBMITTED, ReferralStatus.ENDORSED):
        messages.info(request, f"Rujukan {number} tidak menunggu keputusan.")
        return redirect("referrals:show", number)
    if request.method != "POST":
        record(actor=request.user, action="referral.read", subject=referral, note="")
    context = decide_context(request.user, referral) | {"form": form}
    return render(request, "referrals/decide.html", context)


@require_POST
@requires(Capability.DECIDE)
def batch(request: StaffRequest) -> HttpResponse:
    """Approve what is ticked, each for itself, and say of each what became of it."""
    numbers = request.POST.getlist("rujukan")
    ticked = queries.rows(request.user).filter(number__in=numbers).order_by("submitted_at", "pk")
    answers = press(request, lambda: actions.approve_batch(list(ticked), by=request.user))
    if answers is None:
        return redirect("referrals:inbox")
    approved = sum(answer.is_approved for answer in answers)
    return render(request, "referrals/batch.html", {"answers": answers, "approved": approved})


def _decided(request: StaffRequest, referral: Referral, form: DecisionForm) -> HttpResponse | None:
    """Do what the pressed button says; None where that was refused, with the reason on the page."""
    pressed = request.POST.get("putusan")
    if pressed == "setujui":
        form.errors.clear()
        done = press(request, lambda: actions.approve(referral, by=request.user))
    elif not form.is_valid():
        return None
    else:
        act = actions.refuse if pressed == "tolak" else actions.send_back
        done = attempt(form, lambda: act(referral, by=request.user, **form.cleaned_data))
    if done is None:
        return None
    messages.success(request, _said(done))
    return redirect("referrals:inbox")


def _said(referral: Referral) -> str:
    """``Disetujui. Melati nomor 4 dipesan sampai 24 September 2026, 16.00 WIB.``"""
    if referral.status == ReferralStatus.RETURNED:
        return f"Rujukan {referral.number} dikembalikan kepada pengaju."
    if referral.status == ReferralStatus.REFUSED:
        return f"Rujukan {referral.number} ditolak."
    if referral.status == ReferralStatus.ENDORSED:
        return (
            f"Keputusan pertama tersimpan. Rujukan {referral.number} kini menunggu Kepala Bidang."
        )
    said = ("Disetujui.", held_in_words(referral), f"Surat nomor {referral.letter} terbit.")
    return " ".join(words for words in said if words)


@require_http_methods(ANSWERED)
@requires(Capability.DECIDE)
def plan_decide(request: StaffRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(queries.plans_waiting(request.user), pk=pk)
    form = PlanDecisionForm(posted(request))
    if request.POST.get("putusan") == "setujui":
        form.errors.clear()
        done = press(request, lambda: actions.approve_plan(plan, by=request.user))
    elif form.is_valid():
        note = form.cleaned_data["note"]
        done = attempt(form, lambda: actions.send_back_plan(plan, by=request.user, note=note))
    else:
        done = None
    if done is not None:
        messages.success(
            request, f"Rencana {plan.case.number}: {in_sentence(done.get_status_display())}."
        )
        return redirect("referrals:inbox")
    context = {
        "plan": plan,
        "case": plan.case,
        "person": plan.case.person,
        "age": age_words(plan.case.person),
        "lines": need_lines(plan.case, plan, request.user),
        "changes": changes_since_approval(plan),
        "agreements": agreements_of(plan),
        "refusal": workflow.APPROVE_PLAN.refusal(request.user, plan) or "",
        "form": form,
    }
    return render(request, "referrals/plan_decide.html", context)
