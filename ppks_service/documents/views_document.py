"""The page of one paper: how it stands, what belongs to it, and its signed scan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.documents import permissions_paper as permissions
from ppks_service.documents.files import EXTENSIONS
from ppks_service.documents.forms import ScanForm
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import replacement_of, visible_documents, with_replacements
from ppks_service.documents.scans import attach_scan
from ppks_service.http import file_response
from ppks_service.journal.actions import record

READERS = (Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def document_show(request: StaffRequest, pk: int) -> HttpResponse:
    found = with_replacements(request.user).defer("html").select_related("sealing", "issued_by")
    document = get_object_or_404(found, pk=pk)
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    if form.is_valid() and attempt(
        form, attach_scan, document, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Pindaian tersimpan.")
        return redirect("documents:show", pk)
    return render(request, "letters/show.html", _shown(request, document) | {"form": form})


def _shown(request: StaffRequest, document: IssuedDocument) -> dict[str, Any]:
    scans = document.scans.select_related("added_by", "file").defer("file__content")
    return {
        "document": document,
        "replacement": replacement_of(document),
        "sealing": getattr(document, "sealing", None),
        "refusal": permissions.attach_scan.refusal(request.user, document),
        "attachments": document.attachments.order_by("position"),
        "parafs": document.parafs.select_related("officer").order_by("position"),
        "scans": scans.order_by("-pk"),
    }


@require_safe
@requires(*READERS)
def scan_file(request: StaffRequest, pk: int, scan: int) -> HttpResponse:
    """The scan itself; every opening is written down."""
    document = get_object_or_404(visible_documents(request.user), pk=pk)
    found = get_object_or_404(document.scans.select_related("file"), pk=scan)
    extension = EXTENSIONS.get(found.file.content_type, "bin")
    record(
        actor=request.user,
        action="document.read_scan",
        subject=document,
        case_pk=document.case_pk,
        note=f"Pindaian bertanda tangan dari surat nomor {document.number} dibuka.",
    )
    return file_response(
        bytes(found.file.content),
        filename=f"pindaian-{document.year}-{document.serial:03d}-{found.pk}.{extension}",
        content_type=found.file.content_type,
    )
