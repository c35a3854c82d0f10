"""What phones send arrives once, in any order, and whoever sent it hears what became of it."""

import base64
import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from intake.models import Encounter, Raid, SyncItem, SyncState
from ppks_service.accounts.roles import Role
from tests.factories import a_raid, a_stop, a_user, an_encounter
from tests.field.phones import Phone, a_jpeg, post

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


def test_key_is_the_users_own_and_the_same_each_time(as_user, officer):
    other = a_user(Role.FIELD_OFFICER)
    first = as_user(officer).get(reverse("intake:field_key"))
    again = as_user(officer).get(reverse("intake:field_key")).json()
    others = as_user(other).get(reverse("intake:field_key")).json()

    assert "no-store" in first["Cache-Control"]
    assert len(base64.b64decode(first.json()["key"])) == 32
    assert (first.json()["key"], first.json()["user"]) == (again["key"], again["user"])
    assert first.json()["key"] != others["key"]
    assert first.json()["user"] != others["user"]


@pytest.mark.parametrize("name", ["field_key", "field_provisions"])
def test_program_without_a_session_is_told_so_and_never_redirected(name):
    response = Client().get(reverse(f"intake:{name}"))

    assert response.status_code == 401
    assert "Masuk lagi" in response.json()["why"]


def test_stale_token_is_answered_with_a_fresh_one(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    stale = client.post(reverse("intake:field_send"), {"items": "[]"})

    assert stale.status_code == 403
    again = client.post(
        reverse("intake:field_receipts"),
        json.dumps({"uuids": []}),
        content_type="application/json",
        headers={"X-CSRFToken": stale.json()["csrf"]},
    )
    assert again.json() == {"items": []}


def test_signed_out_phone_hears_401_before_anything_about_tokens():
    response = Client(enforce_csrf_checks=True).post(reverse("intake:field_send"))

    assert response.status_code == 401


def test_person_is_recorded_with_number_ordinal_and_server_time(client, raid, officer):
    stop = a_stop(raid)
    sent = Phone(raid).person(stop=stop, name=" Udin ", age_years=9)

    receipt = post(client, sent)[sent["uuid"]]

    found = Encounter.objects.get(client_uuid=sent["subject"])
    assert receipt["state"] == "accepted"
    assert (receipt["number"], receipt["ordinal"]) == (found.number, 1)
    assert receipt["version"] == found.version == 1
    assert receipt["at"].endswith("+07:00")
    assert (found.name, found.age_band, found.stop, found.recorded_by) == (
        "Udin",
        "6-12",
        stop,
        officer,
    )
    kept = SyncItem.objects.get()
    assert kept.payload is None, "what is on the record is not kept twice"


def test_same_item_again_is_one_person_and_the_same_receipt(client, raid):
    sent = Phone(raid).person()

    assert post(client, sent) == post(client, sent)
    assert Encounter.objects.count() == 1


def test_same_item_with_other_content_is_refused(client, raid):
    sent = Phone(raid).person(name="A")
    post(client, sent)

    receipt = post(client, sent | {"body": sent["body"] | {"name": "B"}})[sent["uuid"]]

    assert receipt["state"] == "refused"
    assert Encounter.objects.get().name == "A"


def test_item_of_another_user_is_refused_without_its_receipt(client, as_user, raid):
    sent = Phone(raid).person()
    post(client, sent)

    receipt = post(as_user(a_user(Role.FIELD_OFFICER)), sent)[sent["uuid"]]

    assert receipt["state"] == "refused"
    assert "number" not in receipt
    assert Encounter.objects.count() == SyncItem.objects.count() == 1


def test_subject_of_another_user_is_refused_and_what_was_written_kept(client, as_user, raid):
    sent = Phone(raid).person(name="A")
    post(client, sent)
    again = Phone(raid).person(sent["subject"], name="B")

    receipt = post(as_user(a_user(Role.FIELD_OFFICER)), again)[again["uuid"]]

    assert receipt["state"] == "refused"
    assert Encounter.objects.get().name == "A"
    assert SyncItem.objects.get(uuid=again["uuid"]).payload["name"] == "B"


def test_one_bad_item_spoils_no_other(client, raid):
    phone = Phone(raid)
    good, silly, late = phone.person(), phone.person(age_years="abc"), phone.person()
    future = phone.person(met_at="2100-01-01T00:00:00Z")

    receipts = post(client, good, silly, late | {"seq": "x"}, future)

    assert receipts[good["uuid"]]["state"] == "accepted"
    assert receipts[silly["uuid"]]["why"][0]["field"] == "age_years"
    assert receipts[late["uuid"]]["state"] == "refused"
    assert receipts[future["uuid"]]["why"] == [
        {"field": "met_at", "sentence": "Waktu bertemu tidak boleh di masa depan."}
    ]
    assert Encounter.objects.count() == 1


def test_post_that_is_no_post_is_400(client):
    for items in ("", "{", "[]", '[{"uuid": "x"}]'):
        assert client.post(reverse("intake:field_send"), {"items": items}).status_code == 400


def test_whole_night_in_the_wrong_order_arrives_in_the_right_one(client, officer):
    phone, raid_uuid, stop_uuid = Phone(), uuid.uuid4(), uuid.uuid4()
    opening = phone.item(
        "raid.open",
        raid_uuid,
        raid=raid_uuid,
        name="Operasi malam",
        starts_at="2026-09-21T20:00:00+07:00",
        stops=[],
    )
    stop = phone.item("stop.add", stop_uuid, raid=raid_uuid, name="Simpang Pos")
    mother = phone.person(raid=raid_uuid, stop=str(stop_uuid), name="Ibu")
    child = phone.person(raid=raid_uuid, met_with=mother["subject"], name="Anak")
    photo = phone.item("photo.attach", child["subject"], raid=raid_uuid)
    edit = phone.item(
        "encounter.edit",
        child["subject"],
        raid=raid_uuid,
        base={"note": ""},
        mine={"note": "Batuk"},
    )
    for sent in (photo, edit, child, mother, stop):
        photos = {photo["uuid"]: a_jpeg()} if sent is photo else {}
        assert post(client, sent, photos=photos)[sent["uuid"]]["state"] == "parked"

    receipts = post(client, opening)

    assert len(receipts) == 6
    assert {r["state"] for r in receipts.values()} == {"accepted"}
    raid = Raid.objects.get(client_uuid=raid_uuid)
    assert raid.opened_by == officer
    people = raid.encounters.order_by("ordinal")
    assert [p.name for p in people] == ["Ibu", "Anak"]
    assert people[1].met_with == people[0]
    assert people[1].photo is not None
    assert people[1].note == "Batuk"
    assert not SyncItem.objects.exclude(payload__isnull=True).exists()


def test_receipts_are_told_again_and_only_to_the_sender(client, as_user, raid):
    sent = Phone(raid).person()
    receipts = post(client, sent)
    asked = json.dumps({"uuids": [sent["uuid"], str(uuid.uuid4()), "x"]})

    def ask(client):
        return client.post(
            reverse("intake:field_receipts"), asked, content_type="application/json"
        ).json()["items"]

    assert ask(client) == [receipts[sent["uuid"]]]
    assert ask(as_user(a_user(Role.FIELD_OFFICER))) == []


def test_photo_goes_to_its_person_without_completing_a_bare_row(client, raid, officer):
    bare = an_encounter(raid=raid, by=officer, is_bare=True)
    sent = Phone(raid).item("photo.attach", bare.client_uuid)

    receipt = post(client, sent, photos={sent["uuid"]: a_jpeg()})[sent["uuid"]]

    bare.refresh_from_db()
    assert receipt["state"] == "accepted"
    assert bare.photo is not None
    assert bare.is_bare
    assert receipt["version"] == bare.version == 2


def test_photo_that_is_none_is_refused(client, raid, officer):
    person = an_encounter(raid=raid, by=officer)
    broken, none = (Phone(raid).item("photo.attach", person.client_uuid) for _ in range(2))

    receipts = post(client, broken, none, photos={broken["uuid"]: b"no picture"})

    assert [receipts[i["uuid"]]["why"][0]["field"] for i in (broken, none)] == ["photo", "photo"]


def test_bare_rows_are_made_once(client, raid):
    stop = a_stop(raid)
    sent = Phone(raid).item(
        "encounters.bare", stop=str(stop.client_uuid), number=3, sex="P", met_at=None
    )

    first = post(client, sent)[sent["uuid"]]
    again = post(client, sent)[sent["uuid"]]

    assert first == again
    assert (first["state"], first["ordinal"]) == ("accepted", 1)
    assert [e.stop for e in Encounter.objects.filter(is_bare=True)] == [stop] * 3


def test_provisions_show_running_raids_and_only_what_may_be_seen(client, as_user, raid, officer):
    stop = a_stop(raid, counted=4)
    child = an_encounter(raid=raid, stop=stop, by=officer, name="Siti Aminah", age_years=7)
    a_raid()

    mine = client.get(reverse("intake:field_provisions")).json()["raids"]
    others = as_user(a_user(Role.FIELD_OFFICER)).get(reverse("intake:field_provisions"))

    by_uuid = {r["uuid"]: r for r in mine}
    told = by_uuid[str(raid.client_uuid)]
    assert told["stops"][0]["counted"] == 4
    assert told["encounters"][0]["fields"]["name"] == "Siti Aminah"
    assert told["encounters"][0]["listed_name"] == "S.A."
    assert told["encounters"][0]["uuid"] == str(child.client_uuid)
    assert "Siti" not in others.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_provisions_cost_the_same_for_one_person_and_three(
    client, raid, officer, django_assert_num_queries, rows
):
    for _ in range(rows):
        an_encounter(raid=raid, by=officer)

    with django_assert_num_queries(10):
        answer = client.get(reverse("intake:field_provisions")).json()

    assert len(answer["raids"][0]["encounters"]) == rows


def test_accepted_item_keeps_no_payload_whoever_writes(client, raid):
    from django.db import IntegrityError, transaction

    sent = Phone(raid).person()
    post(client, sent)

    with (
        pytest.raises(IntegrityError, match="sync_item_payload_until_accepted"),
        transaction.atomic(),
    ):
        SyncItem.objects.update(payload={})
    with pytest.raises(IntegrityError, match="sync_item_parked_waits_for"), transaction.atomic():
        SyncItem.objects.update(state=SyncState.PARKED, applied_at=None, payload={})


def test_provisions_take_the_newest_of_each_raid_along(client, raid, officer, monkeypatch):
    monkeypatch.setattr("intake.field_pages.NEWEST", 2)
    other = a_raid(status="running", by=officer)
    for one in (raid, other):
        for _ in range(3):
            an_encounter(raid=one, by=officer)

    raids = client.get(reverse("intake:field_provisions")).json()["raids"]

    taken = {row["number"]: [met["ordinal"] for met in row["encounters"]] for row in raids}
    for one in (raid, other):
        ordinals = sorted(one.encounters.values_list("ordinal", flat=True))
        assert taken[one.number] == ordinals[:-3:-1]


def test_a_guessed_number_of_nameless_people_stays_a_guess(client, raid):
    guess = Phone(raid).item("encounters.bare", number=5, is_approximate=True)
    sure = Phone(raid).item("encounters.bare", number=2)

    post(client, guess, sure)

    assert Encounter.objects.filter(is_approximate=True).count() == 5
    assert Encounter.objects.count() == 7
