"""The paper bridge: blank forms out, photographs in, and keying them in with the photo beside the form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import sheet_pages
from intake.actions import sheets as actions
from intake.forms import sheets as forms
from intake.models import PaperSheet, Raid, SheetKind
from intake.sheets import blank
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.http import file_response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def sheet_list(request: StaffRequest) -> HttpResponse:
    """Send photographs, and what waits to be keyed in."""
    raid = _asked_raid(request)
    form = forms.SendForm(posted(request), request.FILES or None, user=request.user, raid=raid)
    if form.is_valid():
        _receive(request, form)
        return redirect(request.get_full_path())
    context = sheet_pages.list_context(request.user, raid)
    context |= {"form": form, "print_form": forms.PrintForm(user=request.user, raid=raid)}
    return render(request, "intake/sheet_list.html", context)


def _receive(request: StaffRequest, form: forms.SendForm) -> None:
    """Each picture by itself, so that one blurred photograph does not send the others back."""
    for picture in form.pictures:
        begun = timezone.now()
        try:
            sheet = actions.receive_sheet(picture, by=request.user, raid=form.cleaned_data["raid"])
        except ValidationError as refused:
            messages.error(request, f"{picture.name}: {' '.join(refused.messages)}")
            continue
        what = capfirst(str(sheet))
        if sheet.uploaded_at < begun:
            messages.info(request, f"{what}: foto yang sama sudah pernah dikirim.")
        elif sheet.raid is None:
            messages.warning(request, f"{what} diterima. Pilih razianya di bawah.")
        else:
            messages.success(request, f"{what} diterima untuk razia {sheet.raid.number}.")


@require_safe
@requires(Capability.WRITE_RAIDS)
def sheet_print(request: StaffRequest) -> HttpResponse:
    """Blank forms as PDF, for a raid or for whichever comes."""
    form = forms.PrintForm(request.GET, user=request.user)
    if not form.is_valid():
        messages.error(request, "Pilih formulir dan jumlah lembar dari 1 sampai 60.")
        return redirect("intake:sheet_list")
    raid, kind = form.cleaned_data["razia"], form.cleaned_data["jenis"]
    of_raid = f"-{raid.number}" if raid else ""
    if kind == SheetKind.RAID:
        return file_response(
            blank.raid_form(raid),
            filename=f"formulir-razia{of_raid}.pdf",
            content_type="application/pdf",
        )
    content = blank.people_form(raid, sheets=form.cleaned_data["lembar"] or 10)
    return file_response(
        content, filename=f"formulir-temuan{of_raid}.pdf", content_type="application/pdf"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def sheet_show(request: StaffRequest, pk: int) -> HttpResponse:
    """The photograph beside the form; each save writes down one person of the sheet."""
    sheet = _sheet(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = sheet_pages.keying_form(request.user, sheet, *sent)
    if form is not None and form.is_valid():
        photo = form.cleaned_data["photo"]
        encounter = attempt(
            form, actions.key_person, sheet, form.instance, by=request.user, photo=photo
        )
        if encounter is not None:
            messages.success(request, f"Orang ke-{encounter.ordinal} tersimpan dari lembar ini.")
            return redirect("intake:sheet_show", pk)
    return _page(request, sheet, form=form)


@require_safe
@requires(Capability.WRITE_RAIDS)
def sheet_photo(request: StaffRequest, pk: int) -> HttpResponse:
    content = actions.read_sheet(_sheet(request, pk), by=request.user)
    return file_response(content, filename=f"lembar-{pk}.jpg", content_type="image/jpeg")


@require_POST
@requires(Capability.WRITE_RAIDS)
def sheet_attach(request: StaffRequest, pk: int) -> HttpResponse:
    form = forms.AttachForm(request.POST, user=request.user)
    sheet = _sheet(request, pk)
    if form.is_valid():
        raid = form.cleaned_data["raid"]
        if attempt(form, actions.attach_sheet, sheet, by=request.user, raid=raid):
            return redirect("intake:sheet_show", pk)
    return _page(request, sheet, attach_form=form)


@require_POST
@requires(Capability.WRITE_RAIDS)
def sheet_finish(request: StaffRequest, pk: int) -> HttpResponse:
    sheet = _sheet(request, pk)
    done = f"{capfirst(str(sheet))} selesai disalin."
    if press(request, actions.finish_sheet, sheet, by=request.user, done=done):
        return redirect(_list_of(sheet))
    return redirect("intake:sheet_show", pk)


@require_POST
@requires(Capability.WRITE_RAIDS)
def sheet_discard(request: StaffRequest, pk: int) -> HttpResponse:
    sheet, form = _sheet(request, pk), forms.DiscardForm(request.POST)
    if form.is_valid() and attempt(
        form, actions.discard_sheet, sheet, by=request.user, reason=form.cleaned_data["reason"]
    ):
        messages.success(request, f"{capfirst(str(sheet))} tidak dipakai.")
        return redirect(_list_of(sheet))
    return _page(request, sheet, discard_form=form)


@require_POST
@requires(Capability.WRITE_RAIDS)
def sheet_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    press(request, actions.reopen_sheet, _sheet(request, pk), by=request.user)
    return redirect("intake:sheet_show", pk)


def _sheet(request: StaffRequest, pk: int) -> PaperSheet:
    found = PaperSheet.objects.visible_to(request.user).for_list()
    return get_object_or_404(found, pk=pk)


def _asked_raid(request: StaffRequest) -> Raid | None:
    number = request.GET.get("razia", "")
    return Raid.objects.visible_to(request.user).filter(number=number).first() if number else None


def _list_of(sheet: PaperSheet) -> str:
    query = f"?razia={sheet.raid.number}" if sheet.raid else ""
    return reverse("intake:sheet_list") + query


def _page(request: StaffRequest, sheet: PaperSheet, **shown: Any) -> HttpResponse:
    if "form" not in shown:
        shown["form"] = sheet_pages.keying_form(request.user, sheet)
    context = {
        "sheet": sheet,
        "people": [
            line.encounter for line in sheet.lines.select_related("encounter").order_by("pk")
        ],
        "is_again": sheet.pk in sheet_pages.photographed_again([sheet]),
        "attach_form": forms.AttachForm(user=request.user),
        "discard_form": forms.DiscardForm(),
    }
    return render(request, "intake/sheet_show.html", context | shown)
