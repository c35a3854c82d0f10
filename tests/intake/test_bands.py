"""Paper bands: a number and a code on a wrist, one person each, leading only those who may to the person."""

import io
import os
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from intake import actions, band_pages
from intake.actions.bands import band_named, is_band
from intake.models import Band, Encounter, Outcome, RaidStatus, SyncItem
from intake.models.bands import check_digit
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.pdf import render_pdf
from tests import pdf_norms
from tests.factories import a_case, a_raid, a_user, an_encounter
from tests.field.phones import Phone, post

pytestmark = pytest.mark.django_db
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def raid():
    return a_raid()


@pytest.fixture
def officer(raid):
    return raid.opened_by


@pytest.fixture
def bands(raid, officer):
    return actions.print_bands(raid, by=officer, number=3)


@pytest.fixture
def person(raid, officer):
    return an_encounter(raid=raid, by=officer)


# --- Numbers and codes -----------------------------------------------------------------------


def test_wrong_digit_and_swapped_digits_are_no_band(bands):
    number = bands[0].number
    digits = str(number)
    wrong = {digits[:n] + d + digits[n + 1 :] for n in range(len(digits)) for d in "0123456789"}
    swapped = {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(4)}

    for said in (wrong | swapped) - {digits}:
        assert check_digit(int(said[:-1])) != int(said[-1]), said


def test_code_cannot_be_guessed_from_another_and_says_nobodys_name(bands):
    codes = [band.code for band in bands]
    assert len({code[3:9] for code in codes}) == 3
    assert all(re.fullmatch(r"GLG[A-HJ-NP-Z2-9]{20}", code) for code in codes)


@pytest.mark.parametrize("spelt", ["{n}", "G{n}", " g {n} ", "{w}", "{c}"])
def test_band_is_found_as_scanned_or_typed(bands, spelt):
    band = bands[1]
    said = spelt.format(n=band.number, w=band.words, c=band.code)
    assert band_named(said) == band


def test_search_box_takes_codes_and_numbers_with_a_g_only(bands):
    band = bands[0]
    assert is_band(band.code)
    assert is_band(f"g{band.words}")
    assert not is_band(str(band.number))  # it may be a number of something else
    assert not is_band("Ginting")


# --- Putting on ------------------------------------------------------------------------------


def test_band_is_put_on_once_and_again_changes_nothing(bands, person, officer):
    actions.attach_band(person, bands[0].words, by=officer)
    actions.attach_band(person, bands[0].code, by=officer)

    assert person.bands.get() == bands[0]
    assert Entry.objects.filter(action="band.attach").count() == 1


def test_band_of_another_person_or_raid_is_refused(bands, person, officer, raid):
    actions.attach_band(person, bands[0].words, by=officer)
    other = an_encounter(raid=raid, by=officer)
    elsewhere = an_encounter(raid=a_raid(by=officer))

    with pytest.raises(ValidationError, match="sudah dipakai orang lain"):
        actions.attach_band(other, bands[0].words, by=officer)
    with pytest.raises(ValidationError, match="milik razia lain"):
        actions.attach_band(elsewhere, bands[1].words, by=officer)
    with pytest.raises(ValidationError, match="ada angka yang keliru"):
        actions.attach_band(other, str(bands[1].number + 1), by=officer)


def test_replaced_band_keeps_its_person_and_the_reason(bands, person, officer, raid):
    actions.attach_band(person, bands[0].words, by=officer)
    with pytest.raises(ValidationError, match="Tulis mengapa diganti"):
        actions.attach_band(person, bands[1].words, by=officer)

    actions.attach_band(person, bands[1].words, by=officer, reason="Sobek")

    first = Band.objects.get(pk=bands[0].pk)
    assert (first.encounter, first.void_reason) == (person, "Sobek")
    with pytest.raises(ValidationError, match="sudah dipakai orang lain"):
        actions.attach_band(an_encounter(raid=raid), first.words, by=officer)


def test_lost_band_is_noted_and_not_used_again(bands, person, officer):
    with pytest.raises(ValidationError, match="Tulis mengapa"):
        actions.lose_band(bands[2], by=officer, reason=" ")
    actions.lose_band(bands[2], by=officer, reason="Jatuh di jalan")

    with pytest.raises(ValidationError, match="tidak dipakai lagi"):
        actions.attach_band(person, bands[2].words, by=officer)


def test_only_who_records_puts_bands_on(bands, person):
    with pytest.raises(PermissionDenied):
        actions.attach_band(person, bands[0].words, by=a_user(Role.SECTION_HEAD))


