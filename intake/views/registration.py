"""Taking somebody in, from an encounter or by another door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake import actions, queries, search
from intake.candidates import candidates_for
from intake.forms.registration import RegisterForm, initial_of
from intake.models import Case, Encounter
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import render_page_or_part
from ppks_service.journal.actions import record

WAITING_SHOWN = 8


@require_http_methods(["GET", "POST"])
@requires(Capability.REGISTER)
def case_register(request: StaffRequest) -> HttpResponse:
    encounter = _encounter(request)
    form = _form(request, encounter)
    if request.method == "POST" and "cari" not in request.POST and form.is_valid():
        case = attempt(
            form,
            actions.register_arrival,
            form.new_case(),
            by=request.user,
            person=form.chosen_person(),
            name=form.cleaned_data["name"],
            nik=form.cleaned_data["nik"],
            accept_warnings=form.cleaned_data.get("accept_nik", False),
            encounter=encounter,
            types=form.chosen_types(),
            consent=form.answer(),
        )
        if case is not None:
            return _next(request, case)
    waiting = queries.awaiting_registration(request.user).exclude(
        pk=encounter.pk if encounter else 0
    )
    context = {"form": form, "encounter": encounter, "waiting": waiting[:WAITING_SHOWN]}
    if form.candidates and not form.is_bound:
        _write_down(request, form)
    return render_page_or_part(request, "intake/case_register.html", "candidates", context)


def _write_down(request: StaffRequest, form: RegisterForm) -> None:
    found = len(form.candidates)
    note = f"Pencarian saat registrasi: {found} hasil."
    record(actor=request.user, action="search.read", subject=request.user, note=note, found=found)


def _encounter(request: StaffRequest) -> Encounter | None:
    number = request.GET.get("temuan", "")
    if not number:
        return None
    found = queries.awaiting_registration(request.user).select_related("recorded_by")
    return get_object_or_404(found, number=number)


def _form(request: StaffRequest, encounter: Encounter | None) -> RegisterForm:
    """The form with whoever is known by the name or NIK that it holds; a mere search asks no more."""
    known = request.POST if request.method == "POST" else initial_of(encounter) if encounter else {}
    candidates = candidates_for(request.user, known)
    if "cari" in request.POST:
        initial = request.POST.dict() | {
            "flags": request.POST.getlist("flags"),
            "other_types": request.POST.getlist("other_types"),
        }
        return RegisterForm(
            user=request.user, encounter=encounter, candidates=candidates, initial=initial
        )
    return RegisterForm(
        posted(request), user=request.user, encounter=encounter, candidates=candidates
    )


def _next(request: StaffRequest, case: Case) -> HttpResponse:
    asked = request.GET.get("temuan", "")
    if asked and (case.encounter is None or case.encounter.number != asked):
        messages.info(
            request, f"Orang ini ditemukan lagi; temuan masuk kasus berjalan {case.number}."
        )
    else:
        messages.success(request, f"Kasus {case.number} didaftarkan.")
    if search.same_number_elsewhere(case.person, request.user):
        messages.warning(
            request, "NIK ini juga tercatat pada orang lain. Bandingkan di tab Identitas."
        )
    if "lanjut" in request.POST:
        following = queries.awaiting_registration(request.user).first()
        if following is not None:
            return redirect(f"{reverse('intake:case_register')}?temuan={following.number}")
    if not Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect("intake:case_list")
    return redirect("intake:case_show", case.number)
