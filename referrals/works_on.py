"""In which cases somebody has something to do here: what waits for their decision, and what they were given.

Whoever has opens the protected file of such a case without a reason (``intake.seal``).
"""

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from referrals.models import (
    OPEN_REFERRAL,
    ActionStatus,
    ConferenceAction,
    ConferenceParticipant,
    ConferenceStatus,
    PaperTask,
    PlanAction,
    PlanStatus,
    Referral,
    ReferralStatus,
)

RUNNING_PLANS = (PlanStatus.DRAFT, PlanStatus.AGREED, PlanStatus.APPROVED)


def works_on(user: User) -> Q:
    """Cases that wait for ``user`` to decide, to come or to do; and for some hours those they decided."""
    referrals = Referral.objects.filter(case=OuterRef("pk"))
    first = Q(
        status=ReferralStatus.SUBMITTED, case__section__in=user.offices_for(Capability.DECIDE)
    )
    second = Q(
        status=ReferralStatus.ENDORSED,
        case__section__parent__in=user.offices_for(Capability.DECIDE_SECOND),
    )
    # The letter of a decision is looked at by who has just signed it.
    since = timezone.now() - dt.timedelta(hours=settings.UNSEAL_HOURS)
    decided = Q(decided_by=user, decided_at__gt=since)
    acts = PlanAction.objects.filter(
        goal__plan__case=OuterRef("pk"),
        goal__plan__status__in=RUNNING_PLANS,
        owner=user,
        status=ActionStatus.PLANNED,
    )
    asked = ConferenceParticipant.objects.filter(
        conference__case=OuterRef("pk"), conference__status=ConferenceStatus.CALLED, user=user
    )
    agreed = ConferenceAction.objects.filter(
        conference__case=OuterRef("pk"), owner=user, status=ActionStatus.PLANNED
    )
    papers = PaperTask.objects.filter(
        referral__case=OuterRef("pk"), referral__status__in=OPEN_REFERRAL, owner=user
    )
    return (
        Q(Exists(referrals.filter(first | second | decided)))
        | Q(Exists(acts))
        | Q(Exists(asked))
        | Q(Exists(agreed))
        | Q(Exists(papers))
    )
