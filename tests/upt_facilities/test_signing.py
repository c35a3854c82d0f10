"""Both parties of an arrival sign on the screen, once, and the berita acara shows it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument, SignatureWay
from ppks_service.journal.models import Entry
from tests.factories import (
    STROKES,
    a_case,
    a_facility,
    a_person,
    a_signature_given,
    a_stay,
    a_user,
    number_series,
)
from tests.journeys.steps import draw, follow
from upt_facilities import actions
from upt_facilities.models import Stay
from upt_facilities.stay_page import stay_of

pytestmark = pytest.mark.django_db
PARTIES = {
    "giver-name": "Nurul Contoh",
    "giver-position": "Perawat, RS Contoh",
    "giver-way": "drawn",
    "giver-strokes": STROKES,
    "receiver-name": "Togap Contoh",
    "receiver-position": "Petugas jaga",
    "receiver-way": "unable",
    "receiver-reason": "Tangan terluka",
}


def an_officer(facility):
    return a_user(Role.FACILITY_OFFICER, office=facility.office)


def sign(stay, **changed):
    parties = {
        "giver": a_signature_given("Nurul Contoh", position="Perawat, RS Contoh"),
        "receiver": a_signature_given("Togap Contoh"),
    } | changed
    return actions.sign_arrival(stay, by=an_officer(stay.facility), **parties)


def test_both_sign_on_the_page_and_the_paper_shows_how(as_user):
    number_series()
    stay = a_stay(a_case(person=a_person("Marlan Contoh")))
    client = as_user(an_officer(stay.facility))
    url = reverse("facilities:stay_sign", args=[stay.pk])
    begun = client.get(url).content.decode()
    assert stay.handed_by in begun
    assert "Marlan Contoh" in begun

    answer = client.post(url, PARTIES)

    assert answer["Location"] == reverse("facilities:stay_show", args=[stay.pk])
    stay.refresh_from_db()
    assert (stay.handed_by, stay.brought_by) == ("Nurul Contoh", "Perawat, RS Contoh")
    page = client.get(answer["Location"]).content.decode()
    assert "Tangan terluka" in page
    assert "Tanda tangani di layar" not in page
    client.post(reverse("facilities:handover", args=[stay.pk]))
    paper = IssuedDocument.objects.get().html
    assert "Tanda tangan Nurul Contoh, digambar di layar" in paper
    assert "Tangan terluka" in paper


def test_what_is_missing_is_said_and_what_was_typed_stays(as_user):
    stay = a_stay()
    client = as_user(an_officer(stay.facility))

    page = client.post(
        reverse("facilities:stay_sign", args=[stay.pk]),
        PARTIES | {"giver-strokes": "", "receiver-reason": ""},
    ).content.decode()

    assert "Belum ada tanda tangan di kotak gambar." in page
    assert "Tulis mengapa tidak ada tanda tangan." in page
    assert 'value="Togap Contoh"' in page
    stay.refresh_from_db()
    assert stay.giver_signature is None


def test_what_is_wrong_with_one_signature_is_not_said_of_the_other():
    stay = a_stay()

    with pytest.raises(ValidationError) as refused:
        sign(stay, receiver=a_signature_given(way="paper", strokes=""))

    assert list(refused.value.error_dict) == ["receiver-photo"]
    stay.refresh_from_db()
    assert stay.giver_signature is None


def test_the_stay_is_read_without_what_was_drawn():
    stay = sign(a_stay())

    found = stay_of(an_officer(stay.facility), stay.pk)

    assert found.giver_signature.get_deferred_fields() == {"content"}


def test_the_picture_is_shown_to_those_of_the_stay_and_its_reading_is_written_down(as_user):
    stay = sign(a_stay())
    url = reverse("facilities:stay_signature", args=[stay.pk, "penyerah"])

    shown = as_user(an_officer(stay.facility)).get(url)

    assert shown["Content-Type"] == "image/svg+xml"
    assert Entry.objects.filter(action="stay.read", note__contains="Tanda tangan").exists()
    assert as_user(an_officer(a_facility())).get(url).status_code == 404
    nobody = reverse("facilities:stay_signature", args=[stay.pk, "saksi"])
    assert as_user(an_officer(stay.facility)).get(nobody).status_code == 404


def test_an_arrival_is_signed_once(as_user):
    stay = sign(a_stay())

    with pytest.raises(ValidationError, match="sudah ditandatangani"):
        sign(stay)
    refused = as_user(an_officer(stay.facility)).post(
        reverse("facilities:stay_sign", args=[stay.pk]), PARTIES
    )
    assert "sudah ditandatangani" in refused.content.decode()


def test_nothing_is_signed_after_the_paper_was_made():
    number_series()
    stay = a_stay()
    actions.issue_handover(stay, by=an_officer(stay.facility))

    with pytest.raises(ValidationError, match="Tarik dahulu"):
        sign(stay)


def test_who_does_not_receive_there_takes_no_signatures():
    stay = a_stay()

    with pytest.raises(PermissionDenied):
        actions.sign_arrival(
            stay,
            by=an_officer(a_facility()),
            giver=a_signature_given(),
            receiver=a_signature_given(),
        )


def test_one_signature_alone_is_refused_by_the_database():
    stay = sign(a_stay())

    with pytest.raises(IntegrityError, match="stay_signed_by_both"), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(receiver_signature=None)


def test_both_sign_with_a_finger_on_a_phone(page_for):
    stay = a_stay(a_case(person=a_person("Marlan Contoh")))
    page = page_for(an_officer(stay.facility), width=390)
    page.goto(reverse("facilities:stay_show", args=[stay.pk]))
    follow(page, page.get_by_role("link", name="Tanda tangani di layar"))
    draw(page, "giver")
    page.get_by_role("button", name="Simpan tanda tangan").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada tanda tangan di kotak gambar.")
    expect(page.locator("[data-sign=giver-way]")).to_contain_text("Sudah ditandatangani.")
    draw(page, "receiver")
    follow(page, page.get_by_role("button", name="Simpan tanda tangan"))

    expect(page.get_by_text("Tanda tangan kedua pihak tersimpan.")).to_be_visible()
    stay.refresh_from_db()
    assert {stay.giver_signature.way, stay.receiver_signature.way} == {SignatureWay.DRAWN}
