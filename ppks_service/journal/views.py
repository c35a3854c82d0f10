"""The journal's page, for auditors alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.journal import queries
from ppks_service.journal.forms import JournalFilterForm


@require_safe
@requires(Capability.READ_JOURNAL)
def journal_list(request: StaffRequest) -> HttpResponse:
    form = JournalFilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    entries = queries.journal(
        actor=asked.get("oleh"),
        group=asked.get("perbuatan", ""),
        subject=asked.get("nomor", ""),
        since=asked.get("sejak"),
        until=asked.get("sampai"),
    )
    page, newer, older = queries.one_page(
        entries, before=asked.get("sebelum"), after=asked.get("sesudah")
    )
    context = {
        "form": form,
        "lines": queries.lines_of(page),
        "newer_query": _query(request, sesudah=newer),
        "older_query": _query(request, sebelum=older),
        "is_filtered": any(asked.values()),
    }
    return render(request, "journal/list.html", context)


def _query(request: StaffRequest, **key: int | None) -> str:
    """The address of a neighbouring page with the same filter, or nothing where there is none."""
    if None in key.values():
        return ""
    query = request.GET.copy()
    for name in ("sebelum", "sesudah"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in key.items()})
    return query.urlencode()
