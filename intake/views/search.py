"""The search over persons, numbers and letters. What is typed never stands in an address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from intake.actions.bands import is_band
from intake.search import search
from intake.views.bands import opened
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.journal.actions import record

LONGEST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def search_page(request: StaffRequest) -> HttpResponse:
    words = request.POST.get("q", "").strip()[:LONGEST]
    if not words:
        return render(request, "intake/search.html", {"words": "", "results": None})
    if is_band(words):
        return opened(request, words)
    results = search(request.user, words)
    record(
        actor=request.user,
        action="search.read",
        subject=request.user,
        note=f"Pencarian: {results.count} hasil.",
        found=results.count,
    )
    context = {
        "words": words,
        "results": results,
        "may_register": request.user.has(Capability.REGISTER),
    }
    return render(request, "intake/search.html", context)
