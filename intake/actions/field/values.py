"""One spelling for what a phone, a form and the database say about somebody."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.actions.encounters import EDITABLE, age_band_of
from intake.actions.field.items import known_uuid, moment
from intake.models import (
    Activity,
    AgeBand,
    Belonging,
    Companionship,
    Condition,
    Encounter,
    Outcome,
    RaidStop,
    Sex,
)
from ppks_service.indonesian import short_moment

LISTS = {"activities": Activity, "conditions": Condition, "belongings": Belonging}
CHOICES = {
    "sex": (Sex, Sex.UNKNOWN),
    "age_band": (AgeBand, AgeBand.UNKNOWN),
    "companionship": (Companionship, Companionship.UNKNOWN),
    "outcome": (Outcome, Outcome.TAKEN),
}
TEXTS = (
    "place",
    "reporter",
    "source_link",
    "belongings_note",
    "name",
    "note",
    "outcome_reason",
    "handed_to",
)
# Everything that a phone may say of somebody.
SAID = (*EDITABLE, "outcome", "outcome_reason", "handed_to")
NOTHING = "(kosong)"


class Missing(Exception):
    """A stop or person that is named has not arrived yet."""

    def __init__(self, parent: uuid.UUID) -> None:
        super().__init__(str(parent))
        self.parent = parent


def values_of(encounter: Encounter) -> dict[str, Any]:
    """What is stored, as JSON. Reads ``stop`` and ``met_with``."""
    values: dict[str, Any] = {name: getattr(encounter, name) for name in (*CHOICES, *TEXTS)}
    values |= {name: _in_order(name, getattr(encounter, name)) for name in LISTS}
    values["age_years"] = encounter.age_years
    values["met_at"] = encounter.met_at.astimezone(dt.UTC).isoformat()
    for name in ("latitude", "longitude"):
        number = getattr(encounter, name)
        values[name] = None if number is None else _degrees(number)
    values["stop"] = str(encounter.stop.client_uuid) if encounter.stop else None
    values["met_with"] = str(encounter.met_with.client_uuid) if encounter.met_with else None
    return {name: str(v) if name in CHOICES else v for name, v in values.items()}


def spelled(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a phone wrote, in the spelling of ``values_of``; unknown names are left out.

    Raises ``ValidationError`` by column, and ``Missing`` for somebody who is to come.
    """
    values: dict[str, Any] = {}
    refused: dict[str, list[str]] = {}
    for name in SAID:
        if name in raw:
            try:
                values[name] = _spell(name, raw[name])
            except (ValueError, TypeError, InvalidOperation):
                refused[name] = ["Isian ini tidak dapat dibaca. Isi ulang."]
    if refused:
        raise ValidationError(refused)
    if isinstance(values.get("age_years"), int):
        values["age_band"] = str(age_band_of(values["age_years"]))
    if values.get("met_with"):
        values["met_with"] = str(head_of(uuid.UUID(values["met_with"])))
        values["companionship"] = str(Companionship.WITH)
    return values


def fill(
    encounter: Encounter,
    values: Mapping[str, Any],
    *,
    stops: Mapping[str, RaidStop] = MappingProxyType({}),
) -> None:
    """Put spelled ``values`` into an encounter. Raises ``Missing`` for a stop that is to come.

    ``stops`` are those that are at hand, by their UUIDs: the others are asked for one by one.
    """
    for name, value in values.items():
        if name == "met_at":
            encounter.met_at = dt.datetime.fromisoformat(value)
        elif name == "stop":
            encounter.stop = stops.get(value) or _stop(value)
        elif name == "met_with":
            encounter.met_with = _other(value)
        elif name in ("latitude", "longitude"):
            setattr(encounter, name, None if value is None else Decimal(value))
        else:
            setattr(encounter, name, value)


def head_of(client_uuid: uuid.UUID) -> uuid.UUID:
    """Whom a group is written under: the mother, for each of her children. Raises ``Missing``."""
    found = Encounter.objects.filter(client_uuid=client_uuid).select_related("met_with").first()
    if found is None:
        raise Missing(client_uuid)
    return found.met_with.client_uuid if found.met_with else found.client_uuid


def words(unit: str, values: Mapping[str, Any]) -> str:
    """The answer of one unit as a reader says it."""
    said = [_say(name, value, values) for name, value in values.items()]
    if unit == "age_band" and values.get("age_years") is not None:
        return f"kira-kira {values['age_years']} tahun"
    if unit == "latitude":
        return ", ".join(str(v) for v in values.values() if v is not None) or NOTHING
    if unit == "counted":
        counted = values.get("counted")
        if counted is None:
            return "belum dihitung"
        return f"kira-kira {counted}" if values.get("counted_is_approximate") else str(counted)
    return " · ".join(part for part in said if part) or NOTHING


def _say(name: str, value: Any, values: Mapping[str, Any]) -> str:
    if value in (None, "", []):
        return ""
    if name in CHOICES:
        if name == "companionship" and values.get("met_with"):
            return ""
        return str(CHOICES[name][0](value).label)
    if name in LISTS:
        return ", ".join(str(LISTS[name](code).label) for code in value)
    if name == "met_at":
        return short_moment(timezone.localtime(dt.datetime.fromisoformat(value)))
    if name == "stop":
        stop = RaidStop.objects.filter(client_uuid=value).first()
        return str(stop) if stop else ""
    if name == "met_with":
        other = Encounter.objects.filter(client_uuid=value).first()
        return f"bersama no. {other.ordinal or other.number}" if other else ""
    return "" if name == "age_years" else str(value)


def _spell(name: str, value: Any) -> Any:
    if name in LISTS:
        if not isinstance(value or [], list):
            raise ValueError(name)
        return _in_order(name, [LISTS[name](code) for code in value or []])
    if name in CHOICES:
        choices, unknown = CHOICES[name]
        return str(choices(value) if value else unknown)
    if name in TEXTS:
        if not isinstance(value or "", str):
            raise ValueError(name)
        return (value or "").strip().replace("\r\n", "\n")
    if name == "met_at":
        at = moment(value)
        if at is None:
            raise ValueError(name)
        return at.isoformat()
    if value in (None, ""):
        return None
    if name == "age_years":
        if isinstance(value, float | bool) or not -1 < int(value) < 1000:
            raise ValueError(name)
        return int(value)
    if name in ("latitude", "longitude"):
        degrees = Decimal(str(value))
        if not abs(degrees) <= 180:
            raise ValueError(name)
        return _degrees(degrees)
    found = known_uuid(value)
    if found is None:
        raise ValueError(name)
    return str(found)


def _degrees(number: Decimal) -> str:
    return str(number.quantize(Decimal("0.00001")))


def _in_order(name: str, codes: list[Any]) -> list[str]:
    """Once each, in the order of the form: two lists that say the same are equal."""
    return [code for code in LISTS[name].values if code in codes]


def _stop(client_uuid: str | None) -> RaidStop | None:
    if client_uuid is None:
        return None
    stop = RaidStop.objects.filter(client_uuid=client_uuid).first()
    if stop is None:
        raise Missing(uuid.UUID(client_uuid))
    return stop


def _other(client_uuid: str | None) -> Encounter | None:
    if client_uuid is None:
        return None
    other = Encounter.objects.filter(client_uuid=client_uuid).select_related("met_with").first()
    if other is None:
        raise Missing(uuid.UUID(client_uuid))
    return other
