"""Whom somebody who is being registered may be: found while the form is filled, and shown under the name."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intake import matching, repeats, same, search
from intake.models import BirthPrecision, IdentifierKind, Sex
from intake.nik import digits
from intake.search import Found
from ppks_service.accounts.models import User

SHOWN = 8
NIK_LENGTH = 16
# Less likely ones are found by their name anyway.
LIKELY = 0.2


def candidates_for(user: User, known: Any) -> list[Found]:
    """Persons by name and number as the search finds them, and by all else the form says.

    ``known`` holds what was typed: name, nik, sex, age_years, born_on. Nobody protected is among them
    whose file ``user`` may not open, unless by their number.
    """
    name, nik = str(known.get("name") or "").strip(), str(known.get("nik") or "")
    if not name and not nik:
        return []
    found = search.find_persons(user, name, number=nik)
    scored = _scored(user, name, nik, known, {key for hit in found for key in _keys(hit)})
    hits = sorted(found + scored, key=lambda hit: -hit.score)[:SHOWN]
    histories = repeats.histories_of(user, [hit.person.pk for hit in hits])
    for hit in hits:
        hit.history = histories[hit.person.pk]
    return hits


def _keys(hit: Found) -> set[int]:
    return {hit.person.pk, *(case.person_id for case in hit.cases)}


def _scored(user: User, name: str, nik: str, known: Any, skip: set[int]) -> list[Found]:
    """Those whom the scoring model adds, as the roots of their numbers."""
    likely = matching.candidates(_description(name, nik, known), exclude=skip, at_least=LIKELY)
    groups = same.groups_of([candidate.person_id for candidate in likely])
    keys = {key for group in groups.values() for key in group.keys}
    persons = {person.pk: person for person in search.with_cases(keys)}
    hits: dict[int, Found] = {}
    for candidate in likely:
        group = groups[candidate.person_id]
        if group.root in hits or group.keys & skip:
            continue
        others = [persons[key] for key in sorted(group.keys - {group.root})]
        hit = search.seen_by(user, persons[group.root], others=others)
        if hit.is_protected and not hit.may_open:
            continue
        words = [reason.words for reason in candidate.reasons if reason.fits][:3]
        hit.why = words if hit.may_be_named else [word.partition(":")[0] for word in words]
        hit.score = candidate.score
        hits[group.root] = hit
    return list(hits.values())


def _description(name: str, nik: str, known: Any) -> matching.Description:
    number = digits(nik)
    born_on = _day(known.get("born_on"))
    return matching.Description(
        names=(name,) if name else (),
        sex=known.get("sex") or Sex.UNKNOWN,
        born_on=born_on,
        birth_precision=BirthPrecision.DAY if born_on else BirthPrecision.UNKNOWN,
        age_years=_years(known.get("age_years")),
        seen_on=timezone.localdate(),
        numbers=(matching.Number.of(IdentifierKind.NIK, number),)
        if len(number) == NIK_LENGTH
        else (),
    )


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def _years(value: Any) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() and int(text) <= 120 else None
