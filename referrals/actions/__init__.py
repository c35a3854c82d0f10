"""Every act that writes in referrals, one name each."""

from referrals.actions.answers import accept, arrive, decline, finish, lapse, lapse_due, mark_seen
from referrals.actions.decisions import approve, refuse, send_back
from referrals.actions.gates import hand_paper_task, record_clearance
from referrals.actions.plans import (
    add_action,
    add_goal,
    agree_plan,
    approve_plan,
    edit_goal,
    edit_plan,
    move_action,
    remove_action,
    send_back_plan,
    write_plan,
)
from referrals.actions.referrals import cancel, draft, edit, submit, write_and_submit
from referrals.actions.services import (
    cancel_service,
    give_service,
    give_services,
    give_ward_service,
)

__all__ = [
    "accept",
    "add_action",
    "add_goal",
    "agree_plan",
    "approve",
    "approve_plan",
    "arrive",
    "cancel",
    "cancel_service",
    "decline",
    "draft",
    "edit",
    "edit_goal",
    "edit_plan",
    "finish",
    "give_service",
    "give_services",
    "give_ward_service",
    "hand_paper_task",
    "lapse",
    "lapse_due",
    "mark_seen",
    "move_action",
    "record_clearance",
    "refuse",
    "remove_action",
    "send_back",
    "send_back_plan",
    "submit",
    "write_and_submit",
    "write_plan",
]
