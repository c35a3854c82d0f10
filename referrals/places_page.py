"""What the search for a place shows: every facility for one person, ranked, with what stands behind it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from intake.facts import Facts
from intake.models import Case
from ppks_service.worklist.clocks import Clocks
from referrals import queries
from referrals.gates import gates_of
from referrals.models import OPEN_REFERRAL, PlanStatus, Referral
from referrals.states import ran_out, sign_of
from referrals.validity import Validity, held_from, validity_for
from upt_facilities.matching import FacilityFit, Verdict, WardFit
from upt_facilities.outlook import Outlook, Outlooks, outlooks_of
from upt_facilities.ranking import fits_for

ON_ONE_PAGE = 12
# The groups that a list may be narrowed to: key, verdict.
GROUPS = {
    "cocok": Verdict.FITS,
    "lengkapi": Verdict.FITS_IF,
    "penuh": Verdict.FULL,
    "tidak": Verdict.MISFIT,
}
SERVING = "layanan"


@dataclass(frozen=True)
class WardRow:
    """One ward that may take the person, with what is to be expected of it."""

    fit: WardFit
    outlook: Outlook

    @property
    def in_words(self) -> str:
        """``0 kosong, 9 dihuni, 1 dipesan, 2 keluar dalam 30 hari, 1 menunggu``"""
        room = self.fit.room
        said = [f"{room.free} kosong", f"{room.lived_in} dihuni"]
        said += [f"{room.held} dipesan"] if room.held else []
        leaving, waiting = self.outlook.leaving, self.outlook.waiting
        said += [f"{leaving} habis masa tinggalnya dalam 30 hari"] if leaving else []
        said += [f"{waiting} menunggu"] if waiting else []
        return ", ".join(said)


@dataclass(frozen=True)
class PlaceRow:
    """One facility for one person, with how it answered before and whether it is asked already."""

    fit: FacilityFit
    past: queries.PastAnswers | None
    asked: Referral | None
    is_chosen: bool
    outlooks: Outlooks
    soonest: dt.date  # on which somebody arrives who need not wait

    @cached_property
    def arrives_on(self) -> dt.date:
        return self.soonest + dt.timedelta(days=self.wait_days or 0)

    @cached_property
    def ending(self) -> list[str]:
        return self.fit.ends_before(self.arrives_on)

    @cached_property
    def wards(self) -> list[WardRow]:
        return [WardRow(w, self.outlooks.of([w.ward.pk])) for w in self.fit.suiting_wards]

    @cached_property
    def outlook(self) -> Outlook:
        return self.outlooks.of(w.ward.pk for w in self.fit.suiting_wards)

    @cached_property
    def wait_days(self) -> int | None:
        return self.outlook.days_until(self.fit.free)

    @cached_property
    def wait_basis(self) -> str:
        return self.outlook.basis_in_words(self.fit.free)


@dataclass(frozen=True)
class Places:
    """The places for one person: one page of the ranking, what lies outside it, and the chosen one."""

    rows: list[PlaceRow]
    misfits: list[PlaceRow]
    others: list[PlaceRow]
    chosen: FacilityFit | None
    chosen_row: PlaceRow | None
    validity: Validity  # of what the chosen one asks for
    page: Page
    group: str
    tabs: list[tuple[str, str, int]]
    total: int
    misfit_count: int
    other_count: int
    referrals: list[Referral]  # of this case, newest first


def places_for(
    case: Case, code: str, referral: Referral | None = None, *, narrowed: tuple[str, str] = ("", "")
) -> Places:
    """Every facility for the person of ``case``; ``code`` names the chosen one, else the best fit is.

    The ranking shows those that may do, or one group; a page has twelve. ``narrowed`` names the group
    and the page. A fixed number of queries.
    """
    group, page = narrowed
    referrals = list(queries.of_case(case.pk))
    declined = {r.facility_id for r in referrals if r.decline_code}
    found = fits_for(case, declined_by=declined)
    fits = found.fits
    residential = [fit for fit in fits if fit.facility.is_residential]
    serving = [fit for fit in fits if not fit.facility.is_residential]
    misfits = [fit for fit in residential if fit.verdict == Verdict.MISFIT]
    chosen = next((fit for fit in fits if fit.facility.code == code), None)
    if chosen is None and residential and not residential[0].needs_reason:
        chosen = residential[0]
    shown = Paginator(_listed(residential, serving, group), ON_ONE_PAGE).get_page(page)
    folded = [] if group or shown.number > 1 else _if_few(misfits)
    beside = [] if group or shown.number > 1 else _if_few(serving)
    drawn = _Drawing(
        referrals, referral, chosen, [*shown, *folded, *beside, *([chosen] if chosen else [])]
    )
    chosen_row = drawn.row(chosen) if chosen else None
    return Places(
        rows=[drawn.row(fit) for fit in shown],
        misfits=[drawn.row(fit) for fit in folded if fit is not chosen],
        others=[drawn.row(fit) for fit in beside],
        chosen=chosen,
        chosen_row=chosen_row,
        validity=_validity(case, chosen_row, found.person.facts) if chosen_row else Validity(),
        page=shown,
        group=group,
        tabs=_tabs(residential),
        total=len(residential),
        misfit_count=len(misfits),
        other_count=len(serving),
        referrals=referrals,
    )


def _validity(case: Case, row: PlaceRow, known: Facts) -> Validity:
    wanted = Referral(case=case, facility=row.fit.facility)
    return validity_for(wanted, row.fit, known, row.arrives_on)


def _listed(
    residential: list[FacilityFit], serving: list[FacilityFit], group: str
) -> list[FacilityFit]:
    if group == SERVING:
        return serving
    if group in GROUPS:
        return [fit for fit in residential if fit.verdict == GROUPS[group]]
    return [fit for fit in residential if fit.verdict != Verdict.MISFIT]


def _if_few(fits: list[FacilityFit]) -> list[FacilityFit]:
    """What is folded into the page; what would make it long has a page of its own."""
    return fits if len(fits) <= ON_ONE_PAGE else []


def _tabs(residential: list[FacilityFit]) -> list[tuple[str, str, int]]:
    counts = Counter(fit.verdict for fit in residential)
    groups = [(key, v.value.capitalize(), counts[v]) for key, v in GROUPS.items()]
    return [("", "Yang mungkin", len(residential) - counts[Verdict.MISFIT]), *groups]


class _Drawing:
    """Makes rows of fits with what is read for those that are shown, and no others."""

    def __init__(
        self,
        referrals: list[Referral],
        edited: Referral | None,
        chosen: FacilityFit | None,
        fits: list[FacilityFit],
    ) -> None:
        self.chosen = chosen.facility if chosen else None
        self.soonest = timezone.localdate(held_from(timezone.now(), Clocks()))
        facilities = {fit.facility for fit in fits}
        self.past = queries.past_answers(facility.pk for facility in facilities)
        self.outlooks = outlooks_of(f for f in facilities if f.is_residential)
        self.asked = {
            r.facility_id: r
            for r in referrals
            if r.status in OPEN_REFERRAL and r != edited and not ran_out(r)
        }

    def row(self, fit: FacilityFit) -> PlaceRow:
        key = fit.facility.pk
        return PlaceRow(
            fit,
            self.past.get(key),
            self.asked.get(key),
            fit.facility == self.chosen,
            self.outlooks,
            self.soonest,
        )


def places_context(case: Case, places: Places) -> dict[str, Any]:
    gates = gates_of(case, places.chosen.facility) if places.chosen else []
    return {
        "shut_gates": [gate for gate in gates if not gate.is_open],
        "case": case,
        "person": case.person,
        "places": places,
        "page": places.page,
        "chosen": places.chosen,
        "validity": places.validity,
        "asked": places.chosen_row.asked if places.chosen_row else None,
        "open_referrals": [(r, sign_of(r)) for r in places.referrals],
        "now": timezone.now(),
        "has_plan": case.plans.filter(status__in=[PlanStatus.AGREED, PlanStatus.APPROVED]).exists(),
    }
