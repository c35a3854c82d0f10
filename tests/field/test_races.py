"""Many hands at once, with real threads and real commits: once is once."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from intake.actions import field
from intake.models import Encounter, Raid, SyncItem
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import StoredFile
from tests.factories import a_raid, a_user
from tests.field.phones import Phone, a_jpeg, read

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8


def raced(officer, batches):
    """Send each of ``batches`` (lists of items, or of items with their photo) from its own thread."""

    def send(batch):
        try:
            items = [read(*i) if isinstance(i, tuple) else read(i) for i in batch]
            return field.receive(items, by=officer)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=RACERS) as pool:
        return list(pool.map(send, batches))


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER)


def test_same_item_sent_by_eight_at_once_is_one_person(officer):
    sent = Phone(a_raid(by=officer)).person()

    answers = raced(officer, [[sent]] * RACERS)

    assert Encounter.objects.count() == SyncItem.objects.count() == 1
    assert len({a[0]["number"] for a in answers}) == 1
    assert {a[0]["state"] for a in answers} == {"accepted"}


def test_eight_phones_in_one_raid_give_each_person_an_ordinal_of_their_own(officer):
    raid = a_raid(by=officer)
    phones = [Phone(raid) for _ in range(RACERS)]

    raced(officer, [[phone.person() for _ in range(5)] for phone in phones])

    ordinals = Encounter.objects.order_by("ordinal").values_list("ordinal", flat=True)
    assert list(ordinals) == list(range(1, 41))


def test_same_post_of_people_and_of_photos_by_eight_at_once_is_taken_in_once(officer):
    """Each post is a run: whoever loses the race begins again, one by one, and hears the same."""
    phone = Phone(a_raid(by=officer))
    people = [phone.person() for _ in range(4)]
    photos = [(phone.item("photo.attach", p["subject"]), a_jpeg()) for p in people]

    for batch in (people, photos):
        answers = raced(officer, [batch] * RACERS)

        told = [{receipt["uuid"]: receipt for receipt in answer} for answer in answers]
        assert {receipt["state"] for receipt in told[0].values()} == {"accepted"}
        assert told == [told[0]] * RACERS
    assert list(Encounter.objects.order_by("ordinal").values_list("ordinal", "version")) == [
        (n, 2) for n in range(1, 5)
    ]
    assert StoredFile.objects.count() == 4, "and no photo lies about that nobody has"


def test_child_and_parent_that_arrive_at_the_same_moment_find_each_other(officer):
    """Whichever commits first: nobody stays parked for somebody who is there."""
    for _ in range(6):
        phone, raid = Phone(), uuid.uuid4()
        opening = phone.item(
            "raid.open", raid, raid=raid, name="Operasi", starts_at="2026-09-21T20:00:00+07:00"
        )
        people = [phone.person(raid=raid) for _ in range(3)]
        photos = [(phone.item("photo.attach", p["subject"], raid=None), a_jpeg()) for p in people]

        raced(officer, [[opening], *[[p] for p in people], *[[p] for p in photos]])

        opened = Raid.objects.get(client_uuid=raid)
        assert opened.encounters.filter(photo__isnull=False).count() == 3
    assert set(SyncItem.objects.values_list("state", flat=True)) == {"accepted"}


def test_two_edits_of_one_answer_at_once_are_one_edit_and_one_conflict(officer):
    raid = a_raid(by=officer)
    phone = Phone(raid)
    person = phone.person(note="")
    field.receive([read(person)], by=officer)
    edits = [
        phone.item("encounter.edit", person["subject"], base={"note": ""}, mine={"note": f"{n}"})
        for n in range(RACERS)
    ]

    answers = raced(officer, [[edit] for edit in edits])

    states = sorted(a[0]["state"] for a in answers)
    assert states == ["accepted"] + ["conflict"] * (RACERS - 1)
    shown = {
        SyncItem.objects.get(uuid=e["uuid"]).clash["note"]["mine"]["note"]
        for e in edits
        if SyncItem.objects.get(uuid=e["uuid"]).clash
    }
    assert len(shown | {Encounter.objects.get().note}) == RACERS, "nothing that was typed is lost"
