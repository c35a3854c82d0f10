"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.menu import menu_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu of the signed-in user's role, and whether this installation holds demo data."""
    user = getattr(request, "user", None)
    staff = user if isinstance(user, User) else None
    return {
        "settings_demo": settings.DEMO,
        "menu": menu_of(staff, request.path) if staff else [],
        "can_search": staff is not None and staff.has(Capability.READ_CASES),
    }
