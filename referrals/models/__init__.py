"""Stages 4 and 5: the plan, the referral and its decision, and the services given."""

from referrals.models.gates import Clearance, ClearanceKind, NextCandidate, PaperTask
from referrals.models.groups import GroupKind, PlacementGroup, PlacementMember
from referrals.models.links import (
    MOST_WRONG_PINS,
    LinkQuerySet,
    PartnerLink,
    PartnerReminder,
    PartnerReply,
    ReplyFile,
    ReplyKind,
    ReplyQuerySet,
)
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
    "MOST_WRONG_PINS",
    "OPEN_REFERRAL",
    "SENT",
    "ActionBy",
    "ActionStatus",
    "AgreedBy",
    "Clearance",
    "ClearanceKind",
    "DecisionCode",
    "DeclineCode",
    "GroupKind",
    "LinkQuerySet",
    "NextCandidate",
    "PaperTask",
    "PartnerLink",
    "PartnerReminder",
    "PartnerReply",
    "PlacementGroup",
    "PlacementMember",
    "PlanAction",
    "PlanGoal",
    "PlanQuerySet",
    "PlanStatus",
    "Referral",
    "ReferralQuerySet",
    "ReferralStatus",
    "ReplyFile",
    "ReplyKind",
    "ReplyQuerySet",
    "SPMNeed",
    "ServiceGiven",
    "ServicePlan",
    "ServiceQuerySet",
]
