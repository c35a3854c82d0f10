"""Taking somebody in on the page: from an encounter, by another door, and never twice."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake import actions, same
from intake.models import Case, Flag, Outcome, Person, Promise
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_ppks_type, a_section, a_user, an_encounter

URL = "/kasus/daftar/"
NIK = "1271010101639003"


@pytest.fixture
def registrar(db):
    return a_user(Role.REGISTRAR, office=a_section())


def filled(**more):
    return {
        "sex": "L",
        "name": "Marlan",
        "condition": "Tidak ada keluhan",
        "consent": "verbal",
        "door": "walk_in",
    } | more


def test_from_an_encounter_what_the_street_knew_stands_there(as_user, registrar):
    encounter = an_encounter(
        name="Pak Lan",
        age_years=64,
        conditions=["injured"],
        belongings=["bag"],
        belongings_note="kain biru",
    )

    html = as_user(registrar).get(f"{URL}?temuan={encounter.number}").content.decode()

    for words in ("Pak Lan", 'value="64"', "Luka", "Tas / buntalan, kain biru"):
        assert words in html
    assert "Pak Lan" not in html.partition("<title>")[2].partition("</title>")[0]


def test_registering_from_an_encounter_opens_the_case_and_goes_on_to_the_next(as_user, registrar):
    encounter, following = an_encounter(), an_encounter()

    answer = as_user(registrar).post(
        f"{URL}?temuan={encounter.number}",
        filled(age_years="9", main_type=a_ppks_type("04", "Anak jalanan").pk, lanjut="1"),
    )

    case = Case.objects.get()
    assert answer["Location"] == f"{URL}?temuan={following.number}"
    assert (case.person.name, case.flags, case.section) == (
        "Marlan",
        [Flag.CHILD],
        registrar.office,
    )
    assert (case.encounter, case.opened_by, case.consents.get().given) == (
        encounter,
        registrar,
        True,
    )


@pytest.mark.parametrize("name", ["", "A" * 400, "😀", "{{ 7*7 }}<script>", "O'Brien"])
def test_any_name_and_none_is_taken_in(as_user, registrar, name):
    answer = as_user(registrar).post(URL, filled(name=name, sex="U"))

    assert answer.status_code == 302
    person = Person.objects.get()
    assert person.name == name or (not name and person.name.startswith("Tidak Dikenal"))
    assert as_user(registrar).get(answer["Location"]).status_code == 200


def test_who_may_be_known_already_must_be_answered_first(as_user, registrar):
    known = a_case(section=registrar.office, person=a_person("Marlan Surya"), status="ended").person
    client = as_user(registrar)

    asked = client.post(URL, filled())
    assert Case.objects.count() == 1
    assert "Lihat dahulu siapa yang pernah tercatat" in asked.content.decode()
    client.post(URL, filled(person=known.register_number))

    assert known.cases.count() == 2
    assert {n.name for n in known.names.all()} == {"Marlan Surya", "Marlan"}
    assert known.cases.order_by("-pk").first().repeat_count == 1


def test_a_new_person_of_the_same_name_is_taken_in_when_said_so(as_user, registrar):
    a_case(section=registrar.office, person=a_person("Marlan"))

    as_user(registrar).post(URL, filled(person="new"))

    assert Person.objects.filter(name="Marlan").count() == 2


def test_a_mere_search_writes_nothing_and_keeps_what_was_typed(as_user, registrar):
    a_case(section=registrar.office, person=a_person("Marlan Surya"))

    html = as_user(registrar).post(URL, filled(cari="1", story="Cerita panjang")).content.decode()

    assert "Marlan Surya" in html
    assert "Cerita panjang" in html
    assert "pk-errors" not in html
    assert Case.objects.count() == 1


def test_who_is_met_again_joins_the_running_case_on_the_page(as_user, registrar):
    running = a_case(section=registrar.office, person=a_person("Marlan"))
    encounter = an_encounter()

    answer = as_user(registrar).post(
        f"{URL}?temuan={encounter.number}", filled(person=running.person.register_number)
    )

    encounter.refresh_from_db()
    assert answer["Location"] == reverse("intake:case_show", args=[running.number])
    assert (encounter.outcome, encounter.person) == (Outcome.CASE, running.person)


def test_a_nik_with_a_warning_needs_the_tick(as_user, registrar):
    client = as_user(registrar)

    refused = client.post(URL, filled(sex="P", nik=NIK)).content.decode()
    assert "Menurut NIK orang ini laki-laki" in refused
    assert "accept_nik" in refused
    assert not Case.objects.exists()
    client.post(URL, filled(sex="P", nik=NIK, accept_nik="on"))

    assert Person.objects.get().identifiers.get().warnings


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"consent": "refused"}, "mengapa persetujuan belum diberikan"),
        ({"consent": ""}, "Jawaban"),
        ({"condition": ""}, "Keadaan saat tiba"),
        ({"nik": "123"}, "16 angka"),
        ({"age_years": "130"}, "120"),
        ({"born_on": "2100-01-01"}, "belum tiba"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(
    as_user, registrar, more, says
):
    html = as_user(registrar).post(URL, filled(**more)).content.decode()

    assert says in html
    assert "pk-errors" in html
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_decided_encounter_is_not_there_to_register(as_user, registrar):
    encounter = an_encounter(Outcome.LET_GO)

    assert as_user(registrar).get(f"{URL}?temuan={encounter.number}").status_code == 404


# --- What is added later, on the tabs ---------------------------------------------------------


@pytest.fixture
def case(registrar):
    worker = a_user(Role.SOCIAL_WORKER, office=registrar.office)
    return a_case(owner=worker, person=a_person("Marlan", age=None))


def posted(as_user, case, tab, **data):
    url = reverse(f"intake:{tab}", args=[case.number])
    return as_user(case.owner).post(url, data)


def test_a_number_is_added_opened_with_a_reason_and_masked_again(as_user, case):
    posted(as_user, case, "case_identity", act="number", kind="nik", number=NIK)
    identifier = case.person.identifiers.get()

    html = as_user(case.owner).get(reverse("intake:case_identity", args=[case.number]))
    assert NIK not in html.content.decode()
    opened = posted(
        as_user, case, "case_identity", act="unmask", identifier=identifier.pk, reason="Rujukan"
    )
    assert NIK in opened.content.decode()


def test_an_error_of_one_form_shows_in_that_form_only(as_user, case):
    html = posted(as_user, case, "case_identity", act="name", name="").content.decode()

    assert html.count("pk-errors") == 1
    assert 'href="#name-name"' in html


# The acts of a tab whose fields stand in a row of a list, and those below the lists.
SMALL_FORMS = {
    "case_identity": "name number check photo mark statement task cancel unmask".split(),
    "case_family": "relation prove contact collector proofs decide lock".split(),
    "case_network": "tie end".split(),
    "case_health": "fact strike".split(),
}


@pytest.mark.parametrize(
    ("tab", "act"), [(tab, act) for tab in SMALL_FORMS for act in SMALL_FORMS[tab]]
)
def test_small_form_sent_empty_says_what_is_missing(as_user, case, tab, act):
    assert "data-errors" in posted(as_user, case, tab, act=act).content.decode()


def test_a_relation_with_somebody_registered_and_somebody_not(as_user, case):
    mother = a_case(section=case.section, person=a_person("Nurhayati", sex="P"))

    posted(as_user, case, "case_family", act="relation", kind="in:mother", number=mother.number)
    posted(as_user, case, "case_family", act="relation", kind="out:father", name="Budi", sex="L")
    html = as_user(case.owner).get(reverse("intake:case_family", args=[case.number]))

    assert [(r.person.name, r.kind) for r in case.person.relations_to.all()] == [
        ("Nurhayati", "mother")
    ]
    assert [(r.other.name, r.kind) for r in case.person.relations.all()] == [("Budi", "father")]
    assert "Nurhayati" in html.content.decode()


def test_a_paper_is_stored_seen_and_every_opening_written_down(as_user, case, upload):
    posted(as_user, case, "case_papers", act="paper", kind="ktp", upload=upload("pdf"))
    paper = case.papers.get()
    url = reverse("intake:paper_file", args=[case.number, paper.pk])

    file = as_user(case.owner).get(url)

    assert file["Content-Type"] == "application/pdf"
    assert "Marlan" not in file["Content-Disposition"]
    assert as_user(a_user()).get(url).status_code == 404


def test_a_file_that_is_no_paper_is_refused_beside_its_field(as_user, case, upload):
    from django.core.files.base import ContentFile

    bad = ContentFile(b"MZ not a picture", name="surat.pdf")
    html = posted(as_user, case, "case_papers", act="paper", kind="ktp", upload=bad)

    assert "bukan" in html.content.decode()
    assert not case.papers.exists()


def test_a_photo_is_looked_at_in_the_open(as_user, case, upload):
    posted(as_user, case, "case_identity", act="photo", photo=upload())

    photo = as_user(case.owner).get(reverse("intake:person_photo", args=[case.number]))

    assert photo["Content-Type"] == "image/jpeg"
    html = as_user(case.owner).get(reverse("intake:case_timeline", args=[case.number]))
    assert "Foto dilihat" in html.content.decode()


# --- Search before create, within the form -------------------------------------------------------


def test_a_pause_in_typing_brings_the_hits_alone_and_is_logged(as_user, registrar):
    a_case(section=registrar.office, status="ended", person=a_person("Muhammad Soeparman"))

    part = as_user(registrar).post(
        URL, filled(cari="1", name="Mhd. Suparman"), headers={"HX-Request": "true"}
    )

    html = part.content.decode()
    assert "Muhammad Soeparman" in html
    assert "<html" not in html
    assert 'name="condition"' not in html
    assert "HX-Request" in part["Vary"]
    entry = Entry.objects.get(action="search.read")
    assert (entry.actor, entry.data) == (registrar, {"found": 1})
    assert "parman" not in entry.note


def test_a_hit_tells_the_history_on_one_line(as_user, registrar):
    known = a_case(section=registrar.office, status="ended", person=a_person("Marlan Surya"))
    actions.add_promise(
        Promise(
            case=known,
            signed_on=timezone.localdate(),
            signed_by="ibunya",
            content="Tidak kembali ke jalan",
            fetched_by="ibunya",
        ),
        by=registrar,
    )

    html = as_user(registrar).post(URL, filled(cari="1")).content.decode()

    assert f"Berulang (2 kali), terakhir {known.number}" in html
    assert "oleh ibunya; dijemput ibunya" in html


def test_a_hit_tells_of_the_episodes_before_the_last_too(as_user, registrar):
    person = a_person("Marlan Surya")
    first, second, last = (
        a_case(
            section=registrar.office,
            status="ended",
            person=person,
            opened_at=timezone.now() - timezone.timedelta(days=days),
        )
        for days in (90, 60, 30)
    )

    html = as_user(registrar).post(URL, filled(cari="1")).content.decode()

    assert f"Berulang (4 kali), terakhir {last.number}" in html
    assert html.index(f"sebelumnya {second.number} (") < html.index(f", {first.number} (")


def test_who_is_known_under_two_numbers_is_one_hit(as_user, registrar):
    one, head = (
        a_case(section=registrar.office, status="ended", person=a_person(name)).person
        for name in ("Marlan Soerya", "Marlan Surya")
    )
    actions.answer_same(same.pair_of(one, head), by=registrar, ground="photo", head=head)

    client = as_user(registrar)
    html = client.post(URL, filled(cari="1", name="Marlan Soerya")).content.decode()
    client.post(URL, filled(name="Marlan Soerya", person=head.register_number))

    assert f"Satu orang dengan {one.register_number}" in html
    assert head.cases.count() == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_typing_a_name_shows_hits_and_loses_nothing(page_for, width):
    registrar = a_user(Role.REGISTRAR, office=a_section())
    a_case(section=registrar.office, status="ended", person=a_person("Marlan Surya"))
    page = page_for(registrar, width=width)
    page.goto(URL)
    page.locator("#id_story").fill("Cerita panjang")
    page.locator("#id_name").fill("Marlan Soerya")

    page.locator("#calon").get_by_role("radio", name="Marlan Surya").check()

    expect(page.locator("#id_story")).to_have_value("Cerita panjang")
    expect(page.locator("#id_name")).to_have_value("Marlan Soerya")
    expect(page.locator("#calon input:checked")).to_have_count(1)
