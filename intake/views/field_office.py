"""What phones sent and somebody has to settle: two versions of one answer, and what came too late."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake import held_pages
from intake import permissions_field as permissions
from intake import permissions_raids as raid_permissions
from intake.actions import field
from intake.forms.field import ChoiceForm, TakeInForm
from intake.models import Encounter, EntryDoor, Raid, RaidStop, SyncItem, SyncState
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import file_response


@require_safe
@requires(Capability.WRITE_RAIDS)
def held_list(request: StaffRequest) -> HttpResponse:
    items = SyncItem.objects.visible_to(request.user)
    rows = held_pages.rows_of(held_pages.held(items)[:200])
    clashing = list(held_pages.conflicts(items)[:200])
    numbers = held_pages.numbers_of(clashing)
    context = {
        "office": [row for row in rows if row.may_be_taken_in],
        "waiting": [row for row in rows if not row.may_be_taken_in],
        "conflicts": [(item, numbers.get(item.subject, "")) for item in clashing],
        "may_take_in": request.user.has(Capability.REGISTER),
    }
    return render(request, "intake/field_held.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REGISTER)
def take_in(request: StaffRequest, uuid: object) -> HttpResponse:
    item = get_object_or_404(SyncItem.objects.select_related("sent_by"), uuid=uuid)
    row = held_pages.rows_of([item])[0]
    if item.state != SyncState.PARKED or not row.may_be_taken_in:
        return redirect("intake:field_held")
    form = TakeInForm(posted(request), is_inside=row.raid is not None and row.raid.is_running)
    if form.is_valid():
        people = attempt(
            form,
            field.take_in,
            item,
            by=request.user,
            reason=form.cleaned_data["reason"],
            door=EntryDoor(form.cleaned_data.get("door", EntryDoor.OTHER_OFFICE)),
        )
        if people is not None:
            messages.success(request, f"{people[0].number} tercatat, {len(people)} orang.")
            return redirect("intake:encounter_show", people[0].number)
    context = {"form": form, "row": row, "person": held_pages.written(item)}
    return render(request, "intake/field_take_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def conflict(request: StaffRequest, uuid: object) -> HttpResponse:
    item = _conflict(request, uuid)
    encounter = _encounter(request, item)
    form = ChoiceForm(posted(request), item=item)
    if form.is_valid() and item.state == SyncState.CONFLICT:
        seen = request.POST.get("shown")
        settled = attempt(
            form, field.resolve, item, choose=form.cleaned_data, seen=seen, by=request.user
        )
        if settled is not None and settled.state == SyncState.ACCEPTED:
            messages.success(request, "Pilihan tersimpan. Kedua tulisan tetap ada di riwayat.")
            return _after(encounter, settled)
        item.refresh_from_db()
        if settled is not None:
            form.add_error(None, [why["sentence"] for why in settled.why])
    sides, is_mine = held_pages.sides_of(item), item.sent_by_id == request.user.pk
    context = {
        "item": item,
        "encounter": encounter,
        "form": form,
        "open": [side for side in sides if not side.chosen],
        "shown": field.shown(item),
        "settled": [side for side in sides if side.chosen],
        "title": held_pages.heading_of(sides, writer="Anda" if is_mine else str(item.sent_by)),
        "is_mine": is_mine,
    }
    return render(request, "intake/field_conflict.html", context)


@require_safe
@requires(Capability.WRITE_RAIDS)
def conflict_photo(request: StaffRequest, uuid: object) -> HttpResponse:
    item = _conflict(request, uuid)
    if item.photo_id is None:
        raise Http404
    content = field.read_item_photo(item, by=request.user)
    return file_response(content, filename="kiriman.jpg", content_type="image/jpeg")


def _conflict(request: StaffRequest, uuid: object) -> SyncItem:
    """An item with two versions, settled or not, that the user sent or the office settles."""
    items = SyncItem.objects.visible_to(request.user).exclude(clash={})
    item = get_object_or_404(items.select_related("sent_by"), uuid=uuid)
    permissions.see_item.check(request.user, item)
    return item


def _encounter(request: StaffRequest, item: SyncItem) -> Encounter | None:
    """The person it is about, if it is about a person whom the user may see."""
    found = Encounter.objects.filter(client_uuid=item.subject)
    encounter = found.select_related("raid", "case__section").first()
    if encounter is not None:
        raid_permissions.see_identity.check(request.user, encounter)
    return encounter


def _after(encounter: Encounter | None, item: SyncItem) -> HttpResponse:
    if encounter is not None:
        return redirect("intake:encounter_show", encounter.number)
    stop = RaidStop.objects.select_related("raid").get(client_uuid=item.subject)
    raid: Raid = stop.raid
    return redirect("intake:raid_show", raid.number)
