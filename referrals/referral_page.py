"""What the pages of one referral show: its own page, the decision, the search for a place."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake.case_page import age_words, signs_of
from intake.facts import Facts, facts_of
from intake.health import shown_needs
from intake.models import Case, Need, NeedStatus
from intake.repeats import times_of
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.journal.models import Entry
from ppks_service.panels import Act
from ppks_service.worklist.clocks import Clocks
from referrals import links_page, permissions, queries, workflow
from referrals.content import Change, content_of, differences
from referrals.enclosures import papers_of, title_of
from referrals.escalation import paused_in_words
from referrals.forms import PauseForm
from referrals.gates import gates_of
from referrals.health import disclose_health
from referrals.models import (
    OPEN_REFERRAL,
    Decision,
    NextCandidate,
    PlanStatus,
    Referral,
    ReferralStatus,
)
from referrals.states import ran_out, sign_of
from referrals.validity import held_from, validity_of
from upt_facilities.actions import permit_of
from upt_facilities.handover import handover_of
from upt_facilities.matching import FacilityFit, fit_of
from upt_facilities.models import FacilityKind, OverCapacity, Stay

S = ReferralStatus


def show_context(user: User, referral: Referral) -> dict[str, Any]:
    """All that ``referrals/show.html`` shows, to the house or to the receiving side."""
    case = referral.case
    is_receiver = permissions.is_receiving_side(user, referral)
    known, clocks = facts_of(case), Clocks()
    fit = fit_of(case, referral.facility, facts=known)
    return {
        "referral": referral,
        "case": case,
        "person": case.person,
        "age": age_words(case.person, case),
        "signs": signs_of(case, times=times_of(case)),
        "sign": sign_of(referral),
        "due_at": None if ran_out(referral) else queries.due_of(referral, clocks),
        "is_over": ran_out(referral) or referral.status == S.LAPSED,
        "may_search": permissions.write_referral.allows(user, referral),
        "is_receiver": is_receiver,
        "fit": fit,
        "validity": validity_of(referral, fit, known, clocks),
        "enclosures": [title_of(paper) for paper in papers_of(referral)],
        "needs": open_needs(user, case),
        "desk": links_page.desk_of(user, referral, is_receiver=is_receiver),
        "events": [] if is_receiver else events_of(referral),
        "decisions": [] if is_receiver else list(referral.decisions.for_list()),
        "handover": handover_of(referral.stay) if referral.stay else None,
        "may": may(user, referral),
        "may_open_letter": user.has(Capability.READ_DOCUMENTS),
        "why_not": why_not(user, referral),
        "may_disclose": disclose_health.allows(user, referral),
        "edit_url": reverse("referrals:edit", args=[referral.number]),
    } | (NOTHING_BEFORE if is_receiver else before_arrival(referral))


# The receiving side reads the packet, not how the section brings it about.
NOTHING_BEFORE: dict[str, Any] = {"gates": [], "paper_tasks": [], "candidate": None}


def before_arrival(referral: Referral) -> dict[str, Any]:
    """The gates before the place, the papers that somebody brings, and what is proposed after a no."""
    there = set(referral.case.papers.holding().values_list("kind", flat=True))
    tasks = referral.paper_tasks.select_related("owner").order_by("due_on", "pk")
    return {
        "gates": gates_of(referral.case, referral.facility),
        "paper_tasks": [(task, task.kind in there) for task in tasks],
        "candidate": NextCandidate.objects.filter(referral=referral)
        .select_related("facility")
        .first(),
    }


def may(user: User, referral: Referral) -> dict[str, bool]:
    """The acts that are open to ``user`` now, by name: the buttons of the page."""
    names = {t.name: True for t in workflow.REFERRAL.open_to(user, referral)}
    if ran_out(referral):
        names.pop("accept", None)
    may_write = permissions.write_referral.allows(user, referral)
    if referral.status in workflow.EDITABLE and may_write:
        names["edit"] = True
    return names


def why_not(user: User, referral: Referral) -> str:
    """Why the head who reads may not decide, where it waits for a decision."""
    if referral.status not in (S.SUBMITTED, S.ENDORSED):
        return ""
    if not (user.has(Capability.DECIDE) or user.has(Capability.DECIDE_SECOND)):
        return ""
    return permissions.decide_referral.refusal(user, referral) or ""


def events_of(referral: Referral) -> list[dict[str, Any]]:
    """What happened to the referral, newest first, for the timeline."""
    entries = (
        Entry.objects.of_subject(referral)
        .exclude(note="")
        .exclude(action="referral.read")
        .order_by("-at", "-pk")[:30]
    )
    main = {"referral.approve", "referral.arrive", "referral.finish"}
    return [
        {
            "at": entry.at,
            "who": str(entry.actor) if entry.actor else "oleh sistem",
            "what": entry.note,
            "detail": "",
            "url": "",
            "is_main": entry.action in main,
            "is_read": entry.is_read,
        }
        for entry in entries
    ]


def open_needs(user: User | None, case: Case) -> list[Need]:
    """As ``user`` may see them; a partner with a link is nobody."""
    found = case.needs.filter(status=NeedStatus.OPEN).order_by("priority", "pk")
    return shown_needs(user, case, found)


# --- The decision ----------------------------------------------------------------------------


def decide_context(user: User, referral: Referral) -> dict[str, Any]:
    """One screen with all that a decision needs."""
    case, clocks = referral.case, Clocks()
    known = facts_of(case)
    fit = fit_of(case, referral.facility, facts=known)
    decisions: list[Decision] = list(referral.decisions.for_list())
    earlier = decisions[0] if decisions else None
    at, of, before, after = queries.neighbours(user, referral, clocks)
    until = held_from(timezone.now(), clocks)
    stay = Stay.objects.running().filter(case=case).select_related("facility").first()
    plan = (
        case.plans.exclude(status__in=[PlanStatus.DRAFT, PlanStatus.SUPERSEDED])
        .order_by("-version")
        .first()
    )
    wards = [
        w for w in fit.suiting_wards if referral.ward_id in (None, w.ward.pk)
    ] or fit.suiting_wards
    return {
        "referral": referral,
        "case": case,
        "person": case.person,
        "age": age_words(case.person, case),
        "signs": signs_of(case, times=times_of(case)),
        "due_at": queries.due_of(referral, clocks),
        "fit": fit,
        "validity": validity_of(referral, fit, known, clocks),
        "enclosures": [title_of(paper) for paper in papers_of(referral)],
        "needs": open_needs(user, case),
        "plan": plan,
        "stay": stay,
        "wards": wards,
        "free": sum(w.room.free for w in wards),
        "permit": permit_beyond(case, fit),
        "now": timezone.now(),
        "hold_until": until,
        "earlier": earlier,
        "decisions": decisions,
        "changes": changes_since(earlier, referral, known) if earlier else [],
        "position": at,
        "of": of,
        "before": before,
        "after": after,
        "refusal": permissions.decide_referral.refusal(user, referral) or "",
        "is_second": referral.status == S.ENDORSED,
        "paused": paused_in_words(referral),
        "pause_form": PauseForm(auto_id="jeda_%s"),
        "hands": hands_of(referral),
        "letter_words": "Surat rekomendasi"
        if referral.facility.kind == FacilityKind.UPT
        else "Surat rujukan",
    }


def permit_beyond(case: Case, fit: FacilityFit) -> OverCapacity | None:
    """The signed permission to go beyond the places of a house that is full; None where there is room."""
    if fit.free or not fit.facility.is_residential:
        return None
    return permit_of(case, fit.facility)


def changes_since(
    decision: Decision, referral: Referral, known: Facts | None = None
) -> list[Change]:
    """All that is different from what an earlier decision was about, field by field."""
    return differences(decision.content, content_of(referral, since=decision, known=known))


def hands_of(referral: Referral) -> list[str]:
    """Who may not decide, each once, with what they did: ``Ratna (pengaju, pembuat asesmen)``."""
    did: dict[User, list[str]] = {}
    for user, what in (
        (referral.submitted_by, "pengaju"),
        (referral.written_by, "penulis"),
        (referral.assessed_by, "pembuat asesmen"),
        (referral.last_edited_by, "penyunting terakhir"),
        (referral.owned_by, "penanggung jawab kasus"),
        (referral.planned_by, "penyusun rencana"),
        (referral.endorsed_by, "pemberi keputusan pertama"),
    ):
        if user is not None:
            did.setdefault(user, []).append(what)
    return [f"{user} ({', '.join(whats)})" for user, whats in did.items()]


# --- On the case file ------------------------------------------------------------------------


def acts_for(user: User, case: Case) -> list[Act]:
    """The next acts of a case in plan and referral."""
    if not case.is_open or not user.has(Capability.READ_CASES):
        return []
    refusal = permissions.write_for_case.refusal(user, case) or ""
    plan = case.plans.current().order_by("-version").first()
    referrals = list(queries.of_case(case.pk).select_related("stay"))
    current = [r for r in referrals if r.status in OPEN_REFERRAL and not ran_out(r)]
    # Who lives where they were sent looks for no other place: it may be sought, it is not what comes next.
    lives_there = any(
        r.status == ReferralStatus.ARRIVED and r.stay and not r.stay.exit_at for r in referrals
    )
    acts = []
    if plan is None or plan.status == PlanStatus.DRAFT:
        acts.append(
            Act(
                label="Susun rencana" if plan is None else "Lanjutkan rencana",
                url=reverse("referrals:plan", args=[case.number]),
                icon="target-arrow",
                refusal=refusal,
                is_next=case.stage >= 3,
                order=30,
            )
        )
    acts.append(
        Act(
            label="Cari tempat",
            url=reverse("referrals:places", args=[case.number]),
            icon="map-2",
            refusal=refusal,
            is_next=case.stage >= 4 and not current and not lives_there,
            order=40,
        )
    )
    for referral in current:
        referral.case = case  # read already
        if workflow.CANCEL.is_open_to(user, referral):
            url = reverse("referrals:show", args=[referral.number]) + "#tarik"
            label = f"Tarik kembali {referral.number}"
            acts.append(Act(label=label, url=url, icon="arrow-back-up", order=85))
    return acts
