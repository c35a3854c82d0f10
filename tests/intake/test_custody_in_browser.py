"""A handover as it is done at the tail of a truck: ticked, signed by a finger, on a phone."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import BelongingItem, Condition, Handover, ItemKind
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import SignatureWay
from tests.factories import a_raid, a_user, an_encounter, an_item
from tests.journeys.steps import draw, follow

PICTURES = os.environ.get("PICTURES", "")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def a_truck():
    officer = a_user(Role.FIELD_OFFICER, full_name="Rudi Hasibuan (contoh)")
    raid = a_raid(by=officer, name="Operasi Simpang Juanda (contoh)")
    people = [
        an_encounter(raid=raid, sex="P", name="Bu Contoh", conditions=[Condition.INJURED]),
        an_encounter(raid=raid, sex="P", age_band="6-12", name="Anak Contoh"),
        an_encounter(raid=raid, age_band="60+"),
    ]
    an_item(people[0], ItemKind.TOOL, description="Kotak amal kayu")
    an_item(people[2], ItemKind.WEAPON, description="Pisau lipat gagang kayu")
    return officer, raid


def fill_where(page):
    page.locator("#div_id_to_kind").get_by_label("Kendaraan").check()
    page.get_by_label("Nama tempat, nomor kendaraan, atau nama keluarga").fill("Dalmas 2 Satpol PP")
    page.get_by_label("Keadaan mereka saat diserahkan").fill("Sehat, tenang")


def test_handover_is_signed_by_a_finger_on_a_phone(page_for):
    officer, raid = a_truck()
    page = page_for(officer, width=390)
    page.goto(reverse("intake:raid_show", args=[raid.number]))
    picture(page, "1-razia")
    follow(page, page.get_by_role("link", name="Buka serah terima"))
    picture(page, "2-serah-terima")
    follow(page, page.get_by_role("link", name="Catat serah terima"))
    picture(page, "3-formulir")
    page.get_by_role("button", name="Pilih semua").click()
    everyone = page.locator(".pk-tick").count()
    expect(page.get_by_text(f"{everyone} dipilih")).to_be_visible()
    page.get_by_role("button", name="Kosongkan pilihan").click()
    page.get_by_label("Bu Contoh").check()
    page.get_by_label("A.C.").check()
    expect(page.get_by_text("2 dipilih")).to_be_visible()
    fill_where(page)
    draw(page, "giver")
    page.locator("[name=receiver-name]").fill("Sopir Contoh")
    page.locator("[name=receiver-position]").fill("Pengemudi, Satpol PP Provinsi")
    page.get_by_role("button", name="Simpan serah terima").click()
    expect(page.get_by_role("alert")).to_contain_text("Lengkapi bagian yang menerima.")
    expect(page.locator("[data-sign=giver-way]")).to_contain_text("Sudah ditandatangani.")
    draw(page, "receiver")
    picture(page, "4-terisi")
    page.get_by_role("button", name="Simpan serah terima").click()
    expect(
        page.get_by_text("Serah terima tersimpan: Kendaraan: Dalmas 2 Satpol PP.")
    ).to_be_visible()
    page.locator("summary").filter(has_text="Lihat tanda tangan").last.click()
    shown = page.get_by_alt_text("Tanda tangan yang menerima")
    expect(shown).to_be_visible()
    shown.evaluate("image => image.decode()")
    picture(page, "5-tersimpan")

    handover = Handover.objects.get()
    assert handover.people.count() == 2
    assert {handover.giver_signature.way, handover.receiver_signature.way} == {SignatureWay.DRAWN}
    page.goto(reverse("intake:raid_custody", args=[raid.number]))
    expect(page.get_by_text("1 orang dibawa tanpa serah terima")).to_be_visible()
    picture(page, "6-di-mana")


def test_handover_without_scripts_takes_a_photo_of_the_paper_or_a_reason(page_for, upload):
    officer, raid = a_truck()
    page = page_for(officer, width=390, javascript=False)
    page.goto(reverse("intake:handover_new", args=[raid.number]))
    expect(page.locator("[data-sign=giver-way]")).to_be_hidden()
    page.get_by_label("Bu Contoh").check()
    fill_where(page)
    page.locator("[name=giver-way][value=paper]").check()
    page.locator("[name=giver-photo]").set_input_files(
        {"name": "surat.png", "mimeType": "image/png", "buffer": upload().read()}
    )
    page.locator("[name=receiver-name]").fill("Sopir Contoh")
    page.locator("[name=receiver-position]").fill("Pengemudi")
    page.locator("[name=receiver-way][value=thumb]").check()
    page.locator("[name=receiver-reason]").fill("Tangan diperban, cap jempol di surat kertas")
    picture(page, "7-tanpa-skrip")
    page.get_by_role("button", name="Simpan serah terima").click()
    expect(
        page.get_by_text("Serah terima tersimpan: Kendaraan: Dalmas 2 Satpol PP.")
    ).to_be_visible()
    expect(page.get_by_text("Tangan diperban")).to_be_visible()

    handover = Handover.objects.get()
    assert handover.giver_signature.way == SignatureWay.PAPER
    assert handover.receiver_signature.way == SignatureWay.THUMB


def test_weapon_goes_to_the_police_against_a_signature(page_for):
    officer, raid = a_truck()
    page = page_for(officer, width=390)
    page.goto(reverse("intake:raid_belongings", args=[raid.number]))
    picture(page, "8-barang")
    follow(page, page.get_by_role("link", name="Pisau lipat"))
    expect(page.get_by_label("Dikembalikan")).to_have_count(0)
    page.locator("#div_id_state").get_by_label("Ke polisi").check()
    page.get_by_label("Kantor polisi yang menerima").fill("Polsek contoh, tanda terima 12")
    page.locator("[name=receiver-name]").fill("Aiptu Contoh")
    page.locator("[name=receiver-position]").fill("Polsek contoh")
    draw(page, "receiver")
    picture(page, "9-ke-polisi")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_text("Perubahan barang tercatat.")).to_be_visible()
    picture(page, "10-riwayat")

    assert BelongingItem.objects.open().get().kind == ItemKind.TOOL


@pytest.mark.parametrize("width", [1280])
def test_custody_at_a_desk(page_for, width):
    officer, raid = a_truck()
    page = page_for(officer, width=width)
    for name in ("raid_custody", "handover_new", "raid_belongings", "belonging_new"):
        page.goto(reverse(f"intake:{name}", args=[raid.number]))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        picture(page, f"lebar-{name}")
