"""Two people wrote on the same thing: apart it is merged, where it clashes somebody chooses."""

import pytest

from intake import actions
from intake.actions.field import shown
from intake.actions.field.merging import UNITS, three_way
from intake.models import Encounter, Raid, SyncItem
from ppks_service.accounts.roles import Role
from tests.factories import a_raid, a_stop, a_user, an_encounter
from tests.field.phones import Phone, a_jpeg, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER, full_name="Ratna Ginting")


@pytest.fixture
def other():
    return a_user(Role.FIELD_OFFICER, full_name="Dewi Harahap")


@pytest.fixture
def raid(officer):
    return a_raid(by=officer)


@pytest.fixture
def client(as_user, officer):
    return as_user(officer)


@pytest.fixture
def person(raid, officer):
    return an_encounter(raid=raid, by=officer, sex="L", age_band="25-44", note="Batuk")


def edit(raid, person, base, mine):
    return Phone(raid).item("encounter.edit", person.client_uuid, base=base, mine=mine)


def send(client, item, **kwargs):
    return post(client, item, **kwargs)[item["uuid"]]


# --- Three-way, without a database -------------------------------------------------------------

STORED = {name: "" for unit in UNITS.values() for name in unit.columns}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "applied", "clashes"),
    [
        ("A", "B", "A", {"name": "B"}, set()),
        ("A", "B", "B", {}, set()),
        ("A", "A", "C", {}, set()),
        ("A", "B", "C", {}, {"name"}),
        (None, "B", "C", {}, {"name"}),
        (None, "C", "C", {}, set()),
    ],
)
def test_three_way_merges_apart_and_shows_clashes(base, mine, theirs, applied, clashes):
    merged = three_way(
        UNITS,
        base={} if base is None else {"name": base},
        mine={"name": mine},
        theirs=STORED | {"name": theirs},
    )

    assert merged.apply == applied
    assert set(merged.clashes) == clashes


def test_age_and_its_band_clash_together():
    merged = three_way(
        UNITS,
        base={"age_band": "25-44", "age_years": None},
        mine={"age_years": 30},
        theirs=STORED | {"age_band": "60+", "age_years": 70},
    )

    assert set(merged.clashes) == {"age_band"}


def test_saying_alone_lets_go_of_the_company():
    stored = STORED | {"companionship": "with", "met_with": "x"}
    merged = three_way(
        UNITS, base={"companionship": "with"}, mine={"companionship": "alone"}, theirs=stored
    )

    assert merged.apply == {"companionship": "alone", "met_with": None}


# --- Versions ----------------------------------------------------------------------------------


def test_every_write_counts_the_version_up_whoever_writes(person, raid):
    Encounter.objects.filter(pk=person.pk).update(note="lain", version=99)
    person.refresh_from_db()
    assert person.version == 2
    Encounter.objects.filter(pk=person.pk).update(note="lain")
    person.refresh_from_db()
    assert person.version == 2, "nothing changed"
    raid.last_ordinal += 1
    raid.save(update_fields=["last_ordinal"])
    Raid.objects.filter(pk=raid.pk).update(name="Lain")
    raid.refresh_from_db()
    assert raid.version == 2, "an ordinal given is no change of the raid"


def test_stops_count_too(raid):
    stop = a_stop(raid)
    actions.count_stop(stop, by=raid.opened_by, counted=3)
    stop.refresh_from_db()
    assert stop.version == 2


# --- Phones ------------------------------------------------------------------------------------


def test_edits_apart_are_both_kept(client, raid, person, other):
    Encounter.objects.filter(pk=person.pk).update(note="Batuk 3 minggu")
    sent = edit(raid, person, {"sex": "L"}, {"sex": "P"})

    receipt = send(client, sent)

    person.refresh_from_db()
    assert receipt["state"] == "accepted"
    assert (person.sex, person.note) == ("P", "Batuk 3 minggu")


def test_clash_is_shown_with_both_versions_and_the_rest_is_merged(
    client, as_user, raid, person, other
):
    theirs = edit(raid, person, {"note": "Batuk"}, {"note": "Batuk 3 minggu"})
    assert send(as_user(other), theirs)["state"] == "accepted"
    sent = edit(raid, person, {"note": "Batuk", "sex": "L"}, {"note": "Batuk 2 minggu", "sex": "P"})

    receipt = send(client, sent)

    person.refresh_from_db()
    assert (person.note, person.sex) == ("Batuk 3 minggu", "P")
    assert receipt["state"] == "conflict"
    assert list(receipt["fields"]) == ["note"]
    clash = receipt["fields"]["note"]
    assert (clash["label"], clash["mine_words"], clash["theirs_words"], clash["theirs_by"]) == (
        "Catatan",
        "Batuk 2 minggu",
        "Batuk 3 minggu",
        "Dewi Harahap",
    )
    assert clash["mine"] == {"note": "Batuk 2 minggu"}
    assert clash["theirs_at"]


