"""Kinds of letter written in pages: a draft is worded, published for good, retired by the next version."""

from typing import Any

from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.documents import permissions, workflow
from ppks_service.documents.kinds import check_wording
from ppks_service.documents.models import LetterKind, LetterTemplate, NumberSeries
from ppks_service.versions import Versions

# What a version says, beside its code, number and life.
WORDED = (
    "name",
    "subject",
    "layout",
    "classification",
    "unit_code",
    "number_pattern",
    "nature",
    "enclosure",
    "title",
    "recipient",
    "issuers",
    "prints",
    "asks",
    "body",
    "copies",
    "signature",
)


KINDS = Versions(
    model=LetterTemplate,
    thing="jenis surat",
    journal="letter_kind",
    rule=permissions.maintain_letters,
    life=workflow.WORDING,
    named="name",
)


@transaction.atomic
def begin_kind(draft: LetterTemplate, *, by: User) -> LetterTemplate:
    """Save the first draft of a new kind. Raises ``ValidationError`` where its words cannot be used."""
    KINDS.first(draft, by=by)
    names = NumberSeries.objects.filter(name__iexact=draft.name)
    if draft.code in LetterKind.values or names.exists():
        raise KINDS.name_taken()
    check_wording(draft)
    return draft


@transaction.atomic
def begin_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """A draft that starts as a copy. Raises ``ValidationError`` when one is begun already."""
    return KINDS.next(wording, by=by, **said_by(wording))


@transaction.atomic
def write_wording(draft: LetterTemplate, *, by: User) -> LetterTemplate:
    """Save a draft as a form filled it. Raises ``ValidationError`` beside the line that cannot be used."""
    current = KINDS.stored(draft, by=by)
    for name, value in said_by(draft).items():
        setattr(current, name, value)
    current.full_clean()
    check_wording(current)
    current.save()
    KINDS.record(current, "write", by=by, note=f"Draf {current} ditulis.")
    return current


@transaction.atomic
def publish_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Put the draft in force with its numbering; the version in force until now retires."""
    draft = KINDS.stored(wording, by=by)
    check_wording(draft)
    series = NumberSeries.objects.filter(kind=draft.code).first() or NumberSeries(kind=draft.code)
    series.name, series.classification = draft.name, draft.classification
    series.unit_code, series.template = draft.unit_code, draft.number_pattern
    series.full_clean()
    series.save()
    return KINDS.publish(draft, by=by)


@transaction.atomic
def retire_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Offer the kind no more; its letters stay, and so do their numbers."""
    return KINDS.retire(wording, by=by)


@transaction.atomic
def discard_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Throw a draft away, which no letter has used, and return what it was."""
    draft = KINDS.stored(wording, by=by)
    return KINDS.discard(draft, by=by, said=said_by(draft))


def said_by(wording: LetterTemplate) -> dict[str, Any]:
    """All that a version says, by column."""
    return {name: getattr(wording, name) for name in WORDED}
