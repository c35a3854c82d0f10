"""Who may do what with a plan, a referral and a service. Each answer is a sentence to the user, or None."""

from intake import permissions as intake_permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.accounts.rules import rule
from ppks_service.indonesian import in_sentence
from referrals.models import (
    PlanAction,
    Referral,
    ReferralKind,
    ReferralStatus,
    ServiceGiven,
    ServicePlan,
)
from upt_facilities.matching import FacilityFit, Verdict
from upt_facilities.models import Facility, FacilityKind

ANOTHER_DECIDES = (
    "Yang dapat: Kepala Seksi lain atau pelaksana harian di seksi ini yang tidak ikut menyusunnya."
)


@rule
def write_for_case(user: User, case: Case) -> str | None:
    """Plans and referrals: social workers and heads of the section, in files they may open."""
    if not user.has(Capability.WRITE_REFERRALS):
        return "Rencana dan rujukan disusun pekerja sosial atau Kepala Seksi yang menangani kasus."
    if reason := intake_permissions.open_file.refusal(user, case):
        return reason
    if not case.is_open:
        return "Kasus ini sudah selesai; rencana dan rujukannya tidak diubah lagi."
    return None


@rule
def write_referral(user: User, referral: Referral) -> str | None:
    """The section that owns the case, wherever its file is open to the user. Needs ``case``."""
    return write_for_case.refusal(user, referral.case)


@rule
def write_plan(user: User, plan: ServicePlan) -> str | None:
    return write_for_case.refusal(user, plan.case)


@rule
def settle_action(user: User, action: PlanAction) -> str | None:
    """Whose act it is, or who writes for the case. Needs ``goal__plan__case__section``."""
    case = action.goal.plan.case
    if settles(user, action.owner_id, case):
        return None
    return write_for_case.refusal(user, case)


def settles(user: User, owner: int | None, case: Case) -> bool:
    """Whether ``user`` says how an act of ``case`` ended that is ``owner``'s."""
    if write_for_case.allows(user, case):
        return True
    is_own = user.pk == owner and case.is_open
    return is_own and intake_permissions.open_file.allows(user, case)


@rule
def decide_referral(user: User, referral: Referral) -> str | None:
    """Whose turn it is: the head of the section, or for a second decision the head of the division.

    Never who asked, wrote, assessed or edited last, nor whom the kind keeps away, nor who decided
    first. The columns are those that the database compares too. Needs ``case__section``.
    """
    if referral.status == ReferralStatus.ENDORSED:
        return _heads_division(user, referral.case) or _own_hand(user, referral)
    return _heads(user, referral.case, "rujukan") or _own_hand(user, referral)


@rule
def endorse_referral(user: User, referral: Referral) -> str | None:
    """The first of two decisions, where the kind asks for two."""
    if not referral.needs_second:
        return "Rujukan ini tidak memerlukan keputusan kedua; satu persetujuan cukup."
    return decide_referral.refusal(user, referral)


@rule
def approve_alone(user: User, referral: Referral) -> str | None:
    """The one decision, where the kind asks for no second."""
    if referral.needs_second:
        return "Rujukan ini memerlukan dua keputusan: Kepala Seksi, lalu Kepala Bidang."
    return decide_referral.refusal(user, referral)


@rule
def approve_in_batch(user: User, referral: Referral) -> str | None:
    """As ``approve_alone``, for kinds of low risk, and never for somebody who is protected."""
    if not ReferralKind.objects.filter(code=referral.kind, in_batch=True).exists():
        return f"{referral.get_kind_display()} diputus satu per satu."
    if referral.case.is_protected:
        return "Kasus terlindung diputus satu per satu."
    if referral.status != ReferralStatus.SUBMITTED:
        return "Rujukan ini tidak lagi menunggu keputusan."
    return approve_alone.refusal(user, referral)


def batch_refusal_of(fit: FacilityFit) -> str | None:
    """Why the place as it stands now wants its own look."""
    if fit.verdict != Verdict.FITS:
        return f"Perlu dilihat sendiri: {in_sentence(fit.label)} ({fit.criteria_in_words})."
    return None


def _own_hand(user: User, referral: Referral) -> str | None:
    """What ``user`` did in the making of ``referral`` that keeps them from deciding it."""
    hands = (
        (referral.submitted_by_id, "yang mengajukan rujukan ini"),
        (referral.written_by_id, "yang menulis rujukan ini"),
        (
            referral.assessed_by_id,
            "yang menyusun asesmen yang menjadi dasar rujukan ini",
        ),
        (referral.last_edited_by_id, "yang terakhir menyunting rujukan ini"),
        (referral.owned_by_id, "penanggung jawab kasus ini"),
        (referral.planned_by_id, "yang menyusun rencana layanannya"),
    )
    for pk, what in hands:
        if user.pk == pk:
            return f"Anda {what}, jadi Anda tidak memutusnya. {ANOTHER_DECIDES}"
    if user.pk == referral.endorsed_by_id:
        return (
            "Anda yang memberi keputusan pertama, jadi keputusan kedua bukan milik Anda. "
            "Yang dapat: Kepala Bidang, atau penggantinya yang lain."
        )
    return None


@rule
def decide_plan(user: User, plan: ServicePlan) -> str | None:
    """The head of the section that owns the case, and never who wrote the plan."""
    if reason := _heads(user, plan.case, "rencana"):
        return reason
    if user.pk == plan.written_by_id:
        return f"Anda yang menyusun rencana ini, jadi Anda tidak menyetujuinya. {ANOTHER_DECIDES}"
    return None


