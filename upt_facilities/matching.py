"""Which facilities fit one person, and why: ranked in words, never decided (domain.md §4.4, §11.22)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from intake.facts import KnownFact, facts_of
from intake.models import Case, PaperKind, PPKSType, Sex
from upt_facilities.criteria import CriterionResult, State, judge
from upt_facilities.models import (
    Criterion,
    Facility,
    FacilityKind,
    RequiredPaper,
    Severity,
    Stay,
    Ward,
    WardSex,
)
from upt_facilities.rooms import Room, Rooms, rooms_of


class Verdict(StrEnum):
    FITS = "cocok"
    FITS_IF = "cocok bila dilengkapi"
    FULL = "penuh"
    MISFIT = "tidak cocok"


@dataclass(frozen=True)
class PaperResult:
    """One paper that the facility asks for, and whether the case has it."""

    kind: PaperKind
    is_present: bool
    is_must: bool

    @property
    def label(self) -> str:
        return self.kind.label


@dataclass(frozen=True)
class WardFit:
    """One ward of the facility with its places; ``suits`` says whether it may take the person."""

    ward: Ward
    room: Room
    suits: bool


@dataclass(frozen=True)
class FacilityFit:
    """How one facility stands for one person: what a list, a referral and a decision show."""

    facility: Facility
    verdict: Verdict
    reason: str
    criteria: tuple[CriterionResult, ...]
    papers: tuple[PaperResult, ...]
    wards: tuple[WardFit, ...]
    rank: int = 0

    @property
    def missing_papers(self) -> list[PaperResult]:
        return [paper for paper in self.papers if not paper.is_present and paper.is_must]

    @property
    def suiting_wards(self) -> list[WardFit]:
        return [ward for ward in self.wards if ward.suits]

    @property
    def free(self) -> int:
        """Free places in wards that may take the person."""
        return sum(ward.room.free for ward in self.suiting_wards)

    @property
    def free_in_words(self) -> str:
        """``Melati 3, Anggrek 1``"""
        return ", ".join(f"{w.ward} {w.room.free}" for w in self.suiting_wards if w.room.free)

    @property
    def needs_reason(self) -> bool:
        """Whether choosing this facility must be explained (``Referral.override_reason``)."""
        return self.verdict in (Verdict.MISFIT, Verdict.FULL)

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
        return sum(result.state == state for result in self.criteria)


# The icons of verdicts, for the sprite: icon="check" icon="file-alert" icon="bed-off" icon="x".
ICONS = {
    Verdict.FITS: "check",
    Verdict.FITS_IF: "file-alert",
    Verdict.FULL: "bed-off",
    Verdict.MISFIT: "x",
}


def fits_for(case: Case) -> list[FacilityFit]:
    """Every facility for the person of ``case``, what fits best first, in a fixed number of queries.

    Left out is the place where the person lives now. Shelters come after what lasts, agencies
    without beds after all: they serve beside a place, not instead of one.
    """
    here = Stay.objects.running().filter(case=case).values("facility")
    facilities = _with_rules(Facility.objects.exclude(pk__in=here))
    fits = sorted(_judged(case, list(facilities)), key=_order(case))
    return [_ranked(fit, rank) for rank, fit in enumerate(fits, start=1)]


def fit_of(case: Case, facility: Facility) -> FacilityFit:
    """How ``facility`` stands for the person of ``case`` now."""
    return _judged(case, list(_with_rules(Facility.objects.filter(pk=facility.pk))))[0]


def fits_of(case: Case, facilities: QuerySet[Facility]) -> list[FacilityFit]:
    """The same for several, in their own order, in a fixed number of queries."""
    return _judged(case, list(_with_rules(facilities)))


def _with_rules(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    return (
        facilities.select_related("area", "office")
        .prefetch_related("criteria", "required_papers", "wards")
        .order_by("name", "pk")
    )


@dataclass(frozen=True)
class _Person:
    """All that judging needs to know of the person, read once."""

    facts: Mapping[str, KnownFact]
    sex: str
    age: int | None
    is_child: bool = False
    type_names: Mapping[str, str] = field(default_factory=dict)


def _judged(case: Case, facilities: list[Facility]) -> list[FacilityFit]:
    person = _Person(
        facts=facts_of(case),
        sex=case.person.sex,
        age=case.person.age_on(timezone.localdate()),
        is_child=case.is_child,
        type_names=dict(PPKSType.objects.values_list("code", "name")),
    )
    rooms = rooms_of(facilities)
    return [_fit(facility, person, rooms) for facility in facilities]


def _fit(facility: Facility, person: _Person, rooms: Rooms) -> FacilityFit:
    rules: list[Criterion] = sorted(facility.criteria.all(), key=lambda c: (c.order, c.pk))
    results = [judge(rule, person.facts, person.type_names) for rule in rules]
    wards = tuple(
        WardFit(
            ward, rooms.of_ward(ward), suits(ward, person.sex, person.age, is_child=person.is_child)
        )
        for ward in sorted(facility.wards.all(), key=lambda w: w.name)
    )
    if facility.is_residential:
        results.append(_ward_result(wards, person.sex))
    papers = tuple(
        _paper(required, person.facts)
        for required in sorted(facility.required_papers.all(), key=lambda p: p.kind)
    )
    free = sum(ward.room.free for ward in wards if ward.suits)
    verdict = _verdict(facility, results, papers, free)
    return FacilityFit(
        facility=facility,
        verdict=verdict,
        reason=_reason(facility, verdict, results, papers, free),
        criteria=tuple(sorted(results, key=lambda r: STATE_ORDER[r.state])),
        papers=papers,
        wards=wards,
    )


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


def _ward_result(wards: tuple[WardFit, ...], sex: str) -> CriterionResult:
    """The rule that stands for every house with beds: there is a ward for the person."""
    whom = SEX_WORDS.get(Sex(sex), "orang ini")
    fitting = [ward for ward in wards if ward.suits]
    text = f"Ada wisma untuk {whom} seusianya"
    if fitting:
        names = ", ".join(str(ward.ward) for ward in fitting[:4])
        more = f", dan {len(fitting) - 4} lagi" if len(fitting) > 4 else ""
        return CriterionResult(State.PASS, text, names + more)
    fact = "tidak ada wisma yang menerima" if wards else "belum ada wisma yang tercatat"
    return CriterionResult(State.FAIL, text, fact)


def _paper(required: RequiredPaper, facts: Mapping[str, KnownFact]) -> PaperResult:
    known = facts.get("papers")
    present = known is not None and required.kind in known.value
    return PaperResult(PaperKind(required.kind), present, required.severity == Severity.MUST)


def _verdict(
    facility: Facility,
    results: list[CriterionResult],
    papers: tuple[PaperResult, ...],
    free: int,
) -> Verdict:
    if any(result.state == State.FAIL for result in results):
        return Verdict.MISFIT
    if facility.is_residential and not free:
        return Verdict.FULL
    open_rules = [r for r in results if r.state != State.PASS and r.severity != Severity.WARNING]
    if open_rules or any(paper.is_must and not paper.is_present for paper in papers):
        return Verdict.FITS_IF
    return Verdict.FITS


def _reason(
    facility: Facility,
    verdict: Verdict,
    results: list[CriterionResult],
    papers: tuple[PaperResult, ...],
    free: int,
) -> str:
    """Why the facility stands where it does, as one sentence."""
    if verdict == Verdict.MISFIT:
        failed = [r for r in results if r.state == State.FAIL]
        return "Tidak cocok: " + "; ".join(f"{r.text} ({r.fact})" for r in failed) + "."
    if verdict == Verdict.FULL:
        return "Syarat tidak menghalangi, tetapi tidak ada tempat kosong untuk orang ini."
    parts = [f"{free} tempat kosong" if facility.is_residential else "Tidak memerlukan tempat"]
    unknown = sum(r.state == State.UNKNOWN for r in results)
    excepted = sum(r.state == State.WARN and r.severity == Severity.EXCEPTABLE for r in results)
    missing = [p.label.lower() for p in papers if p.is_must and not p.is_present]
    if excepted:
        parts.append(f"{excepted} syarat memerlukan pengecualian")
    if unknown:
        parts.append(f"{unknown} syarat belum diketahui")
    if missing:
        parts.append(f"{len(missing)} surat kurang ({', '.join(missing)})")
    if len(parts) == 1:
        parts.append("semua syarat terpenuhi" if results else "tidak ada syarat tercatat")
    if facility.kind == FacilityKind.SHELTER:
        parts.append("hanya penampungan sementara")
    return ", ".join(parts) + "."


def _order(case: Case) -> Callable[[FacilityFit], tuple[Any, ...]]:
    """The key by which fits are sorted, best first."""
    origin = case.person.verified_origin_id or case.person.claimed_origin_id or ""

    def key(fit: FacilityFit) -> tuple[Any, ...]:
        facility = fit.facility
        is_near = bool(origin) and (facility.area_id or "")[:5] == origin[:5]
        return (
            facility.kind == FacilityKind.AGENCY,
            list(Verdict).index(fit.verdict) if not _is_shelter_that_fits(fit) else 1.5,
            _gaps(fit),
            not is_near,
            -fit.free,
            facility.name,
        )

    return key


def _gaps(fit: FacilityFit) -> int:
    """What is missing against what is fulfilled; an exception weighs more than what is not known yet.

    A house with few rules does not stand before the one that is made for the person.
    """
    open_ends = len(fit.missing_papers) + fit.counted(State.UNKNOWN) + 2 * fit.counted(State.WARN)
    return open_ends - fit.counted(State.PASS)


def _is_shelter_that_fits(fit: FacilityFit) -> bool:
    """A shelter that would take the person stands after every lasting place that might."""
    return fit.facility.kind == FacilityKind.SHELTER and not fit.needs_reason


def _ranked(fit: FacilityFit, rank: int) -> FacilityFit:
    return replace(fit, rank=rank)
