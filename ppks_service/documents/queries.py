"""Which papers a user may open."""

from django.db.models import Q, QuerySet

from ppks_service.accounts.models import User
from ppks_service.documents.models import IssuedDocument
from ppks_service.panels import registered


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
