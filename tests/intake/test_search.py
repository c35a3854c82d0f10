"""Finding people again, and not finding those one may not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions, same, search
from intake.candidates import candidates_for
from intake.models import FamilyContact, Flag, PersonLink, PersonName
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_raid, a_stop, a_user, an_encounter


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

    assert (hit.person, hit.why[0]) == (person, "Alias sama: “Pak Janggut”")


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
    assert hit.why == ["Nama sendiri cocok"]


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

    with django_assert_num_queries(12):
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


# --- Spelling, phone, photo, when seen -----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "asked", "why"),
    [
        ("Muhammad Yusuf Nasution", "Nasution Mhd. Jusuf", "ejaan lain: jusuf = yusuf"),
        ("St. Djamilah", "siti jamilah", "ejaan lain"),
        ("Soeparman", "suparman", "ejaan lain: suparman = soeparman"),
        ("Tjut Nyak Chadidjah", "cut khadijah", "ejaan lain"),
        ("Siregar Rosdiana", "rosdiana boru siregar", "sama"),
        ("Marlan", "Marlon", "beda satu huruf: marlan"),
        ("Rosmawati", "Rosmawaty", "ejaan lain"),
        ("Sjarifuddin Lubis", "syarifudin", "ejaan lain: syarifudin = sjarifuddin"),
        ("Muh. Ridwan Saleh", "Muhammad Ridwan", "ejaan lain: muhammad = muh"),
        ("Achmad Dalimunthe", "ahmad", "ejaan lain: ahmad = achmad"),
        ("Rosdiana", "rosdiana siregar", "memuat"),
        ("Sukardi", "soekardi", "ejaan lain: soekardi = sukardi"),
        ("Nurhajati", "noerhayatti", "ejaan lain: noerhayatti = nurhajati"),
    ],
)
def test_a_name_is_found_however_it_is_spelt_and_says_why(section, worker, written, asked, why):
    a_case(section=section, person=a_person(written))
    a_case(section=section, person=a_person("Zebua Telaumbanua"))

    hits = search.find_persons(worker, asked)

    assert [hit.person.name for hit in hits] == [written]
    assert why in hits[0].why[0]


def test_a_nik_is_found_however_it_is_blocked_and_is_in_no_result(as_user, section, worker):
    case = a_case(section=section, owner=worker, person=a_person("Marlan", age=None))
    actions.add_identifier(case.person, by=worker, kind="nik", number="1271010101639003")

    for typed in ("1271010101639003", "1271 0101 0163 9003", "1271.0101.0163-9003"):
        assert [(hit.person, hit.why) for hit in search.find_persons(worker, typed)] == [
            (case.person, ["NIK sama"])
        ]
    assert search.find_persons(worker, "1271010101639004") == []
    html = as_user(worker).post(reverse("intake:search"), {"q": "marlan"}).content.decode()
    assert "1271010101639003" not in html


def test_what_fits_is_marked_and_nothing_else(as_user, section, worker):
    a_case(section=section, person=a_person("Marlan <b> Soerya"))

    html = as_user(worker).post(reverse("intake:search"), {"q": "surya"}).content.decode()

    assert "<mark>Soerya</mark>" in html
    assert "<mark>Marlan</mark>" not in html
    assert "&lt;b&gt;" in html


def test_a_family_phone_is_found_however_typed_in_open_files_alone(section, worker):
    mine, closed = a_case(section=section), a_case()
    for case in (mine, closed):
        FamilyContact.objects.create(
            person=case.person,
            contacted_at=timezone.now(),
            channel="Telepon",
            number="+62 812-9000-1234",
            result="no_answer",
            contacted_by=worker,
        )

    for typed in ("081290001234", "+62 812 9000 1234", "0812-9000-1234"):
        hits = search.find_persons(worker, typed)
        assert [(hit.person, hit.why) for hit in hits] == [
            (mine.person, ["Nomor telepon keluarga sama"])
        ]
    assert search.find_persons(worker, "0812900") == []


def test_a_hit_says_when_and_where_somebody_was_seen_last(section, worker):
    raid = a_raid()
    stop = a_stop(raid, name="Simpang Contoh")
    person = a_person("Marlan Surya")
    an_encounter(outcome="case", person=person, raid=raid, stop=stop)
    a_case(section=section, person=person)

    hit = search.search(worker, "marlan").persons[0]

    assert hit.seen.where == "Simpang Contoh"


def test_the_photo_of_a_hit_is_small_and_each_look_is_logged(as_user, section, worker, upload):
    case = a_case(section=section, owner=worker, person=a_person("Marlan"))
    actions.set_photo(case.person, by=worker, upload=upload())
    client = as_user(worker)

    html = client.post(reverse("intake:search"), {"q": "marlan"}).content.decode()
    photo = client.get(f"/kasus/{case.number}/foto-kecil/")

    assert f'src="/kasus/{case.number}/foto-kecil/"' in html
    assert (photo["Content-Type"], len(photo.content) < 4000) == ("image/jpeg", True)
    assert Entry.objects.filter(action="person.photo_read", case_pk=case.pk).count() == 1


def test_linked_records_are_one_hit_with_both_numbers(section, worker):
    one, head = (
        a_case(section=section, status="ended", person=a_person(name)).person
        for name in ("Marlan Soerya", "Marlan Surya")
    )
    actions.answer_same(same.pair_of(one, head), by=worker, ground="photo", head=head)

    for words in (one.register_number, head.register_number, "marlan soerya"):
        hits = search.find_persons(worker, words)
        assert [(hit.person, hit.numbers) for hit in hits] == [
            (head, [head.register_number, one.register_number])
        ]
        assert len(hits[0].cases) == 2


# --- Nothing of a result tells that there is somebody protected ----------------------------------


def result_of(user, words):
    return [(f.person.pk, f.score, tuple(f.why)) for f in search.find_persons(user, words)]


@pytest.mark.parametrize("words", ["aulia", "aulia putri", "Auliah", "A.P.", "putri aulia sari"])
def test_protected_people_change_nothing_of_a_search(section, worker, words):
    a_case(section=section, person=a_person("Aulia Putri Sari"))
    a_case(section=section, person=a_person("Maulia"))
    before = result_of(worker, words)

    for n in range(search.LIMIT * 4):
        a_case(section=section, flags=[Flag.CHILD], person=a_person(f"Aulia Putri {n}"))

    assert result_of(worker, words) == before


@pytest.mark.parametrize("hidden", [0, 5])
def test_a_search_asks_the_same_whoever_is_hidden(
    section, worker, django_assert_num_queries, hidden
):
    a_case(section=section, person=a_person("Aulia"))
    for _ in range(hidden):
        a_case(section=section, flags=[Flag.HIV], person=a_person("Aulia"))

    with django_assert_num_queries(12):
        search.find_persons(worker, "aulia")


def test_who_is_protected_under_one_number_is_hidden_under_the_other(section, worker):
    child = a_case(flags=[Flag.CHILD], status="ended", person=a_person("Aulia Sari")).person
    other = a_case(status="ended", person=a_person("Aulia Putri")).person
    assert found(worker, "aulia putri") == ["Aulia Putri"]
    PersonLink.objects.create(
        person=child,
        head=other,
        root=other,
        ground="photo",
        linked_at=timezone.now(),
        linked_by=worker,
    )

    assert found(worker, "aulia putri") == []
    assert found(worker, "aulia sari") == []
    masked = search.find_persons(worker, other.register_number)[0]
    assert (masked.name, masked.shown) == ("A.P.", (("A.P.", False),))


@pytest.mark.parametrize("words", ["Aulia Putri", "1271010101639003"])
def test_the_form_of_registration_names_nobody_protected(section, words):
    registrar = a_user(Role.REGISTRAR, office=section)
    case = a_case(section=section, flags=[Flag.CHILD], person=a_person("Aulia Putri", age=None))
    actions.add_identifier(
        case.person, by=case.opened_by, kind="nik", number="1271010101639003", accept_warnings=True
    )
    key = "nik" if words.isdigit() else "name"

    hits = candidates_for(registrar, {key: words, "sex": "L", "age_years": "40"})

    if key == "name":
        assert hits == []
    else:
        assert [hit.name for hit in hits] == ["A.P."]
        assert "Aulia" not in "".join(hits[0].why)
