"""The signed paper comes back as a scan: added beside the earlier ones, never in their place."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.documents import permissions_paper as permissions
from ppks_service.documents.files import PAPERS, store_upload
from ppks_service.documents.models import IssuedDocument, SignedScan
from ppks_service.journal.actions import record


@transaction.atomic
def attach_scan(
    document: IssuedDocument, upload: UploadedFile, *, by: User, note: str = ""
) -> SignedScan:
    """Keep a photo or PDF of the paper as it was signed. Raises ``ValidationError`` under ``upload``."""
    current = IssuedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    permissions.attach_scan.check(by, current)
    try:
        stored = store_upload(upload, by=by, allow=PAPERS)
    except ValidationError as refused:
        raise ValidationError({"upload": refused.messages}) from refused
    scan = SignedScan(document=current, file=stored, note=note.strip(), added_by=by)
    scan.full_clean()
    scan.save(force_insert=True)
    record(
        actor=by,
        action="document.attach_scan",
        subject=current,
        case_pk=current.case_pk,
        note=f"Pindaian bertanda tangan dari surat nomor {current.number} dilampirkan.",
    )
    return scan