@pytest.fixture
def conflict(client, as_user, raid, person, other):
    send(as_user(other), edit(raid, person, {"note": "Batuk"}, {"note": "Tiga"}))
    sent = edit(raid, person, {"note": "Batuk"}, {"note": "Dua"})
    assert send(client, sent)["state"] == "conflict"
    return sent


def chosen(raid, item, **choose):
    """What a phone sends whose officer chose between the answers that stand against each other now."""
    mark = shown(SyncItem.objects.get(uuid=item["uuid"]))
    return Phone(raid).item("conflict.resolve", item["uuid"], choose=choose, shown=mark)


@pytest.mark.parametrize(("choice", "note"), [("mine", "Dua"), ("theirs", "Tiga")])
def test_choice_settles_the_conflict_and_both_versions_stay(
    client, raid, person, conflict, choice, note
):
    choosing = chosen(raid, conflict, note=choice)

    receipts = post(client, choosing)

    person.refresh_from_db()
    assert {r["state"] for r in receipts.values()} == {"accepted"}
    assert set(receipts) == {choosing["uuid"], conflict["uuid"]}
    assert person.note == note
    kept = SyncItem.objects.get(uuid=conflict["uuid"])
    assert kept.payload is None
    assert kept.clash["note"]["mine"] == {"note": "Dua"}
    assert kept.clash["note"]["theirs"] == {"note": "Tiga"}
    assert kept.clash["note"]["chosen"] == choice


def test_choice_against_what_was_never_shown_clashes_again(client, raid, person, conflict):
    Encounter.objects.filter(pk=person.pk).update(note="Empat")
    choosing = chosen(raid, conflict, note="mine")

    receipts = post(client, choosing)

    person.refresh_from_db()
    assert person.note == "Empat"
    assert receipts[conflict["uuid"]]["state"] == "conflict"
    (why,) = receipts[conflict["uuid"]]["why"]
    assert "berubah lagi" in why["sentence"]
    assert receipts[conflict["uuid"]]["fields"]["note"]["theirs"] == {"note": "Empat"}


def test_second_choice_of_what_was_shown_before_writes_over_nothing(client, raid, person, conflict):
    twice = [chosen(raid, conflict, note="mine") for _ in range(2)]
    Encounter.objects.filter(pk=person.pk).update(note="Empat")
    post(client, twice[0])

    receipts = post(client, twice[1])

    person.refresh_from_db()
    assert person.note == "Empat"
    assert receipts[twice[1]["uuid"]]["state"] == "accepted"
    assert receipts[conflict["uuid"]]["fields"]["note"]["theirs"] == {"note": "Empat"}
    post(client, chosen(raid, conflict, note="mine"))
    person.refresh_from_db()
    assert person.note == "Dua"


def test_page_says_that_the_answer_moved_while_somebody_chose(as_user, person, conflict):
    office = as_user(a_user(Role.REGISTRAR))
    address = f"/lapangan/bentrok/{conflict['uuid']}/"
    mark = office.get(address).context["shown"]
    Encounter.objects.filter(pk=person.pk).update(note="Empat")

    page = office.post(address, {"note": "mine", "shown": mark}).content.decode()

    assert "berubah lagi sejak Anda membukanya" in page
    assert "Empat" in page


def test_page_that_showed_an_older_answer_shows_the_new_one_first(
    client, as_user, raid, person, conflict
):
    office = as_user(a_user(Role.REGISTRAR))
    address = f"/lapangan/bentrok/{conflict['uuid']}/"
    mark = office.get(address).context["shown"]
    early = chosen(raid, conflict, note="mine")
    Encounter.objects.filter(pk=person.pk).update(note="Empat")
    post(client, early)

    page = office.post(address, {"note": "mine", "shown": mark})

    person.refresh_from_db()
    assert person.note == "Empat"
    assert "berubah lagi sejak Anda membukanya" in page.content.decode()
    assert "Empat" in page.content.decode()
    office.post(address, {"note": "mine", "shown": page.context["shown"]})
    person.refresh_from_db()
    assert person.note == "Dua"


def test_choice_is_the_senders_and_made_once(client, as_user, raid, conflict):
    def choose(client, **choice):
        return send(client, chosen(raid, conflict, **choice))

    assert choose(as_user(a_user(Role.FIELD_OFFICER)), note="mine")["state"] == "refused"
    assert choose(client)["why"][0]["field"] == "note"
    assert choose(client, note="mine")["state"] == "accepted"
    assert choose(client, note="theirs")["state"] == "refused"


