"""What a phone takes along into the field: the raids that run, and who was met so far."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from intake import permissions_raids as permissions
from intake.actions.field.values import values_of
from intake.models import Band, Encounter, Raid, RaidStatus, RaidStop
from intake.raid_pages import masked_name
from ppks_service.accounts.models import User

NEWEST = 300


def provisions(user: User) -> dict[str, Any]:
    """The running raids that ``user`` sees, with stops and people; a fixed number of queries."""
    running = Raid.objects.visible_to(user).filter(status=RaidStatus.RUNNING)
    raids = list(running.order_by("-starts_at", "-pk"))
    stops = list(RaidStop.objects.filter(raid__in=raids).order_by("order"))
    by_raid: dict[int | None, list[Encounter]] = defaultdict(list)
    for encounter in _newest(raids):
        by_raid[encounter.raid_id].append(encounter)
    bands = list(Band.objects.filter(raid__in=raids, reserved_by=user).free().order_by("number"))
    return {
        "server_time": timezone.localtime().isoformat(),
        "raids": [_raid(raid, stops, bands, by_raid[raid.pk], user) for raid in raids],
    }


def _newest(raids: Iterable[Raid]) -> QuerySet[Encounter]:
    """Who was met last in each of the raids, the latest first: cut by the database, raid by raid."""
    newest_first = Window(
        RowNumber(), partition_by=F("raid"), order_by=F("ordinal").desc(nulls_last=True)
    )
    kept = Encounter.objects.filter(raid__in=raids).annotate(nth=newest_first)
    return (
        kept.filter(nth__lte=NEWEST)
        .select_related("stop", "raid", "met_with", "case__section")
        .prefetch_related(Prefetch("bands", queryset=Band.objects.worn(), to_attr="worn_bands"))
        .order_by("-ordinal")
    )


def _raid(
    raid: Raid,
    stops: Iterable[RaidStop],
    bands: Iterable[Band],
    people: Iterable[Encounter],
    user: User,
) -> dict[str, Any]:
    return {
        "uuid": str(raid.client_uuid),
        "number": raid.number,
        "name": raid.name,
        "starts_at": timezone.localtime(raid.starts_at).isoformat(),
        "version": raid.version,
        "stops": [_stop(stop) for stop in stops if stop.raid_id == raid.pk],
        "bands": [
            {"number": band.number, "code": band.code} for band in bands if band.raid_id == raid.pk
        ],
        "encounters": [_person(encounter, user) for encounter in people],
    }


def _stop(stop: RaidStop) -> dict[str, Any]:
    return {
        "uuid": str(stop.client_uuid),
        "order": stop.order,
        "name": stop.name,
        "counted": stop.counted,
        "counted_is_approximate": stop.counted_is_approximate,
        "version": stop.version,
    }


def _person(encounter: Encounter, user: User) -> dict[str, Any]:
    seen = permissions.see_identity.allows(user, encounter)
    may_edit = seen and permissions.edit_encounter.allows(user, encounter)
    return {
        "uuid": str(encounter.client_uuid),
        "number": encounter.number,
        "ordinal": encounter.ordinal,
        "stop": str(encounter.stop.client_uuid) if encounter.stop else None,
        "listed_name": masked_name(encounter),
        "outcome": encounter.outcome,
        "is_bare": encounter.is_bare,
        "is_approximate": encounter.is_approximate,
        "band": next((band.number for band in encounter.worn_bands), None),  # type: ignore[attr-defined]
        "has_photo": encounter.photo_id is not None,
        "version": encounter.version,
        "may_edit": may_edit,
        "fields": values_of(encounter) if may_edit else {},
    }
