"""The pages of places: who sees which name, what an act does, how many queries a list costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, EndReason
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import visible_documents
from ppks_service.journal.models import Entry
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_person,
    a_section,
    a_stay,
    a_user,
    a_ward,
    an_area,
    number_series,
)
from upt_facilities import actions
from upt_facilities.models import (
    FacilityKind,
    Occupancy,
    OccupancyKind,
    RequiredPaper,
    Stay,
)
from upt_facilities.shelf import shelf_now

pytestmark = pytest.mark.django_db
NAME = "Marlan Contoh Siregar"


def an_officer(facility, **fields):
    return a_user(Role.FACILITY_OFFICER, office=facility.office, **fields)


def an_admin():
    return a_user(Role.DATA_ADMIN)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


# --- The public directory --------------------------------------------------------------------


def test_directory_says_room_in_words_and_names_nobody(client):
    facility = a_facility(places=20, target="Lanjut usia")
    a_stay(a_case(person=a_person(NAME)), place=facility.wards.get().places.first())

    page = text(client.get(reverse("facilities:directory")))

    assert facility.name in page
    assert "Ada tempat" in page
    assert "tidak dipungut biaya" in page
    assert "Tidak punya KTP tetap dilayani" in page
    assert NAME not in page
    read = re.sub(r"<[^>]+>", " ", page).replace(facility.name, "")  # its name has a number, too
    assert "19" not in read.replace("2019", "")


@pytest.mark.parametrize(
    ("places", "taken", "words"),
    [(20, 0, "Ada tempat"), (20, 18, "Hampir penuh"), (2, 1, "Hampir penuh"), (1, 1, "Penuh")],
)
def test_directory_tells_how_full_a_house_is(client, places, taken, words):
    facility = a_facility(places=places)
    for place in facility.wards.get().places.order_by("order")[:taken]:
        a_hold(place)

    assert words in text(client.get(reverse("facilities:service", args=[facility.code])))


def test_directory_filters_by_who_needs_help_and_where(client):
    medan, binjai = an_area("12.71", "Kota Medan"), an_area("12.75", "Kota Binjai")
    everywhere = a_facility(name="UPT Lansia", audiences=["elderly"], area=binjai)
    here = a_facility(name="Dinsos Medan", audiences=["elderly"], area=medan, is_local=True)
    elsewhere = a_facility(name="Dinsos Binjai", audiences=["elderly"], area=binjai, is_local=True)
    children = a_facility(name="UPT Balita", audiences=["child"])

    found = client.get(reverse("facilities:directory"), {"untuk": "elderly", "wilayah": "12.71"})

    shown = [listing.facility for listing in found.context["listings"]]
    assert shown == [here, everywhere]
    assert elsewhere not in shown
    assert children not in shown


def test_directory_with_a_filter_that_finds_nothing_says_what_to_do(client):
    a_facility(audiences=["child"])

    page = text(client.get(reverse("facilities:directory"), {"untuk": "leprosy"}))

    assert "Tidak ada layanan untuk pilihan ini" in page


@pytest.mark.parametrize("values", [{"untuk": "x"}, {"wilayah": "x"}, {"wilayah": "99.99"}])
def test_directory_takes_an_unknown_filter_for_none(client, values):
    facility = a_facility()

    found = client.get(reverse("facilities:directory"), values)

    assert [listing.facility for listing in found.context["listings"]] == [facility]


def test_hidden_facility_is_neither_listed_nor_shown(client):
    facility = a_facility(is_public=False)

    listed = client.get(reverse("facilities:directory"))

    assert facility.name not in text(listed)
    assert client.get(reverse("facilities:service", args=[facility.code])).status_code == 404


def test_service_page_lists_papers_and_steps_and_that_it_is_unconfirmed(client):
    facility = a_facility(
        services="Makan\nAsrama", requirements="Berusia 60 tahun", procedure="Lapor\nDinilai"
    )
    RequiredPaper.objects.create(facility=facility, kind="health", severity="must")
    RequiredPaper.objects.create(facility=facility, kind="ktp", severity="warning")

    page = text(client.get(reverse("facilities:service", args=[facility.code])))

    for words in ("Asrama", "Berusia 60 tahun", "Dinilai", "Surat keterangan sehat"):
        assert words in page
    assert "KTP <b>bila ada</b>" in page
    assert "menunggu kepastian" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_directory_costs_the_same_for_one_facility_and_three(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        RequiredPaper.objects.create(facility=a_facility(places=2), kind="ktp", severity="must")

    shelf_now()  # read once for many requests

    with django_assert_num_queries(5):
        response = client.get(reverse("facilities:directory"))

    assert len(response.context["listings"]) == rows


# --- Boards ----------------------------------------------------------------------------------


def test_board_list_shows_facility_staff_only_their_own(as_user):
    own, other = a_facility(places=1), a_facility(places=1)

    page = text(as_user(an_officer(own)).get(reverse("facilities:board_list")))

    assert own.name in page
    assert other.name not in page


def test_board_list_filters_by_kind(as_user):
    a_facility(places=1)
    shelter = a_facility(places=1, kind=FacilityKind.SHELTER)

    found = as_user(a_user(Role.SECTION_HEAD)).get(
        reverse("facilities:board_list"), {"jenis": "shelter"}
    )

    assert [facility for facility, _ in found.context["rows"]] == [shelter]


@pytest.mark.parametrize("rows", [1, 3])
def test_board_list_costs_the_same_for_one_facility_and_three(
    as_user, django_assert_num_queries, rows
):
    for _ in range(rows):
        a_facility(places=2)
    client, url = as_user(a_user(Role.SECTION_HEAD)), reverse("facilities:board_list")
    client.get(url)

    with django_assert_num_queries(6):
        response = client.get(url)

    assert len(response.context["rows"]) == rows


def a_full_board():
    """A facility with one place of each state."""
    facility = a_facility(places=4)
    held, lived, blocked, _ = facility.wards.get().places.order_by("order")
    a_hold(held, a_case(person=a_person("Boru Contoh")))
    a_stay(a_case(person=a_person(NAME)), place=lived)
    actions.block_place(blocked, by=an_officer(facility), reason="Atap bocor")
    return facility


def test_board_names_residents_to_the_facility_itself(as_user):
    facility = a_full_board()

    page = text(
        as_user(an_officer(facility)).get(reverse("facilities:board", args=[facility.code]))
    )

    assert NAME in page
    for words in ("Dihuni", "Dipesan", "Tidak dipakai", "Kosong", "Atap bocor"):
        assert words in page
    assert 'aria-label="1 dihuni, 1 dipesan, 1 tidak dipakai, 1 kosong"' in page


@pytest.mark.parametrize(
    "role", [Role.SECTION_HEAD, Role.SOCIAL_WORKER, Role.REPORTING, Role.DEPARTMENT_HEAD]
)
def test_board_and_residents_give_initials_to_others(as_user, role):
    facility = a_full_board()
    client = as_user(a_user(role))

    for name in ("facilities:board", "facilities:residents"):
        page = text(client.get(reverse(name, args=[facility.code])))
        assert NAME not in page
        assert "M.C.S." in page


def test_board_folds_wards_and_whoever_is_due_after_the_third(as_user):
    facility = a_facility(places=5, usual_stay_days=30)
    ward = facility.wards.get()
    long_ago = timezone.now() - dt.timedelta(days=40)
    for place in ward.places.order_by("order")[:4]:
        a_stay(place=place, arrived_at=long_ago)

    page = text(
        as_user(an_officer(facility)).get(reverse("facilities:board", args=[facility.code]))
    )

    summary = rf'<details class="pk-fold-narrow"><summary><h2>{ward}</h2>(.*?)</summary>'
    fold = re.search(summary, page)
    assert fold is not None
    assert "4 dihuni, 1 kosong" in fold[1]
    assert "1 penghuni lagi</span></summary>" in page


def test_board_of_another_facility_is_not_there(as_user):
    client = as_user(an_officer(a_facility(places=1)))

    assert client.get(reverse("facilities:board", args=[a_facility().code])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_board_costs_the_same_for_one_ward_and_three(as_user, django_assert_num_queries, rows):
    facility = a_facility(is_residential=True)
    for _ in range(rows):
        ward = a_ward(facility, places=3)
        first, second, _ = ward.places.order_by("order")
        a_stay(place=first)
        a_hold(second)
    client = as_user(an_officer(facility))
    url = reverse("facilities:board", args=[facility.code])
    client.get(url)

    with django_assert_num_queries(10):  # 4 of them for what referrals show beside the places
        response = client.get(url)

    assert len(response.context["board"].wards) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_residents_cost_the_same_for_one_and_three(as_user, django_assert_num_queries, rows):
    facility = a_facility(places=rows)
    for place in facility.wards.get().places.all():
        a_stay(place=place)
    client = as_user(an_officer(facility))
    url = reverse("facilities:residents", args=[facility.code])
    client.get(url)

    with django_assert_num_queries(5):
        response = client.get(url)

    assert len(response.context["rows"]) == rows


def test_residents_say_days_in_care_against_the_usual_stay(as_user):
    facility = a_facility(places=2, usual_stay_days=183)
    first, second = facility.wards.get().places.all()
    a_stay(place=first, arrived_at=timezone.now() - dt.timedelta(days=200))
    a_stay(place=second, arrived_at=timezone.now() - dt.timedelta(days=20))

    response = as_user(an_officer(facility)).get(
        reverse("facilities:residents", args=[facility.code])
    )

    assert [row.days for row in response.context["rows"]] == [200, 20]
    assert "Lewat 17 hari" in text(response)


def test_residents_who_left_stand_apart(as_user):
    facility = a_facility(places=1)
    a_stay(
        a_case(person=a_person(NAME)),
        place=facility.wards.get().places.get(),
        exit_at=timezone.now(),
    )
    client, url = (
        as_user(an_officer(facility)),
        reverse("facilities:residents", args=[facility.code]),
    )

    assert NAME not in text(client.get(url))
    assert NAME in text(client.get(url, {"keadaan": "keluar"}))


def test_place_is_blocked_and_opened_again_on_its_page(as_user):
    facility = a_facility(places=1)
    place = facility.wards.get().places.get()
    client = as_user(an_officer(facility))
    url = reverse("facilities:place", args=[facility.code, place.pk])

    empty = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Atap bocor", "until": ""})

    assert "reason" in empty.context["form"].errors
    assert Occupancy.objects.now().get().kind == OccupancyKind.BLOCKED
    assert "Pakai lagi" in text(client.get(url))
    client.post(reverse("facilities:place_open", args=[facility.code, place.pk]))
    assert not Occupancy.objects.now().exists()


# --- Stays -----------------------------------------------------------------------------------

ARRIVAL = {
    "condition": "Sadar, berjalan sendiri",
    "belongings": "tidak ada",
    "handed_by": "Petugas contoh",
    "brought_by": "Satpol PP contoh",
    "witness": "",
}


def arrival(**fields):
    return ARRIVAL | {"arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")} | fields


def test_shelter_receives_by_the_number_on_the_paper(as_user):
    shelter, case = a_facility(places=1, kind=FacilityKind.SHELTER), a_case()
    client = as_user(an_officer(shelter))
    url = reverse("facilities:shelter_arrive", args=[shelter.code])

    wrong = client.post(url, arrival(case_number="K-1999-000001"))
    right = client.post(url, arrival(case_number=case.number.lower()))

    assert "Tidak ada kasus berjalan" in text(wrong)
    stay = Stay.objects.get()
    assert (stay.case, stay.facility) == (case, shelter)
    assert right["Location"] == reverse("facilities:stay_show", args=[stay.pk])


def test_a_full_shelter_keeps_what_was_typed_and_says_so(as_user):
    shelter = a_facility(places=1, kind=FacilityKind.SHELTER)
    a_hold(shelter.wards.get().places.get())

    page = as_user(an_officer(shelter)).post(
        reverse("facilities:shelter_arrive", args=[shelter.code]),
        arrival(case_number=a_case().number),
    )

    assert "tidak punya tempat kosong" in text(page)
    assert "Satpol PP contoh" in text(page)


def test_a_upt_receives_only_by_referral(as_user):
    upt = a_facility(places=1)

    page = as_user(an_officer(upt)).get(reverse("facilities:shelter_arrive", args=[upt.code]))

    assert page.status_code == 404


def test_registrar_writes_down_a_night_in_the_shelter_from_the_case(as_user):
    section = a_section()
    case, shelter = a_case(section=section), a_facility(places=1, kind=FacilityKind.SHELTER)
    registrar = a_user(Role.REGISTRAR, office=section)
    url = reverse("facilities:case_shelter", args=[case.number])

    as_user(registrar).post(url, arrival(facility=shelter.pk))

    assert Stay.objects.get().case == case


def test_shelter_gives_the_room_that_is_asked_for(as_user):
    shelter = a_facility(is_residential=True, kind=FacilityKind.SHELTER)
    a_ward(shelter, name="Putra", sex="L")
    children = a_ward(shelter, name="Anak dan Ibu", max_age=17)

    as_user(an_officer(shelter)).post(
        reverse("facilities:shelter_arrive", args=[shelter.code]),
        arrival(case_number=a_case().number, ward=children.pk),
    )

    assert Stay.objects.get().occupancy.place.ward == children


def test_case_of_another_section_is_not_there_for_the_shelter_form(as_user):
    url = reverse("facilities:case_shelter", args=[a_case().number])

    assert as_user(a_user(Role.REGISTRAR)).get(url).status_code == 404


def test_stay_page_is_read_by_the_facility_and_the_section_and_written_down(as_user):
    section = a_section()
    stay = a_stay(a_case(section=section, person=a_person(NAME)))
    url = reverse("facilities:stay_show", args=[stay.pk])

    for user in (an_officer(stay.facility), a_user(Role.SECTION_HEAD, office=section)):
        page = text(as_user(user).get(url))
        assert NAME in page
        assert NAME not in re.search(r"<title>(.*?)</title>", page)[1]
    assert Entry.objects.filter(action="stay.read", case_pk=stay.case_id).count() == 2
    for user in (a_user(Role.FACILITY_OFFICER), a_user(Role.SECTION_HEAD), a_user(Role.PARTNER)):
        assert as_user(user).get(url).status_code == 404


def test_handover_paper_is_made_from_the_page_and_open_to_the_facility(as_user):
    number_series()
    stay = a_stay()
    officer = an_officer(stay.facility)
    client = as_user(officer)

    client.post(reverse("facilities:handover", args=[stay.pk]))
    client.post(reverse("facilities:handover", args=[stay.pk]))

    document = IssuedDocument.objects.get()
    assert document.number in text(client.get(reverse("facilities:stay_show", args=[stay.pk])))
    assert document in visible_documents(an_officer(stay.facility))
    assert document in visible_documents(a_user(Role.SECTION_HEAD, office=stay.case.section))
    assert document not in visible_documents(a_user(Role.FACILITY_OFFICER))
    assert document not in visible_documents(a_user(Role.SECTION_HEAD))


def test_exit_form_asks_for_the_proofs_of_its_kind_and_keeps_them(as_user):
    stay = a_stay()
    client = as_user(an_officer(stay.facility))
    url = reverse("facilities:stay_exit", args=[stay.pk, EndReason.ABSCONDED])
    facts = {
        "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "reason": "Tidak kembali dari kebun",
        "seen": "Pukul 17.00 oleh petugas jaga",
        "noticed": "Apel malam",
        "search": "Pasar dan terminal, tidak ditemukan",
    }

    missing = client.post(url, facts)
    client.post(url, facts | {"police": "LP/12/XI/2026"})

    assert "police" in missing.context["form"].errors
    stay.refresh_from_db()
    assert stay.exit_kind == EndReason.ABSCONDED
    assert stay.exit_evidence.splitlines()[0] == "Terakhir dilihat: Pukul 17.00 oleh petugas jaga"
    assert "LP/12/XI/2026" in text(client.get(reverse("facilities:stay_show", args=[stay.pk])))


def test_death_is_told_once_and_kept_with_its_proofs(as_user):
    stay = a_stay()
    client = as_user(an_officer(stay.facility))
    url = reverse("facilities:stay_exit", args=[stay.pk, EndReason.DIED])

    asked = client.get(url).context["form"]
    client.post(
        url,
        {
            "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "cause": "Di RSUD, gagal jantung",
            "certificate": "445/12/RSUD",
            "burial": "TPU contoh; keluarga dikabari",
        },
    )

    assert list(asked.fields) == ["at", "cause", "certificate", "burial"]
    assert asked["at"].label == "Meninggal pada"
    stay.refresh_from_db()
    assert stay.exit_reason == "Meninggal saat dalam pelayanan."
    assert "gagal jantung" in stay.exit_evidence
    noted = Entry.objects.get(action="stay.exit")
    assert "gagal jantung" not in noted.note


def test_ways_to_leave_are_each_one_link(as_user):
    stay = a_stay()

    page = as_user(an_officer(stay.facility)).get(reverse("facilities:exit_choose", args=[stay.pk]))

    for kind in EndReason.values:
        address = reverse("facilities:stay_exit", args=[stay.pk, kind])
        assert text(page).count(f'href="{address}"') == 1
    assert ">Pilih<" not in text(page)


@pytest.mark.parametrize("kind", EndReason.values)
def test_every_kind_of_exit_has_its_form(as_user, kind):
    stay = a_stay()
    client = as_user(an_officer(stay.facility))

    chosen = client.get(reverse("facilities:exit_choose", args=[stay.pk]))
    form = client.get(reverse("facilities:stay_exit", args=[stay.pk, kind]))

    assert reverse("facilities:stay_exit", args=[stay.pk, kind]) in text(chosen)
    assert form.status_code == 200


def test_exit_of_an_unknown_kind_is_not_there(as_user):
    stay = a_stay()

    page = as_user(an_officer(stay.facility)).get(
        reverse("facilities:stay_exit", args=[stay.pk, "evaporated"])
    )

    assert page.status_code == 404


def test_resident_moves_to_a_free_place_only(as_user):
    facility = a_facility(places=3)
    first, second, third = facility.wards.get().places.order_by("order")
    stay = a_stay(place=first)
    a_hold(second)
    client, url = as_user(an_officer(facility)), reverse("facilities:stay_move", args=[stay.pk])

    refused = client.post(url, {"place": second.pk, "reason": "Dekat kamar mandi"})
    client.post(url, {"place": third.pk, "reason": "Dekat kamar mandi"})

    assert "place" in refused.context["form"].errors
    stay.refresh_from_db()
    assert stay.occupancy.place == third


def test_social_worker_of_the_case_sees_the_stay_but_may_not_end_it_in_a_upt(as_user):
    section = a_section()
    stay = a_stay(a_case(section=section))
    client = as_user(a_user(Role.SOCIAL_WORKER, office=section))

    page = client.get(reverse("facilities:stay_show", args=[stay.pk]))
    exit_page = client.get(reverse("facilities:exit_choose", args=[stay.pk]))

    assert "Catat keluar" not in text(page)
    assert exit_page.status_code == 403


# --- A name that would break a page ----------------------------------------------------------

NASTY = ['{{ 7*7 }}<script>alert("x")</script>', "N" * 400, "Siti 😀 O'Neil", "SITI AMINAH"]


@pytest.mark.parametrize("name", NASTY)
def test_any_name_is_shown_harmlessly(as_user, name):
    number_series()
    facility = a_facility(places=1)
    stay = a_stay(a_case(person=a_person(name)), place=facility.wards.get().places.get())
    client = as_user(an_officer(facility))
    document = actions.issue_handover(stay, by=an_officer(facility))

    pages = [
        client.get(reverse("facilities:board", args=[facility.code])),
        client.get(reverse("facilities:residents", args=[facility.code])),
        client.get(reverse("facilities:stay_show", args=[stay.pk])),
    ]

    for html in [*(page.content.decode() for page in pages), document.html]:
        assert "<script>alert" not in html
        assert ">49<" not in html


# --- Facility data ---------------------------------------------------------------------------


def test_admin_adds_places_and_takes_one_out_of_use(as_user):
    facility = a_facility(places=2)
    ward = facility.wards.get()
    first, second = ward.places.order_by("order")

    as_user(an_admin()).post(
        reverse("facilities:ward_edit", args=[facility.code, ward.pk]),
        {"name": "Melati", "sex": "L", "add": 2, "add_extra": 1, "in_use": [first.pk]},
    )

    ward.refresh_from_db()
    assert (ward.name, ward.sex) == ("Melati", "L")
    numbers = ward.places.order_by("order").values_list("number", "is_in_use", "is_extra")
    assert list(numbers) == [
        ("1", True, False),
        ("2", False, False),
        ("3", True, False),
        ("4", True, False),
        ("T1", True, True),
    ]
    assert not second.occupancies.exists()


def test_admin_cannot_drop_a_place_that_somebody_has(as_user):
    facility = a_facility(places=1)
    ward = facility.wards.get()
    a_hold(ward.places.get())

    page = as_user(an_admin()).post(
        reverse("facilities:ward_edit", args=[facility.code, ward.pk]),
        {"name": ward.name, "sex": "A", "add": 0, "add_extra": 0},
    )

    assert "sedang dihuni" in text(page)
    assert ward.places.get().is_in_use


def test_admin_says_which_papers_are_asked_for(as_user):
    facility = a_facility()
    RequiredPaper.objects.create(facility=facility, kind="ktp", severity="must")

    as_user(an_admin()).post(
        reverse("facilities:papers_edit", args=[facility.code]), {"health": "must", "kk": "warning"}
    )

    papers = RequiredPaper.objects.order_by("kind").values_list("kind", "severity")
    assert list(papers) == [("health", "must"), ("kk", "warning")]


def test_admin_edits_the_texts_that_the_public_reads(as_user, client):
    facility = a_facility()

    as_user(an_admin()).post(
        reverse("facilities:edit", args=[facility.code]),
        {"name": facility.name, "services": "Asrama", "audiences": ["elderly"], "is_public": "on"},
    )

    facility.refresh_from_db()
    assert facility.audiences == ["elderly"]
    assert "Asrama" in text(client.get(reverse("facilities:service", args=[facility.code])))


def test_edit_pages_show_the_admin_no_resident(as_user):
    facility = a_full_board()
    client = as_user(an_admin())

    for url in (
        reverse("facilities:edit", args=[facility.code]),
        reverse("facilities:ward_edit", args=[facility.code, facility.wards.get().pk]),
        reverse("facilities:board_list"),
    ):
        page = text(client.get(url))
        assert NAME not in page
        assert "M.C.S." not in page


def test_case_says_where_the_person_is_and_does_not_end_before_they_left():
    from upt_facilities.panels import open_ends, where_now

    stay = a_stay(a_case(person=a_person(NAME)))
    user = a_user(Role.SECTION_HEAD, office=stay.case.section)

    assert where_now(user, stay.case)["stay"] == stay
    assert stay.facility.name in open_ends(stay.case)[0]
    assert where_now(user, a_case()) is None
    assert open_ends(Case.objects.exclude(pk=stay.case_id).get()) == []
