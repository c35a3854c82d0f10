"""The summary that a user may ask for by mail: how much waits, and where. It names nobody."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import Digest, User
from ppks_service.worklist import queries
from ppks_service.worklist.registry import WorkItem, work_of

log = logging.getLogger(__name__)

FOOT = "Pesan otomatis dari Dinas Sosial Provinsi Sumatera Utara. Jangan dibalas."


def send_digests() -> str:
    """The morning job: one mail to each who asked for it and for whom something waits."""
    sent = 0
    users = User.objects.filter(is_active=True).exclude(digest=Digest.NONE).order_by("pk")
    for user in users:
        if items := work_of(user):
            sent += send(f"{len(items)} pekerjaan menunggu", digest_of(items), user.email)
    return f"{sent} ringkasan terkirim"


def digest_of(items: list[WorkItem]) -> list[str]:
    """Counts by kind, what is late first, and the address of the list."""
    now = timezone.now()
    counts = [count for count in queries.counts_of(items, "", now) if count.number]
    lines = [f"{count.number} {count.label}" for count in counts]
    return [
        f"{len(items)} pekerjaan menunggu Anda.",
        "\n".join(lines),
        f"Buka: {settings.PUBLIC_URL}{reverse('worklist:home')}",
    ]


def send(subject: str, parts: list[str], address: str) -> int:
    """Send one mail; 1 where it went. A mail server that fails stops nobody's work."""
    try:
        return send_mail(
            subject, "\n\n".join([*parts, FOOT]), settings.DEFAULT_FROM_EMAIL, [address]
        )
    except OSError as fault:  # what a server refuses it answers with the address: not into the log
        log.error("a mail was not sent: %s", type(fault).__name__)
        return 0
