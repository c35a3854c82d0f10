"""What came too late is not lost: the office takes it in. What clashes is shown side by side."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.models import Encounter, SyncItem, SyncState
from intake.work_raids import work
from ppks_service.accounts.roles import Role
from ppks_service.worklist.clocks import Clocks
from tests.factories import a_raid, a_stop, a_user, an_encounter
from tests.field.phones import Phone, a_jpeg, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER, full_name="Ratna Ginting")


@pytest.fixture
def registrar():
    return a_user(Role.REGISTRAR)


@pytest.fixture
def raid(officer):
    raid = a_raid(by=officer)
    a_stop(raid, counted=0, name="Simpang Pos")
    return raid


@pytest.fixture
def client(as_user, officer):
    return as_user(officer)


@pytest.fixture
def office(as_user, registrar):
    return as_user(registrar)


@pytest.fixture
def late(client, raid, officer):
    """A person with a photo whose raid was closed before the phone had a signal."""
    phone = Phone(raid)
    sent = phone.person(stop=raid.stops.get(), name="Udin", note="Demam")
    photo = phone.item("photo.attach", sent["subject"])
    actions.close_raid(raid, by=officer)
    receipts = post(client, sent, photo, photos={photo["uuid"]: a_jpeg()})
    assert {r["state"] for r in receipts.values()} == {"parked"}
    assert "menunggu kantor" in receipts[sent["uuid"]]["why"][0]["sentence"]
    return SyncItem.objects.get(uuid=sent["uuid"])


def test_late_person_is_taken_in_outside_the_raid_with_all_that_waited(
    office, late, raid, officer, registrar
):
    address = reverse("intake:field_take_in", args=[late.uuid])
    assert "Udin" in office.get(address).content.decode()

    answer = office.post(address, {"door": "police", "reason": "Tidak ada sinyal"})

    found = Encounter.objects.get(client_uuid=late.subject)
    assert answer["Location"] == reverse("intake:encounter_show", args=[found.number])
    assert (found.raid, found.ordinal, found.door) == (None, None, "police")
    assert found.recorded_by == officer
    assert found.place == "Simpang Pos"
    assert found.note == f"Susulan razia {raid.number}: Tidak ada sinyal\nDemam"
    assert found.photo is not None
    assert set(SyncItem.objects.values_list("state", flat=True)) == {"accepted"}
    assert not SyncItem.objects.exclude(payload__isnull=True).exists()


def test_taking_in_twice_makes_nobody_twice(office, late):
    address = reverse("intake:field_take_in", args=[late.uuid])
    for _ in range(2):
        office.post(address, {"door": "police", "reason": "Tidak ada sinyal"})

    assert Encounter.objects.filter(client_uuid=late.subject).count() == 1


def test_phone_hears_that_the_office_took_it_in(client, office, late):
    office.post(
        reverse("intake:field_take_in", args=[late.uuid]), {"door": "police", "reason": "Sinyal"}
    )

    answer = client.post(
        reverse("intake:field_receipts"), {"uuids": [str(late.uuid)]}, "application/json"
    ).json()["items"][0]

    assert answer["state"] == "accepted"
    assert answer["number"]
    assert "why" not in answer


def test_late_nameless_people_are_taken_in_each(client, office, raid, officer):
    actions.close_raid(raid, by=officer)
    sent = Phone(raid).item("encounters.bare", number=3, sex="P")
    post(client, sent)

    office.post(
        reverse("intake:field_take_in", args=[sent["uuid"]]),
        {"door": "other_office", "reason": "Sinyal"},
    )

    assert Encounter.objects.filter(is_bare=True, raid=None, sex="P").count() == 3


def test_person_whose_stop_never_came_is_taken_into_the_raid(client, office, raid):
    sent = Phone(raid).person(stop="00000000-0000-4000-8000-000000000000", name="Udin")
    assert post(client, sent)[sent["uuid"]]["state"] == "parked"
    SyncItem.objects.update(received_at=timezone.now() - dt.timedelta(hours=25))
    assert "Lebih dari 24 jam" in office.get(reverse("intake:field_held")).content.decode()

    office.post(reverse("intake:field_take_in", args=[sent["uuid"]]), {"reason": "Titik hilang"})

    assert Encounter.objects.get(client_uuid=sent["subject"]).raid == raid


def test_list_shows_the_office_all_and_an_officer_their_own(client, office, as_user, late, raid):
    other = as_user(a_user(Role.FIELD_OFFICER))

    page = office.get(reverse("intake:field_held")).content.decode()

    assert "laki-laki, 25–44 dewasa".capitalize() in page
    assert "Udin" not in page
    assert raid.number in client.get(reverse("intake:field_held")).content.decode()
    assert raid.number not in other.get(reverse("intake:field_held")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    client, office, raid, officer, django_assert_num_queries, rows
):
    actions.close_raid(raid, by=officer)
    person = an_encounter(raid=raid, by=officer, note="A")
    for n in range(rows):
        post(client, Phone(raid).person())
        edit = Phone(raid).item(
            "encounter.edit", person.client_uuid, base={"note": "B"}, mine={"note": f"C{n}"}
        )
        post(client, edit)

    with django_assert_num_queries(9):
        response = office.get(reverse("intake:field_held"))

    assert len(response.context["office"]) == len(response.context["conflicts"]) == rows


def test_work_list_leads_the_office_to_what_is_late(late, registrar, officer):
    lines = {item.kind: item for item in work(registrar, Clocks())}

    assert lines["kiriman-tertahan"].what == "Catat 1 kiriman yang tertahan"
    assert "kiriman-tertahan" not in {item.kind for item in work(officer, Clocks())}


def test_work_list_counts_the_people_and_not_what_follows_them(
    client, office, raid, registrar, officer
):
    unknown = "00000000-0000-4000-8000-000000000000"
    edit = Phone(raid).item("encounter.edit", unknown, base={"note": ""}, mine={"note": "A"})
    post(client, edit, Phone(raid).person(stop=unknown))
    SyncItem.objects.update(received_at=timezone.now() - dt.timedelta(hours=25))

    lines = {item.kind: item for item in work(registrar, Clocks())}

    assert lines["kiriman-tertahan"].what == "Catat 1 kiriman yang tertahan"


def test_work_list_leads_the_sender_to_their_conflict(clashing, officer, registrar):
    assert [i.kind for i in work(officer, Clocks()) if i.kind == "bentrok"] == ["bentrok"]
    assert "bentrok" not in {item.kind for item in work(registrar, Clocks())}
    SyncItem.objects.update(received_at=timezone.now() - dt.timedelta(hours=25))
    assert "bentrok" in {item.kind for item in work(registrar, Clocks())}


# --- Conflicts on their page -------------------------------------------------------------------


@pytest.fixture
def person(raid, officer):
    return an_encounter(raid=raid, stop=raid.stops.get(), by=officer, note="Batuk", sex="L")


@pytest.fixture
def clashing(client, raid, person):
    Encounter.objects.filter(pk=person.pk).update(note="Tiga minggu")
    sent = Phone(raid).item(
        "encounter.edit",
        person.client_uuid,
        base={"note": "Batuk", "sex": "L"},
        mine={"note": "Dua minggu", "sex": "P"},
    )
    assert post(client, sent)[sent["uuid"]]["state"] == "conflict"
    return SyncItem.objects.get(uuid=sent["uuid"])


def see(client, address):
    """A page of a conflict, and the mark that it carries of what stands on it."""
    response = client.get(address)
    return response.content.decode(), response.context["shown"]


def test_conflict_page_shows_both_and_saves_the_choice(client, clashing, person):
    address = reverse("intake:field_conflict", args=[clashing.uuid])
    page, shown = see(client, address)
    assert "Dua minggu" in page
    assert "Tiga minggu" in page

    unchosen = client.post(address, {})
    assert "Pilih salah satu" in unchosen.content.decode()
    client.post(address, {"note": "mine", "shown": shown})

    person.refresh_from_db()
    assert (person.note, person.sex) == ("Dua minggu", "P")
    after = client.get(address).content.decode()
    assert "Perbedaan ini sudah diselesaikan" in after
    assert "Tiga minggu" in after


def test_conflict_is_seen_by_its_sender_and_the_office_alone(as_user, office, clashing):
    address = reverse("intake:field_conflict", args=[clashing.uuid])

    assert office.get(address).status_code == 200
    assert as_user(a_user(Role.FIELD_OFFICER)).get(address).status_code == 404


def test_clashing_photo_is_shown_to_who_may_and_logged(client, as_user, raid, person):
    for user in (as_user(a_user(Role.FIELD_OFFICER)), client):
        sent = Phone(raid).item("photo.attach", person.client_uuid)
        receipt = post(user, sent, photos={sent["uuid"]: a_jpeg()})[sent["uuid"]]
    assert receipt["state"] == "conflict"

    answer = client.get(reverse("intake:field_conflict_photo", args=[sent["uuid"]]))

    assert answer["Content-Type"] == "image/jpeg"
    assert client.get(reverse("intake:field_conflict", args=[sent["uuid"]])).status_code == 200


# --- Two browsers ------------------------------------------------------------------------------


def form_of(client, person):
    """What the edit form would post unchanged."""
    page = client.get(reverse("intake:encounter_edit", args=[person.number]))
    form = page.context["form"]
    data = {"semula": page.context["base"]}
    for bound in form:
        value = bound.value()
        if bound.name == "met_at":
            value = timezone.localtime(bound.initial).strftime("%Y-%m-%dT%H:%M")
        if value not in (None, "", []) and bound.name != "photo":
            data[bound.name] = value
    return data


def save(client, person, data):
    return client.post(reverse("intake:encounter_edit", args=[person.number]), data)


def test_two_browsers_that_wrote_apart_are_merged(client, office, person):
    first, second = form_of(client, person), form_of(office, person)

    save(client, person, first | {"note": "Demam"})
    answer = save(office, person, second | {"sex": "P"})

    person.refresh_from_db()
    assert (person.note, person.sex) == ("Demam", "P")
    assert answer["Location"] == reverse("intake:encounter_show", args=[person.number])
    assert not SyncItem.objects.exists()


def test_two_browsers_that_wrote_the_same_are_shown_and_nothing_typed_is_lost(
    client, office, person, registrar
):
    first, second = form_of(client, person), form_of(office, person)
    save(client, person, first | {"note": "Demam"})

    answer = save(office, person, second | {"note": "Patah kaki", "name": "Udin"})

    person.refresh_from_db()
    item = SyncItem.objects.get()
    assert (person.note, person.name) == ("Demam", "Udin")
    assert item.state == SyncState.CONFLICT
    assert answer["Location"] == reverse("intake:field_conflict", args=[item.uuid])
    page, shown = see(office, answer["Location"])
    assert "Patah kaki" in page
    assert "Ratna Ginting mengubah catatan ini" in page
    office.post(answer["Location"], {"note": "mine", "shown": shown})
    person.refresh_from_db()
    assert person.note == "Patah kaki"


def test_form_saved_unchanged_after_another_wrote_leaves_theirs(client, office, person):
    first, second = form_of(client, person), form_of(office, person)
    save(client, person, first | {"note": "Demam"})

    save(office, person, second)

    person.refresh_from_db()
    assert person.note == "Demam"
    assert not SyncItem.objects.exists()


def test_forged_base_is_none(client, person):
    data = form_of(client, person) | {"semula": "x", "note": "Demam"}

    save(client, person, data)

    person.refresh_from_db()
    assert person.note == "Demam"