def test_database_keeps_a_band_with_one_person(bands, person, officer, raid):
    actions.attach_band(person, bands[0].words, by=officer)
    other = an_encounter(raid=raid)

    with pytest.raises(IntegrityError, match="one person only"), transaction.atomic():
        Band.objects.filter(pk=bands[0].pk).update(encounter=other)
    with pytest.raises(IntegrityError, match="one_worn_by_a_person"), transaction.atomic():
        Band.objects.filter(pk=bands[1].pk).update(
            encounter=person, attached_by=officer, attached_at=raid.starts_at
        )
    with pytest.raises(IntegrityError, match="void_has_reason"), transaction.atomic():
        Band.objects.filter(pk=bands[2].pk).update(voided_by=officer, voided_at=raid.starts_at)


def test_share_is_each_officers_own(raid, bands, officer):
    mine = actions.reserve_bands(raid, by=officer, number=2)
    others = actions.reserve_bands(raid, by=a_user(Role.FIELD_OFFICER), number=2)

    assert [b.number for b in mine] == [b.number for b in bands[:2]]
    assert [b.number for b in others] == [bands[2].number]
    with pytest.raises(ValidationError, match="Tidak ada gelang"):
        actions.reserve_bands(raid, by=officer, number=1)


# --- Pages -----------------------------------------------------------------------------------


def scan(client, said):
    return client.post(reverse("intake:band_scan"), {"band": said})


def test_scanned_band_opens_the_person_for_who_may(bands, person, officer, as_user):
    actions.attach_band(person, bands[0].words, by=officer)

    response = scan(as_user(a_user(Role.REGISTRAR)), bands[0].code)

    assert response.headers["Location"] == reverse("intake:encounter_show", args=[person.number])
    assert Entry.objects.filter(action="band.scan").count() == 1


def test_search_box_opens_the_case_for_its_section_and_nothing_for_others(
    bands, raid, officer, section, worker, as_user
):
    code, person = bands[0].code, an_encounter(raid=raid, by=officer)
    actions.attach_band(person, code, by=officer)
    case = a_case(owner=worker, section=section, encounter=person, flags=["trafficking"])
    stranger = a_user(Role.SOCIAL_WORKER, office=section)

    found = as_user(worker).post(reverse("intake:search"), {"q": code})
    hidden = as_user(stranger).post(reverse("intake:search"), {"q": code})

    assert found.headers["Location"] == reverse("intake:case_show", args=[case.number])
    assert hidden.status_code == 404


def test_childs_band_tells_another_officer_nothing(bands, officer, raid, as_user):
    child = an_encounter(raid=raid, by=officer, age_band="6-12")
    actions.attach_band(child, bands[0].words, by=officer)

    assert scan(as_user(a_user(Role.FIELD_OFFICER)), bands[0].words).status_code == 404
    assert scan(as_user(officer), bands[0].words).status_code == 302
    assert scan(as_user(officer), "GLGAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_band_that_nobody_wears_says_so(bands, officer, as_user):
    page = scan(as_user(officer), bands[0].words).content.decode()
    assert "belum dipakai siapa pun" in page


def test_record_form_puts_the_band_on_and_keeps_everything_when_it_is_wrong(
    bands, officer, raid, as_user
):
    client = as_user(officer)
    address = reverse("intake:encounter_record", args=[raid.number])
    form = {
        "client_uuid": str(uuid.uuid4()),
        "met_at": "2026-09-18T21:00",
        "sex": "L",
        "age_band": "25-44",
        "outcome": "taken",
        "name": "Udin Contoh",
    }

    wrong = client.post(address, form | {"band": str(bands[0].number + 1)}).content.decode()
    assert "ada angka yang keliru" in wrong
    assert "Udin Contoh" in wrong
    assert not Encounter.objects.exists()

    client.post(address, form | {"band": bands[0].words})
    assert Encounter.objects.get().bands.get() == bands[0]


def test_person_page_replaces_and_loses_a_band(bands, person, officer, as_user):
    client = as_user(officer)
    address = reverse("intake:encounter_band", args=[person.number])
    client.post(address, {"act": "pakai", "band": bands[0].words})

    again = client.post(address, {"act": "pakai", "band": bands[0].words})
    assert again.status_code == 302

    assert "(boleh kosong)" not in client.get(address).content.decode()
    refused = client.post(address, {"act": "pakai", "band": bands[1].words}).content.decode()
    assert "Tulis mengapa diganti" in refused
    assert bands[1].words in refused
    client.post(address, {"act": "pakai", "band": bands[1].words, "reason": "Sobek"})
    client.post(address, {"act": "hilang", "reason": "Hilang di bus"})

    assert not person.bands.filter(voided_at=None).exists()
    page = client.get(reverse("intake:encounter_show", args=[person.number])).content.decode()
    assert "Hilang di bus" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_band_and_three(
    raid, officer, as_user, django_assert_num_queries, rows
):
    bands = actions.print_bands(raid, by=officer, number=rows)
    for band in bands:
        actions.attach_band(an_encounter(raid=raid), band.words, by=officer)
    client = as_user(officer)

    with django_assert_num_queries(10):
        client.get(reverse("intake:band_list", args=[raid.number]))


def test_sheet_is_a_tagged_paper_with_numbers_and_nobodys_name(raid, bands, officer, as_user):
    client = as_user(officer)
    address = reverse("intake:band_sheet", args=[raid.number, bands[0].sheet])

    response = client.get(address)

    assert pdf_norms.findings(response.content) == []
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(response.content)).pages)
    assert all(text.count(band.words) >= 2 for band in bands)
    if PICTURES:
        more = actions.print_bands(raid, by=officer, number=16)
        pdf = render_pdf("documents/band_sheet.html", band_pages.sheet_context(raid, more))
        with open(f"{PICTURES}/gelang.pdf", "wb") as file:
            file.write(pdf)
    assert (
        client.get(reverse("intake:band_sheet", args=[raid.number, uuid.uuid4()])).status_code
        == 404
    )


