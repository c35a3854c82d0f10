"""What a draft of admission rules would change for the people who are looked after now: numbers, no names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from intake.facts import KnownFact, facts_of_many
from intake.models import Case, PPKSType, Stage
from upt_facilities.criteria import CriterionResult, State, judge
from upt_facilities.models import CriteriaVersion, Criterion, FacilityKind, Stay
from upt_facilities.rulebook import criteria_of

# The newest so many: enough to see what a rule does, and the page stays quick.
MOST = 500
WORDS = {
    State.PASS: "memenuhi",
    State.FAIL: "tidak memenuhi",
    State.WARN: "perlu pengecualian",
    State.UNKNOWN: "belum diketahui",
}
# What decides where several rules say different things.
WEIGHT = {State.FAIL: 3, State.UNKNOWN: 2, State.WARN: 1, State.PASS: 0}


@dataclass(frozen=True)
class Effect:
    """So many people would stand otherwise, because of one rule."""

    was: State
    now: State
    rule: str
    cases: int

    @property
    def in_words(self) -> str:
        """``Menjadi tidak memenuhi: Mandiri (Barthel 14)``"""
        return f"Menjadi {WORDS[self.now]}: {self.rule}"

    @property
    def is_worse(self) -> bool:
        return WEIGHT[self.now] > WEIGHT[self.was]


@dataclass(frozen=True)
class TryOut:
    """How the present cases stand under the rules that hold and under the draft."""

    total: int
    before: dict[State, int]
    after: dict[State, int]
    effects: tuple[Effect, ...]

    @property
    def changed(self) -> int:
        return sum(effect.cases for effect in self.effects)

    @property
    def unchanged(self) -> int:
        return self.total - self.changed

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """Each state in words, with how many there are now and would be."""
        return [(WORDS[s].capitalize(), self.before[s], self.after[s]) for s in WORDS]

    def as_data(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "before": {state.value: n for state, n in self.before.items()},
            "after": {state.value: n for state, n in self.after.items()},
            "effects": [[e.was.value, e.now.value, e.rule, e.cases] for e in self.effects],
        }


def try_out(draft: CriteriaVersion) -> TryOut:
    """Judge the newest open cases that look for a place by both sets of rules. A fixed number of queries."""
    old = criteria_of([draft.facility_id]).get(draft.facility_id, [])
    new = list(draft.criteria.order_by("order", "pk"))
    cases = _looking_for_a_place()
    names = dict(PPKSType.objects.values_list("code", "name"))
    before, after, effects = Counter[State](), Counter[State](), Counter[tuple[State, State, str]]()
    for facts in facts_of_many(cases).values():
        was, _ = _standing(old, facts, names)
        now, why = _standing(new, facts, names)
        before[was] += 1
        after[now] += 1
        if was != now:
            effects[was, now, why or _standing(old, facts, names)[1]] += 1
    return TryOut(
        total=len(cases),
        before={state: before[state] for state in WORDS},
        after={state: after[state] for state in WORDS},
        effects=tuple(
            Effect(was, now, rule, n) for (was, now, rule), n in sorted(effects.items(), key=_most)
        ),
    )


def _looking_for_a_place() -> list[Case]:
    """Open cases whose needs are known and who do not live in a place that lasts."""
    placed = Stay.objects.running().filter(
        facility__kind__in=[FacilityKind.UPT, FacilityKind.CENTRAL]
    )
    return list(
        Case.objects.open()
        .filter(stage__gte=Stage.ANALYSIS)
        .exclude(pk__in=placed.values("case"))
        .select_related("person", "encounter")
        .order_by("-opened_at", "-pk")[:MOST]
    )


def _standing(
    rules: Iterable[Criterion], facts: Mapping[str, KnownFact], names: Mapping[str, str]
) -> tuple[State, str]:
    """The state that weighs most, and the first rule that brought it."""
    worst: CriterionResult | None = None
    for rule in rules:
        result = judge(rule, facts, names)
        if worst is None or WEIGHT[result.state] > WEIGHT[worst.state]:
            worst = result
    if worst is None or worst.state == State.PASS:
        return State.PASS, ""
    return worst.state, worst.text


def _most(item: tuple[tuple[State, State, str], int]) -> tuple[int, str]:
    (_, _, rule), amount = item
    return -amount, rule
