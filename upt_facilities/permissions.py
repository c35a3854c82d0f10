"""Who may do what with one facility, place or stay. Each answer is a sentence to the user, or None."""

from intake import permissions as intake_permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.accounts.rules import rule
from upt_facilities.models import Facility, FacilityKind, Stay


@rule
def hold_place(user: User, facility: Facility) -> str | None:
    """Who decides referrals; a facility's own officer for its own places."""
    decides = user.has(Capability.DECIDE) or user.has(Capability.DECIDE_SECOND)
    if decides or _works_in(user, facility):
        return None
    return "Tempat dipesan oleh kepala seksi saat menyetujui rujukan, atau oleh petugas tempat itu."


@rule
def release_place(user: User, facility: Facility) -> str | None:
    """Who decides or writes referrals, or the facility that gives the place back."""
    if user.has(Capability.DECIDE) or user.has(Capability.WRITE_REFERRALS):
        return None
    if _works_in(user, facility):
        return None
    return "Pemesanan dilepas oleh petugas rujukan atau oleh petugas tempat itu."


@rule
def receive(user: User, facility: Facility) -> str | None:
    """Who works there; at a shelter also who registers people after a raid."""
    if _works_in(user, facility) or _registers_at(user, facility):
        return None
    return f"Kedatangan di {facility} diterima oleh petugas {facility}."


@rule
def exit_stay(user: User, stay: Stay) -> str | None:
    if _works_in(user, stay.facility) or _registers_at(user, stay.facility):
        return None
    return f"Keluar dari {stay.facility} dicatat oleh petugas {stay.facility}."


@rule
def run_facility(user: User, facility: Facility) -> str | None:
    """Block and free places: the officer of the facility."""
    if user.has(Capability.RUN_FACILITY) and facility.office_id == user.office_id:
        return None
    return f"Tempat di {facility} diatur oleh petugas {facility}."


@rule
def maintain(user: User, facility: object) -> str | None:
    if user.has(Capability.MAINTAIN_REFERENCE):
        return None
    return "Keterangan tempat diubah oleh admin data."


def sees_names(user: User, facility: Facility) -> bool:
    """Whether the board names its residents to ``user``: only to who works there."""
    return user.role in FACILITY_ROLES and facility.office_id == user.office_id


def _works_in(user: User, facility: Facility) -> bool:
    answers = user.has(Capability.ANSWER_REFERRALS)
    return answers and facility.office_id is not None and facility.office_id == user.office_id


def _registers_at(user: User, facility: Facility) -> bool:
    return facility.kind == FacilityKind.SHELTER and user.has(Capability.REGISTER)


@rule
def keep_waiting(user: User, case: Case) -> str | None:
    """Who writes referrals for the case, in files they may open."""
    if not user.has(Capability.WRITE_REFERRALS):
        return "Daftar tunggu diurus pekerja sosial atau Kepala Seksi yang menangani kasus."
    return intake_permissions.open_file.refusal(user, case)


@rule
def reorder_waiting(user: User, facility: Facility) -> str | None:
    """A head of section: another turn is taken from somebody."""
    if user.has(Capability.DECIDE):
        return None
    return "Urutan tunggu dipindah Kepala Seksi, dengan alasan."


@rule
def set_temporary(user: User, stay: Stay) -> str | None:
    """Who answers for the case, or who keeps the person. Needs ``case`` and ``facility``."""
    if exit_stay.allows(user, stay):
        return None
    if user.has(Capability.WRITE_REFERRALS):
        return intake_permissions.open_file.refusal(user, stay.case)
    return "Batas tempat sementara ditetapkan pekerja sosial kasus ini atau petugas tempat itu."


@rule
def sign_over_capacity(user: User, case: Case) -> str | None:
    """The head of the section that owns the case, or who acts as its head. Needs ``section``."""
    if not user.has(Capability.DECIDE):
        return "Kelebihan daya tampung diizinkan Kepala Seksi, dengan alasan dan nomor surat."
    if user.post_for(Capability.DECIDE, case.section_id) is None:
        return f"Kasus ini ditangani {case.section}; kepala seksi itu yang mengizinkan."
    return None
