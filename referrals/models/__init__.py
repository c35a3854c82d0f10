"""Stages 4 and 5: the plan, the referral and its decision, and the services given."""

from referrals.models.decisions import Decision, DecisionQuerySet, Outcome
from referrals.models.enclosures import Enclosure
from referrals.models.gates import Clearance, ClearanceKind, NextCandidate, PaperTask
from referrals.models.groups import GroupKind, PlacementGroup, PlacementMember
from referrals.models.kinds import KIND_OF_FACILITY, Hand, KindCode, ReferralKind
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
    CHOSEN_CODES,
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
    "CHOSEN_CODES",
    "DECIDED",
    "KIND_OF_FACILITY",
    "MOST_WRONG_PINS",
    "OPEN_REFERRAL",
    "SENT",
    "ActionBy",
    "ActionStatus",
    "AgreedBy",
    "Clearance",
    "ClearanceKind",
    "Decision",
    "DecisionCode",
    "DecisionQuerySet",
    "DeclineCode",
    "Enclosure",
    "GroupKind",
    "Hand",
    "KindCode",
    "LinkQuerySet",
    "NextCandidate",
    "Outcome",
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
    "ReferralKind",
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
