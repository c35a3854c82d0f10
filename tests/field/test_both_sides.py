"""The phone and the real server together: what is written without a signal arrives once, photo and all."""

from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Encounter, Raid
from ppks_service.accounts.roles import Role
from tests.factories import a_user, number_series
from tests.field.test_phone import begin, record


def test_raid_and_people_of_a_dead_line_arrive_once(page_for, upload):
    number_series()
    page = page_for(a_user(Role.FIELD_OFFICER), width=390)
    page.goto(reverse("intake:field"))
    page.get_by_role("link", name="Buka razia").click()
    page.route("**/lapangan/kirim/", lambda route: route.abort())
    page.locator('#f-raid [name="name"]').fill("Operasi tanpa sinyal (contoh)")
    page.locator('#f-raid [name="stop"]').first.fill("Simpang Pos")
    page.get_by_role("button", name="Buka razia").click()
    begin(page)
    record(page, upload)
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-2")
    record(page, upload, sex="L", how="Simpan & bersama orang ini")
    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 5")

    page.goto(reverse("intake:field") + "#antrean")
    by_hand = page.get_by_role("button", name="Coba kirim sekarang")
    expect(by_hand).to_be_visible()
    # Not before: the phone would send by itself, and take the button away under the hand.
    page.unroute("**/lapangan/kirim/")
    by_hand.click()

    expect(page.locator("[data-line]")).to_contain_text("belum terkirim 0")
    assert Raid.objects.count() == 1
    people = Encounter.objects.order_by("ordinal")
    assert [each.sex for each in people] == ["P", "L"]
    assert all(each.photo_id and each.stop_id for each in people)
