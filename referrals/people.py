"""Who of the office can be given something to do in a case: whoever may open its file."""

from intake import permissions as intake_permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability


def may_follow(user: User, case: Case) -> bool:
    """Whether ``user`` can take on an act of ``case``. Needs ``section``."""
    return (
        user.is_active
        and user.has(Capability.READ_CASES)
        and intake_permissions.open_file.allows(user, case)
    )


def followers_of(case: Case) -> list[User]:
    """Who can take on an act of ``case``: its section and division, by name. One query."""
    offices = [case.section_id, case.section.parent_id]
    found = User.objects.filter(office__in=offices, is_active=True).order_by("full_name", "pk")
    return [user for user in found if may_follow(user, case)]
