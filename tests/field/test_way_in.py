"""How an officer comes into the field app from the office's pages, and who is not led there."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from tests.factories import a_raid, a_stop, a_user

PRIMARY = ".pk-sticky .btn-primary"


@pytest.fixture
def raid(db, transactional_db):
    raid = a_raid(by=a_user(Role.FIELD_OFFICER))
    a_stop(raid)
    return raid


def test_record_on_a_phone_opens_the_field_app_at_that_raid(page_for, raid):
    page = page_for(raid.opened_by, width=390)
    page.goto(reverse("intake:raid_show", args=[raid.number]))
    expect(page.locator(PRIMARY)).to_have_attribute("href", f"/lapangan/#c/{raid.client_uuid}")
    page.locator(PRIMARY).click()

    expect(page.locator("#f")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-1")


def test_list_of_raids_leads_to_the_app_on_a_phone_alone(page_for, raid):
    lead = "a.btn[href='/lapangan/']"
    page = page_for(raid.opened_by, width=390)
    page.goto(reverse("intake:raid_list"))
    expect(page.locator(lead)).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(lead)).not_to_be_visible()


@pytest.mark.parametrize("lacks", ["scripts", "store", "worker"])
def test_server_form_stands_where_the_app_cannot(page_for, raid, lacks):
    page = page_for(raid.opened_by, width=390, javascript=lacks != "scripts")
    if lacks == "store":
        page.add_init_script("indexedDB.databases = () => Promise.reject(new DOMException());")
    if lacks == "worker":
        page.add_init_script("delete Navigator.prototype.serviceWorker;")
    page.goto(reverse("intake:raid_show", args=[raid.number]))
    page.wait_for_load_state("networkidle")

    address = reverse("intake:encounter_record", args=[raid.number])
    expect(page.locator(PRIMARY)).to_have_attribute("href", address)
