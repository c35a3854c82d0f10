"""Papers: the list, the PDF, taking one back, and the public check page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.documents import actions
from ppks_service.documents.forms import CheckForm, DocumentFilter, WithdrawForm
from ppks_service.documents.models import DocumentStatus, IssuedDocument, SignedScan
from ppks_service.documents.queries import visible_by_rule, visible_documents, with_replacements
from ppks_service.forms import posted
from ppks_service.http import file_response, render_page_or_part
from ppks_service.journal.actions import record
from ppks_service.keyset import page_by_key

PAGE_SIZE = 25


@require_safe
@requires(Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS)
def document_list(request: StaffRequest) -> HttpResponse:
    shown = with_replacements(request.user).defer("html")
    filters = DocumentFilter(request.GET, queryset=shown)
    filters.is_valid()  # what it does not understand filters nothing
    among = [filters.filter_queryset(part) for part in visible_by_rule(request.user)]
    asked = request.GET.dict()
    page = page_by_key(shown, asked, by="dated_on", size=PAGE_SIZE, among=among)
    context = {
        "filters": filters,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in filters.filters),
    }
    return render_page_or_part(request, "letters/list.html", "table", context)


@require_safe
@requires(Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS)
def document_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(visible_documents(request.user), pk=pk)
    content = actions.pdf_of(document)
    record(
        actor=request.user,
        action="document.print",
        subject=document,
        case_pk=document.case_pk,
        note=f"{document.get_kind_display()} nomor {document.number} dibuka sebagai PDF.",
    )
    return file_response(
        content,
        filename=f"{document.kind}-{document.year}-{document.serial:03d}.pdf",
        content_type="application/pdf",
    )


@require_http_methods(["GET", "POST"])
@requires(Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS)
def document_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(
        visible_documents(request.user), pk=pk, status=DocumentStatus.VALID
    )
    form = WithdrawForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.withdraw, document, by=request.user, reason=form.cleaned_data["reason"]
    ):
        messages.success(request, f"Surat nomor {document.number} ditarik.")
        return redirect("documents:list")
    return render(request, "letters/withdraw.html", {"form": form, "document": document})


@require_safe
@never_cache
@login_not_required
def document_check_find(request: HttpRequest) -> HttpResponse:
    """Where the code of a paper is typed by who cannot photograph it."""
    form = CheckForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        return redirect("documents:check", form.cleaned_data["kode"])
    return render(request, "letters/check_find.html", {"form": form})


@require_safe
@never_cache
@login_not_required
def document_check(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code of a paper leads to: number, date, kind and status, and nobody's name."""
    document = (
        IssuedDocument.objects.defer("html", "title")
        .select_related("sealing", "replaced_by")
        .annotate(has_scan=Exists(SignedScan.objects.filter(document=OuterRef("pk"))))
        .filter(token=token)
        .first()
        if len(token) == 26
        else None
    )
    status = 200 if document else 404
    context = {
        "document": document,
        "sealing": getattr(document, "sealing", None),
        "successor": getattr(document, "replaced_by", None),
    }
    return render(request, "letters/check.html", context, status=status)
