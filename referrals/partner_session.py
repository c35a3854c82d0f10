"""Who came through a link: a signed cookie of its own, short, good for that link and nothing else.

It shares nothing with the sessions of those who sign in.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from referrals.models import PartnerLink

COOKIE = "mitra"
PATH = "/mitra/"
AGE = 30 * 60  # seconds from the PIN
SALT = "referrals.partner_link"


def begin(response: HttpResponse, link: PartnerLink, name: str) -> None:
    """Let ``name`` in through ``link`` for half an hour."""
    value = signing.dumps({"link": link.pk, "pin": _mark(link), "name": name}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name_in(request: HttpRequest, link: PartnerLink) -> str:
    """Who gave the PIN of this very link within the last half hour; nobody is ``""``."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return ""
    if said["link"] != link.pk or said["pin"] != _mark(link):
        return ""
    return str(said["name"])


def end(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _mark(link: PartnerLink) -> str:
    """The end of what is kept of the PIN: a cookie from before another PIN was set is worth nothing."""
    return link.pin_hash[-12:]
