"""Which facilities fit one person, and why: ranked in words, never decided (domain.md §4.4, §11.22)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from django.utils import timezone

from intake.facts import Facts, facts_of
from intake.models import Case, NeedDomain, NeedStatus, PPKSType, Sex
from intake.validity import is_over
from ppks_service import indonesian
from upt_facilities.criteria import CriterionResult, State, judge
from upt_facilities.models import (
    Criterion,
    Facility,
    FacilityKind,
    Override,
    Severity,
    Ward,
    WardSex,
)
from upt_facilities.nearness import Whereabouts
from upt_facilities.papers import PaperResult, paper_of
from upt_facilities.rooms import Room, Rooms, rooms_of
from upt_facilities.rulebook import Rulebook, rulebook_of


class Verdict(StrEnum):
    FITS = "cocok"
    FITS_IF = "cocok bila dilengkapi"
    FULL = "penuh"
    MISFIT = "tidak cocok"


class WardFit(NamedTuple):
    """One ward of the facility with its places; ``suits`` says whether it may take the person."""

    ward: Ward
    room: Room
    suits: bool


class Answers(NamedTuple):
    """How a set of rules stands for one person; ``states`` counts the results."""

    results: tuple[CriterionResult, ...]
    states: Mapping[State, int]
    is_open: bool  # whether something else than a warning is not fulfilled


class Standing(Protocol):
    """Where a facility stands among others for the same person (``upt_facilities.ranking``)."""

    @property
    def rank(self) -> int: ...

    @property
    def reason(self) -> str: ...

    @property
    def outranked_by(self) -> str: ...


@dataclass(eq=False)
class FacilityFit:
    """How one facility stands for one person: what a list, a referral and a decision show.

    What is said of it in words is made when it is asked for: of seven hundred places a page shows twelve.
    """

    facility: Facility
    person: "Person"
    answers: Answers
    papers: Sequence[PaperResult]
    wards: Sequence[WardFit]
    standing: Standing | None = None  # where it was ranked among others

    def __post_init__(self) -> None:
        self.suiting_wards = [ward for ward in self.wards if ward.suits]
        self.free = sum(ward.room.free for ward in self.suiting_wards)
        self.missing_papers = [p for p in self.papers if not p.is_present and p.is_must]
        # The rule that stands for every house with beds: there is a ward for the person.
        self.ward_state = None
        if self.facility.is_residential:
            self.ward_state = State.PASS if self.suiting_wards else State.FAIL
        self.verdict = self._verdict()

    @cached_property
    def results(self) -> tuple[CriterionResult, ...]:
        """Every rule, in the order of the facility, that of the wards after its own."""
        if self.ward_state is None:
            return self.answers.results
        return (*self.answers.results, self._ward_result(self.ward_state))

    @cached_property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """The rules, what needs a look first."""
        return tuple(sorted(self.results, key=lambda result: STATE_ORDER[result.state]))

    @cached_property
    def serves(self) -> tuple[NeedDomain, ...]:
        """The person's needs that it can serve, the most pressing first."""
        served = self.facility.needs_served
        return tuple([need for need in self.person.needs if need in served])

    @property
    def distance(self) -> str:
        return self.person.where.in_words(self.facility)

    @property
    def rank(self) -> int:
        return self.standing.rank if self.standing else 0

    @property
    def rank_reason(self) -> str:
        return self.standing.reason if self.standing else ""

    @cached_property
    def outranked_by(self) -> str:
        return self.standing.outranked_by if self.standing else ""

    @property
    def lapsed(self) -> list[str]:
        """What answered a rule or was a paper and holds no more, each with what to do."""
        said = [paper.lapsed for paper in self.missing_papers]
        said += [result.lapsed for result in self.criteria]
        return list(dict.fromkeys(words for words in said if words))

    def ends_before(self, day: dt.date) -> list[str]:
        """What holds now and no more on ``day``: ``surat keterangan sehat berlaku sampai 3 Maret 2026``."""
        until = {p.said: p.last_day for p in self.papers if p.is_must and p.is_present}
        until |= {result.rests_on: result.until for result in self.criteria if result.until}
        return [
            f"{what} berlaku sampai {indonesian.long_date(last)}"
            for what, last in until.items()
            if last is not None and is_over(last, on=day)
        ]

    @property
    def free_in_words(self) -> str:
        """``Melati 3, Anggrek 1``"""
        return ", ".join(f"{w.ward} {w.room.free}" for w in self.suiting_wards if w.room.free)

    @property
    def needs_reason(self) -> bool:
        """Whether the rules or the room speak against this facility."""
        return self.verdict in (Verdict.MISFIT, Verdict.FULL)

    @property
    def override(self) -> "Override | None":
        """What must be explained in choosing this facility (``Referral.override_reason``), if anything."""
        if self.verdict == Verdict.MISFIT:
            return Override.MISFIT
        if self.verdict == Verdict.FULL:
            return Override.FULL
        return Override.NOT_FIRST if self.outranked_by else None

    @property
    def override_words(self) -> str:
        """Why a reason is asked for, as one sentence."""
        return self.reason if self.needs_reason else f"{self.outranked_by}."

    @property
    def needs_in_words(self) -> str:
        """``2 dari 3 kebutuhan dapat dilayani: kesehatan, keluarga``"""
        if not self.person.needs:
            return ""
        served = ", ".join(indonesian.in_sentence(need.label) for need in self.serves)
        names = f": {served}" if served else ""
        return f"{len(self.serves)} dari {len(self.person.needs)} kebutuhan dapat dilayani{names}"

    @property
    def tone(self) -> str:
        """The tone of the verdict's badge."""
        return {Verdict.FITS: "ok", Verdict.FITS_IF: "soon"}.get(self.verdict, "late")

    @property
    def icon(self) -> str:
        return ICONS[self.verdict]

    @property
    def label(self) -> str:
        """The verdict with its first cause, for a badge: ``Cocok, 1 surat kurang``."""
        if self.verdict == Verdict.FITS_IF and self.missing_papers:
            return f"Cocok, {len(self.missing_papers)} surat kurang"
        if self.verdict == Verdict.MISFIT:
            failed = self.counted(State.FAIL)
            return f"Tidak cocok: {failed} syarat wajib" if failed else "Tidak cocok"
        return self.verdict.value.capitalize()

    @property
    def criteria_in_words(self) -> str:
        """``5 terpenuhi, 1 belum diketahui``"""
        words = [
            (State.PASS, "terpenuhi"),
            (State.FAIL, "tidak"),
            (State.WARN, "perhatian"),
            (State.UNKNOWN, "belum diketahui"),
        ]
        said = [f"{self.counted(state)} {word}" for state, word in words if self.counted(state)]
        return ", ".join(said) or "tidak ada syarat tercatat"

    def counted(self, state: State) -> int:
        return self.answers.states.get(state, 0) + (self.ward_state == state)

    def _verdict(self) -> Verdict:
        if self.counted(State.FAIL):
            return Verdict.MISFIT
        if self.facility.is_residential and not self.free:
            return Verdict.FULL
        if self.missing_papers or self.answers.is_open:
            return Verdict.FITS_IF
        return Verdict.FITS

    def _ward_result(self, state: State) -> CriterionResult:
        whom = SEX_WORDS.get(Sex(self.person.sex), "orang ini")
        text = f"Ada wisma untuk {whom} seusianya"
        if state == State.FAIL:
            fact = (
                "tidak ada wisma yang menerima" if self.wards else "belum ada wisma yang tercatat"
            )
            return CriterionResult(state, text, fact)
        names = ", ".join(str(ward.ward) for ward in self.suiting_wards[:4])
        more = f", dan {len(self.suiting_wards) - 4} lagi" if len(self.suiting_wards) > 4 else ""
        return CriterionResult(state, text, names + more)

    @cached_property
    def reason(self) -> str:
        """Why the facility stands where it does, as one sentence."""
        if self.verdict == Verdict.MISFIT:
            failed = [r for r in self.results if r.state == State.FAIL]
            return "Tidak cocok: " + "; ".join(f"{r.text} ({r.fact})" for r in failed) + "."
        if self.verdict == Verdict.FULL:
            return "Syarat tidak menghalangi, tetapi tidak ada tempat kosong untuk orang ini."
        is_home = self.facility.is_residential
        parts = [f"{self.free} tempat kosong" if is_home else "Tidak memerlukan tempat"]
        warned = [r for r in self.results if r.state == State.WARN]
        excepted = sum(r.severity == Severity.EXCEPTABLE for r in warned)
        missing = [paper.said for paper in self.missing_papers]
        if excepted:
            parts.append(f"{excepted} syarat memerlukan pengecualian")
        if unknown := self.counted(State.UNKNOWN):
            parts.append(f"{unknown} syarat belum diketahui")
        if missing:
            parts.append(f"{len(missing)} surat kurang ({', '.join(missing)})")
        if len(parts) == 1:
            parts.append("semua syarat terpenuhi" if self.results else "tidak ada syarat tercatat")
        if self.facility.kind == FacilityKind.SHELTER:
            parts.append("hanya penampungan sementara")
        return ", ".join(parts) + "."


