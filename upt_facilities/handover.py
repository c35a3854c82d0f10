"""The berita acara of an arrival: what it says, and whether there is one."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intake import same, validity
from intake.custody_papers import PartySigned, party_signed
from intake.minutes import spelled
from intake.models import Paper, Sex
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.documents.models import DocumentStatus, IssuedDocument, LetterKind
from ppks_service.indonesian import DAYS, MONTHS, in_sentence
from upt_facilities.models import Stay

# Papers that go along with a person when they are handed over.
COMPANIONS = (LetterKind.RECOMMENDATION, LetterKind.REFERRAL)


def handover_of(stay: Stay) -> IssuedDocument | None:
    """The valid berita acara of ``stay``, or None."""
    return (
        IssuedDocument.objects.defer("html")
        .filter(
            kind=LetterKind.HANDOVER,
            subject_label="upt_facilities.stay",
            subject_pk=stay.pk,
            status=DocumentStatus.VALID,
        )
        .first()
    )


def handover_context(stay: Stay) -> dict[str, Any]:
    """What ``documents/handover.html`` shows.

    Needs a stay of ``for_list`` with ``received_by`` and both signatures.
    """
    receiver, parties = stay.received_by, signed_by(stay)
    records = same.group_of(stay.case.person_id).keys
    return {
        "stay": stay,
        "person": stay.case.person,
        "identity": in_sentence(same.identity_level(records).label),
        "age": age_words(stay),
        "sex": {Sex.MALE: "L", Sex.FEMALE: "P"}.get(Sex(stay.case.person.sex), "–"),
        "receiver": receiver,
        "receiver_position": receiver.position or receiver.get_role_display(),
        "receiver_office": (
            stay.facility.name if receiver.role in FACILITY_ROLES else receiver.office.name
        ),
        "parties": parties,
        "photos": [party for party in parties.values() if party.photo],
        "day_in_words": day_in_words(timezone.localdate(stay.arrived_at)),
        "papers": papers_of(stay),
        "place": stay.occupancy.place if stay.occupancy else None,
    }


def signed_by(stay: Stay) -> dict[str, PartySigned]:
    """How ``giver`` and ``receiver`` signed; empty where it was not on a screen."""
    if stay.giver_signature is None or stay.receiver_signature is None:
        return {}
    return {
        "giver": party_signed(stay.giver_signature),
        "receiver": party_signed(stay.receiver_signature),
    }


def day_in_words(day: dt.date) -> str:
    """``Kamis tanggal dua puluh empat bulan September tahun dua ribu dua puluh enam (24-9-2026)``"""
    return (
        f"{DAYS[day.weekday()]} tanggal {spelled(day.day)} bulan {MONTHS[day.month - 1]}"
        f" tahun {spelled(day.year)} ({day.day}-{day.month}-{day.year})"
    )


def papers_of(stay: Stay) -> list[str]:
    """The letters and papers that went along, in the words of the berita acara."""
    letters = (
        IssuedDocument.objects.filter(
            case_pk=stay.case_id, kind__in=COMPANIONS, status=DocumentStatus.VALID
        )
        .order_by("dated_on", "pk")
        .only("kind", "number")
    )
    papers = Paper.objects.filter(case=stay.case_id).order_by("kind", "pk")
    kinds = [
        (in_sentence(paper.get_kind_display()), paper.valid_until)
        for paper in papers.only("kind", "valid_until")
    ]
    named = [
        f"{in_sentence(letter.get_kind_display())} nomor {letter.number}" for letter in letters
    ]
    named += validity.named(kinds, on=timezone.localdate(stay.arrived_at))
    return list(dict.fromkeys(named))


def age_words(stay: Stay) -> str:
    """``64``, ``±64`` where it is a guess, a dash where nobody knows."""
    person = stay.case.person
    age = person.age_on(timezone.localdate(stay.arrived_at))
    if age is None:
        return "–"
    return f"{age}" if person.birth_precision in ("day", "month") else f"±{age}"
