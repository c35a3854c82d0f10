"""Questionnaires as data: what a definition may say, and what answers to it come to.

A definition is JSON, so that the Dinas can bring a new version without a new program::

    {"from_age", "to_age", "review_after_days",
     "sections": [{"key", "title", "hint", "from_age", "items": [...], "score": {...}}],
     "needs": [{"key", "domain", "description", "priority", "why", "when": [...]}]}

An item has ``key``, ``label``, ``kind`` (choice, several, text, long), ``options`` and perhaps the
``fact`` that it tells. A score adds the points of its section's items. **An item that was not rated
counts as nothing, never as zero: a section with such an item has no total.** Scores suggest; a
social worker decides.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from intake.models import NeedDomain, NeedPriority

NOT_RATED = "x"
LONGEST_REVIEW = 730
NOTE = "note"
JUDGEMENT = "judgement"
# What these items tell is read by who may read guarded facts of health, and by who assessed.
GUARDED_FACTS = ("pregnant", "contagious")

type Answers = Mapping[str, Any]


class BadDefinition(ValueError):
    """A definition cannot be used. The text says where and why, to whoever writes instruments."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    points: int | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether this answer says that nobody knows, or nobody rated."""
        return self.value in (NOT_RATED, "unknown")


@dataclass(frozen=True)
class Item:
    """One question."""

    key: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()
    hint: str = ""
    fact: str = ""

    @property
    def is_guarded(self) -> bool:
        """Whether the answer is a fact of health that only some may read."""
        return self.fact in GUARDED_FACTS

    def option(self, value: object) -> Option | None:
        return next((o for o in self.options if o.value == value), None)

    def words(self, answers: Answers) -> str:
        """The answer as a reader sees it, or "" where the item was not asked."""
        value = answers.get(self.key)
        if value in (None, "", []):
            return ""
        if self.kind == "several":
            return ", ".join(o.label for o in self.options if o.value in value)
        if self.kind == "choice":
            option = self.option(value)
            return option.label if option else ""
        return str(value)


@dataclass(frozen=True)
class Cutoff:
    """From ``at_least`` points on, the score suggests ``label``."""

    at_least: int
    label: str
    tone: str


@dataclass(frozen=True)
class Score:
    label: str
    cutoffs: tuple[Cutoff, ...]  # highest first
    fact: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """One step of the questionnaire."""

    key: str
    title: str
    items: tuple[Item, ...]
    hint: str = ""
    score: Score | None = None
    from_age: int | None = None

    @property
    def note_key(self) -> str:
        return f"{self.key}.{NOTE}"

    @property
    def judgement_key(self) -> str:
        return f"{self.key}.{JUDGEMENT}"

    @property
    def judgement_reason_key(self) -> str:
        return f"{self.key}.{JUDGEMENT}_reason"

    def answered(self, answers: Answers) -> int:
        return sum(answers.get(item.key) not in (None, "", []) for item in self.items)

    def is_for(self, age: int | None) -> bool:
        """Whether the section is meant for somebody of ``age``; for an unknown age it is offered."""
        return self.from_age is None or age is None or age >= self.from_age


@dataclass(frozen=True)
class Result:
    """What one section's answers come to. ``points`` is a total only where ``is_complete``."""

    section: Section
    points: int
    of: int
    rated: int
    items: int

    @property
    def is_complete(self) -> bool:
        return self.rated == self.items

    @property
    def suggestion(self) -> Cutoff | None:
        """What the score suggests; nothing while an item is not rated."""
        if not self.is_complete or self.section.score is None:
            return None
        return next((c for c in self.section.score.cutoffs if self.points >= c.at_least), None)


@dataclass(frozen=True)
class NeedRule:
    """A need that certain answers suggest; one of ``when`` suffices."""

    key: str
    domain: str
    description: str
    priority: int
    why: str
    when: tuple[dict[str, Any], ...]

    def holds(self, answers: Answers, scores: Mapping[str, int]) -> bool:
        return any(_holds(condition, answers, scores) for condition in self.when)


