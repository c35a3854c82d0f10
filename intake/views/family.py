"""The family of a case's person: relations, tries to reach them, and who may fetch the person."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake import actions, permissions, queries, same, search
from intake.actions.family import open_lock
from intake.case_page import age_words, case_context
from intake.forms import family
from intake.forms import persons as forms
from intake.genogram import genogram
from intake.models import Case, Collector, FamilyContact, Relation, RelationKind, ReunionLock
from intake.network import WORDS_BOTH, WORDS_IN, WORDS_OUT, network_of
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.workflow import WrongStatus


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_family(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    records = same.group_of(case.person_id).keys
    page_forms = _family_forms(request, case, records)
    if submitted(request, page_forms):
        return redirect("intake:case_family", case.number)
    contacts = FamilyContact.objects.filter(person__in=records)
    collectors = Collector.objects.filter(person__in=records)
    lock = open_lock(case)
    network = network_of(request.user, case, records, age=age_words(case.person, case))
    context = case_context(request, case, tab="keluarga") | {
        "genogram": genogram(network),
        "lock": lock,
        "clear_refusal": permissions.clear_reunion.refusal(request.user, lock) if lock else "",
        "decide_refusal": permissions.decide_collector.refusal(request.user, case) or "",
        "collectors": collectors.select_related("decided_by", "person").order_by("pk"),
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
        "relations": _relations(request, records),
        "contacts": contacts.select_related("contacted_by", "person").order_by(
            "-contacted_at", "-pk"
        ),
    }
    return render(request, "intake/person_family.html", context)


def _family_forms(
    request: StaffRequest, case: Case, records: Collection[int]
) -> dict[str, PageForm]:
    person, by = case.person, request.user

    def relate(form: forms.RelationForm) -> Relation:
        relation = form.relation()
        if form.newcomer is not None:
            return actions.add_relative(relation, by=by, newcomer=form.newcomer)
        return actions.add_relation(relation, by=by)

    return {
        "relation": PageForm(
            forms.RelationForm(**bound_to(request, "relation"), person=person, user=by),
            relate,
            "Hubungan dicatat.",
        ),
        "prove": PageForm(
            forms.ProveForm(**bound_to(request, "prove"), records=records),
            lambda f: actions.prove_relation(
                f.cleaned_data["relation"], by=by, evidence=f.cleaned_data["evidence"]
            ),
            "Hubungan kini terbukti.",
        ),
        "contact": PageForm(
            forms.FamilyContactForm(**bound_to(request, "contact"), person=person),
            lambda f: actions.log_family_contact(f.instance, by=by),
            "Kontak keluarga dicatat.",
        ),
        **_fetching(request, case, records),
    }


def _fetching(request: StaffRequest, case: Case, records: Collection[int]) -> dict[str, PageForm]:
    """The acts around who may fetch the person."""
    person, by = case.person, request.user
    bound = partial(bound_to, request)

    def proofs(form: family.ProofsForm) -> Collector:
        data = dict(form.cleaned_data)
        return actions.prove_collector(data.pop("collector"), by=by, **data)

    def decide(form: family.DecideCollectorForm) -> Collector:
        data = form.cleaned_data
        allowed, reason = data["answer"] == "allow", data["reason"]
        return actions.decide_collector(
            data["collector"], case, by=by, allowed=allowed, reason=reason
        )

    def clear(form: family.ClearForm) -> ReunionLock | None:
        lock = open_lock(case)
        if lock is None:
            raise WrongStatus("Kunci ini sudah dibuka. Muat ulang halaman.")
        return actions.clear_reunion(lock, by=by, ground=form.cleaned_data["ground"])

    return {
        "collector": PageForm(
            family.CollectorForm(**bound("collector"), person=person),
            lambda f: actions.propose_collector(f.instance, by=by),
            "Calon penjemput dicatat.",
        ),
        "proofs": PageForm(
            family.ProofsForm(**bound("proofs"), records=records), proofs, "Bukti tersimpan."
        ),
        "decide": PageForm(
            family.DecideCollectorForm(**bound("decide"), records=records),
            decide,
            "Keputusan penjemput tersimpan.",
        ),
        "lock": PageForm(
            family.LockForm(**bound("lock")),
            lambda f: actions.lock_reunion(case, by=by, reason=f.cleaned_data["reason"]),
            "Reunifikasi dikunci. Tidak seorang pun menjemput sebelum kuncinya dibuka.",
        ),
        "clear": PageForm(family.ClearForm(**bound("clear")), clear, "Kunci reunifikasi dibuka."),
    }


def _relations(request: StaffRequest, records: Collection[int]) -> list[dict[str, Any]]:
    """Who belongs to the person, as what, and how sure that is. Three queries."""
    about = Relation.objects.filter(Q(person__in=records) | Q(other__in=records))
    rows = list(about.order_by("pk"))
    others = {row.other_id if row.person_id in records else row.person_id for row in rows}
    seen = {p.pk: search.seen_by(request.user, p) for p in search.with_cases(others)}
    lines = []
    for row in rows:
        is_out = row.person_id in records
        kind = RelationKind(row.kind)
        words = WORDS_BOTH.get(kind) or (WORDS_OUT if is_out else WORDS_IN)[kind]
        lines.append(
            {"row": row, "words": words, "found": seen[row.other_id if is_out else row.person_id]}
        )
    return lines
