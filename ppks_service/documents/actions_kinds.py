"""Kinds of letter written in pages: a draft is worded, published for good, retired by the next version."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from ppks_service.accounts.models import User
from ppks_service.documents import permissions, workflow
from ppks_service.documents.kinds import check_wording
from ppks_service.documents.models import LetterKind, LetterTemplate, NumberSeries, TemplateStatus
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus

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


@transaction.atomic
def begin_kind(draft: LetterTemplate, *, by: User) -> LetterTemplate:
    """Save the first draft of a new kind. Raises ``ValidationError`` where its words cannot be used."""
    permissions.maintain_letters.check(by, draft)
    code = slugify(draft.name)[:40].strip("-")
    if not code:
        raise ValidationError({"name": "Tulis nama dengan huruf atau angka."})
    taken = LetterTemplate.objects.filter(code=code).exists()
    names = NumberSeries.objects.filter(name__iexact=draft.name.strip())
    if taken or code in LetterKind.values or names.exists():
        raise ValidationError(
            {"name": "Sudah ada jenis surat dengan nama serupa. Buat versi baru dari sana."}
        )
    draft.code, draft.version, draft.status = code, 1, TemplateStatus.DRAFT
    return _saved(draft, "begin", "dimulai", by=by)


@transaction.atomic
def begin_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """A draft that starts as a copy. Raises ``ValidationError`` when one is begun already."""
    permissions.maintain_letters.check(by, wording)
    versions = LetterTemplate.objects.select_for_update().filter(code=wording.code)
    if any(row.status == TemplateStatus.DRAFT for row in versions):
        raise ValidationError("Versi baru jenis surat ini sudah dimulai; lanjutkan drafnya.")
    latest = versions.aggregate(latest=Max("version"))["latest"]
    draft = LetterTemplate(code=wording.code, version=latest + 1, **said_by(wording))
    return _saved(draft, "begin", "dimulai", by=by)


@transaction.atomic
def write_wording(draft: LetterTemplate, *, by: User) -> LetterTemplate:
    """Save a draft as a form filled it. Raises ``ValidationError`` beside the line that cannot be used."""
    permissions.maintain_letters.check(by, draft)
    current = LetterTemplate.objects.select_for_update().get(pk=draft.pk)
    if current.status != TemplateStatus.DRAFT:
        raise WrongStatus("Versi yang sudah terbit tidak diubah lagi. Buat versi baru.")
    for name, value in said_by(draft).items():
        setattr(current, name, value)
    return _saved(current, "write", "ditulis", by=by)


@transaction.atomic
def publish_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Put the draft in force with its numbering; the version in force until now retires."""
    draft = LetterTemplate.objects.select_for_update().get(pk=wording.pk)
    workflow.PUBLISH.check(by, draft)
    check_wording(draft)
    for former in LetterTemplate.objects.select_for_update().filter(
        code=draft.code, status=TemplateStatus.PUBLISHED
    ):
        _moved(former, workflow.RETIRE, by=by)
    series = NumberSeries.objects.filter(kind=draft.code).first() or NumberSeries(kind=draft.code)
    series.name, series.classification = draft.name, draft.classification
    series.unit_code, series.template = draft.unit_code, draft.number_pattern
    series.full_clean()
    series.save()
    draft.published_at = timezone.now()
    return _moved(draft, workflow.PUBLISH, by=by)


@transaction.atomic
def retire_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Offer the kind no more; its letters stay, and so do their numbers."""
    current = LetterTemplate.objects.select_for_update().get(pk=wording.pk)
    workflow.RETIRE.check(by, current)
    return _moved(current, workflow.RETIRE, by=by)


@transaction.atomic
def discard_wording(wording: LetterTemplate, *, by: User) -> LetterTemplate:
    """Throw a draft away, which no letter has used, and return what it was."""
    permissions.maintain_letters.check(by, wording)
    draft = LetterTemplate.objects.select_for_update().get(pk=wording.pk)
    if draft.status != TemplateStatus.DRAFT:
        raise WrongStatus("Hanya draf yang dapat dibuang.")
    record(
        actor=by,
        action="letter_kind.discard",
        subject=draft,
        note=f"Draf {draft} dibuang.",
        said=said_by(draft),
    )
    draft.delete()
    return draft


def said_by(wording: LetterTemplate) -> dict[str, Any]:
    """All that a version says, by column."""
    return {name: getattr(wording, name) for name in WORDED}


def _saved(draft: LetterTemplate, act: str, words: str, *, by: User) -> LetterTemplate:
    draft.full_clean()
    check_wording(draft)
    draft.save()
    record(actor=by, action=f"letter_kind.{act}", subject=draft, note=f"Draf {draft} {words}.")
    return draft


def _moved(wording: LetterTemplate, transition: Transition, *, by: User) -> LetterTemplate:
    wording.status = transition.target
    wording.save(update_fields=["status", "published_at"])
    record(
        actor=by,
        action=f"letter_kind.{transition.name}",
        subject=wording,
        note=f"{wording}: {transition.label.lower()}.",
    )
    return wording
