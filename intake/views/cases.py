"""The case file: its list, first tab and timeline."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from intake import case_list, health, queries, same, timeline
from intake.case_page import case_context, summary_context
from intake.case_words import keep_words
from intake.facts import latest_assessment
from intake.models import BodyMark, Case, Identifier, Need, NeedStatus, PersonName
from intake.results import result_lines
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.panels import registered

EVENTS_BESIDE = 6
EVENTS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_list_page(request: StaffRequest) -> HttpResponse:
    """The list. Its filter is posted, and what was typed stays out of the address."""
    if request.method == "POST":
        return redirect(f"{reverse('intake:case_list')}?{_filter_query(request)}")
    cases = case_list.page_for(request.user, request.GET.dict(), request.session)
    may_register = request.user.has(Capability.REGISTER)
    return render(request, "intake/case_list.html", {"cases": cases, "may_register": may_register})


def _filter_query(request: StaffRequest) -> str:
    asked = {k: v for k, v in request.POST.items() if v and k in case_list.CaseFilter.base_filters}
    if words := str(asked.pop("words", "")).strip():
        asked["kata"] = keep_words(request.session, words)
    return urlencode(asked)


@require_safe
@requires(Capability.READ_CASES)
def case_show(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    assessment = latest_assessment(case)
    context = summary_context(request, case)
    records = context["head"].history.records
    context |= {
        "needs": needs_of(request.user, case),
        "may_settle": False,
        "names": PersonName.objects.filter(person__in=records).order_by("pk"),
        "identifiers": Identifier.objects.filter(person__in=records).order_by("kind", "pk"),
        "body_marks": BodyMark.objects.filter(person__in=records).order_by("pk"),
        "identity": same.identity_level(records),
        "maybe_same": queries.same_number(records),
        "assessment": assessment,
        "results": result_lines(assessment),
        "consent": case.consents.order_by("-answered_at", "-pk").first(),
        "promises": case.promises.order_by("-signed_on", "-pk"),
        "events": timeline.latest_of(case, EVENTS_BESIDE, persons=records),
        "who_may_see": who_may_see(case),
        "guarded_health": health.THERE_IS if health.has_guarded(records) else "",
    }
    return render(request, "intake/case_show.html", context)


@require_safe
@requires(Capability.READ_CASES)
def case_timeline(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    context = case_context(request, case, tab="linimasa")
    page = Paginator(timeline.lines_of(case), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/case_timeline.html", context | {"page": page})


def needs_of(user: User, case: Case) -> list[Need]:
    """The needs of a case as ``user`` may see them; ``is_unplanned``: open, in no plan, and no reason why."""
    rows = case.needs.select_related("judged_by").order_by("status", "priority", "pk")
    needs = health.shown_needs(user, case, rows)
    planned = {pk for provide in registered("case.planned_needs") for pk in provide(case)}
    for need in needs:
        need.is_unplanned = need.status == NeedStatus.OPEN and need.pk not in planned  # type: ignore[attr-defined]
    return needs


def who_may_see(case: Case) -> str:
    """Who may open this file, as one sentence."""
    section = case.section.name
    if not case.is_protected:
        return (
            f"Petugas registrasi, pekerja sosial, dan Kepala Seksi di {section}, serta Kepala Bidang. "
            "UPT hanya melihat paket rujukan. Setiap pembukaan dicatat."
        )
    owner = f", {case.owner} (penanggung jawab)" if case.owner else ""
    return (
        f"Terlindung: hanya {case.opened_by} (yang mendaftarkan){owner}, Kepala {section}, dan "
        "Kepala Bidang dengan alasan tertulis. Di daftar tampil sebagai inisial. Setiap pembukaan dicatat."
    )
