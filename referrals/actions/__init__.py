"""Every act that writes in referrals, one name each."""

from referrals.actions.agreements import agree_plan, ask_consent_again
from referrals.actions.answers import (
    accept,
    arrive,
    decline,
    finish,
    lapse,
    lapse_due,
    mark_seen,
    reserve_place,
)
from referrals.actions.batches import approve_batch
from referrals.actions.conferences import (
    Came,
    call_conference,
    cancel_conference,
    hold_conference,
    settle_conference_action,
    supplement_conference,
)
from referrals.actions.decisions import approve, refuse, send_back
from referrals.actions.gates import hand_paper_task, record_clearance, renew_papers
from referrals.actions.groups import place_together
from referrals.actions.health import allow_health, withdraw_health
from referrals.actions.kinds import set_kind
from referrals.actions.links import (
    LinkClosed,
    SentLink,
    answer_by_link,
    ask_again,
    enter,
    open_letter,
    revoke_link,
    send_link,
    use,
)
from referrals.actions.pauses import pause_decision, resume_decision
from referrals.actions.plan_templates import (
    begin_template,
    begin_template_version,
    discard_template,
    publish_template,
    remove_template_goal,
    retire_template,
    set_template_frame,
    take_over,
    write_template_goal,
)
from referrals.actions.plans import (
    add_action,
    add_goal,
    approve_plan,
    edit_action,
    edit_goal,
    edit_plan,
    move_action,
    remove_action,
    send_back_plan,
    write_plan,
)
from referrals.actions.referrals import cancel, draft, edit, submit, write_and_submit
from referrals.actions.reminders import remind_silent
from referrals.actions.replies import answer_question, ask_back, open_reply_file, read_reply
from referrals.actions.services import (
    cancel_service,
    give_service,
    give_services,
    give_ward_service,
)
from referrals.actions.voiding import void_changed, void_decision, void_stale

__all__ = [
    "Came",
    "LinkClosed",
    "SentLink",
    "accept",
    "add_action",
    "add_goal",
    "agree_plan",
    "allow_health",
    "answer_by_link",
    "answer_question",
    "approve",
    "approve_batch",
    "approve_plan",
    "arrive",
    "ask_again",
    "ask_back",
    "ask_consent_again",
    "begin_template",
    "begin_template_version",
    "call_conference",
    "cancel",
    "cancel_conference",
    "cancel_service",
    "decline",
    "discard_template",
    "draft",
    "edit",
    "edit_action",
    "edit_goal",
    "edit_plan",
    "enter",
    "finish",
    "give_service",
    "give_services",
    "give_ward_service",
    "hand_paper_task",
    "hold_conference",
    "lapse",
    "lapse_due",
    "mark_seen",
    "move_action",
    "open_letter",
    "open_reply_file",
    "pause_decision",
    "place_together",
    "publish_template",
    "read_reply",
    "record_clearance",
    "refuse",
    "remind_silent",
    "remove_action",
    "remove_template_goal",
    "renew_papers",
    "reserve_place",
    "resume_decision",
    "retire_template",
    "revoke_link",
    "send_back",
    "send_back_plan",
    "send_link",
    "set_kind",
    "set_template_frame",
    "settle_conference_action",
    "submit",
    "supplement_conference",
    "take_over",
    "use",
    "void_changed",
    "void_decision",
    "void_stale",
    "withdraw_health",
    "write_and_submit",
    "write_plan",
    "write_template_goal",
]
