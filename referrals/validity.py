"""What runs out before somebody arrives: papers and words of a profession that hold for a time only.

That a day passed is nobody's change and voids no decision (``referrals.content``); it is said instead,
to whoever decides, to the section and to the receiving side.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils import timezone

from intake.facts import Facts, facts_of
from intake.models import PaperKind
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals.gates import wants_calm
from referrals.models import Referral, ReferralStatus
from upt_facilities.criteria import NEW_PAPER
from upt_facilities.matching import FacilityFit, fit_of
from upt_facilities.papers import PaperResult, paper_of

# Asked for or decided, and the person has not come yet.
AWAITED = (
    ReferralStatus.SUBMITTED,
    ReferralStatus.ENDORSED,
    ReferralStatus.APPROVED,
    ReferralStatus.ACCEPTED,
)
# Where the office keeps no clock for it, a place is held for three days.
HOLD_FALLBACK = dt.timedelta(hours=72)


@dataclass(frozen=True)
class Validity:
    """What of a referral holds no more, and what will not when the person arrives, each as a sentence."""

    over: Collection[str] = ()
    ending: Collection[str] = ()


def validity_now(referral: Referral) -> Validity:
    """``validity_of`` where nothing has been read yet."""
    known = facts_of(referral.case)
    fit = fit_of(referral.case, referral.facility, facts=known)
    return validity_of(referral, fit, known, Clocks())


def validity_of(referral: Referral, fit: FacilityFit, known: Facts, clocks: Clocks) -> Validity:
    """Of a referral on its way; nothing of one that has come to its end. ``known`` are the facts of its case."""
    if referral.status in AWAITED:
        return validity_for(referral, fit, known, arrives_on(referral, clocks))
    return Validity()


def validity_for(referral: Referral, fit: FacilityFit, known: Facts, day: dt.date) -> Validity:
    """The same for somebody who would arrive on ``day``. Needs ``case`` and ``facility``."""
    whole = _with_calm(referral, fit, known)
    return Validity(
        over=whole.lapsed,
        ending=[
            f"{words}, sebelum perkiraan kedatangan; {NEW_PAPER}"
            for words in whole.ends_before(day)
        ],
    )


def lapsed_papers(referral: Referral, fit: FacilityFit, known: Facts) -> list[PaperResult]:
    """The papers that were there and have to be asked for again."""
    whole = _with_calm(referral, fit, known)
    return [paper for paper in whole.missing_papers if paper.lapsed]


def arrives_on(referral: Referral, clocks: Clocks) -> dt.date:
    """The day on which the person is awaited: the one that was said, else the last on which a place is held."""
    held_until = referral.hold.period.upper if referral.hold else None
    at = referral.expected_at or held_until or held_from(timezone.now(), clocks)
    return timezone.localdate(at)


def held_from(at: dt.datetime, clocks: Clocks) -> dt.datetime:
    """Until when a place is held that is given ``at``."""
    return clocks.due(ClockCode.HOLD, at) or at + HOLD_FALLBACK


def _with_calm(referral: Referral, fit: FacilityFit, known: Facts) -> FacilityFit:
    """``fit`` with the doctor's letter that a gate asks for, whether the facility lists it or not."""
    kinds = {paper.kind for paper in fit.papers if paper.is_must}
    if PaperKind.CALM in kinds or not wants_calm(referral.case, referral.facility):
        return fit
    return replace(fit, papers=(*fit.papers, paper_of(PaperKind.CALM, known)))
