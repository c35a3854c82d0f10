"""What lower apps' pages show of plans, referrals and services."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, NeedStatus, Stage
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.documents.models import LetterKind
from ppks_service.panels import Hindrance
from ppks_service.worklist.clocks import Clocks
from referrals import permissions, queries
from referrals.basis import LABEL
from referrals.conference_page import conferences_of
from referrals.models import (
    OPEN_REFERRAL,
    ConferenceStatus,
    PlanStatus,
    Referral,
    ReferralStatus,
)
from referrals.plan_page import current_plan
from referrals.states import PLAN_SIGNS, ran_out, sign_of
from referrals.workflow import WITH_RECEIVER
from upt_facilities.models import Facility, Occupancy, OccupancyKind

S = ReferralStatus


def of_case(user: User, case: Case) -> dict[str, Any] | None:
    """The plan and the referrals of a case, for the main column of its file."""
    plan = current_plan(case)
    found = [(referral, sign_of(referral)) for referral in queries.of_case(case.pk)[:6]]
    conferences = conferences_of(case)
    if plan is None and not found and not conferences:
        return None
    return {
        "plan": plan,
        "plan_sign": PLAN_SIGNS[PlanStatus(plan.status)] if plan else None,
        "conferences": conferences[:3],
        "referral_rows": found,
    }


def hindrances(user: User, case: Case) -> list[Hindrance]:
    """What keeps the case from its next step in planning and placing, each with the link that helps."""
    return [*_of_plan(user, case), *_of_referrals(user, case)]


def _of_plan(user: User, case: Case) -> list[Hindrance]:
    if case.stage < Stage.ANALYSIS:
        return []
    url = reverse("referrals:plan", args=[case.number])
    plan = case.plans.current().order_by("-version").first()
    if plan is None:
        return [
            Hindrance(sentence="rencana belum disusun", url=url, link="Susun rencana", order=50)
        ]
    found = []
    if plan.status == PlanStatus.DRAFT:
        found.append(
            Hindrance(sentence="rencana belum disepakati", url=url, link="Buka rencana", order=50)
        )
    if plan.status == PlanStatus.AGREED:
        found.append(Hindrance(sentence="rencana menunggu persetujuan Kepala Seksi", order=52))
    gaps = case.needs.filter(status=NeedStatus.OPEN).exclude(goals__plan=plan).count()
    if gaps:
        sentence = f"{gaps} kebutuhan belum punya tujuan"
        found.append(Hindrance(sentence=sentence, url=url, link="Buka rencana", order=54))
    return found


def _of_referrals(user: User, case: Case) -> list[Hindrance]:
    found = []
    asked = Referral.objects.filter(case=case, status__in=WAITS).select_related("facility", "hold")
    for referral in asked.order_by("-pk"):
        if sentence := _waits_for(referral):
            url = reverse("referrals:show", args=[referral.number])
            found.append(Hindrance(sentence=sentence, url=url, link="Buka rujukan", order=45))
    return found


# The states in which somebody is waited for, or that a place was held in until its time ran out.
WAITS = [S.SUBMITTED, S.ENDORSED, S.RETURNED, *WITH_RECEIVER]


def _waits_for(referral: Referral) -> str:
    """What a referral waits for, in words; nothing where it waits for nobody."""
    to = f"rujukan ke {referral.facility}"
    if ran_out(referral):
        return f"pemesanan untuk {to} lewat batas; ajukan lagi"
    if referral.status == S.SUBMITTED and referral.submitted_at:
        since = indonesian.short_moment(referral.submitted_at)
        return f"{to} menunggu keputusan Kepala Seksi sejak {since}"
    if referral.status == S.ENDORSED and referral.endorsed_at:
        since = indonesian.short_moment(referral.endorsed_at)
        return f"{to} menunggu keputusan kedua Kepala Bidang sejak {since}"
    if referral.status == S.RETURNED:
        return f"{to} dikembalikan: {indonesian.in_sentence(referral.get_decision_code_display())}"
    if referral.status == S.APPROVED and referral.decided_at:
        return f"{to} menunggu jawaban sejak {indonesian.short_moment(referral.decided_at)}"
    return ""


def open_ends(case: Case) -> list[str]:
    """A case does not end while somebody has a referral of it in hand, or is asked to a conference."""
    still_open = Referral.objects.filter(case=case, status__in=OPEN_REFERRAL).select_related(
        "facility", "hold"
    )
    called = case.conferences.filter(status=ConferenceStatus.CALLED).order_by("pk")
    return [
        *(
            f"Rujukan {referral.number} ke {referral.facility} masih berjalan "
            f"({sign_of(referral).words.lower()}). Tarik kembali atau selesaikan lebih dahulu."
            for referral in still_open.order_by("pk")
            if not ran_out(referral)
        ),
        *(
            f"Pembahasan kasus {conference.number} masih diundang. Catat hasilnya atau batalkan "
            "lebih dahulu."
            for conference in called
        ),
    ]


def coming(user: User, facility: Facility) -> dict[str, Any] | None:
    """Who is awaited at a facility, on its board: named to who works there."""
    if not _reads(user, facility):
        return None
    works_here = user.role in FACILITY_ROLES
    found = queries.coming_to(facility.pk)
    now = timezone.now()
    expected = {r.pk: r.expected_at for r in found if r.expected_at}
    return {
        "due_today": {
            pk
            for pk, at in expected.items()
            if at >= now and timezone.localdate(at) == timezone.localdate(now)
        },
        "overdue": {pk for pk, at in expected.items() if at < now},
        "coming": found,
        "works_here": works_here,
        "may_arrive": user.has(Capability.ANSWER_REFERRALS),
    }


def unanswered(user: User, facility: Facility) -> dict[str, Any] | None:
    """What a facility has to answer, on its board, with the limit of each."""
    if not _reads(user, facility):
        return None
    clocks = Clocks()
    found = [(r, queries.due_of(r, clocks)) for r in queries.unanswered_at(facility.pk)]
    return {"unanswered": found, "works_here": user.role in FACILITY_ROLES}


def ward_services(user: User, facility: Facility) -> dict[str, Any] | None:
    """The wards in which the user records services for everybody at once."""
    if not permissions.record_ward_service.allows(user, facility) or not facility.is_residential:
        return None
    lived_in = Occupancy.objects.now().filter(kind=OccupancyKind.LIVED_IN)
    wards = facility.wards.filter(pk__in=lived_in.values("place__ward")).order_by("name", "pk")
    return {"service_wards": list(wards), "facility": facility}


def _reads(user: User, facility: Facility) -> bool:
    """The house reads all boards; facility staff their own."""
    if not user.has(Capability.READ_REFERRALS):
        return False
    return user.role not in FACILITY_ROLES or user.office_id == facility.office_id


def visible_documents(user: User) -> Q | None:
    """The letters of the referrals that are sent to the user's facility; to others they come with the file."""
    if user.role not in FACILITY_ROLES:
        return None
    referral = Referral.objects.visible_to(user).filter(pk=OuterRef("subject_pk"))
    kinds = [LetterKind.RECOMMENDATION, LetterKind.REFERRAL]
    return Q(Exists(referral), kind__in=kinds, subject_label=LABEL)


def reads_plans(user: User) -> bool:
    return user.has(Capability.READ_CASES)


def writes_referrals(user: User) -> bool:
    return user.has(Capability.WRITE_REFERRALS)
