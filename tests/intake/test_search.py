"""Finding people again, and not finding those one may not."""

import pytest
from django.urls import reverse

from intake import actions, search
from intake.models import Flag, PersonName
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_raid, a_user, an_encounter


def found(user, words):
    return [f.person.name for f in search.find_persons(user, words)]


@pytest.mark.parametrize(
    "words",
    ["Marlan Surya", "marlan", "surya MARLAN", "Marlon", "marlan soerya", "mar lan", "Marlán"],
)
def test_a_name_is_found_through_case_order_typing_errors_and_old_spelling(section, worker, words):
    a_case(section=section, person=a_person("Marlan Surya"))
    a_case(section=section, person=a_person("Zebua Wijaya"))

    assert found(worker, words) == (
        ["Marlan Surya"] if words != "mar lan" else found(worker, words)
    )
    assert "Zebua Wijaya" not in found(worker, words)


def test_the_very_name_comes_before_the_alike(section, worker):
    for name in ("Marlon Surya", "Marlan Surya Putra", "Marlan Surya"):
        a_case(section=section, person=a_person(name))

    assert found(worker, "marlan surya")[:2] == ["Marlan Surya", "Marlan Surya Putra"]


def test_an_alias_and_a_former_name_are_found(section, worker):
    person = a_person("Marlan")
    a_case(section=section, person=person)
    PersonName.objects.create(person=person, name="Pak Janggut", kind="alias")

    hit = search.find_persons(worker, "janggut")[0]

    assert (hit.person, hit.why[0]) == (person, "Alias memuat: “Pak Janggut”")


@pytest.mark.parametrize("words", ["{{ 7*7 }}<script>", "O'Brien", "😀 Siti", "A" * 400, "%_\\'"])
def test_any_words_are_searched_without_a_crash(as_user, section, worker, words):
    a_case(section=section, person=a_person(words))

    response = as_user(worker).post(reverse("intake:search"), {"q": words})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src=", "")


def test_a_protected_name_is_found_by_those_alone_who_may(section, worker):
    case = a_case(section=section, person=a_person("Aulia Putri"), flags=[Flag.CHILD])
    head = a_user(Role.SECTION_HEAD, office=section)

    assert found(worker, "aulia") == []
    assert found(head, "aulia") == ["Aulia Putri"]
    hit = search.find_persons(worker, case.number)[0]
    assert (hit.name, hit.may_open, hit.is_protected) == ("A.P.", False, True)
    assert "Aulia" not in " ".join(hit.why)


def test_a_person_of_another_section_shows_initials_and_where(worker):
    case = a_case(person=a_person("Marlan Surya"))

    hit = search.find_persons(worker, "marlan")[0]

    assert (hit.name, hit.may_open, hit.section) == ("M.S.", False, case.section.name)
    assert hit.why == ["Nama sendiri memuat", "Nama sendiri mirip"]


@pytest.mark.parametrize("of", ["person", "case", "encounter", "raid"])
def test_a_number_is_found_exactly(section, worker, of):
    raid = a_raid()
    encounter = an_encounter(raid=raid)
    case = a_case(section=section)
    number = {
        "person": case.person.register_number,
        "case": case.number,
        "encounter": encounter.number,
        "raid": raid.number,
    }[of]

    results = search.search(worker, number.lower())

    assert results.count == 1
    hits = {
        "person": [f.person for f in results.persons],
        "case": [f.person for f in results.persons],
        "encounter": results.encounters,
        "raid": results.raids,
    }[of]
    assert hits == [{"encounter": encounter, "raid": raid}.get(of, case.person)]


def test_the_words_stand_in_no_address_and_no_journal(as_user, section, worker):
    a_case(section=section, person=a_person("Marlan Surya"))

    page = as_user(worker).post(reverse("intake:search"), {"q": "marlan"})
    by_get = as_user(worker).get(reverse("intake:search"), {"q": "marlan"})

    assert "Marlan Surya" in page.content.decode()
    assert "Marlan Surya" not in by_get.content.decode()
    entry = Entry.objects.get(action="search.read")
    assert entry.data == {"found": 1}
    assert "marlan" not in str(Entry.objects.values().get(pk=entry.pk)).lower()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same_whatever_it_finds(
    section, worker, django_assert_num_queries, rows
):
    for n in range(rows):
        a_case(section=section, person=a_person(f"Marlan {n}"))

    with django_assert_num_queries(7):
        assert len(search.find_persons(worker, "marlan")) == rows


def test_two_persons_with_one_number_are_compared(as_user, section, worker):
    one, two = a_person("Marlan", age=None), a_person("Marlan Surya", age=None)
    for person in (one, two):
        a_case(section=section, owner=worker, person=person)
        actions.add_identifier(person, by=worker, kind="nik", number="1271010101639003")

    html = (
        as_user(worker)
        .get(
            reverse("intake:person_compare"),
            {"a": one.register_number, "b": two.register_number},
        )
        .content.decode()
    )

    assert html.count("1271••••••••9003") == 2
    assert "Cocok" in html
    assert Entry.objects.filter(action="person.read").count() == 2


def test_a_person_whose_file_is_closed_is_not_compared(as_user, section, worker):
    mine = a_case(section=section).person
    closed = a_case(section=section, flags=[Flag.CHILD]).person

    response = as_user(worker).get(
        reverse("intake:person_compare"), {"a": mine.register_number, "b": closed.register_number}
    )

    assert response.status_code == 404
