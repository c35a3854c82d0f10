"""The platform's own pages in a real browser: accessible, by keyboard, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from ppks_service.worklist import reference
from tests.accessibility import DESK, PHONE, violations
from tests.factories import a_section, a_user, an_area
from tests.journeys.steps import follow
from tests.platform.test_look_in_browser import OVERFLOW, TOO_SMALL, TOUCHED

pytestmark = pytest.mark.browser

PASSWORD = "kata-sandi-contoh-1"
OF_ADMIN = [
    "/",
    "/menu/",
    "/akun/",
    "/akun/sandi/",
    "/akun/pengguna/",
    "/akun/pengguna/baru/",
    "/akun/kantor/",
    "/akun/kantor/baru/",
    "/jam/",
    "/jam/shelter/",
    "/wilayah/",
    "/wilayah/?q=medan",
    "/tentang/",
]


def test_pages_are_accessible_and_fit(page_for):
    reference.load()
    an_area("12.71")
    page = page_for(a_user(Role.DATA_ADMIN))
    for address in OF_ADMIN:
        page.set_viewport_size(PHONE)
        page.goto(address)
        assert page.evaluate(TOO_SMALL, TOUCHED) == [], address
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert violations(page) == [], (address, size)
            assert page.evaluate(OVERFLOW) <= 0, (address, size)


@pytest.mark.parametrize("width", [1280, 390])
def test_journal_and_sign_in_are_accessible_and_fit(page_for, width):
    auditor = a_user(Role.AUDITOR)
    page = page_for(width=width)
    page.goto("/masuk/")
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    page.get_by_label("Nama pengguna atau NIP").fill(auditor.username)
    page.get_by_label("Kata sandi").fill("salah-salah-salah")
    follow(page, page.get_by_role("button", name="Masuk"))
    assert violations(page) == []
    page.get_by_label("Kata sandi").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Masuk"))
    page.goto("/jurnal/")
    page.get_by_text("Masuk ditolak.").first.wait_for()
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_sign_in_takes_the_keyboard_alone_and_no_script(page_for):
    user = a_user()
    page = page_for(javascript=False)
    page.goto("/akun/")  # leads to the sign-in page and back here

    page.get_by_label("Nama pengguna atau NIP").focus()
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    # By the page and not by its address: the sign-in's own ends in ?next=/akun/ too.
    page.get_by_role("heading", level=1, name="Akun saya").wait_for()


def test_what_is_typed_on_a_page_that_stood_open_is_not_lost(page_for):
    user = a_user()
    page = page_for(user)
    page.clock.install()
    page.goto("/akun/surel/")
    page.locator("main [name=email]").fill("ratna@contoh.id")
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward("21:00")

    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Isian Anda masih ada di halaman ini.")
    expect(page.locator("main [name=email]")).to_have_value("ratna@contoh.id")

    # Signed in again at another tab, which gives another token too.
    page.context.add_cookies(signed_in)
    page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", level=1, name="Akun saya")).to_be_visible()
    user.refresh_from_db()
    assert user.email == "ratna@contoh.id"


def test_code_is_set_up_from_the_account_page(page_for):
    page = page_for(a_user(), width=390)
    page.goto("/akun/")
    follow(page, page.get_by_role("button", name="Pasang kode"))

    drawing = page.get_by_role("img", name="Kode QR berisi kunci akun ini")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("(img) => img.complete && img.naturalWidth") > 100
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0


@pytest.fixture
def form_of_areas(settings):
    """A page with a form that has an area, at an address of its own."""
    settings.ROOT_URLCONF = "tests.platform.area_form"
    city = an_area("12.71", "Kota Medan")
    an_area("12.71.04", "Medan Denai")
    an_area("12.71.08", "Medan Tembung")
    an_area("12.71.08.1001", "Tembung")
    return city


def test_area_is_suggested_while_typing_and_picked_by_keyboard(page_for, form_of_areas):
    page = page_for(a_user(office=a_section()), width=390)
    page.goto("/contoh/")
    field = page.get_by_role("combobox", name="Asal")

    field.press_sequentially("medan den")
    page.get_by_role("option", name="Medan Denai").wait_for()
    assert violations(page) == []
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("Enter")

    expect(field).to_have_value("Medan Denai, Kota Medan, Sumatera Utara")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Diterima: 12.71.04").wait_for()


def test_area_is_picked_by_a_touch_and_forgotten_when_typed_over(page_for, form_of_areas):
    page = page_for(a_user(), width=390)
    page.goto("/contoh/")
    field = page.get_by_role("combobox", name="Asal")

    field.press_sequentially("tembung")
    page.get_by_role("option").filter(has_text="Desa/kelurahan").click()
    expect(page.locator("[name=area-code]")).to_have_value("12.71.08.1001")
    field.fill("kota medan")
    expect(page.locator("[name=area-code]")).to_have_value("")
    page.get_by_role("button", name="Simpan").click()

    page.get_by_text("Diterima: 12.71", exact=True).wait_for()


def test_area_is_asked_once_more_without_scripts(page_for, form_of_areas):
    page = page_for(a_user(), width=390, javascript=False)
    page.goto("/contoh/")

    page.get_by_label("Asal").first.fill("tembung")
    follow(page, page.get_by_role("button", name="Simpan"))
    expect(page.get_by_label("Asal").first).to_have_value("tembung")
    page.get_by_label("Tembung, Medan Tembung").check()
    page.get_by_role("button", name="Simpan").click()

    page.get_by_text("Diterima: 12.71.08.1001").wait_for()
