"""The look in a real browser: readable by everyone, no wider than the phone, large enough to touch."""

import pytest
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.accessibility import DESK, PHONE, violations
from tests.factories import a_user

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.platform.guide")]

PAGES = ["/gaya/bagian/", "/gaya/formulir/", "/gaya/ponsel/"]
TOUCHED = "a.btn, button, select, textarea, input:not([type=hidden]), summary, .pk-nav, .pk-chip, .pk-tabbar > a"
TOO_SMALL = """(selector) => [...document.querySelectorAll(selector)]
  .filter((thing) => thing.offsetParent)
  .map((thing) => [(thing.closest("label") ?? thing).getBoundingClientRect().height, thing.outerHTML.slice(0, 90)])
  .filter(([height]) => height < 43.5)"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_pages_are_accessible(page_for, live_server, theme):
    page = page_for(a_user(Role.SOCIAL_WORKER))
    page.context.add_cookies([{"name": "tema", "value": theme, "url": live_server.url}])
    for address in PAGES:
        page.set_viewport_size(PHONE)
        page.goto(address)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert violations(page) == [], (address, size)
            assert page.evaluate(OVERFLOW) <= 0, (address, size)


def test_phone_page_fits_320_and_the_thumb(page_for):
    page = page_for(a_user(Role.SOCIAL_WORKER), width=320)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(OVERFLOW) <= 0, address
        assert page.evaluate(TOO_SMALL, TOUCHED) == [], address


def test_phone_menu_opens_without_scripts(page_for):
    page = page_for(a_user(Role.SOCIAL_WORKER), width=390, javascript=False)
    page.goto("/gaya/bagian/")
    leave = page.locator(".pk-menu-sheet").get_by_role("button", name="Keluar")

    expect(leave).to_be_hidden()
    page.locator(".pk-menu > summary").click()
    expect(leave).to_be_visible()


def test_note_for_children_unfolds_without_scripts(page_for):
    page = page_for(width=390, javascript=False)
    page.goto("/gaya/ponsel/")
    note = page.get_by_text("pisahkan dari orang dewasa")

    expect(note).to_be_hidden()
    page.get_by_label("6–12").check()
    expect(note).to_be_visible()
    page.get_by_label("18–24").check()
    expect(note).to_be_hidden()


def test_slash_leads_to_the_search_and_errors_take_the_focus(page_for):
    page = page_for(a_user(Role.SOCIAL_WORKER))
    page.goto("/gaya/formulir/")
    expect(page.locator("[data-errors]")).to_be_focused()

    page.get_by_role("link", name="NIK").click()
    expect(page.locator("#id_nik")).to_be_focused()


def test_form_is_sent_once(page_for):
    page = page_for(a_user(Role.SOCIAL_WORKER))
    page.goto("/gaya/formulir/")

    sent = page.evaluate(
        """() => {
          let sent = 0;
          // Last in line: what reaches it unhindered would leave for the server.
          addEventListener("submit", (event) => {
            if (!event.defaultPrevented) sent += 1;
            event.preventDefault();
          });
          const form = document.querySelector("main form");
          form.noValidate = true;
          form.querySelector("button").click();
          form.querySelector("button").click();
          return sent;
        }"""
    )

    assert sent == 1


def test_first_page_is_light(page_for):
    """At most 150 KB come over the line for a first page, as a server sends it: compressed."""
    import gzip

    page = page_for(a_user(Role.SOCIAL_WORKER), width=390)
    bodies = {}
    page.on("response", lambda response: bodies.setdefault(response.url, response))
    page.goto("/gaya/ponsel/")
    page.wait_for_load_state("networkidle")
    size = 0
    for url, response in bodies.items():
        body = response.body()
        size += len(body) if url.endswith(".woff2") else len(gzip.compress(body))
    assert any(url.endswith("tabler.min.css") for url in bodies)
    assert size <= 150_000
