"""Part 4: the minimum service standard inside panti, as a running total of the year.

Y: cases of a target group that lived in a UPT in the running year, or for whom a place in a UPT was
asked for in it and is still waited for at the month's end. X: those of them for whom each basic need
was recorded in the running year (Permensos 9/2018, domain.md §2.2 and §2.4; to be confirmed by the
Dinas). Shelter needs no row: it is the stay itself.
"""

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluation.months import Month
from evaluation.reports.dimensions import UnknownFigure, grouped
from evaluation.reports.figures import SPM, Count, SPMLine
from evaluation.reports.referrals import still_waiting, touching
from intake.models import Case, SPMGroup
from referrals.models import ServiceGiven, SPMNeed
from upt_facilities.models import FacilityKind, Stay

BASIC_NEEDS = (SPMNeed.FOOD, SPMNeed.CLOTHES, SPMNeed.HEALTH, SPMNeed.GUIDANCE_SOCIAL)
TARGETS = [group for group in SPMGroup if group != SPMGroup.NONE]


def year_until(month: Month) -> Month:
    """January of the month's year: from there the standard is counted."""
    return Month(month.year, 1)


def needing(month: Month) -> QuerySet:
    """Y, with ``met`` true for those who are X."""
    january = year_until(month)
    residents = Stay.objects.filter(
        Q(exit_at__isnull=True) | Q(exit_at__gte=january.start),
        arrived_at__lt=month.end,
        facility__kind=FacilityKind.UPT,
    )
    waiting = touching(month).filter(
        still_waiting(month), facility__kind=FacilityKind.UPT, submitted_at__gte=january.start
    )
    given = ServiceGiven.objects.standing().filter(
        case=OuterRef("pk"), given_on__gte=january.first, given_on__lte=month.last
    )
    met = Q()
    for need in BASIC_NEEDS:
        met &= Q(Exists(given.filter(need=need)))
    return (
        Case.objects.counted()
        .filter(main_type__spm_group__in=TARGETS)
        .filter(pk__in=residents.values("case").union(waiting.values("case")))
        .annotate(met=met)
    )


def given(month: Month) -> QuerySet[ServiceGiven]:
    """The rows of the ledger of the month."""
    return ServiceGiven.objects.standing().filter(month.has_day("given_on"))


def compute(month: Month) -> SPM:
    """Three queries."""
    groups = {
        g["main_type__spm_group"]: g
        for g in needing(month)
        .order_by()
        .values("main_type__spm_group")
        .annotate(y=CountRows("pk"), x=CountRows("pk", filter=Q(met=True)))
    }
    needs = {g["need"]: g["n"] for g in grouped(given(month), "need")}
    return SPM(
        group=tuple(
            SPMLine(group.value, str(group.label), groups[group]["x"], groups[group]["y"])
            if group in groups
            else SPMLine(group.value, str(group.label))
            for group in TARGETS
        ),
        met=sum(g["x"] for g in groups.values()),
        needing=sum(g["y"] for g in groups.values()),
        given=tuple(
            Count(need.value, str(need.label), needs[need]) for need in SPMNeed if need in needs
        ),
        without_evidence=without_evidence(month).count(),
    )


def without_evidence(month: Month) -> QuerySet[ServiceGiven]:
    return given(month).filter(evidence="")


def rows(month: Month, path: list[str]) -> QuerySet:
    """The cases or services behind one figure."""
    match path:
        case ["group", group, "met"]:
            return needing(month).filter(met=True, main_type__spm_group=group)
        case ["group", group, "needing"]:
            return needing(month).filter(main_type__spm_group=group)
        case ["met"]:
            return needing(month).filter(met=True)
        case ["needing"]:
            return needing(month)
        case ["given", need]:
            return given(month).filter(need=need)
        case ["without_evidence"]:
            return without_evidence(month)
    raise UnknownFigure(".".join(path))
