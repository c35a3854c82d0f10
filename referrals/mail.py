"""The mails about referrals. None holds a name: a number and an address inside the house, no more."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from referrals.models import PartnerLink, Referral

log = logging.getLogger(__name__)

FOOT = "Pesan otomatis dari Dinas Sosial Provinsi Sumatera Utara. Jangan dibalas."


def send_link(link: PartnerLink, token: str) -> None:
    """The link to its contact. The PIN takes another way."""
    address = settings.PUBLIC_URL + reverse("partner:open", args=[token])
    number = link.referral.number
    lines = (
        f"Dinas Sosial mengirim rujukan {number} untuk dijawab.",
        f"Buka: {address}",
        "PIN disampaikan lewat telepon, tidak lewat surat ini.",
    )
    _later(f"Rujukan {number}", lines, [link.email])


def tell_of_reply(referral: Referral) -> None:
    """To who answers for the case or wrote the referral, where they want to know at once."""


def tell_partner(referral: Referral) -> None:
    """To the contact of the standing link: there is an answer to what they asked."""
    link = PartnerLink.objects.standing().filter(referral=referral).exclude(email="").first()
    if link is not None:
        number = referral.number
        lines = (
            f"Pertanyaan Anda tentang rujukan {number} sudah dijawab.",
            "Buka lagi tautan yang sudah Anda terima, dengan PIN yang sama.",
        )
        _later(f"Rujukan {number}: pertanyaan dijawab", lines, [link.email])


def _later(subject: str, lines: Iterable[str], to: list[str]) -> None:
    """Send once the act is saved; a mail server that fails does not undo the act."""
    text = "\n\n".join([*lines, FOOT])

    def send() -> None:
        try:
            send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, to)
        except OSError:
            log.exception("a mail was not sent")

    transaction.on_commit(send)
