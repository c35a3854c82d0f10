"""The places: facilities with their rules, numbered places, who has which from when to when, and stays."""

from upt_facilities.models.criteria import (
    CriteriaVersion,
    Criterion,
    Fact,
    Operator,
    Override,
    RequiredPaper,
    Rule,
    Severity,
)
from upt_facilities.models.edition import Edition
from upt_facilities.models.facilities import Audience, Facility, FacilityKind, FacilityQuerySet
from upt_facilities.models.places import (
    Occupancy,
    OccupancyKind,
    OccupancyQuerySet,
    Place,
    PlaceQuerySet,
    Ward,
    WardSex,
)
from upt_facilities.models.stays import EXITS_WITH_EVIDENCE, Stay, StayQuerySet
from upt_facilities.models.waiting import (
    OverCapacity,
    TemporaryPlacement,
    WaitingCause,
    WaitingEnd,
    WaitingEntry,
    WaitingQuerySet,
)

__all__ = [
    "EXITS_WITH_EVIDENCE",
    "Audience",
    "CriteriaVersion",
    "Criterion",
    "Edition",
    "Facility",
    "FacilityKind",
    "FacilityQuerySet",
    "Fact",
    "Occupancy",
    "OccupancyKind",
    "OccupancyQuerySet",
    "Operator",
    "OverCapacity",
    "Override",
    "Place",
    "PlaceQuerySet",
    "RequiredPaper",
    "Rule",
    "Severity",
    "Stay",
    "StayQuerySet",
    "TemporaryPlacement",
    "WaitingCause",
    "WaitingEnd",
    "WaitingEntry",
    "WaitingQuerySet",
    "Ward",
    "WardSex",
]
