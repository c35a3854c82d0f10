"""One page for every list: how many rows, names or initials, and why."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ppks_service.accounts.guards import StaffRequest, open_to_staff
from ppks_service.attempts import attempt
from ppks_service.exports import actions
from ppks_service.exports.forms import ExportForm
from ppks_service.exports.registry import ROWS_AT_MOST, ListExport, export_of
from ppks_service.exports.workbook import XLSX
from ppks_service.forms import posted
from ppks_service.http import file_response


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_staff
def list_export(request: StaffRequest, key: str) -> HttpResponse:
    """Ask, then send. Who may open the list's page may take it out, and nobody else."""
    export = export_of(key)
    if export is None:
        raise Http404
    query = {k: v for k, v in request.GET.dict().items() if k not in ("page", "sesudah", "sebelum")}
    found = actions.found_for(export, request.user, query, request.session)
    form = ExportForm(posted(request))
    if form.is_valid():
        reason, with_names = form.cleaned_data["reason"], form.cleaned_data["names"] == "shown"
        content = attempt(
            form,
            actions.take_out,
            export,
            found,
            by=request.user,
            reason=reason,
            with_names=with_names,
        )
        if content is not None:
            name = f"{export.key}-{timezone.localdate():%Y%m%d}.xlsx"
            return file_response(content, filename=name, content_type=XLSX, inline=False)
    context = {
        "export": export,
        "form": form,
        "found": found,
        "shown": min(len(found.rows), ROWS_AT_MOST),
        "is_cut": len(found.rows) > ROWS_AT_MOST,
        "cap": ROWS_AT_MOST,
        "back": _back(export, query),
    }
    return render(request, "exports/ask.html", context)


def _back(export: ListExport, query: dict[str, str]) -> str:
    kept = dict(query)
    arguments = [kept.pop(export.takes_argument, "-")] if export.takes_argument else []
    address = reverse(export.url_name, args=arguments)
    return f"{address}?{urlencode(kept)}" if kept else address
