"""The only writers of places, stays and facilities' own data."""

from upt_facilities.actions.places import (
    FacilityFull,
    block_place,
    hold_place,
    release,
    unblock_place,
)
from upt_facilities.actions.stays import exit_stay, issue_handover, move, receive

__all__ = [
    "FacilityFull",
    "block_place",
    "exit_stay",
    "hold_place",
    "issue_handover",
    "move",
    "receive",
    "release",
    "unblock_place",
]
