"""On the phone: what the server refused has its button, and an officer can leave without a signal."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from intake.actions.bands import print_bands, reserve_bands
from intake.models import Encounter
from intake.models.bands import check_digit, number_words
from ppks_service.accounts.roles import Role
from tests.factories import a_raid as a_real_raid
from tests.factories import a_stop, a_user
from tests.field.fake import FakeServer, a_raid
from tests.field.test_leaving import keys, sign_in
from tests.field.test_phone import begin, picture, record
from tests.journeys.steps import choose

BANDS = [
    {"number": serial * 10 + check_digit(serial), "code": "GLG" + letter * 20}
    for serial, letter in ((1000, "A"), (1001, "B"))
]
FIRST, SECOND = (number_words(band["number"]) for band in BANDS)


@pytest.fixture
def server():
    fake = FakeServer()
    fake.raids = [a_raid(bands=BANDS)]
    fake.states = {
        kind: {"state": "refused", "why": [{"field": "", "sentence": "Tidak dapat dibaca."}]}
        for kind in ("photo.attach", "band.attach")
    }
    return fake


@pytest.fixture
def page(page_for, server):
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    server.attach(page)
    page.goto(reverse("intake:field"))
    expect(page.get_by_role("heading", name="Operasi malam (contoh)")).to_be_visible()
    return page


def to_queue(page):
    page.goto(reverse("intake:field") + "#antrean")
    return page.locator("#isi-app")


def test_refused_photo_is_taken_again_or_given_up_with_a_reason(page, server, upload):
    begin(page)
    record(page, upload)
    queue = to_queue(page)
    queue.get_by_role("link", name="Foto ulang atau buang").click()
    expect(page.get_by_role("heading", name="Foto ditolak server")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan berkas cadangan")).to_be_visible()
    picture(page, "foto-ditolak")

    file = {"name": "b.png", "mimeType": "image/png", "buffer": upload().read()}
    page.set_input_files("[data-retake]", file)
    expect(page.locator("[data-title]")).to_have_text("Antrean kirim")
    queue.get_by_role("link", name="Foto ulang atau buang").click()
    page.get_by_role("button", name="Buang dengan alasan ini").click()
    expect(page.get_by_text("Tulis mengapa kiriman ini dibuang.")).to_be_visible()
    page.get_by_label("Mengapa dibuang").fill("Kamera rusak")
    page.get_by_role("button", name="Buang dengan alasan ini").click()

    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
    sent = [item for item in server.items.values() if item["kind"] == "item.discard"]
    assert [item["body"] for item in sent] == [{"reason": "Kamera rusak"}]
    assert sum(item["kind"] == "photo.attach" for item in server.items.values()) == 2


def test_band_is_given_by_one_tap_and_a_wrong_number_is_told_on_the_phone(page, server, upload):
    begin(page)
    field = page.locator('#f [name="band"]')
    page.get_by_role("button", name=f"Pakai {FIRST}").click()
    expect(field).to_have_value(FIRST)
    picture(page, "gelang")
    field.fill(str(BANDS[0]["number"] + 1))
    record(page, upload)
    expect(page.locator("#f").get_by_text("ada angka yang keliru").first).to_be_visible()

    field.fill(f"G {FIRST}")
    page.get_by_role("button", name="Simpan & orang berikutnya").click()

    expect(page.get_by_role("button", name=f"Pakai {SECOND}")).to_be_visible()
    queue = to_queue(page)
    expect(queue.get_by_text("Gelang", exact=True)).to_be_visible()
    queue.get_by_role("link", name="Perbaiki").click()  # there once the server has refused it
    bands = [item["body"] for item in server.items.values() if item["kind"] == "band.attach"]
    assert bands == [{"band": str(BANDS[0]["number"])}]
    page.get_by_role("textbox", name="Nomor gelang").fill(SECOND)
    page.get_by_role("button", name="Kirim nomor ini").click()
    expect(page.locator("[data-title]")).to_have_text("Antrean kirim")


def test_scanned_code_means_the_number_that_the_phone_has(page):
    begin(page)
    choose(page, "sex", "P")
    choose(page, "age_band", "25-44")
    page.locator('#f [name="band"]').fill(BANDS[1]["code"])
    page.get_by_role("button", name="Simpan & orang berikutnya").click()
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-2")
    expect(page.get_by_role("button", name=f"Pakai {FIRST}")).to_be_visible()
    page.goto(reverse("intake:field"))
    page.get_by_role("link", name="Operasi malam (contoh)").click()
    expect(page.get_by_text("Gelang di ponsel ini: 2")).to_be_visible()  # that one was refused


def test_bands_of_the_real_server_reach_the_person(page_for, upload):
    officer = a_user(Role.FIELD_OFFICER)
    raid = a_real_raid(by=officer)
    a_stop(raid)
    print_bands(raid, by=officer, number=20)
    reserve_bands(raid, by=officer, number=1)
    page = page_for(officer, width=390)
    page.goto(reverse("intake:field") + f"#r/{raid.client_uuid}")
    expect(page.get_by_text("Gelang di ponsel ini: 1")).to_be_visible()
    page.get_by_role("button", name="Ambil 16 nomor").click()
    expect(page.get_by_text("Gelang di ponsel ini: 17")).to_be_visible()
    picture(page, "gelang-razia")
    page.locator("[data-sticky]").get_by_role("link", name="Catat orang").click()
    page.locator("[data-band-help] button").first.click()

    record(page, upload)

    expect(page.locator("[data-title]")).to_contain_text("Orang ke-2")
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
    assert Encounter.objects.get().bands.count() == 1


def test_leaving_without_a_signal_ends_the_session_at_the_next_contact(page_for):
    officer = a_user(Role.FIELD_OFFICER)
    a_stop(a_real_raid(by=officer))
    page = page_for(width=390)
    sign_in(page, officer)
    expect(page.get_by_role("link", name="Keluar dari ponsel ini")).to_be_visible()
    page.route("**/keluar/", lambda route: route.abort())
    page.get_by_role("link", name="Keluar dari ponsel ini").click()
    picture(page, "keluar-luring")
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk dahulu, selagi ada sinyal")).to_be_visible()
    assert (keys(page), Session.objects.count()) == (0, 1)

    page.unroute("**/keluar/")
    page.goto(
        reverse("worklist:home")
    )  # an office page would open by the cookie that is still good

    page.wait_for_url("**" + reverse("accounts:sign_in") + "**")
    assert not Session.objects.exists()
    sign_in(page, officer)  # and signing in again is no contact that ends the new session
    expect(page.get_by_role("link", name="Keluar dari ponsel ini")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Keluar dari ponsel ini")).to_be_visible()
