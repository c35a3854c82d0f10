"""Many items in one transaction: what comes of each is what would come of it alone."""

import uuid

import pytest

from intake.actions import field
from intake.models import Encounter, SyncItem
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_raid, a_stop, a_user, an_encounter
from tests.field.phones import Phone, a_jpeg, post, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER)


@pytest.fixture
def raid(officer):
    return a_raid(by=officer)


@pytest.fixture
def client(as_user, officer):
    return as_user(officer)


def photo_of(phone, person):
    return phone.item("photo.attach", person["subject"])


def states(receipts, *items):
    return [receipts[item["uuid"]]["state"] for item in items]


@pytest.mark.parametrize("people", [2, 25])
def test_people_cost_the_same_for_two_and_a_full_post(
    raid, officer, django_assert_num_queries, people
):
    phone, stop = Phone(raid), a_stop(raid)
    items = [read(phone.person(stop=stop)) for _ in range(people)]

    with django_assert_num_queries(14):
        receipts = field.receive(items, by=officer)

    assert [r["ordinal"] for r in receipts] == list(range(1, people + 1))


@pytest.mark.parametrize("photos", [2, 4])
def test_photos_cost_the_same_for_two_and_a_full_post(
    raid, officer, django_assert_num_queries, photos
):
    phone = Phone(raid)
    people = [phone.person() for _ in range(photos)]
    field.receive([read(person) for person in people], by=officer)
    items = [read(photo_of(phone, person), a_jpeg()) for person in people]

    with django_assert_num_queries(10):
        receipts = field.receive(items, by=officer)

    assert {(r["state"], r["version"]) for r in receipts} == {("accepted", 2)}


def test_items_together_leave_what_they_leave_one_by_one(officer):
    """Records, history, journal, receipts: the same, but for what counts up."""
    left = []
    for at_once in (True, False):
        raid = a_raid(by=officer)
        phone, stop = Phone(raid), a_stop(raid)
        people = [
            phone.person(stop=stop, name="Ani", age_years=9),
            phone.person(name="Budi", outcome="let_go", outcome_reason="tidak mau"),
            phone.person(activities=["busking"], belongings=["bag"], latitude="3.5"),
        ]
        photos = [(photo_of(phone, person), a_jpeg(n)) for n, person in enumerate(people)]
        begun = Entry.objects.count()
        for sent in ([(person, None) for person in people], photos):
            batches = [sent] if at_once else [[one] for one in sent]
            for batch in batches:
                field.receive([read(*one) for one in batch], by=officer)
        left.append(what_is_left(raid, begun))

    assert left[0] == left[1]
    assert left[0]["journal"], "something was compared"


def what_is_left(raid, begun):
    def without_numbers(text, people=None):
        for person in raid.encounters.order_by("ordinal"):
            text = text.replace(person.number, f"no. {person.ordinal}")
        return text

    encounters = [f.name for f in Encounter._meta.concrete_fields]
    own = {"id", "client_uuid", "raid", "stop", "number", "photo", "recorded_at", "met_at"}
    own |= {"triaged_at"}
    events = Encounter.pgh_event_model.objects.filter(raid=raid)
    acts = Entry.objects.order_by("pk")[begun:]
    items = SyncItem.objects.filter(raid=raid.client_uuid).order_by("pk")
    return {
        "people": list(
            raid.encounters.order_by("ordinal").values_list(
                *[name for name in encounters if name not in own], "photo__sha256", "stop__name"
            )
        ),
        "history": sorted(
            events.values_list("ordinal", "pgh_label", "version", "name", "photo__sha256")
        ),
        "journal": sorted(
            (a.action, without_numbers(a.note), a.actor_id, a.subject_label, a.person_pk, a.case_pk)
            for a in acts
        ),
        "items": sorted(
            (i.kind, i.state, i.payload, i.receipt["ordinal"], i.receipt["version"], str(i.why))
            for i in items
        ),
    }


def test_what_is_not_plain_spoils_none_of_its_run(client, raid, officer):
    phone = Phone(raid)
    there = an_encounter(raid=raid, by=a_user(Role.FIELD_OFFICER))
    good = [phone.person(name=f"Orang {n}") for n in range(3)]
    silly = phone.person(age_years="abc")
    future = phone.person(met_at="2100-01-01T00:00:00Z")
    nowhere = phone.person(stop=str(uuid.uuid4()))

    receipts = post(client, good[0], silly, good[1], future, nowhere, good[2])

    assert states(receipts, *good) == ["accepted"] * 3
    assert states(receipts, silly, future, nowhere) == ["refused", "refused", "parked"]
    assert receipts[silly["uuid"]]["why"][0]["field"] == "age_years"
    ordinals = [receipts[person["uuid"]]["ordinal"] for person in good]
    assert ordinals == [there.ordinal + 1, there.ordinal + 2, there.ordinal + 3]


def test_person_who_is_there_already_sends_the_run_one_by_one(client, raid):
    phone = Phone(raid)
    first = phone.person(name="Ani")
    post(client, first)
    again, others = phone.person(first["subject"], name="Ani"), [phone.person(), phone.person()]

    receipts = post(client, others[0], again, others[1])

    assert states(receipts, *others) == ["accepted"] * 2
    assert Encounter.objects.count() == 3
    assert SyncItem.objects.filter(uuid=again["uuid"]).exists()


def test_run_that_is_sent_again_hears_the_same_and_new_ones_are_taken_in(client, raid):
    phone = Phone(raid)
    sent = [phone.person() for _ in range(3)]
    first = post(client, *sent[:2])

    again = post(client, *sent)

    assert [again[i["uuid"]] for i in sent[:2]] == [first[i["uuid"]] for i in sent[:2]]
    assert states(again, sent[2]) == ["accepted"]
    assert Encounter.objects.count() == 3


