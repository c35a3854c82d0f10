"""Numbered papers: issued once, never changed, withdrawn with a reason."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.documents.files import (
    IMAGES,
    PAPERS,
    checked_upload,
    file_of_bytes,
    store_bytes,
    store_upload,
)
from ppks_service.documents.models import (
    DocumentStatus,
    IssuedDocument,
    Letterhead,
    LetterKind,
    LetterTemplate,
    NumberSeries,
    new_token,
)
from ppks_service.documents.numbering import counter_of, number_of
from ppks_service.documents.numbers import next_serial
from ppks_service.documents.paper import pdf_of
from ppks_service.documents.parts import (
    Enclosed,
    Initialled,
    drafted_by,
    enclosures_in_words,
    keep_parts,
)
from ppks_service.documents.sealing import e_signature
from ppks_service.documents.signers import signer_of
from ppks_service.documents.subjects import person_of
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record


class SeriesMissing(Exception):
    """No number series is set up for a kind of letter; ``manage.py reference_data`` makes them."""


@transaction.atomic
def issue(
    kind: str,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    subject: models.Model,
    by: User,
    dated_on: dt.date | None = None,
    case_pk: int | None = None,
    recipient: str = "",
    wording: LetterTemplate | None = None,
    replaces: IssuedDocument | None = None,
    enclosed: Sequence[Enclosed] = (),
    parafs: Sequence[Initialled] | None = None,
) -> IssuedDocument:
    """Take the next number of ``kind`` and freeze ``template`` of ``templates/documents`` under it.

    ``kind`` is the code of a series: one of ``LetterKind``, or of a kind that admin data wrote. Joins
    the caller's transaction: rolled back with it, the number returns to the series. ``title`` and
    ``recipient`` name no person, for the agenda book shows them. The template gets, beside ``context``:
    ``number``, ``dated_on``, ``letterhead``, ``check`` (see ``check_mark``), ``enclosures`` in words and
    ``parafs``.
    """
    try:
        series = NumberSeries.objects.get(kind=kind)
    except NumberSeries.DoesNotExist as missing:
        name = LetterKind(kind).label if kind in LetterKind.values else kind
        raise SeriesMissing(f"Belum ada pola nomor untuk {name}.") from missing
    dated_on = dated_on or timezone.localdate()
    serial = next_serial(counter_of(kind, dated_on.year))
    number = number_of(series, serial, dated_on.year)
    token = new_token()
    if parafs is None:
        parafs = drafted_by(by, timezone.now(), context)
    html = render_to_string(
        template,
        {
            **context,
            "number": number,
            "document_title": f"{series.name} {number}",
            "dated_on": dated_on,
            "letterhead": letterhead(),
            "check": check_mark(token),
            "enclosures": enclosures_in_words(enclosed),
            "parafs": parafs,
            "settings_demo": settings.DEMO,
        },
    )
    document = IssuedDocument.objects.create(
        kind=series.kind,
        kind_name=series.name,
        wording=wording,
        replaces=replaces,
        recipient=recipient,
        signed_as=_post_of(context.get("signer")),
        is_protected=person_of(case_pk).is_protected,
        series=series,
        year=dated_on.year,
        serial=serial,
        number=number,
        title=title,
        dated_on=dated_on,
        issued_by=by,
        html=html,
        content_hash=hashlib.sha256(html.encode()).hexdigest(),
        token=token,
        e_signature=e_signature(),
        subject_label=subject._meta.label_lower,
        subject_pk=subject.pk,
        case_pk=case_pk,
    )
    keep_parts(document, enclosed, parafs)
    record(
        actor=by,
        action="document.issue",
        subject=document,
        case_pk=case_pk,
        note=f"{series.name} nomor {number} diterbitkan.",
    )
    return document


@transaction.atomic
def withdraw(document: IssuedDocument, *, by: User, reason: str) -> IssuedDocument:
    """Take back a paper that still counts: its number stays used, its check page says "ditarik"."""
    current = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if current.status != DocumentStatus.VALID:
        raise ValidationError("Surat ini sudah tidak berlaku.")
    if current.issued_by_id != by.pk:
        raise PermissionDenied(
            f"Hanya yang menerbitkan surat ini yang menariknya: {current.issued_by}."
        )
    return _void(current, by=by, reason=reason)


@transaction.atomic
def void(document: IssuedDocument, *, by: User, reason: str) -> IssuedDocument:
    """Take a paper back because what it says was taken back; whose act that was, its own rule allowed."""
    current = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    return (
        current if current.status != DocumentStatus.VALID else _void(current, by=by, reason=reason)
    )


@transaction.atomic
def supersede(document: IssuedDocument, *, by: User, reason: str) -> IssuedDocument:
    """Mark a paper as replaced by the one that ``by`` issues in the same transaction."""
    current = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if current.status != DocumentStatus.VALID:
        raise ValidationError("Surat ini sudah tidak berlaku, jadi tidak dapat diganti.")
    return _void(current, by=by, reason=reason, status=DocumentStatus.SUPERSEDED)


def _void(
    current: IssuedDocument,
    *,
    by: User,
    reason: str,
    status: DocumentStatus = DocumentStatus.WITHDRAWN,
) -> IssuedDocument:
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan surat ditarik."})
    current.status = status
    # The agenda book shows the reason to more people than may open the file.
    current.void_reason = person_of(current.case_pk).without_name(reason.strip())
    current.voided_by, current.voided_at = by, timezone.now()
    current.save(update_fields=["status", "void_reason", "voided_by", "voided_at"])
    record(
        actor=by,
        action="document.withdraw",
        subject=current,
        case_pk=current.case_pk,
        note=f"{current.get_kind_display()} nomor {current.number} {in_sentence(status.label)}: "
        f"{current.void_reason}",
    )
    return current


def letterhead() -> dict[str, str]:
    """The head of the office's papers, in the words that ``documents/base.html`` shows."""
    head = Letterhead.objects.order_by("pk").first()
    if head is None:
        return {"government": "", "office": "", "address": "", "contact": "", "city": ""}
    return {
        "government": head.government,
        "office": head.name,
        "address": head.address,
        "contact": head.contact,
        "city": head.city,
    }


def _post_of(signer: Any) -> str:
    """``a.n. Kepala Dinas Sosial, Kepala Bidang`` of a signature block: the post, and nobody's name."""
    titles = signer.get("titles", ()) if isinstance(signer, dict) else ()
    said = ", ".join(str(line).rstrip(",") for line in titles)
    return said.replace("u.b., ", "u.b. ")[:250]


def check_mark(token: str) -> dict[str, str]:
    """The QR code of a paper (``qr``, a drawing; ``url``), and how it is signed (``e_signature``)."""
    url = f"{settings.PUBLIC_URL}{reverse('documents:check', args=[token])}"
    qr = segno.make(url, error="m").svg_data_uri(border=2, scale=4)
    return {"qr": qr, "url": url, "e_signature": e_signature().value}


__all__ = [
    "IMAGES",
    "PAPERS",
    "Enclosed",
    "Initialled",
    "SeriesMissing",
    "check_mark",
    "checked_upload",
    "file_of_bytes",
    "issue",
    "letterhead",
    "pdf_of",
    "signer_of",
    "store_bytes",
    "store_upload",
    "supersede",
    "void",
    "withdraw",
]
