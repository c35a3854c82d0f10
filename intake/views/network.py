"""Genogram and ecomap: looked at, added to, and printed."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, queries, same
from intake.case_page import age_words, case_context
from intake.ecomap import ecomap
from intake.forms import network as forms
from intake.genogram import genogram
from intake.models import Case
from intake.network import Network, network_of
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.http import file_response
from ppks_service.journal.actions import record
from ppks_service.pdf import render_pdf


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_network(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    network = _network(request, case)
    page_forms = _forms(request, case, network)
    if submitted(request, page_forms):
        return redirect("intake:case_network", case.number)
    context = case_context(request, case, tab="keluarga") | {
        "genogram": genogram(network),
        "ecomap": ecomap(network),
        "lines": network.lines(),
        "tie_lines": network.tie_lines(),
        "living": [m for m in network.members.values() if not m.is_dead and not m.is_me],
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
    }
    return render(request, "intake/case_network.html", context)


@require_safe
@requires(Capability.READ_CASES)
def case_network_pdf(request: StaffRequest, number: str) -> HttpResponse:
    """Both drawings and their lists on paper; a protected person stands there as initials."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    network = _network(request, case)
    if case.is_protected:
        me = replace(network.members[network.me], name=case.person.initials)
        network.members[network.me] = me
    content = render_pdf(
        "documents/network.html",
        {
            "case": case,
            "me": network.members[network.me],
            "genogram": genogram(network),
            "ecomap": ecomap(network),
            "lines": network.lines(),
            "tie_lines": network.tie_lines(),
            "printed_by": request.user,
            "printed_at": timezone.now(),
        },
    )
    note = "Genogram dan ekomap dicetak."
    record(actor=request.user, action="network.print", subject=case, note=note)
    return file_response(
        content, filename=f"genogram-{case.number}.pdf", content_type="application/pdf"
    )


def _network(request: StaffRequest, case: Case) -> Network:
    records = same.group_of(case.person_id).keys
    return network_of(request.user, case, records, age=age_words(case.person, case))


def _forms(request: StaffRequest, case: Case, network: Network) -> dict[str, PageForm]:
    by = request.user
    return {
        "bond": PageForm(
            forms.BondForm(**bound_to(request, "bond"), network=network),
            lambda f: actions.note_bond(f.instance, by=by),
            "Mutu hubungan dicatat; yang dahulu tetap tersimpan.",
        ),
        "tie": PageForm(
            forms.TieForm(**bound_to(request, "tie"), person=case.person),
            lambda f: actions.add_tie(f.instance, by=by),
            "Ikatan dicatat.",
        ),
        "end": PageForm(
            forms.EndTieForm(**bound_to(request, "end"), network=network),
            lambda f: actions.end_tie(
                f.cleaned_data["tie"],
                by=by,
                until=f.cleaned_data["until"],
                reason=f.cleaned_data["reason"],
            ),
            "Ikatan berakhir; barisnya tetap ada.",
        ),
        "death": PageForm(
            forms.DeathForm(**bound_to(request, "death"), network=network),
            lambda f: actions.note_death(f.cleaned_data["person"], by=by),
            "Dicatat sudah meninggal.",
        ),
    }