def test_two_counts_of_one_stop_are_shown(client, raid, officer):
    stop = a_stop(raid, counted=10)
    base = {"counted": None, "counted_is_approximate": False}
    mine = {"counted": 12, "counted_is_approximate": True}
    sent = Phone(raid).item("stop.count", stop.client_uuid, base=base, mine=mine)

    receipt = send(client, sent)
    after = post(client, chosen(raid, sent, counted="mine"))

    stop.refresh_from_db()
    assert receipt["fields"]["counted"]["mine_words"] == "kira-kira 12"
    assert receipt["fields"]["counted"]["theirs_words"] == "10"
    assert after[sent["uuid"]]["state"] == "accepted"
    assert (stop.counted, stop.counted_is_approximate) == (12, True)


def test_own_count_is_not_chosen_once_the_raid_is_closed_but_the_stored_one_is(
    client, raid, officer, as_user
):
    stop = a_stop(raid, counted=0)
    base = {"counted": None, "counted_is_approximate": False}
    mine = {"counted": 12, "counted_is_approximate": True}
    sent = Phone(raid).item("stop.count", stop.client_uuid, base=base, mine=mine)
    send(client, sent)
    actions.close_raid(raid, by=raid.opened_by, explanation="malam selesai")
    page = as_user(officer)
    address = f"/lapangan/bentrok/{sent['uuid']}/"

    mark = page.get(address).context["shown"]
    refused = page.post(address, {"counted": "mine", "shown": mark})
    assert "sudah ditutup" in refused.content.decode()
    assert "Pilih yang tersimpan." in refused.content.decode()

    page.post(address, {"counted": "theirs", "shown": mark})
    assert SyncItem.objects.get(uuid=sent["uuid"]).state == "accepted"


def test_count_of_a_stop_that_nobody_touched_is_written(client, raid):
    stop = a_stop(raid)
    sent = Phone(raid).item(
        "stop.count", stop.client_uuid, base={"counted": None}, mine={"counted": 7}
    )

    assert send(client, sent)["state"] == "accepted"
    stop.refresh_from_db()
    assert stop.counted == 7


def test_photo_of_a_colleague_is_not_replaced_silently(client, as_user, raid, person, other):
    first = Phone(raid).item("photo.attach", person.client_uuid)
    send(as_user(other), first, photos={first["uuid"]: a_jpeg()})
    person.refresh_from_db()
    theirs = person.photo
    sent = Phone(raid).item("photo.attach", person.client_uuid)

    receipt = send(client, sent, photos={sent["uuid"]: a_jpeg()})

    person.refresh_from_db()
    assert receipt["state"] == "conflict"
    assert person.photo == theirs
    post(client, chosen(raid, sent, photo="mine"))
    person.refresh_from_db()
    assert person.photo == SyncItem.objects.get(uuid=sent["uuid"]).photo


def test_own_later_photo_stays_though_the_earlier_comes_late(client, raid, person):
    phone = Phone(raid)
    earlier = phone.item("photo.attach", person.client_uuid)
    later = phone.item("photo.attach", person.client_uuid)
    send(client, later, photos={later["uuid"]: a_jpeg()})

    assert send(client, earlier, photos={earlier["uuid"]: a_jpeg()})["state"] == "accepted"

    person.refresh_from_db()
    assert person.photo == SyncItem.objects.get(uuid=later["uuid"]).photo
    history = Encounter.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
    seen = set(history.exclude(photo=None).values_list("photo", flat=True))
    assert SyncItem.objects.get(uuid=earlier["uuid"]).photo_id in seen


def test_record_of_somebody_recorded_already_overwrites_nothing(client, raid):
    phone = Phone(raid)
    first = phone.person(name="A")
    same = phone.person(first["subject"], **{k: v for k, v in first["body"].items() if k != "stop"})
    other = phone.person(first["subject"], name="B", met_at=first["body"]["met_at"])
    send(client, first)

    assert send(client, same)["state"] == "accepted"
    receipt = send(client, other)

    assert receipt["state"] == "conflict"
    assert list(receipt["fields"]) == ["name"]
    assert Encounter.objects.get().name == "A"


def test_child_of_a_colleague_is_not_edited_by_whom_may_not_see_it(raid, as_user, other, officer):
    child = an_encounter(raid=raid, by=officer, age_years=7, name="Siti")
    receipt = send(as_user(other), edit(raid, child, {"name": "Siti"}, {"name": "X"}))

    assert receipt["state"] == "refused"
    assert "terlindung" in receipt["why"][0]["sentence"]


def test_outcome_is_changed_by_triage(client, raid, person):
    sent = edit(
        raid,
        person,
        {"outcome": "taken", "outcome_reason": "", "handed_to": ""},
        {"outcome": "let_go", "outcome_reason": "Beralamat"},
    )

    assert send(client, sent)["state"] == "accepted"
    person.refresh_from_db()
    assert (person.outcome, person.outcome_reason) == ("let_go", "Beralamat")
    assert person.triaged_by is not None