def test_same_number_twice_in_one_run_is_taken_in_once(client, raid):
    phone = Phone(raid)
    one, other = phone.person(name="A"), phone.person(name="B")

    receipts = post(client, one, other, one | {"body": one["body"] | {"name": "C"}})

    assert states(receipts, one, other) == ["refused", "accepted"]
    assert sorted(Encounter.objects.values_list("name", flat=True)) == ["A", "B"]


def test_people_of_a_closed_raid_wait_for_the_office(client, officer):
    raid = a_raid(by=officer, status="closed")
    phone = Phone(raid)
    people = [phone.person() for _ in range(3)]

    receipts = post(client, *people)

    assert states(receipts, *people) == ["parked"] * 3
    assert SyncItem.objects.filter(waits_for_office=True).count() == 3


def test_photos_that_waited_come_with_the_run_of_their_people(client, raid):
    phone = Phone(raid)
    people = [phone.person() for _ in range(3)]
    photos = [photo_of(phone, person) for person in people[:2]]
    pictures = {photo["uuid"]: a_jpeg() for photo in photos}
    assert states(post(client, *photos, photos=pictures), *photos) == ["parked"] * 2

    receipts = post(client, *people)

    assert states(receipts, *people, *photos) == ["accepted"] * 5
    assert Encounter.objects.filter(photo__isnull=False).count() == 2


def test_mother_and_child_in_one_run_find_each_other(client, raid):
    phone = Phone(raid)
    before, mother = phone.person(), phone.person(name="Ibu")
    child, after = phone.person(met_with=mother["subject"]), phone.person()

    receipts = post(client, before, mother, child, after)

    assert [receipts[i["uuid"]]["ordinal"] for i in (before, mother, child, after)] == [1, 2, 3, 4]
    assert Encounter.objects.get(ordinal=3).met_with.name == "Ibu"


def test_each_photo_of_a_run_meets_what_it_would_meet_alone(client, raid, officer):
    phone = Phone(raid)
    people = [phone.person() for _ in range(4)]
    post(client, *people)
    colleague, later = Phone(raid), [photo_of(phone, person) for person in people]
    theirs = photo_of(colleague, people[1])
    field.receive([read(theirs, a_jpeg())], by=a_user(Role.FIELD_OFFICER))
    unknown = phone.item("photo.attach", uuid.uuid4())
    pictures = {photo["uuid"]: a_jpeg() for photo in (later[0], later[1], later[3], unknown)}

    receipts = post(client, *later, unknown, photos=pictures | {later[2]["uuid"]: b"no picture"})

    assert states(receipts, *later, unknown) == [
        "accepted",
        "conflict",
        "refused",
        "accepted",
        "parked",
    ]
    kept = SyncItem.objects.get(uuid=unknown["uuid"])
    assert kept.photo is not None, "what waits keeps its photo"


def test_two_photos_of_one_person_in_a_run_stand_both_in_the_history(client, raid):
    phone = Phone(raid)
    person = phone.person()
    post(client, person)
    photos = [photo_of(phone, person) for _ in range(2)]
    pictures = {photo["uuid"]: a_jpeg() for photo in photos}

    receipts = post(client, *photos, photos=pictures)

    found = Encounter.objects.get()
    assert states(receipts, *photos) == ["accepted"] * 2
    assert found.photo == SyncItem.objects.get(uuid=photos[1]["uuid"]).photo
    events = Encounter.pgh_event_model.objects.filter(pgh_obj_id=found.pk)
    assert events.exclude(photo=None).values("photo").distinct().count() == 2


def test_child_whose_photo_an_officer_may_not_see_keeps_the_others_of_the_run(
    client, raid, officer
):
    other = a_user(Role.FIELD_OFFICER)
    theirs = a_raid(by=other)
    child = an_encounter(raid=theirs, by=other, age_years=7)
    adult = an_encounter(raid=theirs, by=other, age_years=30)
    phone = Phone(theirs)
    photos = [phone.item("photo.attach", person.client_uuid) for person in (child, adult)]

    receipts = post(client, *photos, photos={photo["uuid"]: a_jpeg() for photo in photos})

    assert states(receipts, *photos) == ["refused", "accepted"]
    assert "terlindung" in receipts[photos[0]["uuid"]]["why"][0]["sentence"]


@pytest.mark.parametrize("people", [2, 9])
def test_people_who_waited_for_their_raid_cost_the_same_for_two_and_nine(
    officer, django_assert_max_num_queries, people
):
    """Their numbers are locked until all are applied: one by one that held up every other phone."""
    phone, raid = Phone(), uuid.uuid4()
    waiting = [phone.person(raid=raid) for _ in range(people)]
    field.receive([read(person) for person in waiting], by=officer)
    photos = [phone.item("photo.attach", p["subject"], raid=raid) for p in waiting]
    field.receive([read(photo, a_jpeg()) for photo in photos], by=officer)
    opening = phone.item(
        "raid.open", raid, raid=raid, name="Operasi", starts_at="2026-09-21T20:00:00+07:00"
    )

    with django_assert_max_num_queries(45 + 2 * people):  # each item's own row, and all else once
        receipts = field.receive([read(opening)], by=officer)

    assert len(receipts) == 1 + 2 * people
    assert {receipt["state"] for receipt in receipts} == {"accepted"}
    assert Encounter.objects.filter(photo__isnull=False).count() == people
