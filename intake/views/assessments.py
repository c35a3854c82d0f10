"""Assessments: one section a step, over several sittings, then the needs they show."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from intake import actions, instruments, permissions, queries
from intake.assessment_trends import trends
from intake.case_page import case_context
from intake.clocks import clock_of
from intake.forms import assessments as forms
from intake.health import shown_needs
from intake.instruments import Definition, Result, Section
from intake.models import Assessment, AssessmentStatus, Case, Instrument, Need
from intake.permissions_health import read_health
from intake.results import result_lines
from intake.views.cases import needs_of
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.indonesian import clock_time
from ppks_service.journal.actions import record
from ppks_service.versions import VersionStatus
from ppks_service.worklist.clocks import Clocks

AUTOSAVE = "autosave"
GUARDED = "dijaga; dibaca penanggung jawab dan Kepala Seksi"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_assessments(request: StaffRequest, number: str) -> HttpResponse:
    """The tab: all assessments of the case, its needs, and what to begin or go on with."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    form = forms.NeedForm(**bound_to(request, "need"), instance=Need(case=case))
    page_form = PageForm(
        form, lambda f: actions.add_need(f.instance, by=request.user), "Kebutuhan ditetapkan."
    )
    if submitted(request, {"need": page_form}):
        return redirect("intake:case_assessments", case.number)
    assessments = case.assessments.select_related("instrument", "assessor").order_by("-pk")
    instruments_ = Instrument.objects.filter(status=VersionStatus.PUBLISHED)
    age = case.person.age_on(timezone.localdate())
    begun = {row.instrument_id for row in assessments if row.status == AssessmentStatus.DRAFT}
    context = case_context(request, case, tab="asesmen") | {
        "assessments": assessments,
        "startable": [
            i
            for i in instruments_.order_by("title", "pk")
            if i.pk not in begun and instruments.is_for(i.definition, age)
        ],
        "trends": trends(assessments),
        "needs": needs_of(request.user, case),
        "form": form,
        "refusal": permissions.assess.refusal(request.user, case),
    }
    return render(
        request, "intake/assessment_list.html", context | {"may_settle": context["may_assess"]}
    )


