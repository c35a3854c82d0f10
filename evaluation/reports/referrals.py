"""Part 5: referrals by destination: asked, decided, answered, waited for."""

from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, Q, QuerySet, Sum

from evaluation.months import Month
from evaluation.reports.dimensions import UnknownFigure, grouped
from evaluation.reports.figures import Count, ReferralLine, Referrals
from evaluation.reports.rounding import mean_days
from referrals.models import DeclineCode, Referral
from upt_facilities.models import Override

DECLINED = ~Q(decline_code="")
SENT_BACK = ~Q(decision_code="") & Q(letter__isnull=True)


def touching(month: Month) -> QuerySet:
    """Referrals submitted before the month's end of which something happened since its start, or nothing yet."""
    since = month.start
    return Referral.objects.filter(submitted_at__lt=month.end).filter(
        Q(submitted_at__gte=since)
        | Q(decided_at__gte=since)
        | Q(answered_at__gte=since)
        | Q(ended_at__gte=since)
        | Q(answered_at__isnull=True, ended_at__isnull=True)
    )


def still_waiting(month: Month) -> Q:
    """That a referral waited at the month's end: for a decision, or approved and for an answer."""
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=month.end)
    return (
        (undecided | Q(letter__isnull=False))
        & (Q(answered_at__isnull=True) | Q(answered_at__gte=month.end))
        & (Q(ended_at__isnull=True) | Q(ended_at__gte=month.end))
    )


def conditions(month: Month) -> dict[str, Q]:
    return {
        "submitted": month.has("submitted_at"),
        "approved": month.has("decided_at") & Q(letter__isnull=False),
        "refused": month.has("decided_at") & SENT_BACK,
        "accepted": month.has("answered_at") & ~DECLINED,
        "declined": month.has("answered_at") & DECLINED,
        "waiting": still_waiting(month),
    }


def compute(month: Month) -> Referrals:
    """Three queries."""
    asked = conditions(month)
    answered = Sum(F("answered_at") - F("submitted_at"), filter=month.has("answered_at"))
    groups: list[dict[str, Any]] = list(
        touching(month)
        .order_by("facility__kind", "facility__name", "facility_id")
        .values("facility__code", "facility__name", "facility__kind", "facility_id")
        .annotate(
            **{name: CountRows("pk", filter=condition) for name, condition in asked.items()},
            days=answered,
        )
    )
    codes = {
        g["decline_code"]: g["n"]
        for g in grouped(touching(month).filter(asked["declined"]), "decline_code")
    }
    groups = [group for group in groups if any(group[name] for name in asked)]
    return Referrals(
        destination=tuple(
            _line(group["facility__code"], group["facility__name"], [group]) for group in groups
        ),
        total=_line("total", "", groups),
        declined_by=tuple(
            Count(code.value, str(code.label), codes[code]) for code in DeclineCode if code in codes
        ),
        overridden=_overridden(month),
    )


def _overridden(month: Month) -> tuple[Count, ...]:
    """Referrals asked in the month for a place against which something spoke, by what it was."""
    asked = touching(month).filter(month.has("submitted_at")).exclude(override="")
    counts = {group["override"]: group["n"] for group in grouped(asked, "override")}
    return tuple(
        Count(kind.value, str(kind.label), counts[kind]) for kind in Override if kind in counts
    )


def _line(code: str, label: str, groups: list[dict[str, Any]]) -> ReferralLine:
    names = ("submitted", "approved", "refused", "accepted", "declined", "waiting")
    return ReferralLine(
        code=code,
        label=label,
        **{name: sum(group[name] for group in groups) for name in names},
        mean_days=mean_days([(g["days"], g["accepted"] + g["declined"]) for g in groups]),
    )


def rows(month: Month, path: list[str]) -> QuerySet[Referral]:
    """The referrals behind one figure."""
    found, asked = touching(month), conditions(month)
    match path:
        case ["declined_by", code]:
            return found.filter(asked["declined"], decline_code=code)
        case ["overridden", code]:
            return found.filter(asked["submitted"], override=code)
        case ["destination", code, name]:
            found = found.filter(facility__code=code)
        case ["total", name]:
            pass
        case _:
            raise UnknownFigure(".".join(path))
    if name == "mean_days":
        return found.filter(month.has("answered_at"))
    if name in asked:
        return found.filter(asked[name])
    raise UnknownFigure(".".join(path))
