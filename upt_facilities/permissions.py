"""Who may do what with one facility, place or stay. Each answer is a sentence to the user, or None."""

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.accounts.rules import rule
from upt_facilities.models import Facility, FacilityKind, Stay


@rule
def hold_place(user: User, facility: Facility) -> str | None:
    """Who decides referrals; a facility's own officer for its own places."""
    if user.has(Capability.DECIDE) or _works_in(user, facility):
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
def maintain(user: User, facility: Facility) -> str | None:
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