@dataclass(frozen=True)
class Definition:
    """``review_after_days`` says after how long its assessment is to be looked at again."""

    sections: tuple[Section, ...]
    needs: tuple[NeedRule, ...] = ()
    by_key: dict[str, Item] = field(default_factory=dict)
    review_after_days: int | None = None

    def section(self, key: str) -> Section | None:
        return next((s for s in self.sections if s.key == key), None)

    def results(self, answers: Answers) -> Iterator[Result]:
        """One result for each section that has a score."""
        for section in self.sections:
            if section.score is not None:
                yield _result(section, answers)

    def scores(self, answers: Answers) -> dict[str, int]:
        """Total points by section key, of the sections whose every item was rated."""
        return {r.section.key: r.points for r in self.results(answers) if r.is_complete}

    def facts(self, answers: Answers) -> dict[str, Any]:
        """What the answers tell for certain: yes and no become True and False, several their list."""
        told: dict[str, Any] = {}
        for item in self.by_key.values():
            answer = answers.get(item.key)
            if item.fact and answer in ("yes", "no"):
                told[item.fact] = answer == "yes"
            elif item.fact and item.kind == "several" and answer:
                told[item.fact] = list(answer)
        scores = self.scores(answers)
        for section in self.sections:
            if section.score and section.score.fact and section.key in scores:
                told[section.score.fact] = scores[section.key]
        return told

    def suggested_needs(self, answers: Answers) -> list[NeedRule]:
        scores = self.scores(answers)
        return [rule for rule in self.needs if rule.holds(answers, scores)]

    def source_of(self, rule: NeedRule, answers: Answers) -> str:
        """The items or scores of ``rule`` that hold; of an item that tells of health its section alone."""
        scores = self.scores(answers)
        held = [condition for condition in rule.when if _holds(condition, answers, scores)]
        named = dict.fromkeys(filter(None, (self._named(condition) for condition in held)))
        return "; ".join(named)[:200]

    def _named(self, condition: Mapping[str, Any]) -> str:
        for section in self.sections:
            if section.score and section.key == condition.get("score"):
                return section.score.label
            for item in section.items:
                if item.key == condition.get("item"):
                    return section.title if item.is_guarded else f"{section.title}: {item.label}"
        return ""

    def faults(self, answers: Answers) -> list[str]:
        """What in ``answers`` this definition does not know, as sentences."""
        texts = {
            key
            for s in self.sections
            for key in (s.note_key, s.judgement_key, s.judgement_reason_key)
        }
        found = []
        for key, value in answers.items():
            item = self.by_key.get(key)
            if item is None:
                if key not in texts or not isinstance(value, str):
                    found.append(f"Butir “{key}” tidak ada di instrumen ini.")
            elif value not in ("", None) and not _fits(item, value):
                found.append(f"Jawaban untuk “{item.label}” tidak dikenal.")
        return found


def parse(data: Mapping[str, Any]) -> Definition:
    """Read and check a definition. Raises ``BadDefinition``."""
    return _parsed(json.dumps(data))


@lru_cache(maxsize=32)
def _parsed(text: str) -> Definition:
    """What ``parse`` answers, kept: a published definition never changes and is read on many pages."""
    data = json.loads(text)
    try:
        sections = tuple(_section(raw) for raw in data["sections"])
        rules = tuple(_need_rule(raw) for raw in data.get("needs", ()))
    except (KeyError, TypeError) as missing:
        raise BadDefinition(f"Ada bagian yang kurang atau salah tempat: {missing}.") from missing
    items = [item for section in sections for item in section.items]
    by_key = {item.key: item for item in items}
    section_keys = [section.key for section in sections]
    if not sections:
        raise BadDefinition("Instrumen belum punya bagian. Tambahkan paling sedikit satu.")
    if len(by_key) != len(items) or len(set(section_keys)) != len(section_keys):
        raise BadDefinition("Dua butir atau dua bagian memakai kunci yang sama.")
    scored = {section.key for section in sections if section.score}
    for rule in rules:
        for condition in rule.when:
            if condition.get("item") not in by_key and condition.get("score") not in scored:
                raise BadDefinition(
                    f"Kebutuhan “{rule.description}” bergantung pada butir atau nilai yang tidak ada lagi."
                )
    after = data.get("review_after_days")
    if after is not None and not (isinstance(after, int) and 0 < after <= LONGEST_REVIEW):
        raise BadDefinition(f"Tinjau lagi sesudah 1 sampai {LONGEST_REVIEW} hari.")
    return Definition(sections, rules, by_key, after)


