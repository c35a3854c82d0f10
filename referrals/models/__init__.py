"""Stages 4 and 5: the plan, the referral and its decision, and the services given."""

from referrals.models.gates import Clearance, ClearanceKind, NextCandidate, PaperTask
from referrals.models.plans import (
    ActionBy,
    ActionStatus,
    AgreedBy,
    PlanAction,
    PlanGoal,
    PlanQuerySet,
    PlanStatus,
    ServicePlan,
)
from referrals.models.referrals import (
    DECIDED,
    OPEN_REFERRAL,
    SENT,
    DecisionCode,
    DeclineCode,
    Referral,
    ReferralQuerySet,
    ReferralStatus,
)
from referrals.models.services import (
    ServiceGiven,
    ServiceQuerySet,
    SPMNeed,
)

__all__ = [
    "DECIDED",
    "OPEN_REFERRAL",
    "SENT",
    "ActionBy",
    "ActionStatus",
    "AgreedBy",
    "Clearance",
    "ClearanceKind",
    "DecisionCode",
    "DeclineCode",
    "NextCandidate",
    "PaperTask",
    "PlanAction",
    "PlanGoal",
    "PlanQuerySet",
    "PlanStatus",
    "Referral",
    "ReferralQuerySet",
    "ReferralStatus",
    "SPMNeed",
    "ServiceGiven",
    "ServicePlan",
    "ServiceQuerySet",
]
