"""Who may change whose account."""

from ppks_service.accounts.models import Mandate, User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule


@rule
def maintain_account(user: User, account: User) -> str | None:
    """Whoever maintains accounts, and never their own: nobody raises or revives themselves."""
    if not user.has(Capability.MAINTAIN_ACCOUNTS):
        return "Hanya admin data yang mengubah akun."
    if user.pk == account.pk:
        return "Anda tidak dapat mengubah akun Anda sendiri. Minta admin data lain melakukannya."
    return None


@rule
def maintain_offices(user: User, subject: object) -> str | None:
    if not user.has(Capability.MAINTAIN_ACCOUNTS):
        return "Hanya admin data yang mengubah kantor."
    return None


@rule
def record_mandate(user: User, mandate: Mandate) -> str | None:
    """Whoever maintains accounts, and never for themselves."""
    if not user.has(Capability.MAINTAIN_ACCOUNTS):
        return "Hanya admin data yang mencatat mandat."
    if user.pk == mandate.acting_id:
        return "Anda tidak dapat mencatat mandat untuk diri sendiri. Minta admin data lain."
    return None
