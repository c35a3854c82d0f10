"""Encounters: recording them in the street and elsewhere, completing, triage, their lists."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, raid_pages
from intake import permissions_raids as permissions
from intake.actions import field
from intake.actions.field.values import values_of
from intake.actions.photos import read_photo
from intake.custody_pages import chain_of
from intake.forms import encounters as forms
from intake.forms.field import opened, sealed
from intake.models import Belonging, Case, Encounter, EntryDoor, Outcome, Raid, RaidStop, SyncItem
from intake.models.encounters import EncounterQuerySet
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.indonesian import clock_time
from ppks_service.keyset import page_by_key

A_PAGE = 50
CHILD_NOTE = (
    "Anak: pisahkan dari orang dewasa yang bukan keluarganya. Nama dan foto otomatis terlindung."
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_record(request: StaffRequest, number: str) -> HttpResponse:
    raid = open_raid_of(request, number)
    # What is sent says where by itself: only an empty form begins at a stop.
    stop = None if request.method == "POST" else asked_stop(request, raid)
    last = raid.encounters.select_related("met_with").order_by("-ordinal").first()
    form = forms.RecordForm(
        *_sent(request),
        instance=_begun(raid, stop),
        raid=raid,
        last=_before(request, last),
    )
    if form.is_valid():
        encounter = attempt(
            form,
            actions.record_encounter,
            form.instance,
            by=request.user,
            photo=form.cleaned_data["photo"],
            band=form.cleaned_data["band"],
        )
        if encounter is not None:
            return _saved(request, encounter)
    context = {
        "form": form,
        "raid": raid,
        "stop": form.instance.stop,
        "next": raid.last_ordinal + 1,
    }
    return render(request, "intake/encounter_form.html", context)


def _begun(raid: Raid, stop: RaidStop | None) -> Encounter:
    """An encounter as the form begins: here, now, to be taken along."""
    place = stop.name if stop else ""
    return Encounter(raid=raid, stop=stop, place=place, met_at=timezone.now(), door=EntryDoor.RAID)


def asked_stop(request: StaffRequest, raid: Raid) -> RaidStop | None:
    """The stop that the address names, or the one where the latest people were met."""
    order = request.GET.get("titik", "")
    stops = list(raid.stops.order_by("order"))
    asked = [stop for stop in stops if str(stop.order) == order]
    if asked:
        return asked[0]
    last = raid.encounters.filter(stop__isnull=False).order_by("-ordinal").values("stop").first()
    recent = [stop for stop in stops if last and stop.pk == last["stop"]]
    return next(iter(recent or stops), None)


def _before(request: StaffRequest, last: Encounter | None) -> Encounter | None:
    """Whom "barusan" means: the one the page named, though another phone has sent since."""
    named = request.POST.get("barusan", "")
    if last is None or not named.isdigit() or len(named) > 9:
        return last
    found = Encounter.objects.filter(raid=last.raid_id, ordinal=int(named))
    return found.select_related("met_with").first() or last


def _saved(request: StaffRequest, encounter: Encounter) -> HttpResponse:
    at = clock_time(timezone.localtime(encounter.recorded_at))
    who = f"Orang ke-{encounter.ordinal}" if encounter.ordinal else f"Temuan {encounter.number}"
    messages.success(request, f"{who} tersimpan di server {at}.")
    if encounter.is_child:
        messages.warning(request, CHILD_NOTE)
    if encounter.raid is None:
        return redirect("intake:encounter_show", encounter.number)
    if "berikutnya" in request.POST:
        query = urlencode({"titik": encounter.stop.order}) if encounter.stop else ""
        return redirect(
            f"{reverse('intake:encounter_record', args=[encounter.raid.number])}?{query}"
        )
    return redirect("intake:raid_show", encounter.raid.number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_bulk(request: StaffRequest, number: str) -> HttpResponse:
    raid = open_raid_of(request, number)
    initial = {"stop": asked_stop(request, raid), "met_at": timezone.now()}
    form = forms.BareForm(posted(request), raid=raid, initial=initial)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        answers["reason"] = answers.pop("outcome_reason")
        rows = attempt(form, actions.add_bare_encounters, raid, by=request.user, **answers)
        if rows is not None:
            messages.success(
                request, f"{len(rows)} orang tercatat tanpa nama. Lengkapi satu per satu."
            )
            return redirect(f"{reverse('intake:raid_show', args=[number])}?saring=lengkapi#temuan")
    return render(request, "intake/encounter_bulk.html", {"form": form, "raid": raid})


@require_safe
@requires(Capability.READ_RAIDS)
def encounter_list(request: StaffRequest) -> HttpResponse:
    waiting = _visible(request).awaiting_triage()
    key = request.GET.get("saring", "")
    page = page_by_key(
        raid_pages.narrowed(waiting, key).for_list(), request.GET.dict(), by="met_at", size=A_PAGE
    )
    context = {
        "page": page,
        "rows": raid_pages.rows_of(page.rows),
        "chips": [chip for chip in raid_pages.chips_of(waiting) if chip.key != "triase"],
        "chosen": key,
        "may_write": request.user.has(Capability.WRITE_RAIDS),
    }
    return render(request, "intake/encounter_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_new(request: StaffRequest) -> HttpResponse:
    late_for = (
        Raid.objects.visible_to(request.user).filter(number=request.GET.get("razia", "")).first()
    )
    begun = Encounter(door=EntryDoor.WALK_IN, met_at=timezone.now())
    if late_for is not None:
        begun.note = f"Susulan razia {late_for.number}. Mengapa terlambat dicatat: "
    form = forms.NewOtherDoorForm(*_sent(request), instance=begun)
    if form.is_valid():
        encounter = attempt(
            form,
            actions.record_encounter,
            form.instance,
            by=request.user,
            photo=form.cleaned_data["photo"],
        )
        if encounter is not None:
            return _saved(request, encounter)
    return render(request, "intake/encounter_form.html", {"form": form, "late_for": late_for})


@require_safe
@requires(Capability.READ_RAIDS)
def encounter_show(request: StaffRequest, number: str) -> HttpResponse:
    encounter = _encounter(request, number)
    identity = permissions.see_identity.refusal(request.user, encounter)
    head = encounter.met_with or encounter
    group = Encounter.objects.filter(met_with=head).for_list().order_by("ordinal", "pk")
    context = {
        "encounter": encounter,
        "row": raid_pages.rows_of([encounter])[0],
        "chain": chain_of(encounter, request.user),
        "belongings": raid_pages.labels(Belonging, encounter.belongings),
        "bands": encounter.bands.order_by("voided_at", "pk"),
        "may_write": request.user.has(Capability.WRITE_RAIDS),
        "group": raid_pages.rows_of(e for e in [head, *group] if e.pk != encounter.pk),
        "case": _case(request, encounter),
        "identity_refusal": identity or "",
        "edit_refusal": permissions.edit_encounter.refusal(request.user, encounter)
        or identity
        or "",
        "triage_refusal": permissions.triage.refusal(request.user, encounter) or "",
        "may_register": _may_register(request, encounter),
    }
    return render(request, "intake/encounter_show.html", context)


def _case(request: StaffRequest, encounter: Encounter) -> Case | None:
    if encounter.outcome != Outcome.CASE or not request.user.has(Capability.READ_CASES):
        return None
    return Case.objects.visible_to(request.user).filter(encounter=encounter).first()


def _may_register(request: StaffRequest, encounter: Encounter) -> bool:
    return encounter.outcome == Outcome.TAKEN and request.user.has(Capability.REGISTER)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_edit(request: StaffRequest, number: str) -> HttpResponse:
    encounter = _encounter(request, number)
    permissions.edit_encounter.check(request.user, encounter)
    permissions.see_identity.check(request.user, encounter)
    base = _base(request, encounter)
    form = _edit_form(request, encounter)
    if form.is_valid():
        clash = attempt(
            form,
            field.edit_from_page,
            form.instance,
            base=base,
            by=request.user,
            photo=form.cleaned_data["photo"],
        )
        if not form.errors:
            return _after_edit(request, encounter, clash)
    context = {"form": form, "raid": encounter.raid, "stored": encounter, "base": sealed(base)}
    return render(request, "intake/encounter_form.html", context)


def _edit_form(request: StaffRequest, encounter: Encounter) -> Any:
    if encounter.raid is None:
        return forms.OtherDoorForm(*_sent(request), instance=encounter)
    last = None
    return forms.EditForm(*_sent(request), instance=encounter, raid=encounter.raid, last=last)


def _base(request: StaffRequest, encounter: Encounter) -> dict[str, Any]:
    """What the form showed when it was opened: what others wrote since is told from it."""
    return opened(request.POST.get("semula", "")) or values_of(encounter)


def _after_edit(
    request: StaffRequest, saved: Encounter, clash: SyncItem | None = None
) -> HttpResponse:
    """To the choice where another wrote the same; else back, or on to the next bare row."""
    if clash is not None:
        return redirect("intake:field_conflict", clash.uuid)
    messages.success(request, f"{saved.number} tersimpan.")
    if "berikutnya" in request.POST and saved.raid is not None:
        bare = saved.raid.encounters.filter(is_bare=True).order_by("ordinal").first()
        if bare is not None:
            return redirect("intake:encounter_edit", bare.number)
        return redirect("intake:raid_show", saved.raid.number)
    return redirect("intake:encounter_show", saved.number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_triage(request: StaffRequest, number: str) -> HttpResponse:
    encounter = _encounter(request, number)
    permissions.triage.check(request.user, encounter)
    form = forms.TriageForm(posted(request), encounter=encounter)
    if form.is_valid():
        triaged = attempt(
            form,
            actions.triage,
            encounter,
            by=request.user,
            outcome=Outcome(form.cleaned_data["outcome"]),
            reason=form.cleaned_data["outcome_reason"],
            handed_to=form.cleaned_data["handed_to"],
        )
        if triaged is not None:
            messages.success(request, f"{triaged.number}: {triaged.get_outcome_display()}.")
            return _after_triage(encounter)
    context = {"form": form, "encounter": encounter, "row": raid_pages.rows_of([encounter])[0]}
    context["may_register"] = _may_register(request, encounter)
    return render(request, "intake/encounter_triage.html", context)


def _after_triage(encounter: Encounter) -> HttpResponse:
    if encounter.raid is None:
        return redirect("intake:encounter_list")
    return redirect(f"{reverse('intake:raid_show', args=[encounter.raid.number])}#temuan")


@require_safe
@requires(Capability.READ_RAIDS)
def encounter_photo(request: StaffRequest, number: str) -> HttpResponse:
    encounter = _encounter(request, number)
    permissions.see_identity.check(request.user, encounter)
    if encounter.photo is None:
        raise Http404
    content = read_photo(encounter, by=request.user)
    return file_response(content, filename=f"{encounter.number}.jpg", content_type="image/jpeg")


def _sent(request: StaffRequest) -> tuple[Any, Any]:
    """Data and files of a posted form; an empty set of files would bind it all the same."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _visible(request: StaffRequest) -> EncounterQuerySet:
    return Encounter.objects.visible_to(request.user)


def _encounter(request: StaffRequest, number: str) -> Encounter:
    found = (
        _visible(request).for_list().select_related("recorded_by", "triaged_by", "case__section")
    )
    return get_object_or_404(found, number=number)


def open_raid_of(request: StaffRequest, number: str) -> Raid:
    """A raid in which the user may record now, or the sentence why not."""
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    permissions.record_in_raid.check(request.user, raid)
    return raid
