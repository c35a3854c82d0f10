"""The agenda book: the page of a year and its paper."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.actions import letterhead, signer_of
from ppks_service.documents.agenda import agenda_for, lines_of
from ppks_service.documents.queries import visible_documents
from ppks_service.http import file_response, render_page_or_part
from ppks_service.indonesian import number
from ppks_service.journal.actions import record
from ppks_service.pdf import render_pdf

PAGE_SIZE = 50
# Paper takes a fifth of a second a page, while somebody waits.
ON_PAPER_AT_MOST = 1_000


@require_safe
@requires(Capability.READ_AGENDA)
def agenda(request: StaffRequest) -> HttpResponse:
    book = agenda_for(request.GET.dict())
    page = Paginator(book.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    keys = [letter.pk for letter in page]
    openable = visible_documents(request.user).filter(pk__in=keys).values_list("pk", flat=True)
    context = {
        "book": book,
        "page": page,
        "lines": lines_of(page),
        "openable": set(openable),
        "fits_on_paper": book.total <= ON_PAPER_AT_MOST,
    }
    return render_page_or_part(request, "letters/agenda.html", "table", context)


@require_safe
@requires(Capability.READ_AGENDA)
def agenda_pdf(request: StaffRequest) -> HttpResponse:
    """The book on paper, in the order of its numbers; who printed it is written down."""
    book = agenda_for(request.GET.dict())
    if book.total > ON_PAPER_AT_MOST:
        most = number(ON_PAPER_AT_MOST)
        messages.error(request, f"Paling banyak {most} nomor dicetak sekali. Pilih satu bulan.")
        return redirect("documents:agenda")
    record(
        actor=request.user,
        action="agenda.print",
        subject=request.user,
        note=f"Buku agenda {book.words} dicetak, {book.total} nomor.",
    )
    context = {
        "book": book,
        "lines": lines_of(book.rows.order_by("dated_on", "pk")),
        "letterhead": letterhead(),
        "signer": signer_of(request.user) | {"titles": ["Pengelola surat,"]},
        "dated_on": timezone.localdate(),
        "printed_at": timezone.now(),
        "copies": [],
        "parafs": [],
        "check": None,
        "settings_demo": settings.DEMO,
    }
    pdf = render_pdf("documents/agenda.html", context)
    name = f"buku-agenda-{book.year}.pdf"
    return file_response(pdf, filename=name, content_type="application/pdf")
