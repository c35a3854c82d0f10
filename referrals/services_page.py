"""The ledger of one case: need by day, what was given last, and how it counts for the SPM."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake.models import Case, SPMGroup
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.indonesian import in_sentence
from referrals import permissions
from referrals.models import ServiceGiven, SPMNeed

DAYS = 7


@dataclass(frozen=True)
class LedgerRow:
    """One need: for each day whether it was given, and how often in all."""

    need: SPMNeed
    days: list[tuple[dt.date, bool]]
    total: int


@dataclass(frozen=True)
class Ledger:
    days: list[dt.date]
    rows: list[LedgerRow]
    never: list[str]
    earlier: str
    later: str

    @property
    def met(self) -> int:
        return len(self.rows)


def parse_day(text: str) -> dt.date:
    """The day that an address names, or today."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return min(day, timezone.localdate())


def ledger_of(case: Case, last: dt.date) -> Ledger:
    """Seven days up to ``last``, in one query: needs that were ever given, then those never given."""
    days = [last - dt.timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    given: dict[str, set[dt.date]] = {}
    for need, on in (
        ServiceGiven.objects.standing().filter(case=case).values_list("need", "given_on")
    ):
        given.setdefault(need, set()).add(on)
    rows = [
        LedgerRow(need, [(day, day in given[need]) for day in days], len(given[need]))
        for need in SPMNeed
        if need in given
    ]
    url = reverse("referrals:services", args=[case.number])
    later = last + dt.timedelta(days=DAYS)
    return Ledger(
        days=days,
        rows=rows,
        never=[in_sentence(need.label) for need in SPMNeed if need not in given],
        earlier=f"{url}?sampai={last - dt.timedelta(days=DAYS)}",
        later=f"{url}?sampai={min(later, timezone.localdate())}"
        if last < timezone.localdate()
        else "",
    )


def back_to_ledger(service: ServiceGiven, user: User) -> str:
    """Where ``user`` reads the row: the case's ledger, or the facility's board."""
    if user.role in FACILITY_ROLES and service.facility is not None:
        return reverse("facilities:board", args=[service.facility.code])
    return reverse("referrals:services", args=[service.case.number])


def services_context(user: User, case: Case, last: dt.date) -> dict[str, Any]:
    latest = (
        ServiceGiven.objects.filter(case=case)
        .select_related("given_by", "facility", "cancelled_by")
        .order_by("-given_on", "-pk")[:12]
    )
    group = SPMGroup(case.main_type.spm_group) if case.main_type else SPMGroup.NONE
    return {
        "ledger": ledger_of(case, last),
        "latest": [(row, permissions.cancel_service.refusal(user, row)) for row in latest],
        "group": group.label,
        "counts_for_spm": group != SPMGroup.NONE,
        "total_needs": len(SPMNeed),
        "refusal": permissions.record_service.refusal(user, case) or "",
    }
