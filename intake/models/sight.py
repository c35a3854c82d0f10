"""Which cases one post lets a user see. The querysets of cases ask here, and nobody else."""

from django.db.models import Q

from ppks_service.accounts.models import User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import PROTECTED_READERS, Role


def listed_in(user: User, post: Post) -> Q | None:
    """The cases that lists name to ``user`` in ``post``; None where it has none."""
    if post.role == Role.DIVISION_HEAD:
        return Q(section=post.office) | Q(section__parent=post.office)
    if post.role in (Role.SOCIAL_WORKER, Role.SECTION_HEAD, Role.REGISTRAR):
        return Q(section=post.office)
    return None


def files_in(user: User, post: Post) -> Q | None:
    """The cases whose file ``user`` may open in ``post``: a protected one by who heads or has it."""
    listed = listed_in(user, post)
    if listed is None or post.role in PROTECTED_READERS:
        return listed
    return listed & (Q(flags=[]) | Q(owner=user) | Q(opened_by=user))