def test_closed_raid_gets_no_bands(as_user):
    closed = a_raid(RaidStatus.CLOSED)
    with pytest.raises(PermissionDenied):
        actions.print_bands(closed, by=closed.opened_by, number=1)


# --- The phone -------------------------------------------------------------------------------


def test_phone_takes_its_numbers_along_and_sends_a_band_after_its_person(
    raid, bands, officer, as_user
):
    client = as_user(officer)
    asked = {"raid": str(raid.client_uuid), "number": 2}
    answer = client.post(
        reverse("intake:field_bands"), asked, content_type="application/json"
    ).json()
    assert answer["reserved"] == 2
    provisions = client.get(reverse("intake:field_provisions")).json()["raids"][0]
    assert [b["number"] for b in provisions["bands"]] == [b.number for b in bands[:2]]

    phone = Phone(raid)
    person = phone.person()
    band = phone.item("band.attach", person["subject"], band=str(bands[0].number))
    assert post(client, band)[band["uuid"]]["state"] == "parked"
    receipts = post(client, person)
    assert {r["state"] for r in receipts.values()} == {"accepted"}

    there = client.get(reverse("intake:field_provisions")).json()["raids"][0]
    assert [b["number"] for b in there["bands"]] == [bands[1].number]
    assert there["encounters"][0]["band"] == bands[0].number


def test_wrong_band_is_refused_and_the_person_is_not(raid, bands, officer, as_user):
    phone = Phone(raid)
    person = phone.person()
    band = phone.item("band.attach", person["subject"], band=str(bands[0].number + 1))

    receipts = post(as_user(officer), person, band)

    assert receipts[person["uuid"]]["state"] == "accepted"
    assert receipts[band["uuid"]]["state"] == "refused"
    assert receipts[band["uuid"]]["why"][0]["field"] == "band"


def test_what_was_refused_is_given_up_with_a_reason(raid, bands, officer, as_user):
    client, phone = as_user(officer), Phone(raid)
    person = phone.person()
    band = phone.item("band.attach", person["subject"], band=str(bands[0].number + 1))
    post(client, person, band)
    without = phone.item("item.discard", band["uuid"], reason=" ")
    discard = phone.item("item.discard", band["uuid"], reason="Gelang habis")

    receipts = post(client, without, discard)

    assert receipts[without["uuid"]]["state"] == "refused"
    assert receipts[discard["uuid"]]["state"] == "accepted"
    assert "Gelang habis" in Entry.objects.get(action="field.discard").note
    assert SyncItem.objects.get(uuid=band["uuid"]).payload  # what it was is kept


def test_what_is_stored_cannot_be_given_up(raid, officer, as_user):
    client, phone = as_user(officer), Phone(raid)
    person = phone.person(outcome=Outcome.TAKEN)
    post(client, person)
    discard = phone.item("item.discard", person["uuid"], reason="Salah")

    assert post(client, discard)[discard["uuid"]]["state"] == "refused"
