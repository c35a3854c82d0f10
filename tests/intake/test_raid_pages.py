"""The pages of raids and encounters: lists, forms without a script, refusals beside the field."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.models import (
    AgencyRole,
    Encounter,
    EntryDoor,
    Outcome,
    Raid,
    RaidAgency,
    RaidStatus,
)
from intake.work_raids import work
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from tests.factories import a_case, a_raid, a_stop, a_user, an_encounter, clocks, number_series

pytestmark = pytest.mark.django_db
NASTY = "{{ 7*7 }}<script>"
NOW = "2026-09-18T19:25"


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER)


def rows_sent(prefix, *rows, initial=0, total=None):
    """A formset as a browser sends it."""
    sent = {
        f"{prefix}-TOTAL_FORMS": str(total or max(8, len(rows))),
        f"{prefix}-INITIAL_FORMS": str(initial),
    }
    for n, row in enumerate(rows):
        sent |= {f"{prefix}-{n}-{name}": str(value) for name, value in row.items()}
    return sent


def opening(agencies=(), stops=(), **fields):
    return (
        {"name": "Operasi contoh", "starts_at": NOW}
        | rows_sent("instansi", *agencies)
        | rows_sent("titik", *stops)
        | fields
    )


def a_person_sent(**fields):
    return {
        "client_uuid": str(uuid.uuid4()),
        "met_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "outcome": "taken",
    } | fields


# --- Raids -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_raid_list_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, officer, rows
):
    for _ in range(rows):
        a_raid(by=officer)
    client = as_user(officer)

    with django_assert_num_queries(7):
        response = client.get(reverse("intake:raid_list"))

    assert len(response.context["page"].rows) == rows


def test_raid_list_says_why_it_is_empty(as_user, officer):
    client = as_user(officer)
    assert "Belum ada razia" in client.get(reverse("intake:raid_list")).content.decode()
    a_raid(by=officer)
    hidden = client.get(reverse("intake:raid_list"), {"q": "tidak-ada"})
    assert "Tidak ada razia yang cocok" in hidden.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "juanda"}, ["Operasi Juanda"]),
        ({"q": "300.1/7"}, ["Operasi Pos"]),
        ({"status": "closed"}, ["Operasi Pos"]),
        ({"dari": "2026-09-02"}, ["Operasi Juanda"]),
        ({"sampai": "2026-09-01"}, ["Operasi Pos"]),
        ({"dari": "ngawur"}, ["Operasi Juanda", "Operasi Pos"]),
    ],
)
def test_raid_list_is_narrowed_by_words_status_and_days(as_user, officer, query, found):
    def at(day):
        return timezone.make_aware(dt.datetime(2026, 9, day, 23, 30))

    a_raid(
        RaidStatus.CLOSED, by=officer, name="Operasi Pos", order_number="300.1/7", starts_at=at(1)
    )
    a_raid(by=officer, name="Operasi Juanda", starts_at=at(3))

    page = as_user(officer).get(reverse("intake:raid_list"), query).context["page"]

    assert [raid.name for raid in page.rows] == found


def test_raid_list_pages_by_key_forth_and_back(as_user, officer, monkeypatch):
    monkeypatch.setattr("intake.views.raids.RAIDS_A_PAGE", 2)
    start = timezone.now()
    for n in range(5):
        a_raid(by=officer, name=f"R{n}", starts_at=start - dt.timedelta(hours=n // 2))
    client, url = as_user(officer), reverse("intake:raid_list")

    def names(page):
        return [raid.name for raid in page.rows]

    first = client.get(url).context["page"]
    second = client.get(f"{url}?{first.next_query}").context["page"]
    third = client.get(f"{url}?{second.next_query}").context["page"]
    back = client.get(f"{url}?{second.previous_query}").context["page"]

    assert [names(p) for p in (first, second, third)] == [["R1", "R0"], ["R3", "R2"], ["R4"]]
    assert (names(back), back.previous_query, third.next_query) == (["R1", "R0"], "", "")


def test_open_raid_takes_eight_agencies_and_three_stops_in_one_post(as_user, officer):
    agencies = [{"name": f"Instansi {n}", "role": "social", "people": n + 1} for n in range(8)]
    stops = [{"name": f"Simpang {n}"} for n in range(3)]

    as_user(officer).post(reverse("intake:raid_open"), opening(agencies, stops))

    raid = Raid.objects.get()
    assert (raid.agencies.count(), raid.stops.count(), raid.opened_by) == (8, 3, officer)


def test_open_raid_without_a_script_asks_for_more_rows_and_keeps_what_was_typed(as_user, officer):
    sent = opening([{"name": "Satpol PP", "role": "security"}]) | {"baris": "instansi"}

    response = as_user(officer).post(reverse("intake:raid_open"), sent)

    assert Raid.objects.count() == 0
    assert response.context["agencies"].total_form_count() == 12
    assert 'value="Satpol PP"' in response.content.decode()


def test_open_raid_shows_each_refusal_beside_its_field_and_keeps_the_text(as_user, officer):
    sent = opening(
        [{"name": "Satpol PP", "role": "security"}, {"name": "satpol pp", "role": "security"}],
        ends_at="2026-09-17T10:00",
        order_number="300.1/0417",
    )

    page = as_user(officer).post(reverse("intake:raid_open"), sent).content.decode()

    assert "Waktu selesai tidak boleh sebelum waktu mulai." in page
    assert "Instansi ini sudah tercatat di baris lain." in page
    assert 'value="300.1/0417"' in page
    assert Raid.objects.count() == 0


def test_agencies_page_ties_offices_takes_off_and_adds(as_user, officer):
    raid = a_raid(by=officer)
    gone = RaidAgency.objects.create(raid=raid, name="Dishub", role=AgencyRole.TRANSPORT)
    kept = RaidAgency.objects.create(raid=raid, name=officer.office.name, role=AgencyRole.LEAD)
    rows = [
        {"id": gone.pk, "name": "Dishub", "role": "transport", "DELETE": "on"},
        {"id": kept.pk, "name": officer.office.name, "role": "social"},
        {"name": "RSJ contoh", "role": "health"},
    ]

    url = reverse("intake:raid_agencies", args=[raid.number])
    as_user(officer).post(url, rows_sent("instansi", *rows, initial=2))

    stored = {row.name: row for row in raid.agencies.all()}
    assert set(stored) == {officer.office.name, "RSJ contoh"}
    assert stored[officer.office.name].role == AgencyRole.SOCIAL
    assert stored[officer.office.name].office == officer.office


def test_stop_page_keeps_what_was_typed_and_says_what_is_wrong(as_user, officer):
    raid = a_raid(by=officer)
    url = reverse("intake:stop_add", args=[raid.number])

    refused = as_user(officer).post(url, {"name": "Simpang Pos", "counted_is_approximate": "on"})

    page = refused.content.decode()
    assert "memerlukan angka hitungan" in page
    assert 'value="Simpang Pos"' in page
    as_user(officer).post(url, {"name": "Simpang Pos", "counted": "16"})
    assert raid.stops.get().counted == 16


@pytest.mark.parametrize("rows", [1, 3])
def test_raid_page_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, officer, rows
):
    raid = a_raid(by=officer)
    mother = an_encounter(raid=raid)
    for _ in range(rows):
        stop = a_stop(raid, counted=1)
        an_encounter(stop=stop, met_with=mother)
        RaidAgency.objects.create(raid=raid, name=stop.name, role=AgencyRole.SOCIAL)
    client = as_user(officer)

    with django_assert_num_queries(18):
        response = client.get(reverse("intake:raid_show", args=[raid.number]))

    assert len(response.context["rows"]) == rows + 1


def test_raid_page_shows_the_difference_with_its_sum_and_the_way_to_mend_it(as_user, officer):
    raid = a_raid(by=officer)
    stop = a_stop(raid, counted=3)
    an_encounter(stop=stop)
    an_encounter(Outcome.LET_GO, stop=stop)

    page = as_user(officer).get(reverse("intake:raid_show", args=[raid.number])).content.decode()

    assert "(3 − 1 − 1)" in page
    assert "Simpang contoh 1 kurang 1 orang" in page
    assert f"{reverse('intake:encounter_record', args=[raid.number])}?titik=1" in page
    assert reverse("intake:stop_edit", args=[raid.number, 1]) in page
    assert "Belum bisa: hitungan belum cocok." in page


@pytest.mark.parametrize(
    ("chip", "names"),
    [("", ["Bare", "Anak C.", "Sudah"]), ("triase", ["Bare", "Anak C."]), ("anak", ["Anak C."])],
)
def test_raid_page_narrows_its_encounters(as_user, officer, chip, names):
    raid = a_raid(by=officer)
    an_encounter(Outcome.LET_GO, raid=raid, name="Sudah")
    an_encounter(raid=raid, name="Anak Contoh", age_years=9)
    an_encounter(raid=raid, name="Bare", is_bare=True)

    url = reverse("intake:raid_show", args=[raid.number])
    rows = as_user(officer).get(url, {"saring": chip}).context["rows"]

    expected = [name if name != "Anak C." else "A.C." for name in names]
    assert [row.encounter.listed_name for row in rows] == expected


def test_a_name_that_is_code_is_shown_harmlessly(as_user, officer):
    raid = a_raid(by=officer, name=NASTY)
    encounter = an_encounter(raid=raid, name=NASTY, note=NASTY, place=NASTY)
    client = as_user(officer)

    for url in (
        reverse("intake:raid_list"),
        reverse("intake:raid_show", args=[raid.number]),
        reverse("intake:encounter_list"),
        reverse("intake:encounter_show", args=[encounter.number]),
        reverse("intake:encounter_edit", args=[encounter.number]),
        reverse("intake:encounter_triage", args=[encounter.number]),
        reverse("intake:encounter_record", args=[raid.number]),
    ):
        page = client.get(url).content.decode()
        assert "{{ 7*7 }}&lt;script&gt;" in page, url
        assert NASTY not in page


def test_close_page_closes_only_with_a_written_explanation(as_user, officer):
    raid = a_raid(by=officer)
    a_stop(raid, counted=2)
    client, url = as_user(officer), reverse("intake:raid_close", args=[raid.number])

    refused = client.post(url, {"explanation": ""}).content.decode()
    assert "Hitungan belum cocok: Simpang contoh 1 kurang 2 orang" in refused
    client.post(url, {"explanation": "Dua orang dihitung dua kali."})

    raid.refresh_from_db()
    assert raid.closing_explanation == "Dua orang dihitung dua kali."
    assert (
        "Dua orang dihitung dua kali."
        in client.get(reverse("intake:raid_show", args=[raid.number])).content.decode()
    )


def test_minutes_button_issues_once_and_the_paper_opens_for_the_section_head(as_user, officer):
    number_series()
    raid = a_raid(RaidStatus.CLOSED, by=officer)
    url = reverse("intake:raid_minutes", args=[raid.number])

    as_user(officer).post(url)
    as_user(officer).post(url)

    document = IssuedDocument.objects.get()
    pdf = reverse("documents:pdf", args=[document.pk])
    head, stranger = a_user(Role.SECTION_HEAD), a_user(Role.FIELD_OFFICER)
    first = as_user(head).get(pdf)
    assert first["Content-Type"] == "application/pdf"
    assert as_user(head).get(pdf).content == first.content
    assert as_user(stranger).get(pdf).status_code == 404


def test_a_closed_raid_refuses_the_form_with_the_way_for_the_late(as_user, officer):
    raid = a_raid(RaidStatus.CLOSED, by=officer)
    client = as_user(officer)

    refused = client.get(reverse("intake:encounter_record", args=[raid.number]))
    late = client.get(reverse("intake:encounter_new"), {"razia": raid.number}).content.decode()

    assert refused.status_code == 403
    assert "Catat di luar razia" in refused.content.decode()
    assert f"Susulan razia {raid.number}. Mengapa terlambat dicatat:" in late


def test_a_field_officer_does_not_find_closed_raids_of_others(as_user, officer):
    raid = a_raid(RaidStatus.CLOSED)
    encounter = an_encounter(raid=raid)
    client = as_user(officer)
    for url in (
        reverse("intake:raid_show", args=[raid.number]),
        reverse("intake:raid_close", args=[raid.number]),
        reverse("intake:encounter_show", args=[encounter.number]),
        reverse("intake:encounter_photo", args=[encounter.number]),
    ):
        assert client.get(url).status_code == 404


# --- Encounters ------------------------------------------------------------------------------


def test_recording_leads_to_the_next_person_at_the_same_stop(as_user, officer):
    raid = a_raid(by=officer)
    a_stop(raid)
    stop = a_stop(raid)
    url = reverse("intake:encounter_record", args=[raid.number])

    sent = a_person_sent(stop=stop.pk, sex="P", age_band="6-12", berikutnya="1")
    response = as_user(officer).post(url, sent, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][0] == f"{url}?titik=2"
    assert "Orang ke-1 tersimpan di server" in page
    assert "pisahkan dari orang dewasa" in page
    assert f"Orang ke-2 · {stop.name}" in page
    assert "Orang ke-1 (barusan)" in page


def test_recording_keeps_what_was_typed_and_the_same_uuid_when_refused(as_user, officer):
    raid = a_raid(by=officer)
    stop = a_stop(raid)
    url = reverse("intake:encounter_record", args=[raid.number])
    sent = a_person_sent(
        outcome="let_go",
        name="Bang Ucok",
        conditions=["fine", "injured"],
        activities=["silver"],
        stop=stop.pk,
    )

    response = as_user(officer).post(url, sent)

    page = response.content.decode()
    assert "Tulis alasan mengapa orang ini tidak dibawa." in page
    assert "“Tidak ada keluhan” tidak dapat bersama jawaban lain" in page
    assert 'value="Bang Ucok"' in page
    assert f"Orang ke-1 · {stop.name}" in page
    assert sent["client_uuid"] in page
    assert response.context["form"]["activities"].value() == ["silver"]
    assert Encounter.objects.count() == 0


def test_recording_asks_for_nothing_that_was_sent(as_user, officer):
    """Sixty officers send at once: what the empty form begins with is not looked up again."""
    raid = a_raid(by=officer)
    stop = a_stop(raid)
    an_encounter(raid=raid, stop=stop)
    client, url = as_user(officer), reverse("intake:encounter_record", args=[raid.number])

    with CaptureQueriesContext(connection) as captured:
        client.post(url, a_person_sent(stop=stop.pk, with_whom="alone"))

    asked = [query["sql"] for query in captured if 'FROM "intake_raidstop"' in query["sql"]]
    assert len(asked) == 1  # the form finds the stop
    assert raid.encounters.count() == 2


def test_recording_posted_twice_is_stored_once(as_user, officer):
    raid = a_raid(by=officer)
    url, sent = reverse("intake:encounter_record", args=[raid.number]), a_person_sent()
    client = as_user(officer)

    first, again = client.post(url, sent), client.post(url, sent)

    assert (first.status_code, again.status_code, Encounter.objects.count()) == (302, 302, 1)


def test_barusan_means_whom_the_page_named_though_another_phone_has_sent_since(as_user, officer):
    raid = a_raid(by=officer)
    mother = an_encounter(raid=raid)
    an_encounter(raid=raid, by=a_user(Role.FIELD_OFFICER))
    url = reverse("intake:encounter_record", args=[raid.number])

    as_user(officer).post(url, a_person_sent(with_whom="last", barusan="1"))

    assert Encounter.objects.get(ordinal=3).met_with == mother


def test_recording_a_photo_that_is_none_says_so_beside_it(as_user, officer, upload):
    raid = a_raid(by=officer)
    url = reverse("intake:encounter_record", args=[raid.number])

    refused = as_user(officer).post(url, a_person_sent(photo=upload("pdf", "foto.jpg")))
    as_user(officer).post(url, a_person_sent(photo=upload()))

    assert "bukan foto JPEG" in refused.content.decode()
    encounter = Encounter.objects.get()
    photo = as_user(officer).get(reverse("intake:encounter_photo", args=[encounter.number]))
    assert (photo["Content-Type"], photo.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert Entry.objects.filter(action="encounter.photo_read", actor=officer).count() == 1


def test_bare_rows_are_made_and_completed_one_after_the_other(as_user, officer):
    raid = a_raid(by=officer)
    client = as_user(officer)
    sent = {
        "number": "2",
        "batch": str(uuid.uuid4()),
        "met_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "outcome": "taken",
    }
    client.post(reverse("intake:encounter_bulk", args=[raid.number]), sent)
    first, second = raid.encounters.order_by("ordinal")

    person = a_person_sent(sex="P", berikutnya="1")
    response = client.post(reverse("intake:encounter_edit", args=[first.number]), person)

    assert response["Location"] == reverse("intake:encounter_edit", args=[second.number])
    first.refresh_from_db()
    assert (first.sex, first.is_bare) == ("P", False)


def test_bare_form_says_how_many_at_most(as_user, officer):
    raid = a_raid(by=officer)
    sent = {"number": "251", "batch": str(uuid.uuid4()), "met_at": NOW, "outcome": "taken"}
    page = as_user(officer).post(reverse("intake:encounter_bulk", args=[raid.number]), sent)
    assert "250" in page.context["form"].errors["number"][0]


def test_another_door_is_recorded_and_waits_for_triage(as_user):
    registrar = a_user(Role.REGISTRAR)
    client = as_user(registrar)
    sent = a_person_sent(door="police", reporter="Polsek contoh", name="Pak Contoh")

    client.post(reverse("intake:encounter_new"), sent)

    encounter = Encounter.objects.get()
    assert (encounter.door, encounter.raid, encounter.reporter) == (
        EntryDoor.POLICE,
        None,
        "Polsek contoh",
    )
    assert "Pak Contoh" in client.get(reverse("intake:encounter_list")).content.decode()
    show = client.get(reverse("intake:encounter_show", args=[encounter.number])).content.decode()
    assert f"{reverse('intake:case_register')}?temuan={encounter.number}" in show


@pytest.mark.parametrize("rows", [1, 3])
def test_encounter_list_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, rows
):
    for _ in range(rows):
        mother = an_encounter(Outcome.LET_GO)
        an_encounter(stop=a_stop(mother.raid), met_with=mother)
    client = as_user(a_user(Role.REGISTRAR))

    with django_assert_num_queries(8):
        response = client.get(reverse("intake:encounter_list"))

    assert len(response.context["rows"]) == rows


def test_triage_page_says_what_is_missing_and_then_decides(as_user):
    worker, encounter = a_user(Role.SOCIAL_WORKER), an_encounter()
    client, url = as_user(worker), reverse("intake:encounter_triage", args=[encounter.number])

    refused = client.post(url, {"outcome": "handed_over"}).content.decode()
    client.post(url, {"outcome": "handed_over", "handed_to": "Satpol PP contoh"})

    assert "Tulis kepada siapa orang ini diserahkan." in refused
    encounter.refresh_from_db()
    assert encounter.handed_to == "Satpol PP contoh"


def test_a_childs_name_and_photo_are_not_for_every_officer(as_user, officer, upload):
    raid = a_raid(by=officer)
    client, stranger = as_user(officer), as_user(a_user(Role.FIELD_OFFICER))
    url = reverse("intake:encounter_record", args=[raid.number])
    client.post(url, a_person_sent(age_band="6-12", name="Budi Sembunyi", photo=upload()))
    encounter = Encounter.objects.get()
    show = reverse("intake:encounter_show", args=[encounter.number])
    closed_to_stranger = [
        reverse(f"intake:encounter_{act}", args=[encounter.number]) for act in ("photo", "edit")
    ]

    assert "Budi Sembunyi" in client.get(show).content.decode()
    page = stranger.get(show).content.decode()
    assert "B.S." in page
    assert "Sembunyi" not in page
    for address in closed_to_stranger:
        assert client.get(address).status_code == 200
        refused = stranger.get(address)
        assert (refused.status_code, "terlindung" in refused.content.decode()) == (403, True)


def test_whoever_has_a_protected_case_is_shown_as_the_file_allows(as_user):
    worker = a_user(Role.SOCIAL_WORKER)
    encounter = an_encounter(Outcome.CASE, name="Ani Sembunyi")
    a_case(owner=worker, encounter=encounter, person=encounter.person, flags=["trafficking"])
    raid = reverse("intake:raid_show", args=[encounter.raid.number])
    show = reverse("intake:encounter_show", args=[encounter.number])

    assert "Ani Sembunyi" in as_user(worker).get(show).content.decode()
    other = as_user(a_user(Role.SOCIAL_WORKER))
    for page in (other.get(show), other.get(raid), as_user(worker).get(raid)):
        assert "A.S." in page.content.decode()
        assert "Sembunyi" not in page.content.decode()


def test_encounter_page_shows_the_group_and_leads_to_the_case(as_user):
    worker = a_user(Role.SOCIAL_WORKER)
    mother = an_encounter(Outcome.CASE)
    child = an_encounter(raid=mother.raid, met_with=mother, age_years=4)
    case = a_case(owner=worker, encounter=mother, person=mother.person)

    page = as_user(worker).get(reverse("intake:encounter_show", args=[mother.number]))

    assert [row.encounter for row in page.context["group"]] == [child]
    assert reverse("intake:case_show", args=[case.number]) in page.content.decode()
    assert "Kasus sudah dibuka dari temuan ini" in page.content.decode()


# --- Work ------------------------------------------------------------------------------------


def test_work_tells_the_officer_what_to_close_and_complete_and_the_office_what_to_triage():
    clocks()
    raid = a_raid(name="Operasi Pos")
    an_encounter(raid=raid, age_years=9)
    actions.add_bare_encounters(raid, by=raid.opened_by, stop=None, number=2)
    an_encounter(door=EntryDoor.POLICE, name="Pak Contoh")

    def lines(user):
        return [(item.kind, item.what) for item in work(user, Clocks())]

    assert lines(raid.opened_by) == [
        ("tutup-razia", "Cocokkan hitungan, lalu tutup razia"),
        ("lengkapi-temuan", "Lengkapi 2 catatan tanpa nama"),
    ]
    assert lines(a_user(Role.REGISTRAR)) == [
        ("triase", "Triase 3 orang dari razia"),
        ("triase", "Triase temuan: kepolisian"),
    ]
    assert lines(a_user(Role.SECTION_HEAD)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_work_costs_the_same_for_one_raid_and_three(django_assert_num_queries, rows):
    clocks()
    registrar = a_user(Role.REGISTRAR)
    for _ in range(rows):
        an_encounter(raid=a_raid(by=registrar))
        an_encounter(door=EntryDoor.POLICE)

    with django_assert_num_queries(9):
        found = list(work(registrar, Clocks()))

    assert len(found) == 3 * rows
