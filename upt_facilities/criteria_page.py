"""What the page of a facility's admission rules shows: what holds, what the draft changes, what came before."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from upt_facilities.actions.criteria import as_data
from upt_facilities.criteria import value_in_words
from upt_facilities.models import CriteriaVersion, Criterion, Facility
from upt_facilities.rooms import rooms_of
from upt_facilities.rulebook import criteria_of
from upt_facilities.tryout import try_out


@dataclass(frozen=True)
class RuleRow:
    """One rule of a draft beside what holds: unchanged, changed (with what it said) or new."""

    criterion: Criterion
    rule: str
    was: str = ""
    is_new: bool = False


def draft_of(facility: Facility) -> CriteriaVersion | None:
    return facility.criteria_versions.filter(published_at=None).first()


def criteria_context(facility: Facility, draft: CriteriaVersion | None) -> dict[str, Any]:
    in_force = criteria_of([facility.pk]).get(facility.pk, [])
    rules = list(draft.criteria.order_by("order", "pk")) if draft else []
    versions = facility.criteria_versions.filter(published_at__isnull=False)
    return {
        "facility": facility,
        "draft": draft,
        "in_force": [(rule, value_in_words(rule)) for rule in in_force],
        "rows": compared(in_force, rules),
        "gone": gone(in_force, rules),
        "tried": try_out(draft) if draft else None,
        "free": rooms_of([facility]).of(facility).free,
        "versions": versions.select_related("published_by").order_by("-valid_from", "-number"),
        "today": timezone.localdate(),
    }


def compared(in_force: list[Criterion], rules: list[Criterion]) -> list[RuleRow]:
    """Each rule of the draft with what it was; a rule is known again by its words, else by its fact."""
    same = [as_data(rule) for rule in in_force]
    rows = []
    for rule in rules:
        words = value_in_words(rule)
        if as_data(rule) in same:
            rows.append(RuleRow(rule, words))
            continue
        before = _counterpart(rule, in_force)
        rows.append(
            RuleRow(rule, words, is_new=True)
            if before is None
            else RuleRow(
                rule, words, was=f"{before.get_severity_display()}: {value_in_words(before)}"
            )
        )
    return rows


def gone(in_force: list[Criterion], rules: list[Criterion]) -> list[str]:
    """The words of the rules that the draft drops."""
    return [rule.text for rule in in_force if _counterpart(rule, rules) is None]


def _counterpart(rule: Criterion, others: list[Criterion]) -> Criterion | None:
    by_words = (other for other in others if other.text == rule.text)
    by_fact = (other for other in others if other.fact == rule.fact)
    return next(by_words, None) or next(by_fact, None)
