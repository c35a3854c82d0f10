"""A mother and her children in one flow: all or none, once however often it is sent, nothing typed lost."""

import os
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from playwright.sync_api import expect

from intake import actions
from intake.actions.groups import MemberRefused
from intake.models import AgeBand, Companionship, Encounter, Outcome, RaidStatus, Sex
from ppks_service.accounts.roles import Role
from tests.factories import a_raid, a_stop, a_user, an_encounter
from tests.journeys.steps import choose, press

pytestmark = pytest.mark.django_db
PICTURES = os.environ.get("PICTURES", "")


def members(raid, *ages, sex=Sex.FEMALE, **fields):
    met_at = raid.starts_at
    return [Encounter(raid=raid, met_at=met_at, sex=sex, age_band=age, **fields) for age in ages]


def family(raid):
    return members(raid, AgeBand.YOUNG, AgeBand.TODDLER, AgeBand.CHILD)


@pytest.fixture
def raid():
    return a_raid()


def test_the_others_are_met_with_the_first(raid):
    mother, *children = actions.record_group(family(raid), by=raid.opened_by, batch=uuid.uuid4())

    assert [child.met_with for child in children] == [mother, mother]
    assert (mother.met_with, mother.companionship) == (None, Companionship.WITH)
    assert [p.ordinal for p in (mother, *children)] == [1, 2, 3]


def test_group_sent_twice_is_there_once(raid):
    batch = uuid.uuid4()
    first = actions.record_group(family(raid), by=raid.opened_by, batch=batch)

    again = actions.record_group(family(raid), by=raid.opened_by, batch=batch)

    assert again == first
    assert Encounter.objects.count() == 3
    assert {p.client_uuid for p in first} == {uuid.uuid5(batch, str(n)) for n in range(3)}


def test_one_refused_member_leaves_nobody(raid):
    people = family(raid)
    people[2].sex = "X"

    with pytest.raises(MemberRefused) as refused:
        actions.record_group(people, by=raid.opened_by, batch=uuid.uuid4())

    assert refused.value.at == 2
    assert "sex" in refused.value.message_dict
    assert not Encounter.objects.exists()


@pytest.mark.parametrize("number", [1, 21])
def test_group_is_of_two_to_twenty(raid, number):
    with pytest.raises(ValidationError, match="2 sampai 20"):
        actions.record_group(
            members(raid, *[AgeBand.YOUNG] * number), by=raid.opened_by, batch=uuid.uuid4()
        )


def data(raid, *rows, **shared):
    form = {
        "batch": str(uuid.uuid4()),
        "met_at": "2026-09-18T21:00",
        "outcome": "taken",
        "orang-TOTAL_FORMS": "4",
        "orang-INITIAL_FORMS": "0",
    }
    for n, row in enumerate(rows):
        form |= {f"orang-{n}-{name}": value for name, value in row.items()}
    return form | shared


MOTHER = {"sex": "P", "age_band": "25-44", "name": "Ibu Contoh"}
CHILD = {"sex": "L", "age_band": "0-5"}


def test_form_records_the_filled_rows_with_what_they_share(raid, as_user, upload):
    stop = a_stop(raid)
    client = as_user(raid.opened_by)
    address = reverse("intake:encounter_group", args=[raid.number])
    sent = data(
        raid, MOTHER, CHILD | {"photo": upload()}, stop=stop.pk, activities=["begging"], place="X"
    )

    response = client.post(address, sent, follow=True)

    assert "2 orang tersimpan di server" in response.content.decode()
    mother, child = Encounter.objects.order_by("ordinal")
    assert (mother.name, child.met_with, child.is_child) == ("Ibu Contoh", mother, True)
    assert (mother.photo_id, bool(child.photo_id)) == (None, True)
    for person in (mother, child):
        assert (person.stop, person.activities, person.place) == (stop, ["begging"], "X")


def test_refused_form_keeps_everything_typed_and_names_the_row(raid, as_user):
    client = as_user(raid.opened_by)
    address = reverse("intake:encounter_group", args=[raid.number])
    bad = CHILD | {"age_years": "300", "name": "Anak Contoh"}

    page = client.post(address, data(raid, MOTHER, bad, place="Simpang")).content.decode()

    assert "Periksa orang 2" in page
    for typed in ("Ibu Contoh", "Anak Contoh", 'value="300"', 'value="Simpang"'):
        assert typed in page
    assert not Encounter.objects.exists()


def test_what_the_action_refuses_stands_beside_its_field(raid, as_user):
    client = as_user(raid.opened_by)
    address = reverse("intake:encounter_group", args=[raid.number])

    late = client.post(address, data(raid, MOTHER, CHILD, met_at="2099-01-01T00:00"))

    assert "Waktu bertemu tidak boleh di masa depan." in str(late.context["form"].errors["met_at"])
    assert "Ibu Contoh" in late.content.decode()


def test_one_person_is_no_group(raid, as_user):
    client = as_user(raid.opened_by)
    address = reverse("intake:encounter_group", args=[raid.number])

    page = client.post(address, data(raid, MOTHER)).content.decode()

    assert "Isi sekurangnya dua orang" in page
    assert not Encounter.objects.exists()


def test_more_rows_are_asked_for_without_saving(raid, as_user):
    client = as_user(raid.opened_by)
    address = reverse("intake:encounter_group", args=[raid.number])

    page = client.post(address, data(raid, MOTHER, CHILD, baris="orang")).content.decode()

    assert 'id="orang-8"' in page
    assert "Ibu Contoh" in page
    assert not Encounter.objects.exists()


def test_closed_raid_takes_no_group(as_user):
    raid = a_raid(RaidStatus.CLOSED)
    client = as_user(raid.opened_by)

    response = client.get(reverse("intake:encounter_group", args=[raid.number]))

    assert response.status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_form_costs_the_same_whoever_was_met(raid, as_user, django_assert_num_queries, rows):
    for _ in range(rows):
        an_encounter(Outcome.TAKEN, raid=raid, stop=a_stop(raid))
    client = as_user(raid.opened_by)

    with django_assert_num_queries(9):
        client.get(reverse("intake:encounter_group", args=[raid.number]))


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_mother_and_two_children_on_a_phone(page_for, javascript):
    officer = a_user(Role.FIELD_OFFICER)
    raid = a_raid(by=officer)
    a_stop(raid)
    page = page_for(officer, width=390, javascript=javascript)
    page.goto(reverse("intake:encounter_group", args=[raid.number]))
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/rombongan-{javascript}.png", full_page=True)

    for n, (sex, age) in enumerate([("P", "25-44"), ("L", "6-12"), ("P", "0-5")]):
        choose(page, f"orang-{n}-sex", sex)
        choose(page, f"orang-{n}-age_band", age)
    choose(page, "activities", "begging")
    press(page, "Simpan rombongan")

    expect(page.get_by_text("3 orang tersimpan di server")).to_be_visible()
    mother = Encounter.objects.get(ordinal=1)
    assert [c.age_band for c in mother.companions.order_by("ordinal")] == ["6-12", "0-5"]
