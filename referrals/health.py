"""Guarded facts of health in letters: which letter needs which, and what one letter tells."""

from dataclasses import dataclass

from django.db.models import QuerySet

from intake.models import HealthFact, HealthKind
from intake.permissions_health import read_health
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.rules import rule
from referrals.models import HealthDisclosure, Referral, ReferralStatus
from referrals.permissions import write_referral
from upt_facilities.models import FacilityKind

K = HealthKind
# Who treats needs all; who houses needs what decides the room; who serves an hour needs nothing.
NEEDED_BY = {
    FacilityKind.HOSPITAL: frozenset(K),
    FacilityKind.UPT: frozenset({K.TB, K.LEPROSY, K.PREGNANCY, K.MENTAL}),
    FacilityKind.CENTRAL: frozenset({K.TB, K.LEPROSY, K.PREGNANCY, K.MENTAL, K.DRUGS}),
    FacilityKind.SHELTER: frozenset({K.TB, K.PREGNANCY}),
    FacilityKind.AGENCY: frozenset(),
}
BEFORE_THE_LETTER = (ReferralStatus.DRAFT, ReferralStatus.RETURNED, ReferralStatus.SUBMITTED)


@dataclass(frozen=True)
class Told:
    """One fact as a letter writes it, and on whose word it stands there."""

    fact: str
    basis: str


@rule
def disclose_health(user: User, referral: Referral) -> str | None:
    """Who may read the facts and writes the referral, until its letter is written. Needs ``case__section``."""
    if reason := read_health.refusal(user, referral.case):
        return reason
    if reason := write_referral.refusal(user, referral):
        return reason
    if referral.status not in BEFORE_THE_LETTER:
        return "Surat rujukan ini sudah dibuat; isinya tidak berubah lagi."
    return None


def may_be_told(referral: Referral) -> QuerySet[HealthFact]:
    """The facts of the case that a letter to this facility needs and does not yet carry."""
    needed = NEEDED_BY[FacilityKind(referral.facility.kind)]
    carried = standing(referral).values("fact")
    facts = HealthFact.objects.standing().filter(case=referral.case_id, kind__in=needed)
    return facts.exclude(pk__in=carried).order_by("-dated_on", "-pk")


def standing(referral: Referral) -> QuerySet[HealthDisclosure]:
    return referral.disclosures.filter(withdrawn_at=None, fact__struck_at=None)


def told_in_letter(referral: Referral) -> list[Told]:
    """What the letter of ``referral`` says of health: what was allowed for it, and nothing else. One query."""
    rows = standing(referral).select_related("fact").order_by("pk")
    return [Told(in_words(row.fact), _basis(row)) for row in rows]


def in_words(fact: HealthFact) -> str:
    """``TBC: dipastikan, laboratorium (Labkesda Contoh), 3 November 2026``"""
    day = indonesian.long_date(fact.dated_on)
    words = f"{fact.get_kind_display()}: {indonesian.in_sentence(fact.get_state_display())}, "
    words += f"{indonesian.in_sentence(fact.get_source_display())} ({fact.said_by}), {day}"
    return f"{words}. {fact.words}" if fact.words else words


def _basis(row: HealthDisclosure) -> str:
    day = indonesian.long_date(row.given_on)
    return f"{indonesian.in_sentence(row.get_basis_display())}, {row.given_by}, {day}"
