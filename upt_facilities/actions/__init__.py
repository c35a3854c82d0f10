"""The only writers of places, stays and facilities' own data."""

from upt_facilities.actions.criteria import (
    discard_criteria,
    draft_criteria,
    publish_criteria,
    remove_criterion,
    save_criterion,
)
from upt_facilities.actions.places import (
    FacilityFull,
    block_place,
    hold_place,
    move_hold,
    release,
    unblock_place,
)
from upt_facilities.actions.reference import edit_facility, save_ward, set_papers
from upt_facilities.actions.stays import (
    exit_stay,
    issue_handover,
    move,
    receive,
    sign_arrival,
)
from upt_facilities.actions.waiting import (
    move_waiting,
    permit_of,
    set_temporary,
    sign_over_capacity,
    stop_waiting,
    wait,
)

__all__ = [
    "FacilityFull",
    "block_place",
    "discard_criteria",
    "draft_criteria",
    "edit_facility",
    "exit_stay",
    "hold_place",
    "issue_handover",
    "move",
    "move_hold",
    "move_waiting",
    "permit_of",
    "publish_criteria",
    "receive",
    "release",
    "remove_criterion",
    "save_criterion",
    "save_ward",
    "set_papers",
    "set_temporary",
    "sign_arrival",
    "sign_over_capacity",
    "stop_waiting",
    "unblock_place",
    "wait",
]
