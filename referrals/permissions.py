"""Who may do what with a plan, a referral and a service. Each answer is a sentence to the user, or None."""

from intake import permissions as intake_permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.accounts.rules import rule
from referrals.models import Referral, ServiceGiven, ServicePlan
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
def decide_referral(user: User, referral: Referral) -> str | None:
    """The head of the section that owns the case: never who asked, wrote, assessed or edited last.

    The four columns are those that the database compares too. Needs ``case__section``.
    """
    if reason := _heads(user, referral.case, "rujukan"):
        return reason
    if user.pk == referral.submitted_by_id:
        return f"Anda yang mengajukan rujukan ini, jadi Anda tidak memutusnya. {ANOTHER_DECIDES}"
    if user.pk == referral.written_by_id:
        return f"Anda yang menulis rujukan ini, jadi Anda tidak memutusnya. {ANOTHER_DECIDES}"
    if user.pk == referral.assessed_by_id:
        return (
            "Anda yang menyusun asesmen yang menjadi dasar rujukan ini, jadi Anda tidak memutusnya. "
            f"{ANOTHER_DECIDES}"
        )
    if user.pk == referral.last_edited_by_id:
        return f"Anda yang terakhir menyunting rujukan ini, jadi Anda tidak memutusnya. {ANOTHER_DECIDES}"
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


def is_receiving_side(user: User, referral: Referral) -> bool:
    """Whether ``user`` reads the referral as the facility that was asked."""
    return user.role in FACILITY_ROLES and _works_in(user, referral.facility)


def _heads(user: User, case: Case, what: str) -> str | None:
    if not user.has(Capability.DECIDE):
        return f"Hanya Kepala Seksi yang memutus {what}. Yang dapat: Kepala Seksi {case.section}."
    if user.office_id != case.section_id:
        return (
            f"Kasus ini ditangani {case.section}. Yang dapat memutus {what}nya: "
            "Kepala Seksi pemilik kasus."
        )
    return None


def _answers_for(user: User, facility: Facility) -> bool:
    return user.has(Capability.ANSWER_REFERRALS) and _works_in(user, facility)


def _works_in(user: User, facility: Facility) -> bool:
    return facility.office_id is not None and facility.office_id == user.office_id
