"""A filled paper form from the phone that photographed it to the office that keys it in."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import PaperSheet, SheetKind, SheetStatus
from intake.sheets.codes import SheetCode
from ppks_service.accounts.roles import Role
from ppks_service.development.demo.sheets import as_jpeg, drawn_sheet, photographed
from tests.factories import a_raid, a_stop, a_user, clocks
from tests.journeys.steps import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES", "")


def picture(page, name):
    if PICTURES:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def a_photo(raid, page, *, tilt):
    code = SheetCode.new(raid.number if raid else "", SheetKind.PEOPLE, page)
    heading = f"{raid.number} {raid.name}" if raid else ""
    content = as_jpeg(photographed(drawn_sheet(code.text, heading=heading), tilt=tilt))
    return {"name": f"IMG_{page}.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_a_sheet_goes_from_the_phone_into_the_records(page_for):
    clocks()
    officer, office = a_user(Role.FIELD_OFFICER), a_user(Role.REGISTRAR)
    raid = a_raid(by=officer, name="Operasi Simpang Juanda–Simpang Pos (contoh)")
    a_stop(raid, name="Simpang Pos")
    phone = page_for(officer, width=390)
    phone.goto(f"{reverse('intake:sheet_list')}?razia={raid.number}")
    photos = [a_photo(raid, 1, tilt=-8), a_photo(raid, 2, tilt=172), a_photo(None, 1, tilt=3)]
    phone.locator("input[type=file]").set_input_files(photos)
    phone.get_by_role("button", name="Kirim foto").click()
    expect(phone.get_by_role("heading", name="Menunggu disalin (3)")).to_be_visible()
    picture(phone, "kertas-daftar-390")

    desk = page_for(office)
    desk.goto(reverse("worklist:home"))
    expect(desk.get_by_text("Salin 3 lembar kertas").first).to_be_visible()
    desk.goto(reverse("intake:sheet_list"))
    picture(desk, "kertas-daftar-1280")
    sheet = PaperSheet.objects.filter(raid=raid).order_by("pk")[0]
    desk.goto(reverse("intake:sheet_show", args=[sheet.pk]))
    photo = desk.get_by_role("img", name="ditulis tangan")
    expect(photo).to_be_visible()
    assert photo.evaluate(
        "image => image.decode().then(() => image.naturalHeight > image.naturalWidth)"
    )
    for age in ("60+", "45-59"):
        choose(desk, "sex", "L")
        choose(desk, "age_band", age)
        choose(desk, "outcome", "taken")
        desk.get_by_role("button", name="Simpan & orang berikutnya").click()
        expect(desk.get_by_text("tersimpan dari lembar ini")).to_be_visible()
    picture(desk, "kertas-salin-1280")
    phone.goto(reverse("intake:sheet_show", args=[sheet.pk]))
    picture(phone, "kertas-salin-390")
    desk.get_by_role("button", name="Selesai disalin: 2 orang").click()
    expect(desk.get_by_role("heading", name="Selesai, terbaru lebih dulu")).to_be_visible()
    assert PaperSheet.objects.get(pk=sheet.pk).status == SheetStatus.KEYED
    assert raid.encounters.count() == 2
