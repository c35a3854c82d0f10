"""Referrals: list, one referral with its acts, and the answers of the receiving side."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.forms import posted
from ppks_service.journal.actions import record
from ppks_service.keyset import page_by_key
from ppks_service.worklist.clocks import Clocks
from referrals import actions, queries, workflow
from referrals.closed_page import closed_context, closed_to
from referrals.forms import (
    LISTS,
    AcceptForm,
    DeclineForm,
    ReasonForm,
    ReferralArrivalForm,
    ReferralFilter,
)
from referrals.listing import filtered, in_state
from referrals.models import OPEN_REFERRAL, Referral, states_seen_by
from referrals.permissions import is_receiving_side
from referrals.referral_page import show_context
from referrals.states import ran_out, sign_of
from referrals.validity import validity_now
from referrals.views.attempts import attempt, back_to, press

ANSWERED = ["GET", "HEAD", "POST"]
PAGE_SIZE = 25
OPEN_STATES = frozenset(OPEN_REFERRAL)
FINISHERS = (Capability.ANSWER_REFERRALS, Capability.WRITE_REFERRALS)


@require_safe
@requires(Capability.READ_REFERRALS)
def referral_list(request: StaffRequest) -> HttpResponse:
    filters = ReferralFilter(request.GET)
    found = filtered(queries.rows(request.user), filters)
    chosen = request.GET.get("keadaan", "")
    shown = in_state(found, chosen)
    page = page_by_key(shown, request.GET.dict(), by="pk", size=PAGE_SIZE)
    clocks = Clocks()
    drawn = [(r, sign_of(r), None if ran_out(r) else queries.due_of(r, clocks)) for r in page.rows]
    context = {
        "filters": filters,
        "page": page,
        "drawn": drawn,
        "chosen": chosen,
        "chips": _chips(found, chosen, request.user),
        "is_receiver": request.user.role in FACILITY_ROLES,
        "is_filtered": bool(chosen or request.GET.get("q") or request.GET.get("tempat")),
    }
    return render(request, "referrals/list.html", context)


def _chips(found: QuerySet[Referral], chosen: str, user: User) -> list[tuple[str, str, int | None]]:
    """The saved filters: what is in somebody's hands with how many, in one query; none of an empty list.

    What is over grows for years and is not counted; whoever receives people never sees what is over.
    """
    counted = dict(
        found.filter(status__in=OPEN_REFERRAL)
        .order_by()
        .values_list("status")
        .annotate(amount=Count("pk"))
    )
    seen = set(states_seen_by(user))
    chips: list[tuple[str, str, int | None]] = [("", "Semua", None)]
    for key, label, codes in LISTS:
        if seen.isdisjoint(codes):
            continue
        is_open = OPEN_STATES.issuperset(codes)
        number = sum(counted.get(code, 0) for code in codes) if is_open else None
        if number != 0 or key == chosen:
            chips.append((key, label, number))
    return chips


@require_safe
@requires(Capability.READ_REFERRALS)
def referral_show(request: StaffRequest, number: str) -> HttpResponse:
    if ended := closed_to(request.user, number):
        return render(request, "referrals/closed.html", closed_context(ended), status=410)
    referral = get_object_or_404(queries.whole(request.user), number=number)
    if is_receiving_side(request.user, referral) and referral.seen_at is None:
        referral.seen_at = actions.mark_seen(referral, by=request.user).seen_at
    record(
        actor=request.user,
        action="referral.read",
        subject=referral,
        person_pk=referral.case.person_id,
        note=f"Rujukan {referral.number} dibuka.",
    )
    return _page(request, referral)


def _page(request: StaffRequest, referral: Referral, **forms: django_forms.Form) -> HttpResponse:
    """The page of a referral, with the form that was refused where one was."""
    shown = {
        "accept_form": AcceptForm(),
        "decline_form": DeclineForm(auto_id="tolak_%s"),
        "cancel_form": ReasonForm(auto_id="tarik_%s"),
    } | forms
    context = show_context(request.user, referral) | shown
    context["refused"] = next((name for name, form in forms.items() if form.errors), "")
    return render(request, "referrals/show.html", context)


def _answer(
    request: StaffRequest,
    number: str,
    name: str,
    form: django_forms.Form,
    act: Callable[..., Referral],
    done: str,
) -> HttpResponse:
    """Do ``act`` with what ``form`` holds, or draw the page again with the reason."""
    referral = get_object_or_404(queries.whole(request.user), number=number)
    if form.is_valid() and attempt(
        form, lambda: act(referral, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, done)
        return _where(request, number)
    return _page(request, referral, **{name: form})


def _where(request: StaffRequest, number: str) -> HttpResponse:
    """Back to the referral, or to the list where it is no longer the user's to see."""
    if Referral.objects.visible_to(request.user).filter(number=number).exists():
        return redirect("referrals:show", number)
    return redirect("referrals:list")


@require_POST
@requires(Capability.WRITE_REFERRALS)
def referral_submit(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    if press(request, lambda: actions.submit(referral, by=request.user)):
        messages.success(
            request, "Diajukan ke Kepala Seksi. Tempat belum dipesan sampai disetujui."
        )
    return back_to(referral)


@require_POST
@requires(Capability.WRITE_REFERRALS)
def referral_cancel(request: StaffRequest, number: str) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="tarik_%s")
    done = f"Rujukan {number} ditarik kembali; tempat yang dipesan lepas."
    return _answer(request, number, "cancel_form", form, actions.cancel, done)


@require_POST
@requires(Capability.ANSWER_REFERRALS)
def referral_accept(request: StaffRequest, number: str) -> HttpResponse:
    form, done = (
        AcceptForm(request.POST),
        f"Rujukan {number} diterima. Pengaju melihat jawaban ini.",
    )
    return _answer(request, number, "accept_form", form, actions.accept, done)


@require_POST
@requires(Capability.ANSWER_REFERRALS)
def referral_decline(request: StaffRequest, number: str) -> HttpResponse:
    form = DeclineForm(request.POST, auto_id="tolak_%s")
    done = (
        f"Jawaban tersimpan. Tempat untuk rujukan {number} lepas dan pengaju mencari tempat lain."
    )
    return _answer(request, number, "decline_form", form, actions.decline, done)


@require_POST
@requires(*FINISHERS)
def referral_finish(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    if press(request, lambda: actions.finish(referral, by=request.user)):
        messages.success(request, f"Rujukan {number} selesai.")
    return _where(request, number)


@require_http_methods(ANSWERED)
@requires(Capability.ANSWER_REFERRALS)
def referral_arrive(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    workflow.ARRIVE.rule.check(request.user, referral)
    form = ReferralArrivalForm(posted(request), referral=referral)
    if form.is_valid():
        place: Any = form.cleaned_data.get("place")
        arrived = attempt(
            form,
            lambda: actions.arrive(referral, by=request.user, stay=form.instance, place=place),
        )
        if arrived:
            messages.success(
                request, f"Diterima di {referral.facility}. Buat berita acaranya sekarang."
            )
            return redirect("facilities:stay_show", pk=arrived.stay_id)
    may_arrive = referral.status in workflow.ARRIVE.sources
    context = {
        "referral": referral,
        "person": referral.case.person,
        "form": form,
        "validity": validity_now(referral),
        "wrong_status": "" if may_arrive else sign_of(referral).words,
    }
    return render(request, "referrals/arrive.html", context)
