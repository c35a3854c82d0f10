"""Acts on a case that have a small page of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake import actions, permissions, permissions_health, queries, workflow
from intake.case_page import case_context
from intake.custody_pages import kept_words
from intake.forms import cases as forms
from intake.models import Case
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted

ANSWERED = ["GET", "HEAD", "POST"]
WRITERS = (Capability.REGISTER, Capability.ASSESS)


def _case(request: StaffRequest, number: str) -> Case:
    return get_object_or_404(queries.files_of(request.user), number=number)


def _act_page(
    request: StaffRequest,
    case: Case,
    form: Any,
    act: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str,
    note: str = "",
    refusal: str | None = None,
) -> HttpResponse:
    """One form, one act: draw it, or do it and go back to the file."""
    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, done)
        return redirect("intake:case_show", case.number)
    context = case_context(request, case, tab="tindakan") | {
        "form": form,
        "title": title,
        "button": button,
        "note": note,
        "refusal": refusal,
    }
    return render(request, "intake/case_act.html", context)


@require_http_methods(ANSWERED)
@requires(*WRITERS)
def case_edit(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.CaseTextForm(posted(request), instance=case)
    return _act_page(
        request,
        case,
        form,
        lambda: actions.edit_case(form.instance, by=request.user),
        title="Keadaan, barang bawaan, dan cerita",
        button="Simpan",
        done="Tersimpan.",
        refusal=permissions.write_file.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def case_assign(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.AssignForm(posted(request), case=case)
    return _act_page(
        request,
        case,
        form,
        lambda: actions.assign(case, by=request.user, owner=form.cleaned_data["owner"]),
        title="Penanggung jawab",
        button="Tunjuk penanggung jawab",
        done="Penanggung jawab ditunjuk.",
        note="Kasus terlindung dibuka oleh penanggung jawabnya; yang lama tidak dapat membukanya lagi.",
        refusal=permissions.assign_case.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def case_pause(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.PauseForm(posted(request))
    return _act_page(
        request,
        case,
        form,
        lambda: actions.pause(case, by=request.user, reason=form.cleaned_data["reason"]),
        title="Tangguhkan kasus",
        button="Tangguhkan kasus",
        done="Kasus ditangguhkan; jamnya berhenti.",
        note="Jam kasus berhenti sampai dilanjutkan. Tempat dan layanan tidak berubah.",
        refusal=workflow.PAUSE.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def case_resume(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    return _act_page(
        request,
        case,
        forms.ResumeForm(posted(request)),
        lambda: actions.resume(case, by=request.user),
        title="Lanjutkan kasus",
        button="Lanjutkan kasus",
        done="Kasus berjalan lagi.",
        note=f"Ditangguhkan karena: {case.pause_reason}" if case.pause_reason else "",
        refusal=workflow.RESUME.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def case_end(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.EndForm(posted(request))
    kept = kept_words(case)
    return _act_page(
        request,
        case,
        form,
        lambda: actions.end_case(case, by=request.user, **form.cleaned_data),
        title="Akhiri kasus",
        button="Akhiri kasus",
        done=f"Kasus {case.number} selesai.",
        note="Sesudah ini isi berkas tidak diubah lagi. Orang yang kembali mendapat kasus baru."
        + (f" {kept} Catat pengembaliannya di tab Serah terima." if kept else ""),
        refusal=workflow.END.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(*WRITERS)
def case_consent(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.ConsentForm(posted(request), case=case)
    return _act_page(
        request,
        case,
        form,
        lambda: actions.add_consent(form.instance, by=request.user),
        title="Persetujuan layanan",
        button="Catat jawaban",
        done="Jawaban dicatat.",
        note="Jawaban terakhir yang berlaku; yang dahulu tetap tersimpan.",
        refusal=permissions.write_file.refusal(request.user, case),
    )


@require_http_methods(ANSWERED)
@requires(*WRITERS)
def case_types(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    by = request.user
    page_forms = {
        "types": PageForm(
            forms.TypesForm(**bound_to(request, "types"), case=case),
            lambda f: actions.set_types(
                case, by=by, types=f.chosen(), reason=f.cleaned_data["reason"]
            ),
            "Jenis PPKS tersimpan.",
        ),
        "flags": PageForm(
            forms.FlagsForm(**bound_to(request, "flags"), case=case),
            lambda f: actions.set_flags(case, by=by, flags=f.cleaned_data["flags"]),
            "Perlindungan tersimpan.",
        ),
    }
    if submitted(request, page_forms):
        return redirect("intake:case_types", case.number)
    history = case.types.select_related("ppks_type", "noted_by").order_by("-since", "-pk")
    context = case_context(request, case, tab="tindakan") | {
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
        "history": history,
        "types_refusal": permissions_health.set_types.refusal(by, case) if case.is_open else "",
    }
    return render(request, "intake/case_types.html", context)


@require_http_methods(ANSWERED)
@requires(*WRITERS)
def case_promise(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = forms.PromiseForm(posted(request), case=case)
    return _act_page(
        request,
        case,
        form,
        lambda: actions.add_promise(form.instance, by=request.user),
        title="Surat pernyataan",
        button="Catat pernyataan",
        done="Pernyataan dicatat.",
        note="Tampil lagi bila orang ini ditemukan kembali. Suratnya sendiri diunggah di tab Dokumen.",
        refusal=permissions.write_promise.refusal(request.user, case),
    )
