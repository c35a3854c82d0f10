"""Who may do what with a raid and an encounter."""

from intake.models import Encounter, Outcome, Raid
from intake.permissions import open_file
from intake.seal import is_sealed
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.accounts.rules import rule
from ppks_service.indonesian import long_moment

WRITERS = (
    "Hanya petugas lapangan, petugas registrasi, dan pekerja sosial yang mencatat razia dan temuan."
)

SEALED = "Orang ini terlindung dan Anda tidak menangani kasusnya. Buka dahulu berkas kasusnya dengan alasan."


@rule
def open_raid(user: User, raid: Raid) -> str | None:
    """Whoever records raids may open one."""
    return None if user.has(Capability.WRITE_RAIDS) else WRITERS


@rule
def write_raid(user: User, raid: Raid) -> str | None:
    """Whoever records raids, while this one runs."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if not raid.is_running:
        return f"{_closed(raid)} Isinya tidak diubah lagi."
    return None


@rule
def record_in_raid(user: User, raid: Raid) -> str | None:
    """As ``write_raid``; who comes late to a closed raid is told the other way in."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if not raid.is_running:
        return (
            f"{_closed(raid)} Tidak seorang pun dapat membukanya kembali. Orang yang terlambat "
            "dicatat lewat “Catat di luar razia”, dengan penjelasan."
        )
    return None


@rule
def answer_for_raid(user: User, raid: Raid) -> str | None:
    """Closing and the minutes: the leader, who opened the raid, and the office."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if user.role == Role.FIELD_OFFICER and user.pk not in (raid.led_by_id, raid.opened_by_id):
        return (
            "Hanya ketua tim, yang membuka razia, petugas registrasi, dan pekerja sosial yang "
            "menutup razia dan menerbitkan berita acaranya."
        )
    return None


@rule
def record_encounter(user: User, encounter: Encounter) -> str | None:
    """An encounter of a raid as the raid allows; by another door, whoever records encounters."""
    if encounter.raid is not None:
        return record_in_raid.refusal(user, encounter.raid)
    return None if user.has(Capability.WRITE_RAIDS) else WRITERS


@rule
def edit_encounter(user: User, encounter: Encounter) -> str | None:
    """Whoever records encounters, until a case was opened from it."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if encounter.outcome == Outcome.CASE:
        return "Kasus sudah dibuka dari temuan ini. Lengkapi berkas kasusnya; temuan tidak diubah lagi."
    return None


@rule
def triage(user: User, encounter: Encounter) -> str | None:
    """As ``edit_encounter``: an outcome may be corrected until a case was opened."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if encounter.outcome == Outcome.CASE:
        return "Kasus sudah dibuka dari temuan ini. Akhiri kasusnya bila keliru, dengan alasan."
    return None


@rule
def band_encounter(user: User, encounter: Encounter | None) -> str | None:
    """Whoever records encounters: bands are torn and replaced also after a case was opened."""
    return None if user.has(Capability.WRITE_RAIDS) else WRITERS


@rule
def see_identity(user: User, encounter: Encounter) -> str | None:
    """Name, photo and note: of a child not for every officer, of a protected case as its file.

    Reads ``raid`` and ``case`` with its section: fetch them along.
    """
    case = getattr(encounter, "case", None)
    if case is not None:
        if not case.is_protected:
            return None
        return open_file.refusal(user, case) or (SEALED if is_sealed(user, case) else None)
    if not encounter.is_child or user.role != Role.FIELD_OFFICER:
        return None
    raid = encounter.raid
    if user.pk == encounter.recorded_by_id:
        return None
    if raid is not None and user.pk in (raid.led_by_id, raid.opened_by_id):
        return None
    return (
        "Nama dan foto anak ini terlindung. Yang dapat membukanya: yang mencatat, ketua tim, "
        "yang membuka razia, dan petugas kantor."
    )


def _closed(raid: Raid) -> str:
    assert raid.closed_at is not None
    return f"Razia {raid.number} sudah ditutup {long_moment(raid.closed_at)}."
