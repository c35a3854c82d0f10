"""Who may do what with an issued paper. Each answer is a sentence to the user, or None."""

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.accounts.rules import rule
from ppks_service.documents.models import DocumentStatus, IssuedDocument


@rule
def attach_scan(user: User, document: IssuedDocument) -> str | None:
    """Whoever may open the paper and works for the Dinas, while it counts. ``queries`` sees to the first."""
    if user.role == Role.PARTNER:
        return "Pindaian surat dilampirkan oleh petugas Dinas atau UPT."
    if document.status != DocumentStatus.VALID:
        return "Surat ini sudah tidak berlaku, jadi pindaiannya tidak ditambah lagi."
    return None
