"""Instruments written in pages: a draft is built up, published for good, and retired by the next version."""

import copy
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from intake import instruments, permissions, workflow_instruments
from intake.models import Instrument
from ppks_service.accounts.models import User
from ppks_service.versions import Versions

INSTRUMENTS = Versions(
    model=Instrument,
    thing="instrumen",
    journal="instrument",
    rule=permissions.maintain_instruments,
    life=workflow_instruments.INSTRUMENT,
)


@transaction.atomic
def begin_instrument(title: str, *, by: User) -> Instrument:
    """An empty draft of a new instrument. Raises ``ValidationError`` when one is called so."""
    return INSTRUMENTS.first(Instrument(title=title, definition={"sections": []}), by=by)


@transaction.atomic
def begin_version(instrument: Instrument, *, by: User) -> Instrument:
    """A draft that starts as a copy. Raises ``ValidationError`` when one is begun already."""
    said = copy.deepcopy(instrument.definition)
    return INSTRUMENTS.next(instrument, by=by, title=instrument.title, definition=said)


@transaction.atomic
def write_section(
    instrument: Instrument,
    section: Mapping[str, Any],
    *,
    by: User,
    need: Mapping[str, Any] | None = None,
) -> Instrument:
    """Put ``section`` into the draft, in place of the one of its key or at the end.

    ``need`` is the need that a low score of the section suggests: domain, description, below; None
    takes it out. Raises ``ValidationError`` where the section cannot be used.
    """
    draft = INSTRUMENTS.stored(instrument, by=by)
    definition = copy.deepcopy(draft.definition)
    sections = definition.setdefault("sections", [])
    keys = [row["key"] for row in sections]
    if section["key"] in keys:
        sections[keys.index(section["key"])] = dict(section)
    else:
        sections.append(dict(section))
    own = f"score.{section['key']}"
    needs = [row for row in definition.get("needs", ()) if row["key"] != own]
    if need is not None:
        needs.append(
            {
                "key": own,
                "domain": need["domain"],
                "description": need["description"],
                "priority": 2,
                "why": f"Nilai {section['title'].lower()} di bawah {need['below']}",
                "when": [{"score": section["key"], "below": need["below"]}],
            }
        )
    definition["needs"] = needs
    return _save(draft, definition, f"Bagian “{section['title']}” ditulis.", by=by)


@transaction.atomic
def remove_section(instrument: Instrument, key: str, *, by: User) -> Instrument:
    """Take a section out of the draft, with the need that its score suggests."""
    draft = INSTRUMENTS.stored(instrument, by=by)
    definition = copy.deepcopy(draft.definition)
    definition["sections"] = [row for row in definition["sections"] if row["key"] != key]
    definition["needs"] = [
        row for row in definition.get("needs", ()) if row["key"] != f"score.{key}"
    ]
    return _save(draft, definition, "Satu bagian dihapus dari draf.", by=by)


@transaction.atomic
def set_frame(
    instrument: Instrument,
    *,
    title: str,
    from_age: int | None,
    to_age: int | None,
    review_after_days: int | None = None,
    by: User,
) -> Instrument:
    """Name the draft, for which ages it is offered, and after how long it is looked at again."""
    draft = INSTRUMENTS.stored(instrument, by=by)
    if from_age is not None and to_age is not None and to_age < from_age:
        raise ValidationError({"to_age": "Usia tertinggi tidak boleh di bawah usia terendah."})
    draft.title = title.strip()
    definition = {
        **draft.definition,
        "from_age": from_age,
        "to_age": to_age,
        "review_after_days": review_after_days,
    }
    return _save(draft, definition, "Judul dan sasaran draf ditulis.", by=by)


@transaction.atomic
def publish_instrument(instrument: Instrument, *, by: User) -> Instrument:
    """Put the draft into use; the version in use until now retires. Raises ``ValidationError``."""
    draft = INSTRUMENTS.stored(instrument, by=by)
    try:
        instruments.parse(draft.definition)
    except instruments.BadDefinition as bad:
        raise ValidationError(str(bad)) from bad
    return INSTRUMENTS.publish(draft, by=by)


@transaction.atomic
def retire_instrument(instrument: Instrument, *, by: User) -> Instrument:
    """Offer it no more; what was begun with it is finished with it."""
    return INSTRUMENTS.retire(instrument, by=by)


@transaction.atomic
def discard_draft(instrument: Instrument, *, by: User) -> Instrument:
    """Throw a draft away; nobody has answered it. What it was is returned."""
    draft = INSTRUMENTS.stored(instrument, by=by)
    return INSTRUMENTS.discard(draft, by=by, definition=draft.definition)


def _save(draft: Instrument, definition: dict[str, Any], note: str, *, by: User) -> Instrument:
    if definition["sections"]:
        try:
            instruments.parse(definition)
        except instruments.BadDefinition as bad:
            raise ValidationError(str(bad)) from bad
    draft.definition = definition
    draft.full_clean()
    draft.save(update_fields=["title", "definition"])
    INSTRUMENTS.record(draft, "write", by=by, note=f"{draft}: {note}")
    return draft
