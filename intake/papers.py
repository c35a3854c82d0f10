"""Which of the house's papers belong to case files that somebody may open."""

from django.db.models import Exists, OuterRef, Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability


def visible_papers(user: User) -> Q | None:
    """The papers of the cases that ``user`` may open, for the list of papers."""
    if not user.has(Capability.READ_CASES):
        return None
    return Q(Exists(Case.objects.visible_to(user).filter(pk=OuterRef("case_pk"))))
