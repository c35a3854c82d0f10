"""Who may do what with a photographed paper sheet."""

from intake.models import PaperSheet
from intake.permissions_raids import WRITERS
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.accounts.rules import rule


@rule
def handle_sheet(user: User, sheet: PaperSheet) -> str | None:
    """The same answer as ``PaperSheet.objects.visible_to``: names stand on a sheet. Reads ``raid``."""
    if not user.has(Capability.WRITE_RAIDS):
        return WRITERS
    if user.role != Role.FIELD_OFFICER or sheet.uploaded_by_id == user.pk:
        return None
    raid = sheet.raid
    if raid is not None and user.pk in (raid.opened_by_id, raid.led_by_id):
        return None
    return (
        "Lembar ini memuat nama. Yang dapat membukanya: yang memotret, ketua tim, yang membuka "
        "razia, dan petugas kantor."
    )
