"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ppks_service.accounts.roles import Capability
from ppks_service.menu import menu_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu of the signed-in user's role, and whether this installation holds demo data."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "settings_demo": settings.DEMO,
        "menu": menu_of(user, request.path) if signed_in else [],
        "can_search": signed_in and user.has(Capability.READ_CASES),
    }
