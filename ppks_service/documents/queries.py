"""Which papers a user may open."""

from django.db.models import Q, QuerySet

from ppks_service.accounts.models import User
from ppks_service.documents.models import (
    IssuedDocument,
    LetterKind,
    LetterTemplate,
)
from ppks_service.panels import registered
from ppks_service.versions import VersionStatus


def visible_documents(user: User) -> QuerySet[IssuedDocument]:
    """Papers that ``user`` issued, and those that some app's rule opens to them.

    An app registers ``"documents.visible"``: a function of the user that gives a ``Q`` or None.
    """
    allowed = Q(issued_by=user)
    for rule in registered("documents.visible"):
        condition = rule(user)
        if condition is not None:
            allowed |= condition
    return IssuedDocument.objects.filter(allowed)


class WordingMissing(Exception):
    """No version of a kind of letter is in force; ``manage.py reference_data`` makes the first."""


def wording_in_force(code: str) -> LetterTemplate:
    """The version of a kind that letters are made of today. Raises ``WordingMissing``."""
    found = LetterTemplate.objects.filter(code=code, status=VersionStatus.PUBLISHED).first()
    if found is None:
        name = LetterKind(code).label if code in LetterKind.values else code
        raise WordingMissing(f"Belum ada versi yang berlaku untuk {name}.")
    return found
