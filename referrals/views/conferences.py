"""Case conferences: the call, the page of one, what came of it, what is added, the list to sign."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.case_page import case_context
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.journal.actions import record
from referrals import actions, conference_page, conference_papers, workflow_conferences
from referrals import permissions_conferences as permissions
from referrals.forms_conferences import (
    ActRows,
    CallForm,
    CameForm,
    CancelConferenceForm,
    GuestRows,
    HoldForm,
    MoveForm,
    SupplementForm,
    acts_of,
    guests_of,
)
from referrals.forms_plans import ActionStateForm
from referrals.models import CaseConference, ConferenceAction, ConferenceStatus
from referrals.people import followers_of
from referrals.views.attempts import attempt

ANSWERED = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def conference_call(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    permissions.call_conference.check(request.user, case)
    form = CallForm(posted(request), case=case)
    guests = GuestRows(posted(request), prefix="tamu")
    if all([form.is_valid(), guests.is_valid()]):
        people = [*form.participants(), *guests_of(guests)]
        act = lambda: actions.call_conference(form.instance, people, by=request.user)  # noqa: E731
        if called := attempt(form, act):
            messages.success(request, f"Undangan nomor {called.invitation} terbit.")
            return redirect("referrals:conference", called.number)
    context = case_context(request, case, tab="rencana") | {"form": form, "guests": guests}
    return render(request, "referrals/conference_call.html", context)


@require_safe
@requires(Capability.READ_CASES)
def conference(request: StaffRequest, number: str) -> HttpResponse:
    return _shown(request, _conference(request, number), SupplementForm())


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def conference_hold(request: StaffRequest, number: str) -> HttpResponse:
    """What came of it: who was there, what was decided and why, who sees it otherwise, who does what."""
    found = _conference(request, number)
    workflow_conferences.HOLD.rule.check(request.user, found)
    if found.status != ConferenceStatus.CALLED:
        return redirect("referrals:conference", number)
    data = posted(request)
    form = HoldForm(data, initial={"began_at": found.starts_at})
    came = [CameForm(data, participant=p) for p in found.participants.order_by("pk")]
    rows = ActRows(data, prefix="tindakan", form_kwargs={"people": followers_of(found.case)})
    if data is not None and _held(form, came, rows, found, request):
        messages.success(request, "Hasil pembahasan tersimpan; notulennya terbit.")
        return redirect("referrals:conference", number)
    context = case_context(request, found.case, tab="rencana")
    context |= {"conference": found, "form": form, "came": came, "rows": rows}
    return render(request, "referrals/conference_hold.html", context)


def _held(
    form: HoldForm, came: list[CameForm], rows: Any, found: CaseConference, request: StaffRequest
) -> Any:
    """The conference that was held, or None with what is wrong in the forms: each shows its own."""
    valid = [part.is_valid() for part in (form, rows, *came)]
    return all(valid) and attempt(
        form,
        lambda: actions.hold_conference(
            found,
            by=request.user,
            came=[one.came() for one in came],
            acts=acts_of(rows),
            **form.cleaned_data,
        ),
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def conference_move(request: StaffRequest, number: str) -> HttpResponse:
    found = _conference(request, number)
    workflow_conferences.MOVE_CONFERENCE.rule.check(request.user, found)
    form = MoveForm(posted(request), instance=_conference(request, number))
    if form.is_valid():
        act, said = actions.move_conference, form.cleaned_data
        if moved := attempt(form, act, found, by=request.user, **said):
            messages.success(request, f"Undangan baru nomor {moved.invitation} terbit.")
            return redirect("referrals:conference", number)
    return _small(
        request, found, form, title="Ubah waktu atau tempat", button="Terbitkan undangan baru"
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def conference_cancel(request: StaffRequest, number: str) -> HttpResponse:
    found = _conference(request, number)
    workflow_conferences.CANCEL_CONFERENCE.rule.check(request.user, found)
    form = CancelConferenceForm(posted(request))
    act = lambda: actions.cancel_conference(found, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and attempt(form, act):
        messages.success(request, "Pembahasan dibatalkan; undangannya ditarik.")
        return redirect("referrals:conference", number)
    return _small(request, found, form, title="Batalkan pembahasan", button="Batalkan pembahasan")


@require_POST
@requires(Capability.READ_CASES)
def conference_supplement(request: StaffRequest, number: str) -> HttpResponse:
    found = _conference(request, number)
    form = SupplementForm(posted(request))
    act = lambda: actions.supplement_conference(found, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and attempt(form, act):
        messages.success(request, "Tambahan tersimpan.")
        return redirect("referrals:conference", number)
    return _shown(request, found, form)


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def conference_action_state(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    found = _conference(request, number)
    action = get_object_or_404(ConferenceAction.objects.filter(conference=found), pk=pk)
    action.conference = found
    initial = {"status": action.status, "note": action.status_note}
    form = ActionStateForm(posted(request), initial=initial)
    act = lambda: actions.settle_conference_action(action, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and attempt(form, act):
        messages.success(request, "Hasil tindakan tersimpan.")
        return redirect("referrals:conference", number)
    return _small(request, found, form, title="Hasil tindakan", about=action.what)


@require_safe
@requires(Capability.READ_CASES)
def conference_attendance(request: StaffRequest, number: str) -> HttpResponse:
    found = _conference(request, number)
    note = f"Daftar hadir pembahasan {found.number} dicetak."
    record(actor=request.user, action="conference.print", subject=found, note=note)
    content = conference_papers.attendance_pdf(found)
    name = f"daftar-hadir-{found.number}.pdf"
    return file_response(content, filename=name, content_type="application/pdf")


def _conference(request: StaffRequest, number: str) -> CaseConference:
    """The conference, with the case as the head of its file reads it."""
    papers = CaseConference.objects.select_related("invitation", "minutes_paper")
    found = get_object_or_404(papers.visible_to(request.user), number=number)
    found.case = files_of(request.user).get(pk=found.case_id)
    return found


def _shown(request: StaffRequest, found: CaseConference, form: SupplementForm) -> HttpResponse:
    context = case_context(request, found.case, tab="rencana")
    context |= conference_page.show_context(request.user, found) | {"form": form}
    return render(request, "referrals/conference_show.html", context)


def _small(
    request: StaffRequest,
    found: CaseConference,
    form: forms.BaseForm,
    *,
    title: str,
    about: str = "",
    button: str = "Simpan",
) -> HttpResponse:
    context = case_context(request, found.case, tab="rencana")
    context |= {"form": form, "title": title, "about": about, "button": button, "conference": found}
    return render(request, "referrals/plan_form.html", context)
