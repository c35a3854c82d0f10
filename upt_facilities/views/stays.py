"""Stays: arrival at a shelter, the page of a stay, moving, leaving, the berita acara."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.custody_pages import kept_words
from intake.models import Case
from intake.views.custody import signature_response
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.journal.actions import record
from upt_facilities import actions, permissions
from upt_facilities.board import resident_of
from upt_facilities.exits import EXIT_KINDS, exit_kind
from upt_facilities.forms import (
    CaseShelterForm,
    ExitForm,
    MoveForm,
    ShelterArrivalForm,
    signature_forms,
)
from upt_facilities.handover import age_words, handover_of
from upt_facilities.models import Facility, FacilityKind
from upt_facilities.stay_page import acts_of, place_words, stay_of

WRITERS = (Capability.RUN_FACILITY, Capability.ANSWER_REFERRALS, Capability.REGISTER)
READERS = (*WRITERS, Capability.READ_CASES)


@require_safe
@requires(*READERS)
def stay_show(request: StaffRequest, pk: int) -> HttpResponse:
    stay = stay_of(request.user, pk)
    record(
        actor=request.user,
        action="stay.read",
        subject=stay,
        person_pk=stay.case.person_id,
        note=f"Catatan tinggal di {stay.facility} dibuka.",
    )
    document = handover_of(stay)
    return render(
        request,
        "facilities/stay_show.html",
        {
            "stay": stay,
            "person": stay.case.person,
            "age": age_words(stay),
            "resident": resident_of(stay, stay.facility, request.user, timezone.now()),
            "document": document,
            "acts": acts_of(request.user, stay, has_document=document is not None),
            "may_open_case": Case.objects.visible_to(request.user).filter(pk=stay.case_id).exists(),
            "place_words": place_words(stay),
            "temporary": stay.temporary.order_by("-pk").first(),
            "may_write": permissions.exit_stay.allows(request.user, stay),
            "signed": stay.giver_signature_id is not None,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_FACILITY)
def shelter_arrive(request: StaffRequest, code: str) -> HttpResponse:
    shelters = Facility.objects.visible_to(request.user).filter(kind=FacilityKind.SHELTER)
    facility = get_object_or_404(shelters, code=code)
    form = ShelterArrivalForm(posted(request), facility=facility)
    if form.is_valid() and (answer := _received(request, form)):
        return answer
    return render(request, "facilities/arrive.html", {"facility": facility, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Capability.REGISTER)
def case_shelter(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user).open(), number=number)
    form = CaseShelterForm(posted(request), case=case)
    if form.is_valid() and (answer := _received(request, form)):
        return answer
    return render(request, "facilities/arrive.html", {"case": case, "form": form})


def _received(
    request: StaffRequest, form: ShelterArrivalForm | CaseShelterForm
) -> HttpResponse | None:
    """Receive whom the form names; None where that was refused, with the reason in the form."""
    ward = form.cleaned_data["ward"]
    stay = attempt(form, actions.receive, form.instance, by=request.user, ward=ward)
    if stay is None:
        return None
    messages.success(request, f"Diterima di {stay.facility}. Buat berita acaranya sekarang.")
    return redirect("facilities:stay_show", pk=stay.pk)


@require_POST
@requires(*WRITERS)
def handover(request: StaffRequest, pk: int) -> HttpResponse:
    stay = stay_of(request.user, pk)
    if document := press(request, actions.issue_handover, stay, by=request.user):
        messages.success(request, f"Berita acara nomor {document.number} dibuat. Tersimpan.")
    return redirect("facilities:stay_show", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def stay_sign(request: StaffRequest, pk: int) -> HttpResponse:
    """Both parties of an arrival sign, on this screen or on paper that is photographed."""
    stay = stay_of(request.user, pk)
    permissions.receive.check(request.user, stay.facility)
    parties = signature_forms(stay, request.user, posted(request), request.FILES or None)
    valid = [form.is_valid() for form in parties.values()]
    if all(valid) and attempt(
        parties["giver"],
        actions.sign_arrival,
        stay,
        by=request.user,
        **{party: form.given for party, form in parties.items()},
    ):
        messages.success(request, "Tanda tangan kedua pihak tersimpan. Buat berita acaranya.")
        return redirect("facilities:stay_show", pk=pk)
    if parties["giver"].errors and parties["receiver"].errors:
        parties["giver"].add_error(None, "Lengkapi juga bagian yang menerima.")
    return render(request, "facilities/stay_sign.html", {"stay": stay, **parties})


@require_safe
@requires(*READERS)
def stay_signature(request: StaffRequest, pk: int, party: str) -> HttpResponse:
    stay = stay_of(request.user, pk)
    signature = {"penyerah": stay.giver_signature, "penerima": stay.receiver_signature}.get(party)
    if signature is None or not signature.has_picture:
        raise Http404
    record(
        actor=request.user,
        action="stay.read",
        subject=stay,
        person_pk=stay.case.person_id,
        note=f"Tanda tangan {party} dilihat.",
    )
    return signature_response(signature, f"kedatangan-{pk}-{party}")


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def stay_move(request: StaffRequest, pk: int) -> HttpResponse:
    stay = stay_of(request.user, pk)
    permissions.exit_stay.check(request.user, stay)
    form = MoveForm(posted(request), stay=stay)
    if form.is_valid() and attempt(form, actions.move, stay, by=request.user, **form.cleaned_data):
        messages.success(request, "Pindah tempat tersimpan.")
        return redirect("facilities:stay_show", pk=pk)
    return render(request, "facilities/stay_move.html", {"stay": stay, "form": form})


@require_safe
@requires(*WRITERS)
def exit_choose(request: StaffRequest, pk: int) -> HttpResponse:
    stay = stay_of(request.user, pk)
    permissions.exit_stay.check(request.user, stay)
    return render(request, "facilities/exit_choose.html", {"stay": stay, "kinds": EXIT_KINDS})


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def stay_exit(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    stay, chosen = stay_of(request.user, pk), exit_kind(kind)
    if chosen is None:
        raise Http404
    permissions.exit_stay.check(request.user, stay)
    form = ExitForm(posted(request), kind=chosen)
    if form.is_valid():
        facts = {key: form.cleaned_data[key] for key in ("at", "reason")}
        if attempt(
            form,
            actions.exit_stay,
            stay,
            by=request.user,
            kind=chosen.reason,
            evidence=form.evidence(),
            **facts,
        ):
            messages.success(request, "Keluar tersimpan. Tempatnya kosong sejak saat itu.")
            return redirect("facilities:stay_show", pk=pk)
    context = {"stay": stay, "form": form, "kind": chosen, "kept": kept_words(stay.case)}
    return render(request, "facilities/stay_exit.html", context)
