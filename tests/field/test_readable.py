"""The states of the field app on a phone: readable by everyone, no wider than the screen, by day and by night."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.factories import a_user
from tests.field.fake import FakeServer, a_raid
from tests.field.test_phone import begin, picture, record
from tests.platform.test_look_in_browser import OVERFLOW, violations

CLASH = {
    "state": "conflict",
    "why": [{"field": "", "sentence": "Isi yang tersimpan berubah lagi sejak Anda membukanya."}],
    "fields": {
        "sex": {
            "label": "Jenis kelamin",
            "mine": {"sex": "P"},
            "theirs": {"sex": "L"},
            "mine_words": "Perempuan",
            "theirs_words": "Laki-laki",
            "theirs_by": "Petugas Contoh Lain",
            "theirs_at": "2026-11-25T14:04:00+00:00",
        }
    },
}
WHY = {"state": "refused", "why": [{"field": "stop", "sentence": "Titik sudah ditutup."}]}


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_states_of_the_app_are_readable(page_for, upload, theme):
    server = FakeServer()
    server.raids = [a_raid()]
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    page.add_init_script(f"localStorage.setItem('tema', '{theme}')")
    server.attach(page)
    faults = []

    def look(state):
        faults.extend((state, fault) for fault in violations(page))
        if (wide := page.evaluate(OVERFLOW)) > 0:
            faults.append((state, f"{wide} px too wide"))
        picture(page, f"{theme}-{state}")

    page.goto(reverse("intake:field"))
    expect(page.get_by_role("heading", name="Operasi malam (contoh)")).to_be_visible()
    expect(page.locator("html")).to_have_attribute(
        "data-bs-theme", "dark" if theme == "gelap" else "light"
    )
    look("beranda")
    begin(page)
    look("orang")
    page.get_by_role("button", name="Simpan & orang berikutnya").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih jenis kelamin")
    look("galat")

    server.is_away = True
    record(page, upload)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 2")
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.get_by_text("Foto belum terkirim")).to_be_visible()
    look("antrean")

    server.is_away = False
    server.states = {"encounter.record": CLASH, "photo.attach": WHY}
    page.get_by_role("button", name="Coba kirim sekarang").click()
    expect(page.get_by_text(re.compile("Ditolak server"))).to_be_visible()
    look("ditolak")
    page.get_by_role("link", name="Pilih").click()
    expect(page.locator("#f-conflict")).to_be_visible()
    look("bentrok")
    page.goto(reverse("intake:field") + f"#r/{server.raids[0]['uuid']}")
    expect(page.get_by_role("heading", name="Titik")).to_be_visible()
    look("razia")
    page.goto(reverse("intake:field") + "#buka")
    expect(page.locator("#f-raid")).to_be_visible()
    look("buka")

    assert not faults, "\n".join(map(str, faults))
