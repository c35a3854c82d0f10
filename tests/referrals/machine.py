"""Chance drives referrals by every act and every role; after each act it looks at what must hold.

The world is made once a test; each example works in a savepoint that is rolled back. Most acts are of
those that the referral's status and the office's order allow, or chance would seldom come to a stay;
the others are any act by anybody, which has to be refused in words or to be lawful.
"""

import datetime as dt
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from intake import actions as intake
from intake.models import Case, Need, NeedPriority, NeedStatus, Person, Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from ppks_service.workflow import WrongStatus
from referrals import actions
from referrals.models import Decision, DeclineCode, Outcome, Referral, ReferralKind, ReferralStatus
from referrals.reference import load
from tests.factories import (
    a_case,
    a_facility,
    a_mandate,
    a_section,
    a_user,
    clocks,
    number_series,
)
from upt_facilities import actions as places
from upt_facilities.actions import FacilityFull
from upt_facilities.actions.places import close
from upt_facilities.models import (
    Criterion,
    Facility,
    Occupancy,
    OccupancyKind,
    Override,
    Place,
    Stay,
)

S = ReferralStatus
REFUSALS = (PermissionDenied, ValidationError, WrongStatus, FacilityFull)
HELD = (S.APPROVED, S.ACCEPTED)
STANDING = (S.APPROVED, S.ACCEPTED, S.ARRIVED, S.DONE)
# From which status which other follows, written down anew: not read from the table that is tried.
LEADS: dict[str, set[str]] = {
    S.DRAFT: {S.SUBMITTED, S.CANCELLED},
    S.SUBMITTED: {S.ENDORSED, S.APPROVED, S.RETURNED, S.REFUSED, S.CANCELLED},
    S.ENDORSED: {S.APPROVED, S.RETURNED, S.REFUSED, S.CANCELLED},
    S.RETURNED: {S.SUBMITTED, S.CANCELLED},
    S.APPROVED: {S.ACCEPTED, S.DECLINED, S.CANCELLED, S.LAPSED, S.RETURNED},
    S.ACCEPTED: {S.ARRIVED, S.DONE, S.DECLINED, S.CANCELLED, S.LAPSED, S.RETURNED},
    S.ARRIVED: {S.DONE},
    **{end: set() for end in (S.REFUSED, S.DECLINED, S.DONE, S.CANCELLED, S.LAPSED)},
}
ROLES = (
    "worker", "other", "kasi", "deputy", "kabid", "house", "strict", "agency", "stranger",
)  # fmt: skip


class TakenBack(Exception):
    """Thrown after an act, to roll it back."""


@dataclass
class World:
    """A house of two places, one that takes the old only, an agency; three people; whoever may try."""

    users: dict[str, User]
    facilities: list[Facility]
    cases: list[Case]


def a_world() -> World:
    number_series()
    clocks()
    load()
    section = a_section()
    users = {
        "worker": a_user(Role.SOCIAL_WORKER, office=section),
        "other": a_user(Role.SOCIAL_WORKER, office=section),
        "kasi": a_user(Role.SECTION_HEAD, office=section),
        "deputy": a_user(Role.SOCIAL_WORKER, office=section),
        "kabid": a_user(Role.DIVISION_HEAD, office=section.parent),
        "stranger": a_user(Role.SECTION_HEAD),
    }
    a_mandate(users["kasi"], users["deputy"])
    facilities = [a_facility(places=2), a_facility(places=1), a_facility(kind="agency")]
    Criterion.objects.create(
        facility=facilities[1],
        fact="age",
        operator="at_least",
        value=60,
        severity="must",
        text="Lansia",
    )
    for name, facility in zip(("house", "strict", "agency"), facilities, strict=True):
        users[name] = a_user(Role.FACILITY_OFFICER, office=facility.office)
    users = {name: User.objects.get(pk=user.pk) for name, user in users.items()}
    cases = [a_case(section=section, owner=users["worker"], stage=Stage.PLANNING) for _ in range(3)]
    for case, facility in zip(cases, (facilities[0], facilities[1], facilities[0]), strict=True):
        actions.write_and_submit(draft_of(case, facility), by=users["worker"])
    return World(users, facilities, cases)


def draft_of(case: Case, facility: Facility) -> Referral:
    return Referral(
        case=case, facility=facility, reason="Alasan", override_reason="Satu-satunya tempat"
    )


# --- Acts on one referral, by their names ----------------------------------------------------------


def arrive(referral: Referral, *, by: User) -> None:
    stay = Stay(
        condition="Sehat", belongings="Tas", brought_by="Petugas", handed_by="Petugas",
        arrived_at=timezone.now(),
    )  # fmt: skip
    actions.arrive(referral, by=by, stay=stay)


def approve_in_vain(referral: Referral, *, by: User) -> None:
    """An approval whose transaction fails at its very end: number, place and letter go back."""
    with transaction.atomic():
        actions.approve(referral, by=by)
        raise TakenBack


def edit(referral: Referral, *, by: User) -> None:
    referral.reason += "."
    actions.edit(referral, by=by)


def reserve(referral: Referral, *, by: User) -> None:
    """Another place of the same house, taken or not."""
    here = Place.objects.filter(ward__facility=referral.facility_id).order_by("pk")
    if place := here.exclude(occupancies=referral.hold_id).select_related("ward").last():
        actions.reserve_place(referral, by=by, place=place)


def leave(referral: Referral, *, by: User) -> None:
    if referral.stay is not None:
        places.exit_stay(
            referral.stay, by=by, at=timezone.now(), kind="completed", reason="Program selesai"
        )


def pause(referral: Referral, *, by: User) -> None:
    until = timezone.localdate() + dt.timedelta(days=3)
    actions.pause_decision(referral, by=by, reason="Menunggu", until=until)


ACTS: dict[str, Callable[..., Any]] = {
    "submit": actions.submit,
    "edit": edit,
    "approve": actions.approve,
    "approve in vain": approve_in_vain,
    "send back": lambda referral, by: actions.send_back(referral, by=by, code="papers"),
    "refuse": lambda referral, by: actions.refuse(referral, by=by, code="papers"),
    "pause": pause,
    "see": actions.mark_seen,
    "accept": actions.accept,
    "decline": lambda referral, by: actions.decline(referral, by=by, code=DeclineCode.FULL),
    "reserve": reserve,
    "arrive": arrive,
    "finish": actions.finish,
    "leave": leave,
    "cancel": lambda referral, by: actions.cancel(referral, by=by, reason="Dijemput keluarga"),
}
# What the office does in the order that is meant. "there": the officer of the facility asked.
AS_MEANT: dict[str, list[tuple[str, str]]] = {
    S.SUBMITTED: [
        ("kasi", "approve"), ("deputy", "approve"), ("kasi", "approve in vain"),
        ("kasi", "send back"), ("kasi", "refuse"), ("worker", "cancel"),
    ],
    S.ENDORSED: [("kabid", "approve"), ("kabid", "send back"), ("kabid", "refuse")],
    S.RETURNED: [("worker", "submit"), ("other", "edit"), ("worker", "cancel")],
    S.APPROVED: [
        ("there", "accept"), ("there", "reserve"), ("there", "decline"), ("worker", "cancel"),
    ],
    S.ACCEPTED: [
        ("there", "arrive"), ("there", "reserve"), ("there", "decline"), ("worker", "cancel"),
        ("there", "finish"),
    ],
    S.ARRIVED: [("there", "leave"), ("there", "finish")],
}  # fmt: skip
LIVE = tuple(AS_MEANT)
OTHER_ACTS = {
    "ask": actions.write_and_submit,
    "add a need": intake.add_need,
    "edit the person": intake.edit_person,
}
CHANCES = {
    "go_on": 45, "go_well": 20, "try_anything": 12, "ask": 8, "change_the_file": 8, "night": 5,
    "change_the_kind": 2,
}  # fmt: skip
HAPPENS, WEIGHTS = list(CHANCES), list(CHANCES.values())


class Referrals(RuleBasedStateMachine):
    """What the office, its partners and the clock do with referrals, in any order."""

    world: World
    example = 0
    reached: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        Referrals.example += 1
        self.around = transaction.atomic()
        self.around.__enter__()
        self.before = {r.pk: r.status for r in Referral.objects.all()}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def attempt(self, act: str, subject: Any, *, who: str) -> None:
        """Try it; a refusal in words is an answer, an error of the database is a failure."""
        note(f"  {who}: {act} {subject}")
        try:
            with transaction.atomic():
                OTHER_ACTS.get(act, ACTS.get(act))(subject, by=self.world.users[who])
        except REFUSALS:
            Referrals.reached["refused"] += 1
        except TakenBack:
            Referrals.reached["taken back"] += 1

    # --- Acts ------------------------------------------------------------------------------------

    @rule(chance=st.integers(0, 2**32))
    def act(self, chance: int) -> None:
        """One of the things that happen, the meant ones more often; the seed says which and by whom."""
        dice = random.Random(chance)
        what = dice.choices(HAPPENS, weights=WEIGHTS)[0]
        note(what)
        getattr(self, what)(dice)

    def go_on(self, dice: random.Random, *, well: bool = False) -> None:
        """One of the acts that are meant now, by who is to do it; ``well``: what everybody hopes."""
        live = list(Referral.objects.filter(status__in=LIVE).select_related("stay").order_by("pk"))
        if live:
            referral = dice.choice(live)
            meant = AS_MEANT[referral.status]
            who, act = meant[0] if well else dice.choice(meant)
            if who == "there":
                pks = [facility.pk for facility in self.world.facilities]
                who = ("house", "strict", "agency")[pks.index(referral.facility_id)]
            self.attempt(act, referral, who=who)

    def go_well(self, dice: random.Random) -> None:
        """Chance alone would seldom come to a stay."""
        self.go_on(dice, well=True)

    def try_anything(self, dice: random.Random) -> None:
        referral = dice.choice(list(Referral.objects.select_related("stay").order_by("pk")))
        self.attempt(dice.choice(list(ACTS)), referral, who=dice.choice(ROLES))

    def ask(self, dice: random.Random) -> None:
        draft = draft_of(dice.choice(self.world.cases), dice.choice(self.world.facilities))
        self.attempt("ask", draft, who=dice.choice(["worker", "worker", "kasi"]))

    def change_the_file(self, dice: random.Random) -> None:
        """Something changes that a decision stood on: a need, or the person's sex."""
        case, who = dice.choice(self.world.cases), dice.choice(["worker", "kasi", "stranger"])
        if dice.random() < 0.5:
            need = Need(case=case, domain="health", description="Obat")
            self.attempt("add a need", need, who=who)
        else:
            person = Person.objects.get(pk=case.person_id)
            person.sex = "P" if person.sex == "L" else "L"
            self.attempt("edit the person", person, who=who)

    def night(self, dice: random.Random) -> None:
        """The clock: perhaps a place was held for somebody who did not come."""
        holds = list(Occupancy.objects.now().filter(kind=OccupancyKind.HELD).order_by("pk"))
        if holds and dice.random() < 0.5:
            close(dice.choice(holds), timezone.now())
            self.all_holds()
        actions.lapse_due()
        actions.void_stale()

    def change_the_kind(self, dice: random.Random) -> None:
        kind = ReferralKind.objects.get(code="placement")
        kind.barred = dice.choice([["owner"], []])
        kind.save()

    # --- What holds whatever happened --------------------------------------------------------------

    @invariant()
    def all_holds(self) -> None:
        now = Look()
        self.before = now.moves_from(self.before)
        now.places_agree()
        now.numbers_are_gapless()
        now.decisions_carry_what_stands_on_them()
        now.nobody_decided_their_own()


class Look:
    """All rows that the invariants compare, read once."""

    def __init__(self) -> None:
        self.referrals = list(Referral.objects.select_related("case__person", "facility"))
        self.taken = {row.pk: row for row in Occupancy.objects.now()}
        self.stays = list(Stay.objects.all())
        self.letters = list(
            IssuedDocument.objects.order_by("serial").values("pk", "kind", "serial", "status")
        )
        self.decisions: dict[int, list[Decision]] = defaultdict(list)
        for decision in Decision.objects.order_by("pk"):
            self.decisions[decision.referral_id].append(decision)
        self.needs: dict[int, set[str]] = defaultdict(set)
        for need in Need.objects.exclude(status=NeedStatus.DEFERRED):
            if need.priority != NeedPriority.LATER:
                words = f"{need.priority}|{need.domain}|{need.description}"
                self.needs[need.case_id].add(words)

    def moves_from(self, before: dict[int, str]) -> dict[int, str]:
        """No forbidden state: each referral is where it was, or where one act leads from there."""
        after = {referral.pk: referral.status for referral in self.referrals}
        for pk, status in after.items():
            was = before.get(pk, S.DRAFT)
            if status != was:
                assert status in LEADS[was], f"{was} became {status}"
                Referrals.reached[status] += 1
        return after

    def places_agree(self) -> None:
        """No place leaked: what is held or lived in is what referrals and stays say."""
        held = {pk for pk, row in self.taken.items() if row.kind == OccupancyKind.HELD}
        awaited = {r.hold_id for r in self.referrals if r.status in HELD and r.hold_id}
        assert held <= awaited, "a place is held for nobody"
        assert awaited & set(self.taken) == held
        lived = {pk for pk, row in self.taken.items() if row.kind == OccupancyKind.LIVED_IN}
        assert lived == {s.occupancy_id for s in self.stays if s.exit_at is None}
        assert len({row.place_id for row in self.taken.values()}) == len(self.taken)
        for referral in self.referrals:
            if referral.status in HELD and referral.facility.is_residential:
                assert referral.hold_id, "approved without a place"

    def numbers_are_gapless(self) -> None:
        """No number lost or given twice, and no letter that no approval stands behind."""
        serials: dict[str, list[int]] = defaultdict(list)
        for letter in self.letters:
            serials[letter["kind"]].append(letter["serial"])
        for kind, taken in serials.items():
            assert taken == list(range(1, len(taken) + 1)), f"numbers of {kind}: {taken}"
        by_letter = {d.letter_id: d for made in self.decisions.values() for d in made}
        for letter in self.letters:
            assert letter["pk"] in by_letter, "a letter without a decision"
            if letter["status"] == "valid":
                assert by_letter[letter["pk"]].voided_at is None

    def decisions_carry_what_stands_on_them(self) -> None:
        """No stay without a decision; a decision fits what it was about, or is void."""
        arrived = {r.stay_id for r in self.referrals if r.stay_id}
        assert {stay.pk for stay in self.stays} == arrived, "a stay without a referral"
        for referral in self.referrals:
            positive = (Outcome.APPROVED, Outcome.ENDORSED)
            made = [
                d
                for d in self.decisions[referral.pk]
                if d.outcome in positive and d.voided_at is None
            ]
            approved = [d for d in made if d.outcome == Outcome.APPROVED]
            if referral.status in STANDING:
                assert len(approved) == 1, "no decision, or two"
                assert referral.decided_hash == sealed(approved[0].content)
                if referral.override == Override.MISFIT:
                    firsts = {d.decided_by_id for d in made if d.outcome == Outcome.ENDORSED}
                    assert firsts - {approved[0].decided_by_id}, "the second decision was skipped"
            if referral.status == S.ENDORSED:
                assert made, "endorsed by nobody"
            still_to_come = referral.hold_id is None or referral.hold_id in self.taken
            if referral.status in (*HELD, S.ENDORSED) and still_to_come:
                self._fits(made[-1], referral)
            for decision in self.decisions[referral.pk]:
                assert decision.content_hash == sealed(decision.content)

    def _fits(self, decision: Decision, referral: Referral) -> None:
        content = decision.content
        assert set(content["needs"]) == self.needs[referral.case_id], "needs changed unseen"
        assert content["reason"] == referral.reason
        assert content["sex"] == referral.case.person.sex
        assert content["facility"] == referral.facility.code

    def nobody_decided_their_own(self) -> None:
        for referral in self.referrals:
            if referral.status in (*STANDING, S.ENDORSED):
                hands = {
                    referral.submitted_by_id, referral.written_by_id, referral.last_edited_by_id,
                }  # fmt: skip
                assert not hands & {referral.decided_by_id, referral.endorsed_by_id}
        posts = {Referrals.world.users[name].pk for name in ("kasi", "deputy", "kabid")}
        deciders = {d.decided_by_id for made in self.decisions.values() for d in made}
        assert deciders <= posts, "decided by somebody without the post"


def sealed(content: Any) -> str:
    words = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
