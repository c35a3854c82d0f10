"""The mails about referrals and conferences. None holds a name: a number, when and where, no more."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from ppks_service import indonesian
from ppks_service.accounts.models import Digest, User
from ppks_service.documents.subjects import person_of
from ppks_service.worklist import digest
from referrals.models import CaseConference, ConferenceParticipant, PartnerLink, Referral


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
    concerned = Q(pk=referral.written_by_id) | Q(pk=referral.case.owner_id)
    users = User.objects.filter(concerned, is_active=True, digest=Digest.AT_ONCE)
    lines = (
        f"Ada kabar dari penerima rujukan {referral.number}.",
        f"Buka: {settings.PUBLIC_URL}{reverse('referrals:show', args=[referral.number])}",
    )
    for address in users.order_by("pk").values_list("email", flat=True):
        _later(f"Kabar rujukan {referral.number}", lines, [address])


def remind(referral: Referral) -> int:
    """To the contact of the link that opens and to who answers there by account; how many there are."""
    number = referral.number
    staff = User.objects.filter(office=referral.facility.office_id, is_active=True)
    by_account = list(
        staff.exclude(digest=Digest.NONE).order_by("pk").values_list("email", flat=True)
    )
    links = PartnerLink.objects.opening().filter(referral=referral)
    by_link = list(links.exclude(email="").values_list("email", flat=True))
    subject = f"Rujukan {number} menunggu jawaban"
    if by_account:
        address = f"{settings.PUBLIC_URL}{reverse('referrals:show', args=[number])}"
        for one in by_account:
            _later(subject, (f"Rujukan {number} belum dijawab.", f"Buka: {address}"), [one])
    for one in by_link:
        again = "Buka lagi tautan yang sudah Anda terima, dengan PIN yang sama."
        _later(subject, (f"Rujukan {number} belum dijawab.", again), [one])
    return len(by_account) + len(by_link)


def tell_partner(referral: Referral) -> None:
    """To the contact of the link that opens: there is an answer to what they asked."""
    link = PartnerLink.objects.opening().filter(referral=referral).exclude(email="").first()
    if link is not None:
        number = referral.number
        lines = (
            f"Pertanyaan Anda tentang rujukan {number} sudah dijawab.",
            "Buka lagi tautan yang sudah Anda terima, dengan PIN yang sama.",
        )
        _later(f"Rujukan {number}: pertanyaan dijawab", lines, [link.email])


# What guests of a conference are told: in one line, and what it means for them.
CALLED = ("Undangan pembahasan kasus", "Surat undangannya disampaikan tersendiri.")
MOVED = (
    "Perubahan undangan pembahasan kasus",
    "Undangan yang lama tidak berlaku lagi; surat yang baru disampaikan tersendiri.",
)
CANCELLED = (
    "Pembatalan undangan pembahasan kasus",
    "Pembahasan itu tidak jadi diadakan; undangannya tidak berlaku lagi.",
)


def tell_guests(conference: CaseConference, news: tuple[str, str]) -> list[ConferenceParticipant]:
    """To those from outside who left an address: when, where, and the number of the invitation. Who they are."""
    guests = conference.participants.filter(user=None).exclude(email="").order_by("pk")
    told, number, (what, meaning) = list(guests), str(conference.invitation), news
    place = person_of(conference.case_id).without_name(conference.place)
    lines = (
        f"{what}.",
        f"Nomor undangan: {number}",
        f"Waktu: {indonesian.long_moment(conference.starts_at)}",
        f"Tempat: {place}",
        meaning,
    )
    for guest in told:
        _later(f"{what}: {number}", lines, [guest.email])
    return told


def _later(subject: str, lines: Iterable[str], to: list[str]) -> None:
    """Send once the act is saved; a mail server that fails does not undo the act."""
    parts = list(lines)
    transaction.on_commit(lambda: [digest.send(subject, parts, address) for address in to])