@require_POST
@requires(Capability.ASSESS)
def assessment_start(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    published = Instrument.objects.filter(status=VersionStatus.PUBLISHED)
    pk = request.POST.get("instrument", "")
    instrument = get_object_or_404(published, pk=pk if pk.isdecimal() else 0)
    assessment = press(request, actions.start_assessment, case, instrument, by=request.user)
    if assessment is None:
        return redirect("intake:case_assessments", case.number)
    return redirect("intake:assessment", case.number, assessment.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def assessment(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """One step of a draft to fill in; a finished assessment to read."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    current = _assessment(case, pk)
    if current.status != AssessmentStatus.DRAFT or not permissions.assess.allows(
        request.user, case
    ):
        return _read(request, case, current)
    definition = instruments.parse(current.instrument.definition)
    section = definition.section(request.GET.get("bagian", "")) or definition.sections[0]
    form = forms.SectionForm(posted(request), section=section, answers=current.answers)
    if form.is_valid():
        saved = attempt(
            form, actions.save_answers, current, by=request.user, answers=form.answers()
        )
        if saved is not None:
            return _after_saving(request, case, saved, definition, section)
    context = _step_context(request, case, current, definition, section)
    return render(request, "intake/assessment_fill.html", context | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.ASSESS)
def assessment_finish(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """From assessment to needs; what is finished is not changed any more."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    current = _assessment(case, pk)
    if current.status != AssessmentStatus.DRAFT:
        return redirect("intake:assessment", case.number, current.pk)
    definition = instruments.parse(current.instrument.definition)
    rules = definition.suggested_needs(current.answers)
    rows = [
        forms.SuggestedNeedForm(
            posted(request), rule=rule, source=definition.source_of(rule, current.answers)
        )
        for rule in rules
    ]
    initial: dict[str, Any] = {
        "summary": current.summary,
        "recommendation": current.recommendation,
    }
    if after := definition.review_after_days:
        initial["next_review_on"] = timezone.localdate() + timedelta(days=after)
    form = forms.FinishForm(posted(request), initial=initial)
    if form.is_valid() and all(row.is_valid() for row in rows):
        needs = [*forms.chosen_needs(rows), *form.needs()]
        if attempt(form, actions.conclude, current, by=request.user, needs=needs, **_words(form)):
            messages.success(request, "Asesmen selesai. Kasus masuk tahap Analisa kebutuhan.")
            return redirect("intake:case_assessments", case.number)
    context = _finish_context(case, current, definition)
    return render(request, "intake/assessment_finish.html", context | {"form": form, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.ASSESS)
def need_settle(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    need = get_object_or_404(case.needs, pk=pk)
    form = forms.SettleForm(posted(request))
    if form.is_valid():
        met = form.cleaned_data["status"] == "met"
        act = actions.meet_need if met else actions.defer_need
        if attempt(form, act, need, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, "Keadaan kebutuhan tersimpan.")
            return redirect("intake:case_assessments", case.number)
    context = case_context(request, case, tab="asesmen") | {
        "form": form,
        "title": f"Kebutuhan: {shown_needs(request.user, case, [need])[0].description}",
        "button": "Simpan keadaan",
        "note": "",
        "refusal": permissions.assess.refusal(request.user, case),
    }
    return render(request, "intake/case_act.html", context)


def _assessment(case: Case, pk: int) -> Assessment:
    rows = case.assessments.select_related("instrument", "assessor", "finished_by", "supersedes")
    return get_object_or_404(rows, pk=pk)


def _after_saving(
    request: StaffRequest, case: Case, saved: Assessment, definition: Definition, section: Section
) -> HttpResponse:
    now = clock_time(timezone.now())
    if request.headers.get("X-Requested-With") == AUTOSAVE:
        return HttpResponse(
            f"Draf tersimpan di server {now}", content_type="text/plain; charset=utf-8"
        )
    messages.success(request, f"Draf tersimpan di server {now}.")
    url = reverse("intake:assessment", args=[case.number, saved.pk])
    following = _following(definition, section, case)
    if "selesai" in request.POST or following is None:
        return redirect("intake:assessment_finish", case.number, saved.pk)
    if "tetap" in request.POST:
        following = section
    return redirect(f"{url}?{urlencode({'bagian': following.key})}")


def _following(definition: Definition, section: Section, case: Case) -> Section | None:
    sections = _sections_for(definition, case)
    index = sections.index(section) if section in sections else -1
    return sections[index + 1] if 0 <= index < len(sections) - 1 else None


def _sections_for(definition: Definition, case: Case) -> list[Section]:
    age = case.person.age_on(timezone.localdate())
    return [section for section in definition.sections if section.is_for(age)]


def _steps(
    definition: Definition, case: Case, current: Assessment, now: str
) -> list[dict[str, Any]]:
    """Each section with how far it is filled, as the list at the side shows it."""
    meant = _sections_for(definition, case)
    url = reverse("intake:assessment", args=[case.number, current.pk])
    steps = []
    for number, section in enumerate(definition.sections, 1):
        answered = section.answered(current.answers)
        done = answered == len(section.items)
        meta = "selesai" if done else f"{answered} dari {len(section.items)}" if answered else ""
        if section not in meant and not answered:
            meta = f"usia {section.from_age}+"
        steps.append(
            {
                "number": number,
                "section": section,
                "url": f"{url}?{urlencode({'bagian': section.key})}",
                "is_done": done,
                "is_now": section.key == now,
                "meta": meta,
                "is_meant": section in meant,
            }
        )
    return steps


def _step_context(
    request: StaffRequest, case: Case, current: Assessment, definition: Definition, section: Section
) -> dict[str, Any]:
    record(
        actor=request.user,
        action="case.read",
        subject=case,
        person_pk=case.person_id,
        note="Berkas dibuka: asesmen.",
        tab="asesmen",
    )
    steps = _steps(definition, case, current, section.key)
    index = definition.sections.index(section)
    return {
        "case": case,
        "assessment": current,
        "section": section,
        "number": index + 1,
        "steps": steps,
        "done": sum(step["is_done"] for step in steps),
        "left": sum(not step["is_done"] for step in steps),
        "previous": steps[index - 1] if index else None,
        "following": _following(definition, section, case),
        "result": _result(definition, current, section),
        "clock": clock_of(case, Clocks(), {}),
    }


def _result(definition: Definition, current: Assessment, section: Section) -> Result | None:
    for result in definition.results(current.answers):
        if result.section == section:
            return result
    return None


def _finish_context(case: Case, current: Assessment, definition: Definition) -> dict[str, Any]:
    steps = _steps(definition, case, current, "")
    return {
        "case": case,
        "assessment": current,
        "results": _judged(definition, current),
        "steps": steps,
        "open_steps": [s for s in steps if not s["is_done"] and s["is_meant"]],
        "done": sum(step["is_done"] for step in steps),
        "not_rated": sum(value == instruments.NOT_RATED for value in current.answers.values()),
    }


def _judged(definition: Definition, current: Assessment) -> list[dict[str, Any]]:
    """Each score with what it suggests and what the social worker made of it."""
    lines = []
    for result in definition.results(current.answers):
        if not result.rated or result.section.score is None:
            continue
        judged = current.answers.get(result.section.judgement_key, "")
        suggestion = result.suggestion.label if result.suggestion else ""
        lines.append(
            {
                "label": result.section.score.label,
                "value": f"{result.points} dari {result.of}",
                "suggestion": suggestion or "belum dapat disimpulkan",
                "judged": judged,
                "agrees": judged == suggestion,
                "reason": current.answers.get(result.section.judgement_reason_key, ""),
            }
        )
    return lines


def _words(form: forms.FinishForm) -> dict[str, Any]:
    return {k: form.cleaned_data[k] for k in ("summary", "recommendation", "next_review_on")}


def _read(request: StaffRequest, case: Case, current: Assessment) -> HttpResponse:
    """An assessment as it stands, question by question."""
    definition = instruments.parse(current.instrument.definition)
    if current.status == AssessmentStatus.DRAFT and not current.answers:
        raise Http404("Asesmen ini baru dimulai dan belum berisi.")
    may_read = request.user.pk == current.assessor_id or read_health.allows(request.user, case)
    parts = [
        {
            "section": section,
            "answers": [
                (
                    item.label,
                    item.words(current.answers) if may_read or not item.is_guarded else GUARDED,
                )
                for item in section.items
            ],
            "note": current.answers.get(section.note_key, ""),
        }
        for section in definition.sections
        if section.answered(current.answers) or current.answers.get(section.note_key)
    ]
    needs = current.needs.order_by("priority", "pk")
    context = case_context(request, case, tab="asesmen") | {
        "assessment": current,
        "parts": parts,
        "results": result_lines(current),
        "needs": needs if may_read else shown_needs(request.user, case, needs),
        "may_settle": False,
    }
    return render(request, "intake/assessment_read.html", context)
