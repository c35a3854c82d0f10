"""Numbered papers: issued once, never changed, withdrawn with a reason."""

import datetime as dt
import hashlib
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
    store_bytes,
    store_upload,
)
from ppks_service.documents.models import (
    DocumentStatus,
    IssuedDocument,
    Letterhead,
    LetterKind,
    NumberSeries,
    new_token,
)
from ppks_service.documents.numbers import next_serial
from ppks_service.journal.actions import record
from ppks_service.pdf import pdf_from_html


class SeriesMissing(Exception):
    """No number series is set up for a kind of letter; ``manage.py reference_data`` makes them."""


@transaction.atomic
def issue(
    kind: LetterKind,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    subject: models.Model,
    by: User,
    dated_on: dt.date | None = None,
    case_pk: int | None = None,
) -> IssuedDocument:
    """Take the next number of ``kind`` and freeze ``template`` of ``templates/documents`` under it.

    Joins the caller's transaction: rolled back with it, the number returns to the series. ``title``
    names no person, for the check page shows it. The template gets, beside ``context``: ``number``,
    ``dated_on``, ``letterhead`` and ``check`` (``qr`` as a data address, ``url``).
    """
    try:
        series = NumberSeries.objects.get(kind=kind)
    except NumberSeries.DoesNotExist as missing:
        raise SeriesMissing(f"Belum ada pola nomor untuk {kind.label}.") from missing
    dated_on = dated_on or timezone.localdate()
    serial = next_serial(f"letter:{kind}:{dated_on.year}")
    number = series.template.format(
        klasifikasi=series.classification,
        urut=f"{serial:03d}",
        unit=series.unit_code,
        tahun=dated_on.year,
    )
    token = new_token()
    html = render_to_string(
        template,
        {
            **context,
            "number": number,
            "document_title": f"{kind.label} {number}",
            "dated_on": dated_on,
            "letterhead": letterhead(),
            "check": check_mark(token),
            "settings_demo": settings.DEMO,
        },
    )
    document = IssuedDocument.objects.create(
        kind=kind,
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
        subject_label=subject._meta.label_lower,
        subject_pk=subject.pk,
        case_pk=case_pk,
    )
    record(
        actor=by,
        action="document.issue",
        subject=document,
        case_pk=case_pk,
        note=f"{kind.label} nomor {number} diterbitkan.",
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


def _void(current: IssuedDocument, *, by: User, reason: str) -> IssuedDocument:
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan surat ditarik."})
    current.status = DocumentStatus.WITHDRAWN
    current.void_reason = reason.strip()
    current.voided_by, current.voided_at = by, timezone.now()
    current.save(update_fields=["status", "void_reason", "voided_by", "voided_at"])
    record(
        actor=by,
        action="document.withdraw",
        subject=current,
        case_pk=current.case_pk,
        note=f"{current.get_kind_display()} nomor {current.number} ditarik: {current.void_reason}",
    )
    return current


def pdf_of(document: IssuedDocument) -> bytes:
    """The paper as PDF/UA: laid out from its frozen text on first use, the same bytes ever after."""
    if document.pdf_id is None:
        content = pdf_from_html(document.html)
        with transaction.atomic():
            current = IssuedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
            if current.pdf_id is None:
                current.pdf = store_bytes(content, content_type="application/pdf", by=None)
                current.save(update_fields=["pdf"])
        document.pdf = current.pdf
    assert document.pdf is not None
    return bytes(document.pdf.content)


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


def signer_of(user: User) -> dict[str, Any]:
    """The signature block of ``user``: titles, name, rank and NIP as paper writes it."""
    nip = user.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip
    return {
        "titles": [f"{user.position or user.get_role_display()},"],
        "name": user.full_name,
        "rank": user.rank,
        "nip": spaced,
    }


def check_mark(token: str) -> dict[str, str]:
    """The QR code of a paper: the address of its check page, as a drawing."""
    url = f"{settings.PUBLIC_URL}{reverse('documents:check', args=[token])}"
    return {"qr": segno.make(url, error="m").svg_data_uri(border=2, scale=4), "url": url}


__all__ = [
    "IMAGES",
    "PAPERS",
    "SeriesMissing",
    "check_mark",
    "checked_upload",
    "issue",
    "letterhead",
    "pdf_of",
    "signer_of",
    "store_bytes",
    "store_upload",
    "void",
    "withdraw",
]
