"""The order in which places stand for one person, and why each stands where it does, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from intake.models import Case
from upt_facilities.criteria import State
from upt_facilities.matching import FacilityFit, Person, Verdict, judged, person_of
from upt_facilities.models import Facility, FacilityKind, Stay
from upt_facilities.nearness import Whereabouts, whereabouts_of
from upt_facilities.rooms import rooms_on
from upt_facilities.shelf import shelf_now


class Step(StrEnum):
    """What two places are compared by, in this order; the value says why the second stands below."""

    SERVES_ONLY = "melayani tanpa menampung"
    VERDICT = ""  # said by the verdict itself
    SHELTER = "hanya penampungan sementara"
    DECLINED = "sudah pernah tidak dapat menerima orang ini"
    GAPS = "lebih banyak syarat atau surat yang belum terpenuhi"
    NEEDS = "lebih sedikit kebutuhan yang dapat dilayani"
    FAR = "lebih jauh dari tempat orang ini kini"
    HOME = "lebih jauh dari daerah asalnya"
    FREE = "tempat kosongnya lebih sedikit"
    NAME = "setara; diurutkan menurut nama"


VERDICT_WORDS = {
    Verdict.FITS: "",
    Verdict.FITS_IF: "masih ada syarat atau surat yang perlu dilengkapi",
    Verdict.FULL: "tidak ada tempat kosong untuk orang ini",
    Verdict.MISFIT: "ada syarat wajib yang tidak terpenuhi",
}
WORSE = {verdict: place for place, verdict in enumerate(Verdict)}
# Places to live in that stand for one another: a house and a hospital with beds do not.
RIVALS: Mapping[str, str] = {
    FacilityKind.CENTRAL: FacilityKind.UPT,
    FacilityKind.SHELTER: FacilityKind.UPT,
}


class _Placed(NamedTuple):
    key: tuple[Any, ...]  # one value for each ``Step``, the smaller the better; no two are equal
    fit: FacilityFit


class _Standing(NamedTuple):
    """The rank of one place; why it stands there is said when it is asked for."""

    rank: int
    one: _Placed
    above: _Placed | None
    first: _Placed  # of those of the same use

    @property
    def reason(self) -> str:
        """``Di bawah UPT Binjai: lebih jauh dari tempat orang ini kini.``"""
        if self.above is None:
            fit = self.one.fit
            needs = f", {fit.needs_in_words}" if fit.needs_in_words else ""
            return f"Di urutan pertama: {fit.criteria_in_words}{needs}."
        return f"Di bawah {self.above.fit.facility}: {_why_below(self.above, self.one)}."

    @property
    def outranked_by(self) -> str:
        """The place of the same use that fits better, with why; blank where none does, or only by its name."""
        first, one = self.first, self.one
        if first is one or first.fit.needs_reason or not one.fit.facility.is_residential:
            return ""
        if _first_difference(first, one) == Step.NAME:
            return ""
        return f"{first.fit.facility} lebih sesuai: yang Anda pilih {_why_below(first, one)}"


@dataclass(frozen=True)
class Fits:
    """Every facility for one person, what fits best first."""

    person: Person
    fits: list[FacilityFit]

    def of(self, facility: Facility) -> FacilityFit | None:
        """The fit of one facility; None where the person lives there already."""
        return next((fit for fit in self.fits if fit.facility == facility), None)


def fits_for(case: Case, *, declined_by: Collection[int] = ()) -> Fits:
    """Every facility for the person of ``case``, ranked, in a fixed number of queries.

    Left out is the place where the person lives now. Shelters come after what lasts, agencies
    without beds after all: they serve beside a place, not instead of one. ``declined_by`` are the
    facilities that could not take this person: they stand after their equals.
    """
    stay = Stay.objects.running().filter(case=case).select_related("facility").first()
    shelf = shelf_now()
    lives_in = None if stay is None else stay.facility_id
    facilities = [facility for facility in shelf.facilities if facility.pk != lives_in]
    where = whereabouts_of(case, stay)
    person = person_of(case, where)
    fits = judged(person, facilities, shelf.rulebook, rooms_on(shelf))
    return Fits(person, ranked(fits, where, declined_by))


def ranked(
    fits: Sequence[FacilityFit], where: Whereabouts, declined_by: Collection[int]
) -> list[FacilityFit]:
    """``fits`` in order, best first, each with its rank, the reason of it, and what stands before it.

    ``declined_by`` are the facilities that could not take this very person.
    """
    placed = sorted(_Placed(_key(fit, where, declined_by), fit) for fit in fits)
    best: dict[str, _Placed] = {}
    above = None
    for rank, one in enumerate(placed, start=1):
        kind = one.fit.facility.kind
        first = best.setdefault(RIVALS.get(kind, kind), one)
        one.fit.standing = _Standing(rank, one, above, first)
        above = one
    return [one.fit for one in placed]


def _key(fit: FacilityFit, where: Whereabouts, declined_by: Collection[int]) -> tuple[Any, ...]:
    """What ``fit`` is compared by, in the order of ``Step``."""
    facility = fit.facility
    is_shelter = facility.kind == FacilityKind.SHELTER
    # A shelter that would take the person stands after every lasting place that might.
    verdict = Verdict.FITS_IF if is_shelter and fit.verdict == Verdict.FITS else fit.verdict
    return (
        not facility.is_residential,
        WORSE[verdict],
        is_shelter,
        facility.pk in declined_by,
        _gaps(fit),
        -len(fit.serves),
        where.step_to(facility),
        not where.is_home(facility),
        -fit.free,
        (facility.name, facility.pk),
    )


def _gaps(fit: FacilityFit) -> int:
    """What is missing against what is fulfilled; an exception weighs more than what is not known yet.

    A house with few rules does not stand before the one that is made for the person.
    """
    open_ends = len(fit.missing_papers) + fit.counted(State.UNKNOWN) + 2 * fit.counted(State.WARN)
    return open_ends - fit.counted(State.PASS)


def _first_difference(above: _Placed, below: _Placed) -> Step:
    pairs = zip(Step, above.key, below.key, strict=True)
    return next((step for step, a, b in pairs if a != b), Step.NAME)


def _why_below(above: _Placed, below: _Placed) -> str:
    step = _first_difference(above, below)
    if step == Step.VERDICT:
        return VERDICT_WORDS[below.fit.verdict] or Step.SHELTER.value
    return step.value