# The icons of verdicts, for the sprite: icon="check" icon="file-alert" icon="bed-off" icon="x".
ICONS = {
    Verdict.FITS: "check",
    Verdict.FITS_IF: "file-alert",
    Verdict.FULL: "bed-off",
    Verdict.MISFIT: "x",
}


def fit_of(case: Case, facility: Facility, *, facts: Facts | None = None) -> FacilityFit:
    """How ``facility`` stands for the person of ``case`` now; ``facts`` where they have been read."""
    return judged(person_of(case, facts=facts), [facility])[0]


@dataclass(frozen=True)
class Person:
    """All that judging needs to know of the person of a case, read once."""

    facts: Facts
    sex: str
    age: int | None
    is_child: bool = False
    type_names: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[NeedDomain, ...] = ()
    where: Whereabouts = field(default_factory=Whereabouts)


def person_of(
    case: Case, where: Whereabouts | None = None, *, facts: Facts | None = None
) -> Person:
    """What is known now; with ``where`` also the open needs, so that places can be compared."""
    names = dict(PPKSType.objects.values_list("code", "name"))
    person = person_from(case, facts_of(case) if facts is None else facts, names)
    return person if where is None else replace(person, needs=_open_needs(case), where=where)


def person_from(case: Case, facts: Facts, names: Mapping[str, str]) -> Person:
    """The person of ``case`` of whom ``facts`` have been read; ``names`` are those of the PPKS types."""
    return Person(
        facts=facts,
        sex=case.person.sex,
        age=case.person.age_on(timezone.localdate()),
        is_child=case.is_child,
        type_names=names,
    )


