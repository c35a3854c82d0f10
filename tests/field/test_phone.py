"""The phone's side of field intake in a real browser, against a server that speaks from memory."""

import os
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.factories import a_user
from tests.field.fake import FakeServer, a_raid
from tests.journeys.steps import choose

PICTURES = os.environ.get("PICTURES", "")
RAW = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("ppks-lapangan");
    asked.onsuccess = () => done(asked.result);
  });
  const all = (name) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const items = await all("items");
  const text = items.map((row) => new TextDecoder("latin1").decode(row.sealed)).join("");
  const [session] = await all("session");
  let raw = "";
  try { raw = await crypto.subtle.exportKey("raw", session.key); } catch { raw = "closed"; }
  return {states: items.map((row) => row.state), fields: Object.keys(items[0] ?? {}), text, raw};
}"""


@pytest.fixture
def server():
    fake = FakeServer()
    fake.raids = [a_raid()]
    return fake


@pytest.fixture
def page(page_for, server):
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    server.attach(page)
    page.goto(reverse("intake:field"))
    expect(page.get_by_role("heading", name="Operasi malam (contoh)")).to_be_visible()
    return page


def picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def begin(page):
    page.locator("[data-sticky]").get_by_role("link", name="Catat orang").click()
    expect(page.locator("#f")).to_be_visible()


def record(page, upload, *, sex="P", age="25-44", how="Simpan & orang berikutnya"):
    choose(page, "sex", sex)
    choose(page, "age_band", age)
    file = {"name": "a.png", "mimeType": "image/png", "buffer": upload().read()}
    page.set_input_files('[name="photo"]', file)
    expect(page.locator(".pk-photo-pic img")).to_be_visible()
    page.get_by_role("button", name=how).click()


def test_tap_counts_though_the_list_was_to_be_drawn_meanwhile(page):
    link = page.locator("[data-sticky]").get_by_role("link", name="Catat orang")
    link.hover()  # waits until it stands still
    page.mouse.down()
    # Marked with the finger down: before that the page may still be drawing itself.
    link.evaluate("link => (link.dataset.met = 'yes')")
    page.evaluate(
        "() => { dispatchEvent(new Event('offline'));"
        " return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))); }"
    )
    assert link.get_attribute("data-met") == "yes"
    page.mouse.up()
    expect(page.locator("#f")).to_be_visible()


def test_person_is_kept_without_a_signal_and_sent_with_one(page, server, upload):
    picture(page, "beranda")
    begin(page)
    picture(page, "catat")
    server.is_away = True

    record(page, upload)

    line = page.locator("[data-line]")
    expect(line).to_contain_text("belum terkirim 2")
    expect(page.get_by_text("Disimpan di ponsel ini, belum terkirim.")).to_be_visible()
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-2")
    assert "ersimpan di server" not in page.locator("body").inner_text()
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.get_by_text("Foto belum terkirim")).to_be_visible()
    picture(page, "luring")

    server.is_away = False
    page.get_by_role("button", name="Coba kirim sekarang").click()

    expect(line).to_contain_text("belum terkirim 0")
    expect(page.get_by_text(re.compile("Tersimpan di server \\d\\d"))).to_be_visible()
    picture(page, "terkirim")
    kinds = sorted(item["kind"] for item in server.items.values())
    assert kinds == ["encounter.record", "photo.attach"]
    assert len(server.photos) == 1
    assert next(iter(server.photos.values())) < 130_000
    body = next(i["body"] for i in server.items.values() if i["kind"] == "encounter.record")
    assert (body["sex"], body["age_band"], body["outcome"]) == ("P", "25-44", "taken")
    assert body["stop"] == server.raids[0]["stops"][0]["uuid"]


def test_what_is_kept_cannot_be_read_and_its_key_not_taken(page, server, upload):
    server.is_away = True
    begin(page)
    page.locator("summary").filter(has_text="Tambah keterangan").click()
    page.locator('#f [name="name"]').fill("Ucok Contoh")
    record(page, upload)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 2")

    kept = page.evaluate(RAW)

    assert kept["states"] == ["waiting", "waiting"]
    assert sorted(kept["fields"]) == ["iv", "place", "sealed", "state", "tries", "user", "uuid"]
    assert "Ucok" not in kept["text"]
    assert kept["raw"] == "closed"


def test_child_is_entered_with_the_mother_in_one_press(page, server, upload):
    begin(page)
    record(page, upload, how="Simpan & bersama orang ini")
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-2")

    record(page, upload, sex="L", age="0-5", how="Simpan & bersama orang ini")
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-3")
    record(page, upload, sex="P", age="6-12", how="Simpan & orang berikutnya")
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-4")
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")

    people = [i for i in server.items.values() if i["kind"] == "encounter.record"]
    people.sort(key=lambda item: item["seq"])
    mother = people[0]["subject"]
    assert [each["body"]["met_with"] for each in people] == [None, mother, mother]


def test_missing_sex_and_age_are_asked_for_beside_their_field(page, server):
    begin(page)
    page.get_by_role("button", name="Simpan & orang berikutnya").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih jenis kelamin")
    picture(page, "galat-formulir")
    assert not server.items


def test_expired_session_keeps_the_queue_and_asks_to_sign_in(page, server, upload):
    begin(page)
    server.status = 401
    record(page, upload)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 2")
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.get_by_role("link", name="Masuk lagi")).to_be_visible()
    picture(page, "masuk-lagi")


def test_other_officer_sees_a_number_and_no_more(page, server, upload):
    server.is_away = True
    begin(page)
    record(page, upload)
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 2")

    server.is_away, server.user, server.key = False, "petugas-b", b"b" * 32
    server.raids = []
    page.goto("about:blank")
    page.goto(reverse("intake:field"))

    expect(page.get_by_text("2 catatan petugas lain terkunci")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
    assert not server.items
    picture(page, "petugas-lain")


def test_refused_and_clashing_items_stay_and_say_why(page, server, upload):
    server.states["encounter.record"] = {
        "state": "refused",
        "why": [{"field": "stop", "sentence": "Titik sudah ditutup."}],
    }
    begin(page)
    record(page, upload, how="Simpan & orang berikutnya")
    page.goto(reverse("intake:field") + "#antrean")
    expect(page.get_by_text("Ditolak server: Titik sudah ditutup.")).to_be_visible()
    picture(page, "ditolak")
    server.states.clear()

    page.get_by_role("link", name="Perbaiki").click()
    expect(page.locator("#f")).to_be_visible()
    page.get_by_role("button", name="Simpan", exact=True).click()

    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")


def test_what_waited_is_settled_by_the_answer_to_what_it_waited_for(page, server):
    server.states["encounter.record"] = {"state": "parked"}
    begin(page)
    choose(page, "sex", "P")
    choose(page, "age_band", "25-44")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Diterima server, menunggu razianya")).to_be_visible()

    server.states.clear()
    server.came_free = list(server.items.values())
    begin(page)
    choose(page, "sex", "L")
    choose(page, "age_band", "25-44")
    page.get_by_role("button", name="Simpan", exact=True).click()

    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
