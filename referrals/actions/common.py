"""The beginning and the end of every act on a referral."""

import datetime as dt
from typing import Any

from intake.models import Case
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition
from referrals.models import Referral
from upt_facilities import actions as places

# What the rules, the letter and the journal read of a referral.
RELATED = (
    "case__person",
    "case__section__parent__parent",
    "facility__area",
    "ward",
    "hold__place__ward",
    "letter",
    "written_by",
)


def locked(referral: Referral) -> Referral:
    """The stored referral, its case's and its own row locked in this order, with all that an act reads.

    What changes in a file locks the case too, so that a decision and an edit never pass each other.
    """
    Case.objects.locked().filter(referrals=referral.pk).values_list("pk").get()
    return Referral.objects.locked().select_related(*RELATED).get(pk=referral.pk)


def begin(transition: Transition, referral: Referral, *, by: User) -> Referral:
    """Lock the stored row and check the act against it, not against what the page showed."""
    current = locked(referral)
    transition.check(by, current)
    return current


def finish_act(
    transition: Transition, referral: Referral, *, by: User | None, note: str, **data: Any
) -> Referral:
    """Move ``referral`` on and write it down."""
    referral.status = transition.target
    referral.save()
    record_act(referral, transition.name, by=by, note=note, **data)
    return referral


def record_act(referral: Referral, act: str, *, by: User | None, note: str, **data: Any) -> None:
    """Write down what was done to ``referral``, in its case's file and its person's."""
    record(
        actor=by,
        action=f"referral.{act}",
        subject=referral,
        person_pk=referral.case.person_id,
        note=note,
        **data,
    )


def free_hold(
    referral: Referral, *, by: User | None, reason: str, at: dt.datetime | None = None
) -> None:
    """Give the held place back to others, where there is one."""
    if referral.hold is not None:
        places.release(referral.hold, by=by, reason=reason, at=at)


def held_in_words(referral: Referral) -> str:
    """``Melati nomor 4 dipesan sampai 24 September 2026, 16.00 WIB.``"""
    if referral.hold is None:
        return ""
    place = referral.hold.place
    until = indonesian.long_moment(referral.hold.period.upper)
    return f"{place.ward} nomor {place} dipesan sampai {until}."
