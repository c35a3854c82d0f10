"""The papers of a case file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, queries
from intake.case_page import case_context
from intake.forms.cases import PaperForm
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.files import EXTENSIONS
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.permissions import BY_APPROVAL
from ppks_service.http import file_response
from ppks_service.journal.actions import record


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_papers(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    form = PaperForm(**bound_to(request, "paper"), case=case)
    page_form = PageForm(
        form,
        lambda f: actions.add_paper(f.instance, by=request.user, upload=f.cleaned_data["upload"]),
        "Berkas masuk.",
    )
    if submitted(request, {"paper": page_form}):
        return redirect("intake:case_papers", case.number)
    issued = (
        IssuedDocument.objects.filter(case_pk=case.pk)
        .defer("html")
        .select_related("replaced_by")
        .order_by("-issued_at", "-pk")
    )
    papers = (
        case.papers.select_related("added_by").defer("file__content").order_by("-added_at", "-pk")
    )
    context = case_context(request, case, tab="dokumen") | {
        "form": form,
        "papers": papers,
        "issued": issued,
        "may_make_letters": request.user.has(Capability.READ_DOCUMENTS),
        "by_approval": BY_APPROVAL,
    }
    return render(request, "intake/case_papers.html", context)


@require_safe
@requires(Capability.READ_CASES)
def paper_file(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """The file itself; every opening is written down."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    paper = get_object_or_404(case.papers.select_related("file"), pk=pk)
    if paper.file is None:
        raise Http404
    record(actor=request.user, action="paper.read", subject=paper, note=f"Berkas dibuka: {paper}.")
    extension = EXTENSIONS.get(paper.file.content_type, "bin")
    return file_response(
        bytes(paper.file.content),
        filename=f"{case.number}-{paper.kind}-{paper.pk}.{extension}",
        content_type=paper.file.content_type,
    )