@rule
def answer_referral(user: User, referral: Referral) -> str | None:
    """Whoever answers in the facility that was asked. Needs ``facility``."""
    if _answers_for(user, referral.facility):
        return None
    return f"Rujukan ini dijawab oleh petugas {referral.facility}."


@rule
def send_link(user: User, referral: Referral) -> str | None:
    """Who writes the referral, to a facility whose office is known. Needs ``facility``."""
    if reason := write_referral.refusal(user, referral):
        return reason
    if referral.facility.office_id is None:
        return f"{referral.facility} belum punya kantor dalam data induk. Minta admin data menambahkannya."
    return None


@rule
def receive_person(user: User, referral: Referral) -> str | None:
    """The facility that was asked, where it takes people in: agencies serve without receiving."""
    if reason := answer_referral.refusal(user, referral):
        return reason
    if referral.facility.kind == FacilityKind.AGENCY:
        return f"{referral.facility} melayani tanpa menampung; tandai selesai sesudah dilayani."
    return None


@rule
def finish_referral(user: User, referral: Referral) -> str | None:
    """The facility that serves, or the section that asked it to. Who is to live there arrives first."""
    if referral.facility.is_residential and referral.stay_id is None:
        return "Orangnya belum tercatat tiba. Catat kedatangan lebih dahulu."
    if _answers_for(user, referral.facility):
        return None
    if user.has(Capability.WRITE_REFERRALS):
        return intake_permissions.open_file.refusal(user, referral.case)
    return f"Selesainya layanan dicatat petugas {referral.facility} atau pekerja sosial kasus ini."


@rule
def let_lapse(user: User, referral: Referral) -> str | None:
    """Nobody: a hold lapses by the clock, and the nightly job writes that down."""
    return "Pemesanan lewat batas dengan sendirinya; tidak ada yang perlu menekannya."


@rule
def let_void(user: User, referral: Referral) -> str | None:
    """Nobody: a decision loses its ground when what was decided changes, whoever changed it."""
    return "Keputusan gugur dengan sendirinya bila isi yang diputuskan berubah."


@rule
def record_service(user: User, case: Case) -> str | None:
    """Social workers in files they may open; facility staff have the page of their ward."""
    if not user.has(Capability.RECORD_SERVICES):
        return "Layanan dicatat pekerja sosial atau petugas tempat orang itu tinggal."
    if user.role in FACILITY_ROLES:
        return "Petugas UPT mencatat layanan pada halaman wisma."
    if reason := intake_permissions.open_file.refusal(user, case):
        return reason
    if not case.is_open:
        return "Kasus ini sudah selesai; layanannya tidak dicatat lagi."
    return None


@rule
def cancel_service(user: User, service: ServiceGiven) -> str | None:
    """Who may record it may take it back, also after the case ended: a mistake stays correctable."""
    if service.cancelled_at is not None:
        return "Catatan layanan ini sudah dibatalkan."
    if not user.has(Capability.RECORD_SERVICES):
        return "Catatan layanan dibatalkan pekerja sosial kasus ini atau petugas tempat itu."
    if user.role in FACILITY_ROLES:
        if service.facility is not None and _works_in(user, service.facility):
            return None
        return "Layanan ini tidak dicatat oleh tempat Anda."
    return intake_permissions.open_file.refusal(user, service.case)


@rule
def record_ward_service(user: User, facility: Facility) -> str | None:
    """The staff of the facility, for those who live there."""
    if user.has(Capability.RECORD_SERVICES) and _works_in(user, facility):
        return None
    return f"Layanan untuk penghuni dicatat petugas {facility}."


@rule
def maintain_kinds(user: User, kind: ReferralKind) -> str | None:
    if not user.has(Capability.MAINTAIN_REFERENCE):
        return "Hanya admin data yang mengubah jenis rujukan."
    return None


@rule
def maintain_plan_templates(user: User, template: object) -> str | None:
    """Admin data writes what plans are begun with."""
    if user.has(Capability.MAINTAIN_REFERENCE):
        return None
    return "Templat rencana ditulis oleh admin data."


def is_receiving_side(user: User, referral: Referral) -> bool:
    """Whether ``user`` reads the referral as the facility that was asked."""
    return user.role in FACILITY_ROLES and _works_in(user, referral.facility)


def _heads(user: User, case: Case, what: str) -> str | None:
    if not user.has(Capability.DECIDE):
        return f"Hanya Kepala Seksi yang memutus {what}. Yang dapat: Kepala Seksi {case.section}."
    if user.post_for(Capability.DECIDE, case.section_id) is None:
        return (
            f"Kasus ini ditangani {case.section}. Yang dapat memutus {what}nya: "
            "Kepala Seksi pemilik kasus."
        )
    return None


def _heads_division(user: User, case: Case) -> str | None:
    if user.post_for(Capability.DECIDE_SECOND, case.section.parent_id) is None:
        division = case.section.parent
        return (
            "Rujukan ini menunggu keputusan kedua. Yang dapat: Kepala "
            f"{division.name if division else 'Bidang'}."
        )
    return None


def _answers_for(user: User, facility: Facility) -> bool:
    return user.has(Capability.ANSWER_REFERRALS) and _works_in(user, facility)


def _works_in(user: User, facility: Facility) -> bool:
    return facility.office_id is not None and facility.office_id == user.office_id
