"""The search box of every page, by the keyboard and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.factories import a_case, a_person, a_section, a_user, clocks


@pytest.fixture
def worker(transactional_db):
    clocks()
    section = a_section()
    a_case(section=section, person=a_person("Marlan Soerya"))
    return a_user(Role.SOCIAL_WORKER, office=section)


def test_slash_leads_to_the_box_from_any_page_and_finds_an_old_spelling(page_for, worker):
    page = page_for(worker)
    for name in ("intake:raid_list", "intake:case_list"):
        page.goto(reverse(name))
        page.keyboard.press("/")
        expect(page.locator("[data-search]")).to_be_focused()
        expect(page.locator("[data-search]")).to_have_value("")
    page.keyboard.type("surya/marlan")
    expect(page.locator("[data-search]")).to_have_value("surya/marlan")
    page.keyboard.press("Enter")

    expect(page.locator(".pk-list h3")).to_contain_text("Marlan Soerya")
    expect(page.locator("mark").first).to_be_visible()


def test_a_phone_reaches_the_box_in_one_touch(page_for, worker):
    page = page_for(worker, width=390)
    page.goto(reverse("intake:case_list"))
    page.get_by_role("link", name="Cari").locator("visible=true").first.click()
    box = page.locator("input[name=q]").locator("visible=true")
    box.fill("soerja")
    box.press("Enter")

    expect(page.locator(".pk-list h3")).to_contain_text("Marlan Soerya")
