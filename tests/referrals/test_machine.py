"""Chance drives referrals by every act and every role (acceptance 3): whatever it tries, the invariants hold."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from intake import actions as intake
from intake.models import Need, Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import Counter, IssuedDocument
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
from upt_facilities.actions import FacilityFull
from upt_facilities.models import Criterion, Occupancy, OccupancyKind, Place, Stay

pytestmark = pytest.mark.django_db
S = ReferralStatus
REFUSALS = (PermissionDenied, ValidationError, WrongStatus, FacilityFull)
ROLES = ("worker", "other", "kasi", "deputy", "kabid", "upt", "stranger")
WHO = st.sampled_from(ROLES)
WHICH = st.integers(0, 5)


class Referrals(RuleBasedStateMachine):
    """Two people, a house of one place and an agency, and everybody who might try something."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        number_series()
        clocks()
        load()
        section = a_section()
        self.users = {
            "worker": a_user(Role.SOCIAL_WORKER, office=section),
            "other": a_user(Role.SOCIAL_WORKER, office=section),
            "kasi": a_user(Role.SECTION_HEAD, office=section),
            "deputy": a_user(Role.SOCIAL_WORKER, office=section),
            "kabid": a_user(Role.DIVISION_HEAD, office=section.parent),
            "stranger": a_user(Role.SECTION_HEAD),
        }
        a_mandate(self.users["kasi"], self.users["deputy"])
        house = a_facility(places=1)
        strict = a_facility(places=1, office=house.office)
        agency = a_facility(kind="agency", office=house.office)
        Criterion.objects.create(
            facility=strict, fact="age", operator="at_least", value=60, severity="must", text="Tua"
        )
        self.facilities = [house, strict, agency]
        self.users["upt"] = a_user(Role.FACILITY_OFFICER, office=house.office)
        self.users = {name: User.objects.get(pk=user.pk) for name, user in self.users.items()}
        self.cases = [
            a_case(section=section, owner=self.users["worker"], stage=Stage.PLANNING)
            for _ in range(2)
        ]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def attempt(self, act, *args, who, **named):
        """Try it; a refusal in words is an answer, an error of the database is a failure."""
        try:
            with transaction.atomic():
                act(*args, by=self.users[who], **named)
        except REFUSALS:
            pass

    def pick(self, which):
        found = list(Referral.objects.order_by("pk"))
        return found[which % len(found)] if found else None

    # --- Acts ------------------------------------------------------------------------------------

    @rule(who=WHO, case=st.integers(0, 1), facility=st.integers(0, 2))
    def draft_and_submit(self, who, case, facility):
        draft = Referral(
            case=self.cases[case],
            facility=self.facilities[facility],
            reason="Alasan",
            override_reason="Satu-satunya tempat",
        )
        self.attempt(actions.write_and_submit, draft, who=who)

    @rule(who=WHO, which=WHICH, act=st.sampled_from(["submit", "approve", "finish", "mark_seen"]))
    def press(self, who, which, act):
        if referral := self.pick(which):
            self.attempt(getattr(actions, act), referral, who=who)

    @rule(who=WHO, which=WHICH, act=st.sampled_from(["approve", "submit"]))
    def press_what_moves(self, who, which, act):
        self.press(who=who, which=which, act=act)

    @rule(who=WHO, which=WHICH, act=st.sampled_from(["send_back", "refuse"]))
    def decide_against(self, who, which, act):
        if referral := self.pick(which):
            self.attempt(getattr(actions, act), referral, who=who, code="papers")

    @rule(who=WHO, which=WHICH)
    def edit(self, who, which):
        if referral := self.pick(which):
            referral.reason += "."
            self.attempt(actions.edit, referral, who=who)

    @rule(which=WHICH, who=WHO)
    def accept(self, which, who):
        if referral := self.pick(which):
            self.attempt(actions.accept, referral, who=who)

    @rule(which=WHICH, who=WHO)
    def decline(self, which, who):
        if referral := self.pick(which):
            self.attempt(actions.decline, referral, who=who, code=DeclineCode.FULL)

    @rule(which=WHICH)
    def arrive(self, which):
        if referral := self.pick(which):
            stay = Stay(
                condition="Sehat", belongings="Tas", brought_by="Petugas", handed_by="Petugas",
                arrived_at=timezone.now(),
            )  # fmt: skip
            self.attempt(actions.arrive, referral, who="upt", stay=stay)

    @rule(which=WHICH, who=WHO)
    def cancel(self, which, who):
        if referral := self.pick(which):
            self.attempt(actions.cancel, referral, who=who, reason="Dijemput keluarga")

    @rule(who=WHO, case=st.integers(0, 1))
    def change_what_was_decided(self, who, case):
        need = Need(case=self.cases[case], domain="health", description="Obat")
        self.attempt(intake.add_need, need, who=who)

    @rule(who=WHO, which=WHICH)
    def pause(self, who, which):
        if referral := self.pick(which):
            until = timezone.localdate() + dt.timedelta(days=3)
            self.attempt(actions.pause_decision, referral, who=who, reason="Menunggu", until=until)

    @rule(barred=st.booleans())
    def change_the_kind(self, barred):
        kind = ReferralKind.objects.get(code="placement")
        kind.barred = ["owner"] if barred else []
        kind.save()

    @rule()
    def night(self):
        actions.lapse_due()
        actions.void_stale()

    # --- What holds whatever happened --------------------------------------------------------------

    @invariant()
    def place_is_held_only_for_who_waits_for_it(self):
        held = Occupancy.objects.filter(
            kind=OccupancyKind.HELD, period__endswith__gt=timezone.now()
        )
        waiting = Referral.objects.filter(status__in=[S.APPROVED, S.ACCEPTED], hold__isnull=False)
        assert set(held.values_list("pk", flat=True)) == set(waiting.values_list("hold", flat=True))

    @invariant()
    def place_has_one_at_a_time(self):
        now = timezone.now()
        running = Occupancy.objects.filter(period__contains=now).values_list("place", flat=True)
        assert len(running) == len(set(running)) <= Place.objects.count()

    @invariant()
    def numbers_have_no_gap_and_none_is_lost(self):
        for counter in Counter.objects.filter(name__startswith="letter:"):
            kind = counter.name.split(":")[1]
            serials = IssuedDocument.objects.filter(kind=kind).order_by("serial")
            assert list(serials.values_list("serial", flat=True)) == list(
                range(1, counter.last + 1)
            )
        letters = set(Decision.objects.exclude(letter=None).values_list("letter", flat=True))
        about = IssuedDocument.objects.filter(subject_label="referrals.referral")
        assert letters == set(about.values_list("pk", flat=True))

    @invariant()
    def valid_letter_belongs_to_a_standing_approval(self):
        valid = IssuedDocument.objects.filter(subject_label="referrals.referral", status="valid")
        for letter in valid:
            assert Decision.objects.get(letter=letter).voided_at is None

    @invariant()
    def nobody_is_anywhere_without_a_decision(self):
        assert (
            Stay.objects.filter(referral__isnull=False)
            .exclude(
                referral__decisions__outcome=Outcome.APPROVED,
                referral__decisions__voided_at=None,
            )
            .count()
            == 0
        )

    @invariant()
    def nobody_decided_their_own(self):
        standing = [S.ENDORSED, S.APPROVED, S.ACCEPTED, S.ARRIVED, S.DONE]
        for referral in Referral.objects.filter(status__in=standing):
            hands = {referral.submitted_by_id, referral.written_by_id, referral.last_edited_by_id}
            assert not hands & {referral.decided_by_id, referral.endorsed_by_id}
        assert not Decision.objects.filter(decided_by=self.users["stranger"]).exists()

    @invariant()
    def exception_has_two_deciders(self):
        approved = Referral.objects.filter(
            needs_second=True, status__in=[S.APPROVED, S.ACCEPTED, S.ARRIVED, S.DONE]
        )
        for referral in approved:
            assert referral.endorsed_by_id not in (None, referral.decided_by_id)


def test_no_sequence_of_acts_breaks_what_must_hold(db):
    run_state_machine_as_test(Referrals)


def test_machine_sees_a_leaked_place(db, monkeypatch):
    """The machine can fail: with a cancel that keeps the place it finds out."""
    monkeypatch.setattr("referrals.actions.referrals.free_hold", lambda *_, **__: None)
    monkeypatch.setattr("referrals.actions.voiding.free_hold", lambda *_, **__: None)

    with pytest.raises((AssertionError, IntegrityError)):
        run_state_machine_as_test(Referrals)
