"""Asking for places for several people at once: one place for a family, or a split with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.documents.numbers import register_number
from ppks_service.journal.actions import record
from referrals.actions.referrals import draft
from referrals.models import PlacementGroup, PlacementMember, Referral
from upt_facilities.models import Facility


@dataclass(frozen=True)
class Choice:
    """Where one person of a group goes, and with which batch."""

    case: Case
    facility: Facility
    batch: int = 1


@transaction.atomic
def place_together(group: PlacementGroup, choices: Sequence[Choice], *, by: User) -> PlacementGroup:
    """Write a draft referral for each, all or none. A family that is split needs the reason why.

    Each referral is then asked for, decided and answered by itself, with its own gates and papers.
    """
    if len(choices) < 2:
        raise ValidationError("Pilih tempat untuk paling sedikit dua orang.")
    group.is_split = len({choice.facility.pk for choice in choices}) > 1
    group.reason, group.split_reason = group.reason.strip(), group.split_reason.strip()
    if not group.is_split:
        group.split_reason = ""
    group.made_by = by
    group.number = register_number("KLP", timezone.localdate().year)
    group.full_clean()
    group.save(force_insert=True)
    for choice in choices:
        reason = group.reason
        if group.is_split and group.split_reason:
            reason = f"{reason} Dipisah: {group.split_reason}"
        referral = draft(Referral(case=choice.case, facility=choice.facility, reason=reason), by=by)
        member = PlacementMember(
            group=group, case=choice.case, referral=referral, batch=choice.batch
        )
        member.full_clean()
        member.save(force_insert=True)
    record(
        actor=by,
        action="referral.group",
        subject=group,
        note=f"{len(choices)} orang dicarikan tempat bersama ({group.number}).",
        is_split=group.is_split,
        cases=[choice.case.pk for choice in choices],
    )
    return group
