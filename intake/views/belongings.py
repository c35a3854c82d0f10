"""The register of belongings: of a raid, of a file, and the story of one thing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, custody_pages, queries
from intake import permissions_custody as permissions
from intake.custody import HELD
from intake.forms import belongings as forms
from intake.models import BelongingChange, BelongingItem, Encounter, Raid
from intake.views.custody import signature_response
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.documents.signature_forms import SignatureForm
from ppks_service.forms import posted
from ppks_service.journal.actions import record

A_PAGE = 50


@require_safe
@requires(Capability.READ_RAIDS)
def raid_belongings(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    items = BelongingItem.objects.visible_to(request.user).filter(encounter__raid=raid)
    shown = items if "semua" in request.GET else items.open()
    ordered = custody_pages.with_changes(shown.order_by("-pk"))
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "raid": raid,
        "page": page,
        "rows": custody_pages.item_rows(page.object_list),
        "all_shown": "semua" in request.GET,
        "may_write": request.user.has(Capability.WRITE_RAIDS),
    }
    return render(request, "intake/raid_belongings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def belonging_new(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    owners = (
        Encounter.objects.filter(raid=raid, outcome__in=HELD)
        .select_related("case")
        .order_by("ordinal", "pk")
    )
    asked = owners.filter(number=request.GET.get("temuan", "")).first()
    form = forms.ItemForm(
        posted(request),
        owners=owners,
        instance=BelongingItem(),
        initial={"at": timezone.now(), "owner": asked},
    )
    if saved := _saved(request, form):
        return redirect("intake:belonging", saved.pk)
    return render(request, "intake/belonging_form.html", {"form": form, "raid": raid})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REGISTER, Capability.ASSESS)
def case_belonging_new(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    permissions.hand_over_in_case.check(request.user, case)
    of = {"encounter": case.encounter} if case.encounter else {"case": case}
    form = forms.ItemForm(
        posted(request), instance=BelongingItem(**of), initial={"at": timezone.now()}
    )
    if _saved(request, form):
        return redirect("intake:case_custody", number)
    return render(request, "intake/belonging_form.html", {"form": form, "case": case})


def _saved(request: StaffRequest, form: forms.ItemForm) -> BelongingItem | None:
    if not form.is_valid():
        return None
    item: BelongingItem | None = attempt(
        form,
        actions.register_item,
        form.instance,
        by=request.user,
        at=form.cleaned_data["at"],
        where=form.cleaned_data["where"],
    )
    if item is not None:
        messages.success(request, "Barang tercatat.")
    return item


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_RAIDS)
def belonging(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(_visible(request), pk=pk)
    row = custody_pages.item_rows([item])[0]
    initial = {"at": timezone.now(), "seen": row.last.step}
    form = forms.ChangeForm(posted(request), item=item, initial=initial)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    receiver = SignatureForm(data, files, prefix="receiver")
    if _is_complete(form, receiver) and attempt(
        form,
        actions.change_item,
        item,
        by=request.user,
        receiver=receiver.given if form.needs_receiver else None,
        **form.cleaned_data,
    ):
        messages.success(request, "Perubahan barang tercatat.")
        return redirect("intake:belonging", pk)
    context: dict[str, Any] = {"item": item, "row": row, "form": form, "receiver": receiver}
    context["changes"] = item.changes.all()
    context["refusal"] = permissions.write_item.refusal(request.user, item) or ""
    return render(request, "intake/belonging.html", context)


def _is_complete(form: forms.ChangeForm, receiver: SignatureForm) -> bool:
    if not form.is_valid():
        return False
    if form.needs_receiver and not receiver.is_valid():
        form.add_error(None, "Lengkapi nama dan tanda tangan penerima.")
    return not form.errors


@require_safe
@requires(Capability.READ_RAIDS)
def belonging_signature(request: StaffRequest, pk: int, step: int) -> HttpResponse:
    item = get_object_or_404(_visible(request), pk=pk)
    change = get_object_or_404(
        BelongingChange.objects.select_related("signature"),
        item=item,
        step=step,
        signature__isnull=False,
    )
    signature = change.signature
    assert signature is not None
    if not signature.has_picture:
        raise Http404
    case = item.case or getattr(item.encounter, "case", None)
    record(
        actor=request.user,
        action="belonging.read",
        subject=item,
        case_pk=case.pk if case else None,
        note="Tanda tangan penerima barang dilihat.",
    )
    return signature_response(signature, f"barang-{pk}-{step}")


def _visible(request: StaffRequest) -> Any:
    found = BelongingItem.objects.visible_to(request.user)
    return custody_pages.with_changes(found).select_related(
        "encounter__case__section", "encounter__raid", "case__person", "case__section"
    )
