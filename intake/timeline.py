"""What happened in a case file, newest first, for the page and its side."""

from typing import Any

from django.db.models import Q, QuerySet

from intake.models import Case
from ppks_service.journal.models import Entry

READS = ("read", "open", "print", "photo_read", "export")
MAIN = frozenset(
    {
        "case.open",
        "case.end",
        "assessment.finish",
        "plan.agree",
        "plan.approve",
        "referral.submit",
        "referral.approve",
        "referral.arrive",
        "stay.receive",
        "stay.exit",
        "visit.hold",
    }
)


def entries_of(case: Case) -> QuerySet[Entry]:
    """The journal of the case, and of its person apart from their other cases."""
    mine = Q(case_pk=case.pk) | Q(person_pk=case.person_id, case_pk=None)
    entries = Entry.objects.filter(mine).exclude(action="assessment.save")
    return entries.select_related("actor").order_by("-at", "-pk")


def event(entry: Entry) -> dict[str, Any]:
    """One entry as ``components/timeline.html`` draws it."""
    return {
        "at": entry.at,
        "who": str(entry.actor) if entry.actor else "sistem",
        "what": entry.note or entry.action,
        "detail": "",
        "url": "",
        "is_main": entry.action in MAIN,
        "is_read": is_read(entry),
    }


def is_read(entry: Entry) -> bool:
    return entry.action.rpartition(".")[2] in READS and entry.action != "case.open"
