"""What published templates suggest for the open needs of a case."""

from dataclasses import dataclass

from django.db.models import Prefetch

from intake.health import shown_needs
from intake.models import Case, Need, NeedStatus
from ppks_service.accounts.models import User
from ppks_service.versions import VersionStatus
from referrals.models import PlanTemplate, TemplateAction, TemplateGoal


@dataclass(frozen=True)
class Suggestion:
    """One goal with its acts, for one need."""

    need: Need
    goal: TemplateGoal

    @property
    def value(self) -> str:
        return f"{self.need.pk}-{self.goal.pk}"


@dataclass(frozen=True)
class NeedSuggestions:
    """What fits the type of the person, and what other templates say for such a need."""

    need: Need
    fitting: list[Suggestion]
    others: list[Suggestion]


def suggestions_for(user: User, case: Case) -> list[NeedSuggestions]:
    """Each open need with its suggestions. Four queries, whatever there is."""
    types = set(case.types.filter(until=None).values_list("ppks_type__code", flat=True))
    goals = list(
        TemplateGoal.objects.filter(template__status=VersionStatus.PUBLISHED)
        .select_related("template")
        .prefetch_related(Prefetch("actions", TemplateAction.objects.order_by("pk")))
        .order_by("template__title", "pk")
    )
    needs = case.needs.filter(status=NeedStatus.OPEN).order_by("priority", "pk")
    found = []
    for need in shown_needs(user, case, needs):
        of_need = [Suggestion(need, goal) for goal in goals if goal.domain == need.domain]
        fits = [s for s in of_need if _fits(s.goal.template, types)]
        found.append(NeedSuggestions(need, fits, [s for s in of_need if s not in fits]))
    return found


def picked(found: list[NeedSuggestions], values: list[str]) -> list[tuple[Need, TemplateGoal]]:
    """The suggestions that were ticked, in the order of the page."""
    return [
        (one.need, one.goal)
        for row in found
        for one in [*row.fitting, *row.others]
        if one.value in values
    ]


def _fits(template: PlanTemplate, types: set[str]) -> bool:
    return not template.types or bool(types & set(template.types))
