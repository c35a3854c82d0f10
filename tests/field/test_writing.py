"""While the phone writes down what was entered, the place stands still, whatever is tapped meanwhile."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.factories import a_user
from tests.field.fake import FakeServer, a_raid
from tests.field.test_phone import begin, record

# The phone takes its time over sealing, and ends as it is told.
SLOWLY = """() => {
  const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
  const ending = new Promise((goOn, giveUp) => Object.assign(window, {goOn, giveUp}));
  crypto.subtle.encrypt = (...what) => ending.then(() => encrypt(...what));
}"""


@pytest.fixture
def busy(page_for, upload):
    """A page that is still writing down a woman, while its officer has tapped the queue."""
    server = FakeServer()
    server.raids = [a_raid()]
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    server.attach(page)
    page.goto(reverse("intake:field"))
    expect(page.get_by_role("heading", name="Operasi malam (contoh)")).to_be_visible()
    server.is_away = True
    begin(page)
    page.evaluate(SLOWLY)
    record(page, upload)
    page.locator("[data-line]").click()
    expect(page).to_have_url(re.compile("#antrean$"))
    return page


def test_whoever_taps_elsewhere_meanwhile_is_led_there_when_it_is_written(busy):
    expect(busy.locator("[data-title]")).to_contain_text("Orang ke-1")

    busy.evaluate("goOn()")

    expect(busy.get_by_text("Foto belum terkirim")).to_be_visible()
    expect(busy.locator("[data-line]")).to_contain_text("belum terkirim 2")
    assert busy.url.endswith("#antrean")


def test_what_could_not_be_written_is_still_on_the_form(busy):
    busy.evaluate("giveUp(new DOMException('full', 'QuotaExceededError'))")

    expect(busy.get_by_text("ruang di ponsel penuh. Isian masih di layar ini")).to_be_visible()
    expect(busy.locator('#f [name="sex"][value="P"]')).to_be_checked()
    expect(busy.locator(".pk-photo-pic img")).to_be_visible()
    expect(busy.locator("[data-title]")).to_contain_text("Orang ke-1")
    assert "#c/" in busy.url


def test_second_press_meanwhile_writes_nothing_twice(busy):
    busy.get_by_role("button", name="Simpan & orang berikutnya").click()

    busy.evaluate("goOn()")

    expect(busy.locator("[data-line]")).to_contain_text("belum terkirim 2")
