"""The chain of custody: one holder at a time, in order, signed, and nothing of it ever changed."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake import actions
from intake.actions import Entrusted, TakenOn
from intake.custody import holder_of_case, holder_of_encounter, places_in
from intake.models import (
    BelongingChange,
    Handover,
    HandoverPerson,
    HolderKind,
    ItemKind,
    ItemState,
    Outcome,
)
from intake.work_belongings import work
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import Signature
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from tests.factories import (
    a_case,
    a_handover,
    a_raid,
    a_signature_given,
    a_stay,
    a_user,
    an_encounter,
    an_item,
    clocks,
)

SHELTER = (HolderKind.SHELTER, "Rumah singgah contoh")


def to(raid, kind, name, **fields):
    fields = {"from_kind": HolderKind.STREET, "at": timezone.now()} | fields
    return Handover(raid=raid, to_kind=kind, to_name=name, **fields)


def entrusted(*people, seen=None):
    return [
        Entrusted(
            subject=one,
            seen=holder_of_encounter(one).link if seen is None else seen,
            condition="Sehat",
        )
        for one in people
    ]


@pytest.mark.django_db
class TestHandOver:
    def test_people_go_from_the_street_to_the_vehicle_to_the_shelter(self):
        raid = a_raid()
        one, two = an_encounter(raid=raid), an_encounter(raid=raid)

        a_handover(one, two)
        last = a_handover(one, two, to=SHELTER, receiver="Penjaga Contoh")

        holder = holder_of_encounter(one)
        assert (holder.words, holder.person, holder.link) == (
            "Tempat penampungan: Rumah singgah contoh",
            "Penjaga Contoh",
            2,
        )
        assert last.people.count() == 2
        assert Signature.objects.count() == 4
        assert Entry.objects.filter(action="custody.hand_over").count() == 2

    def test_another_giver_than_the_last_receiver_needs_an_explanation(self):
        one = an_encounter()
        a_handover(one, receiver="Sopir Contoh")

        with pytest.raises(ValidationError, match="Sopir Contoh"):
            a_handover(one, to=SHELTER, giver="Orang Lain")
        kept = a_handover(one, to=SHELTER, giver="Orang Lain", explanation="Sopir berganti regu")

        assert kept.explanation == "Sopir berganti regu"

    def test_another_place_than_the_last_one_needs_an_explanation(self):
        one = an_encounter()
        a_handover(one)
        elsewhere = to(one.raid, *SHELTER, from_kind=HolderKind.HOSPITAL, from_name="RS Contoh")

        with pytest.raises(ValidationError, match="Kendaraan: Dalmas 2"):
            actions.hand_over(
                elsewhere,
                by=one.raid.opened_by,
                people=entrusted(one),
                giver=a_signature_given("Sopir Contoh"),
                receiver=a_signature_given(),
            )

    def test_people_of_two_holders_are_not_handed_over_in_one(self):
        raid = a_raid()
        one, two = an_encounter(raid=raid), an_encounter(raid=raid)
        a_handover(one)

        with pytest.raises(ValidationError, match="satu pemegang"):
            a_handover(one, two, to=SHELTER, explanation="x")

    def test_page_that_is_out_of_date_is_told_who_was_quicker(self):
        one = an_encounter()
        a_handover(one)

        with pytest.raises(TakenOn, match="sudah diserahterimakan ke Kendaraan: Dalmas 2"):
            actions.hand_over(
                to(one.raid, *SHELTER),
                by=one.raid.opened_by,
                people=entrusted(one, seen=0),
                giver=a_signature_given(),
                receiver=a_signature_given(),
            )
        assert Signature.objects.count() == 2

    def test_times_are_in_order(self):
        one = an_encounter()
        a_handover(one)

        with pytest.raises(ValidationError, match="baru diterima"):
            a_handover(one, to=SHELTER, at=timezone.now() - dt.timedelta(minutes=20))
        with pytest.raises(ValidationError, match="masa depan"):
            a_handover(one, to=SHELTER, at=timezone.now() + dt.timedelta(hours=1))

    def test_nobody_is_handed_over_before_they_were_met(self):
        one = an_encounter()

        with pytest.raises(ValidationError, match="baru ditemui"):
            a_handover(one, at=one.met_at - dt.timedelta(minutes=5))

    @pytest.mark.parametrize("outcome", [Outcome.LET_GO, Outcome.ESCAPED])
    def test_who_went_away_is_not_handed_over(self, outcome):
        with pytest.raises(PermissionDenied, match="Betulkan triase"):
            a_handover(an_encounter(outcome))

    def test_people_of_another_raid_are_refused(self):
        one, other = an_encounter(), an_encounter()

        with pytest.raises(ValidationError, match="bukan dari razia ini"):
            a_handover(one, other)

    def test_sent_twice_it_is_written_once(self):
        one = an_encounter()
        sent = uuid.uuid4()

        first = a_handover(one, client_uuid=sent)
        again = a_handover(one, client_uuid=sent)

        assert first == again
        assert Handover.objects.count() == 1

    def test_reader_of_raids_may_not_hand_over(self):
        one = an_encounter()
        with pytest.raises(PermissionDenied):
            a_handover(one, by=a_user(Role.SECTION_HEAD))

    def test_handover_of_a_file_goes_on_with_the_chain_of_its_encounter(self):
        encounter = an_encounter(Outcome.CASE)
        case = a_case(person=encounter.person, encounter=encounter)
        a_handover(encounter)
        worker = a_user(Role.SOCIAL_WORKER, office=case.section)

        actions.hand_over(
            Handover(
                case=case,
                from_kind=HolderKind.VEHICLE,
                from_name="Dalmas 2",
                to_kind=HolderKind.HOSPITAL,
                to_name="RS Contoh",
                at=timezone.now(),
            ),
            by=worker,
            people=[Entrusted(subject=case, seen=1, condition="Demam")],
            giver=a_signature_given("Sopir Contoh"),
            receiver=a_signature_given("Perawat Contoh"),
        )

        assert holder_of_case(case).link == holder_of_encounter(encounter).link == 2
        assert Entry.objects.filter(action="custody.hand_over", case_pk=case.pk).count() == 2

    def test_protected_person_is_handed_over_only_by_who_may_open_the_file(self):
        encounter = an_encounter(Outcome.CASE)
        a_case(person=encounter.person, encounter=encounter, flags=["trafficking"])

        with pytest.raises(PermissionDenied):
            a_handover(encounter)


@pytest.mark.django_db
class TestPermanence:
    def test_handover_and_its_people_can_be_neither_changed_nor_removed(self):
        a_handover(an_encounter())

        for rows, change in (
            (Handover.objects.all(), {"to_name": "lain"}),
            (HandoverPerson.objects.all(), {"condition": "lain"}),
        ):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                rows.update(**change)
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                rows._raw_delete("default")

    def test_database_refuses_a_gap_in_the_chain(self):
        one = an_encounter()
        handover = a_handover(one)

        with pytest.raises(IntegrityError, match="no gap"), transaction.atomic():
            HandoverPerson.objects.create(
                handover=handover, encounter=an_encounter(raid=one.raid), link=2, condition="x"
            )

    def test_database_refuses_a_time_before_the_last_one(self):
        one = an_encounter()
        later = a_handover(one)
        earlier = a_handover(
            an_encounter(raid=one.raid), at=timezone.now() - dt.timedelta(minutes=30)
        )
        assert earlier.at < later.at

        with pytest.raises(IntegrityError, match="not before"), transaction.atomic():
            HandoverPerson.objects.create(handover=earlier, encounter=one, link=2, condition="x")


@pytest.mark.django_db(transaction=True)
def test_two_handovers_of_one_person_at_once_one_wins_and_the_others_are_told():
    one = an_encounter()
    officers = [a_user(Role.FIELD_OFFICER) for _ in range(6)]

    def race(officer):
        try:
            actions.hand_over(
                to(one.raid, HolderKind.VEHICLE, f"Mobil {officer.pk}"),
                by=officer,
                people=entrusted(one, seen=0),
                giver=a_signature_given(),
                receiver=a_signature_given(),
            )
        except TakenOn as told:
            return told.messages[0]
        else:
            return "menang"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        outcomes = list(pool.map(race, officers))

    assert outcomes.count("menang") == 1
    assert all("sudah diserahterimakan ke Kendaraan" in o for o in outcomes if o != "menang")
    assert HandoverPerson.objects.count() == 1


@pytest.mark.django_db
class TestPlaces:
    def test_closing_is_warned_of_whose_last_place_is_unknown(self):
        raid = a_raid()
        street, vehicle, shelter = (an_encounter(raid=raid) for _ in range(3))
        an_encounter(Outcome.LET_GO, raid=raid)
        a_handover(vehicle, shelter)
        a_handover(shelter, to=SHELTER)

        places = places_in(raid)

        assert [(g.holder.kind, g.number, g.unknown) for g in places.groups] == [
            ("street", 1, 1),
            ("vehicle", 1, 1),
            ("shelter", 1, 0),
        ]
        assert places.sentences == [
            "1 orang dibawa tanpa serah terima: tempat terakhirnya tidak diketahui",
            "1 orang terakhir tercatat di kendaraan",
        ]
        assert street.pk

    def test_who_lives_in_a_facility_has_a_known_place(self):
        encounter = an_encounter(Outcome.CASE)
        case = a_case(person=encounter.person, encounter=encounter)
        assert places_in(encounter.raid).unknown == 1

        a_stay(case=case)

        assert places_in(encounter.raid).unknown == 0


@pytest.mark.django_db
class TestBelongings:
    def change(self, item, state, *, by=None, seen=2, **fields):
        return actions.change_item(
            item,
            by=by or item.encounter.recorded_by,
            seen=seen,
            state=state,
            at=timezone.now(),
            **fields,
        )

    def test_thing_is_taken_kept_and_given_back_against_a_signature(self):
        item = an_item()

        with pytest.raises(ValidationError, match="tanda tangan penerimanya"):
            self.change(item, ItemState.RETURNED, to_whom="Pemilik")
        self.change(item, ItemState.RETURNED, receiver=a_signature_given("Pemilik Contoh"))

        states = list(item.changes.order_by("step").values_list("state", flat=True))
        assert states == ["taken", "held", "returned"]
        assert item.changes.get(step=3).to_whom == "Pemilik Contoh"
        assert not type(item).objects.open().exists()

    @pytest.mark.parametrize("kind", [ItemKind.WEAPON, ItemKind.DRUGS])
    def test_weapons_and_drugs_go_to_the_police_only(self, kind):
        item = an_item(kind=kind)

        with pytest.raises(ValidationError, match="hanya diserahkan ke polisi"):
            self.change(item, ItemState.RETURNED, receiver=a_signature_given())
        with pytest.raises(ValidationError, match="hanya diserahkan ke polisi"):
            self.change(item, ItemState.DESTROYED, reason="tumpul")
        with pytest.raises(IntegrityError, match="go to the police"), transaction.atomic():
            BelongingChange.objects.create(
                item=item,
                step=3,
                state="destroyed",
                reason="x",
                at=timezone.now(),
                recorded_by=item.encounter.recorded_by,
            )
        change = self.change(
            item, ItemState.POLICE, to_whom="Polsek contoh", receiver=a_signature_given()
        )

        assert change.signature is not None

    def test_ended_thing_is_not_changed_again(self):
        item = an_item()
        self.change(item, ItemState.DESTROYED, reason="Busuk dan berbau")

        with pytest.raises(actions_wrong(), match="sudah dicatat dimusnahkan"):
            self.change(item, ItemState.HELD, where="x", seen=3)

    def test_who_saw_an_older_state_is_told(self):
        item = an_item()
        self.change(item, ItemState.HELD, where="Gudang")

        with pytest.raises(actions_wrong(), match="Muat ulang"):
            self.change(item, ItemState.HELD, where="Lemari")

    def test_register_only_grows(self):
        item = an_item()

        for rows in (type(item).objects.all(), BelongingChange.objects.all()):
            with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
                rows._raw_delete("default")

    @pytest.mark.parametrize(
        ("to", "kind", "state"),
        [
            (SHELTER, ItemKind.BAG, "held"),
            ((HolderKind.POLICE, "Polsek contoh"), ItemKind.WEAPON, "police"),
            ((HolderKind.FAMILY, "Ibu contoh"), ItemKind.BAG, "returned"),
        ],
    )
    def test_thing_goes_along_with_its_person(self, to, kind, state):
        one = an_encounter()
        item = an_item(one, kind)

        handover = Handover(
            raid=one.raid, from_kind="street", to_kind=to[0], to_name=to[1], at=timezone.now()
        )
        actions.hand_over(
            handover,
            by=one.recorded_by,
            people=[Entrusted(subject=one, seen=0, condition="Sehat", items=[item.pk])],
            giver=a_signature_given(),
            receiver=a_signature_given(),
        )

        last = item.changes.order_by("-step").first()
        assert (last.state, last.handover) == (state, handover)

    def test_weapon_is_not_handed_to_the_family(self):
        one = an_encounter()
        item = an_item(one, ItemKind.WEAPON)
        with pytest.raises(ValidationError, match="hanya diserahkan ke polisi"):
            actions.hand_over(
                to(one.raid, HolderKind.FAMILY, "Ibu contoh"),
                by=one.recorded_by,
                people=[Entrusted(subject=one, seen=0, condition="Sehat", items=[item.pk])],
                giver=a_signature_given(),
                receiver=a_signature_given(),
            )
        assert Handover.objects.count() == 0


def actions_wrong():
    from ppks_service.workflow import WrongStatus

    return WrongStatus


@pytest.mark.django_db
class TestWork:
    def test_weapon_waits_for_who_leads_the_raid_until_the_police_has_it(self):
        clocks()
        one = an_encounter()
        item = an_item(one, ItemKind.WEAPON)
        an_item(one)
        leader = one.raid.opened_by

        found = list(work(leader, Clocks()))
        TestBelongings().change(
            item, ItemState.POLICE, to_whom="Polsek contoh", receiver=a_signature_given()
        )

        assert [line.kind for line in found] == ["barang-polisi"]
        assert list(work(leader, Clocks())) == []
        assert list(work(a_user(Role.FIELD_OFFICER), Clocks())) == []

    def test_thing_kept_after_the_end_waits_for_who_answered_for_the_case(self):
        clocks()
        encounter = an_encounter(Outcome.CASE)
        an_item(encounter)
        case = a_case(person=encounter.person, encounter=encounter)
        owner = a_user(Role.SOCIAL_WORKER, office=case.section)
        type(case).objects.filter(pk=case.pk).update(owner=owner)
        assert list(work(owner, Clocks())) == []

        type(case).objects.filter(pk=case.pk).update(
            status="ended", ended_at=timezone.now(), ended_by=owner, end_reason="completed"
        )

        assert [line.code for line in work(owner, Clocks())] == [case.number]