def is_for(data: Mapping[str, Any], age: int | None) -> bool:
    """Whether an instrument is offered for somebody of ``age``; for an unknown age it is."""
    if age is None:
        return True
    low, high = data.get("from_age"), data.get("to_age")
    return (low is None or age >= low) and (high is None or age <= high)


def _section(raw: Mapping[str, Any]) -> Section:
    items = tuple(_item(item) for item in raw["items"])
    score = None
    if raw.get("score"):
        cutoffs = sorted(
            (
                Cutoff(c["at_least"], c["label"], c.get("tone", "calm"))
                for c in raw["score"]["cutoffs"]
            ),
            key=lambda c: -c.at_least,
        )
        score = Score(
            raw["score"]["label"],
            tuple(cutoffs),
            raw["score"].get("fact", ""),
            raw["score"].get("unit", ""),
        )
        if not any(o.points is not None for item in items for o in item.options):
            raise BadDefinition(
                f"Bagian “{raw['title']}” diberi nilai, tetapi tidak satu pilihan pun punya angka."
            )
    return Section(raw["key"], raw["title"], items, raw.get("hint", ""), score, raw.get("from_age"))


def _item(raw: Mapping[str, Any]) -> Item:
    kind = raw.get("kind", "choice")
    options = tuple(Option(o["value"], o["label"], o.get("points")) for o in raw.get("options", ()))
    if kind not in ("choice", "several", "text", "long"):
        raise BadDefinition(f"Butir “{raw['label']}”: jenis {kind} tidak dikenal.")
    if (kind in ("choice", "several")) != bool(options):
        raise BadDefinition(
            f"Butir “{raw['label']}”: pertanyaan pilihan memerlukan pilihan, isian tidak."
        )
    if len({o.value for o in options}) != len(options):
        raise BadDefinition(f"Butir “{raw['label']}”: satu pilihan ditulis dua kali.")
    return Item(raw["key"], raw["label"], kind, options, raw.get("hint", ""), raw.get("fact", ""))


def _need_rule(raw: Mapping[str, Any]) -> NeedRule:
    if raw["domain"] not in NeedDomain.values or raw["priority"] not in NeedPriority.values:
        raise BadDefinition(
            f"Kebutuhan “{raw['description']}”: bidang atau prioritas tidak dikenal."
        )
    return NeedRule(
        raw["key"],
        raw["domain"],
        raw["description"],
        raw["priority"],
        raw.get("why", ""),
        tuple(raw["when"]),
    )


def _result(section: Section, answers: Answers) -> Result:
    points = of = rated = items = 0
    for item in section.items:
        most = max((o.points for o in item.options if o.points is not None), default=None)
        if most is None:
            continue
        items += 1
        chosen = item.option(answers.get(item.key))
        if chosen is not None and chosen.points is not None:
            points, of, rated = points + chosen.points, of + most, rated + 1
    return Result(section, points, of, rated, items)


def _holds(condition: Mapping[str, Any], answers: Answers, scores: Mapping[str, int]) -> bool:
    if "score" in condition:
        points = scores.get(condition["score"])
        return points is not None and points < condition["below"]
    answer = answers.get(condition["item"])
    wanted: list[Any] = condition["is"]
    return any(value in wanted for value in (answer if isinstance(answer, list) else [answer]))


def _fits(item: Item, value: object) -> bool:
    if item.kind in ("text", "long"):
        return isinstance(value, str)
    if item.kind == "several":
        return isinstance(value, list) and all(item.option(v) for v in value)
    return item.option(value) is not None