def judged(
    person: Person,
    facilities: Collection[Facility],
    rulebook: Rulebook | None = None,
    rooms: Rooms | None = None,
) -> list[FacilityFit]:
    """How each of ``facilities`` stands for ``person``, in their own order; what was read is read once."""
    rulebook = rulebook or rulebook_of(facility.pk for facility in facilities)
    rooms = rooms or rooms_of(facilities)
    answers: dict[int, Answers] = {}  # by the set of rules: houses of a kind ask alike
    return [_fit(facility, person, rulebook, rooms, answers) for facility in facilities]


def _open_needs(case: Case) -> tuple[NeedDomain, ...]:
    """The domains of the open needs, the most pressing first, each once."""
    needs = case.needs.filter(status=NeedStatus.OPEN).order_by("priority", "pk")
    return tuple(dict.fromkeys(NeedDomain(d) for d in needs.values_list("domain", flat=True)))


def _fit(
    facility: Facility,
    person: Person,
    rulebook: Rulebook,
    rooms: Rooms,
    answers: dict[int, Answers],
) -> FacilityFit:
    key = facility.pk
    rules = rulebook.rule_sets.get(key, 0)
    if rules not in answers:
        answers[rules] = _answers(rulebook.criteria.get(key, ()), person)
    sex, age, is_child = person.sex, person.age, person.is_child
    wards = [
        WardFit(ward, rooms.of_ward(ward), suits(ward, sex, age, is_child=is_child))
        for ward in rulebook.wards.get(key, ())
    ]
    papers = [
        paper_of(required.kind, person.facts, is_must=required.severity == Severity.MUST)
        for required in rulebook.papers.get(key, ())
    ]
    return FacilityFit(facility, person, answers[rules], papers, wards)


def _answers(criteria: Iterable[Criterion], person: Person) -> Answers:
    results = tuple(judge(rule, person.facts, person.type_names) for rule in criteria)
    is_open = any(r.state != State.PASS and r.severity != Severity.WARNING for r in results)
    return Answers(results, Counter(result.state for result in results), is_open)


ADULT = 18
# What needs a look stands first; what is in order last.
STATE_ORDER = {State.FAIL: 0, State.WARN: 1, State.UNKNOWN: 2, State.PASS: 3}
SEX_WORDS = {Sex.MALE: "laki-laki", Sex.FEMALE: "perempuan"}


def suits(ward: Ward, sex: str, age: int | None, *, is_child: bool = False) -> bool:
    """Whether ``ward`` may take somebody of that sex and age; what is unknown rules nothing out.

    The same answer as ``actions.places.suiting_wards``: children's wards take whom an officer holds
    to be a child, and a ward that is taken only on request never suits by itself.
    """
    if ward.is_on_request:
        return False
    if sex != Sex.UNKNOWN and ward.sex not in (sex, WardSex.ANY):
        return False
    if age is None and is_child:
        return ward.min_age is None or ward.min_age < ADULT
    if age is None:
        return ward.max_age is None or ward.max_age >= ADULT
    return not (
        (ward.min_age is not None and age < ward.min_age)
        or (ward.max_age is not None and age > ward.max_age)
    )
