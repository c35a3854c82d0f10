"""Signing out of a phone that holds records: the key goes, the records stay locked until their officer is back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Encounter
from ppks_service.accounts.roles import Role
from tests.factories import a_raid, a_stop, a_user
from tests.field.test_phone import RAW, begin, picture, record

NAME = "Ucok Contoh"


def sign_in(page, user):
    page.goto(reverse("accounts:sign_in") + "?next=" + reverse("intake:field"))
    page.locator('[name="username"]').fill(user.username)
    page.locator('[name="password"]').fill("kata-sandi-contoh-1")
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**" + reverse("intake:field"))


def keys(page):
    """How many keys lie on the phone."""
    return page.evaluate("""async () => {
      const db = await new Promise((done) => {
        const asked = indexedDB.open("ppks-lapangan");
        asked.onsuccess = () => done(asked.result);
      });
      const count = await new Promise((done) => {
        const asked = db.transaction("session").objectStore("session").count();
        asked.onsuccess = () => done(asked.result);
      });
      db.close();
      return count;
    }""")


def press_sign_out(page):
    page.goto(reverse("accounts:account"))
    page.locator("[data-menu] > summary").click()
    page.locator(".pk-menu-sheet").get_by_role("button", name="Keluar").click()


@pytest.fixture
def officer(page_for):
    return a_user(Role.FIELD_OFFICER)


@pytest.fixture
def page(page_for, officer, upload):
    """A's phone with one person and a photo that wait for a signal."""
    a_stop(a_raid(by=officer))
    page = page_for(width=390)
    sign_in(page, officer)
    page.route("**/lapangan/kirim/", lambda route: route.abort())
    begin(page)
    page.locator("summary").filter(has_text="Tambah keterangan").click()
    page.locator('#f [name="name"]').fill(NAME)
    record(page, upload)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 2")
    return page


def test_leaving_takes_the_key_and_nothing_else(page, officer):
    press_sign_out(page)
    expect(page.get_by_text("2 catatan belum terkirim tetap tersimpan terkunci")).to_be_visible()
    picture(page, "keluar")
    page.get_by_role("button", name="Batal").click()
    expect(page.locator("[data-leave]")).not_to_be_visible()
    assert keys(page) == 1

    press_sign_out(page)
    page.locator("[data-leave]").get_by_role("button", name="Keluar").click()
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()
    assert keys(page) == 0
    kept = page.evaluate(RAW)
    assert kept["states"] == ["waiting", "waiting"]
    assert "Ucok" not in kept["text"]

    sign_in(page, a_user(Role.FIELD_OFFICER))
    expect(page.get_by_text("2 catatan petugas lain terkunci")).to_be_visible()
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.locator("[data-title]")).to_have_text("Semua sudah terkirim")
    assert "Ucok" not in page.locator("body").inner_text()
    page.unroute("**/lapangan/kirim/")
    press_sign_out(page)
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()
    assert not Encounter.objects.exists()

    sign_in(page, officer)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.get_by_text(re.compile("Tersimpan di server \\d\\d"))).to_be_visible()
    encounter = Encounter.objects.get()
    assert encounter.photo_id
    assert encounter.recorded_by == officer


def test_signing_in_drops_the_key_of_whoever_was_here(page):
    page.context.clear_cookies()  # the session ran out: nobody pressed "Keluar"
    page.goto(reverse("accounts:sign_in"))
    assert keys(page) == 1

    page.locator('[name="username"]').fill(a_user(Role.FIELD_OFFICER).username)
    page.locator('[name="password"]').fill("kata-sandi-contoh-1")
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator(".pk-tabbar")).to_be_visible()

    assert keys(page) == 0


def test_sign_out_goes_through_when_the_phones_store_fails(page):
    page.add_init_script("indexedDB.open = () => { throw new DOMException('closed'); };")
    press_sign_out(page)
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()


def test_phone_that_never_opened_the_app_signs_out_at_once(page_for):
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    press_sign_out(page)
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []
