"""Kinds of letter written in pages, in versions; and how the papers that code makes are numbered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.documents import permissions, workflow
from ppks_service.documents.kinds import check_wording, series_of
from ppks_service.documents.models import LetterKind, LetterTemplate, NumberSeries
from ppks_service.documents.numbering import faults_in, next_numbers
from ppks_service.journal.actions import record
from ppks_service.versions import Versions
from ppks_service.workflow import Refused

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
# What a series says, beside its kind and name.
NUMBERED = ("template", "classification", "unit_code")

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
    series = series_of(draft)
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


@transaction.atomic
def set_series(series: NumberSeries, *, by: User) -> NumberSeries:
    """Number the papers of a kind that code makes otherwise from the next one on; those given keep theirs.

    Raises ``ValidationError`` beside the part that cannot be used, and ``Refused`` for a kind whose
    versions say how it is numbered.
    """
    permissions.maintain_letters.check(by, series)
    before = NumberSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    if LetterTemplate.objects.filter(code=before.kind).exists():
        raise Refused("Nomor surat ini ditulis pada jenis suratnya. Ubah di versi barunya.")
    number = checked_number(series)
    series.save(update_fields=NUMBERED)
    record(
        actor=by,
        action="number_series.set",
        subject=series,
        note=f"Pola nomor {series.name}: {series.template}, {series.classification}, {series.unit_code}; "
        f"berlaku mulai {number}. "
        f"Semula {before.template}, {before.classification}, {before.unit_code}.",
        before={name: getattr(before, name) for name in NUMBERED},
        after={name: getattr(series, name) for name in NUMBERED},
    )
    return series


def checked_number(series: NumberSeries) -> str:
    """The number that comes next by ``series``, saved or only meant. Raises ``ValidationError``."""
    series.full_clean()
    if faults := faults_in(series):
        raise ValidationError(faults)
    return next_numbers([series], timezone.localdate())[series.kind]


def said_by(wording: LetterTemplate) -> dict[str, Any]:
    """All that a version says, by column."""
    return {name: getattr(wording, name) for name in WORDED}
