"""Who may settle what a phone sent and could not be applied at once."""

from intake.models import SyncItem
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule


@rule
def see_item(user: User, item: SyncItem) -> str | None:
    """Whoever sent it, and the office."""
    if user.pk == item.sent_by_id or user.has(Capability.REGISTER):
        return None
    return "Kiriman ini milik petugas lain. Yang dapat membukanya: pengirimnya dan petugas kantor."


@rule
def take_in(user: User, item: SyncItem) -> str | None:
    """Who registers takes in what came too late for its raid."""
    if not user.has(Capability.REGISTER):
        return "Hanya petugas registrasi dan pekerja sosial yang menerima kiriman yang tertahan."
    return None
