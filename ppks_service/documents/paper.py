"""The PDF of an issued paper: laid out once from its frozen text, with what is attached, and signed."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.template.loader import render_to_string

from ppks_service.documents.files import data_address, pages_of, store_bytes
from ppks_service.documents.models import (
    Attachment,
    ESignature,
    IssuedDocument,
    Letterhead,
    Sealing,
    StoredFile,
)
from ppks_service.documents.sealing import seal, sealed
from ppks_service.pdf import Insert, pdf_from_html

PDF = "application/pdf"
BODY_ENDS = "</body>"
# The name of the lock under which PDFs are made, beside the paper's own number.
LOCK = 20_261
PATIENCE = "60s"


def pdf_of(document: IssuedDocument) -> bytes:
    """The paper as a PDF: made on first use, the same bytes ever after.

    It is made under a lock of its own, after the act that issued it: two who open it at once get one file
    with one signature, and whoever takes the paper back meanwhile does not wait. Raises ``SealMissing``
    where it says that it is signed and the certificate is not there.
    """
    if document.pdf_id is None:
        document.pdf = _made(document)
    assert document.pdf is not None
    return bytes(document.pdf.content)


@transaction.atomic
def _made(document: IssuedDocument) -> StoredFile:
    with connection.cursor() as cursor:
        # Who comes second waits for the file instead of failing after the usual seconds.
        cursor.execute("SET LOCAL lock_timeout = %s", [PATIENCE])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, document.pk])
    current = IssuedDocument.objects.get(pk=document.pk)
    if current.pdf is not None:
        return current.pdf
    attachments = current.attachments.select_related("file").order_by("position")
    content = laid_out(current.html, list(attachments))
    if current.e_signature != ESignature.NONE:
        content = _signed(current, content)
    current.pdf = store_bytes(content, content_type=PDF, by=None)
    current.save(update_fields=["pdf"])
    return current.pdf


def laid_out(html: str, attachments: Sequence[Attachment]) -> bytes:
    """``html`` with ``attachments`` behind it: pictures as pages of ours, pages of a PDF as they are."""
    if not attachments:
        return pdf_from_html(html)
    drawn = [
        {
            "anchor": _anchor(each),
            "number": each.position,
            "title": each.title,
            "picture": "" if each.file.content_type == PDF else data_address(each.file),
            "pages": pages_of(each.file) if each.file.content_type == PDF else 0,
        }
        for each in attachments
    ]
    annex = render_to_string("documents/_attachments.html", {"attachments": drawn})
    before, _, after = html.rpartition(BODY_ENDS)
    inserts = [
        Insert(_anchor(each), bytes(each.file.content), pages_of(each.file))
        for each in attachments
        if each.file.content_type == PDF
    ]
    return pdf_from_html(f"{before}{annex}{BODY_ENDS}{after}", inserts)


def _signed(document: IssuedDocument, content: bytes) -> bytes:
    used = seal()
    Sealing.objects.create(
        document=document,
        certificate_name=used.name,
        issuer_name=used.issuer,
        certificate_sha256=used.sha256,
    )
    city = Letterhead.objects.order_by("pk").values_list("city", flat=True).first()
    return sealed(content, used, reason=f"Surat nomor {document.number}", place=city or "")


def _anchor(attachment: Attachment) -> str:
    return f"lampiran-{attachment.position}"
