"""Who may take over a register."""

from intake.models import Import
from ppks_service.accounts.models import OfficeKind, User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule


@rule
def take_over(user: User, source: Import) -> str | None:
    """Whoever may see the cases of the section that the register belongs to: nobody else's."""
    if not user.has(Capability.IMPORT):
        return "Hanya petugas registrasi, pekerja sosial, dan Kepala Seksi yang mengimpor register."
    if user.office.kind != OfficeKind.SECTION:
        return "Register diimpor oleh seksi; kantor Anda bukan seksi."
    if source.office_id != user.office_id:
        return "Register ini milik seksi lain."
    return None
