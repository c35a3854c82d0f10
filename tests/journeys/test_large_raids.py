"""Raids of the size that life brings, logged and closed on the pages of the office, down to the minutes.

With ``PICTURES`` set to a folder the minutes are written there as PDF.
"""

import datetime as dt
import io
import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from intake.models import Encounter, Raid
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument
from tests.factories import a_user, an_area, clocks, number_series
from tests.journeys.steps import choose, follow, open_page, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES", "")
FOUR_LEVELS = [
    ("Dinas Sosial Provinsi Sumatera Utara (contoh)", "lead", 6),
    ("Satpol PP Provinsi Sumatera Utara (contoh)", "security", 12),
    ("Satpol PP Kota Medan (contoh)", "security", 14),
    ("Dinas Sosial Kota Medan (contoh)", "social", 5),
    ("Kodim 0201/Medan (contoh)", "security", 4),
    ("Polsek Medan Baru (contoh)", "security", 3),
    ("Sentra Insyaf Kementerian Sosial di Medan (contoh)", "receiving", 2),
    ("RSJ Prof. Dr. M. Ildrem (contoh)", "health", 3),
    ("Kecamatan Medan Petisah dan Kelurahan Sekip (contoh)", "documentation", 2),
]


@pytest.fixture
def page(page_for):
    number_series()
    clocks()
    officer = a_user(Role.FIELD_OFFICER, full_name="Rudi Hasibuan (contoh)")
    return page_for(officer, width=1280, javascript=False)


def unfold(page):
    while (closed := page.locator("main details:not([open]) > summary")).count():
        closed.first.click()


def open_raid(page, name, agencies, stops, *, days=1):
    """Open a raid whose ``stops`` are (name, day); asks for more rows where eight or four do not do."""
    begun = timezone.localtime() - dt.timedelta(days=days)
    open_page(page, "intake:raid_open")
    unfold(page)
    while page.locator("[name^=instansi-][name$=-name]").count() < len(agencies):
        follow(page, page.locator('button[name="baris"][value="instansi"]'))
    while page.locator("[name^=titik-][name$=-name]").count() < len(stops):
        follow(page, page.locator('button[name="baris"][value="titik"]'))
    page.locator("[name=name]").fill(name)
    page.locator("[name=order_number]").fill("300.1/0417/CONTOH/2026")
    page.locator("[name=starts_at]").fill(begun.strftime("%Y-%m-%dT%H:%M"))
    unfold(page)
    for n, (agency, role, people) in enumerate(agencies):
        page.locator(f"[name=instansi-{n}-name]").fill(agency)
        page.locator(f"[name=instansi-{n}-role]").select_option(role)
        page.locator(f"[name=instansi-{n}-people]").fill(str(people))
    for n, (stop, day) in enumerate(stops):
        page.locator(f"[name=titik-{n}-name]").fill(stop)
        at = begun + dt.timedelta(days=day, minutes=30)
        page.locator(f"[name=titik-{n}-from_at]").fill(at.strftime("%Y-%m-%dT%H:%M"))
    press(page, "Buka razia")
    return Raid.objects.get()


def bulk(page, raid, order, number, sex="", *, guess=False):
    """So many nameless people of one stop."""
    open_page(page, "intake:encounter_bulk", raid.number, query=f"?titik={order}")
    page.locator("[name=number]").fill(str(number))
    if sex:
        choose(page, "sex", sex)
    if guess:
        page.locator("[name=approximate]").check()
    press(page, "Catat semuanya")


def group(page, raid, order, *people):
    open_page(page, "intake:encounter_group", raid.number, query=f"?titik={order}")
    for n, (sex, age) in enumerate(people):
        tick(page, f"orang-{n}-sex", sex)
        tick(page, f"orang-{n}-age_band", age)
    choose(page, "activities", "begging")
    press(page, "Simpan rombongan")


def tick(page, name, value):
    """Choose an answer as a finger does: by its face, in the middle of the screen."""
    face = page.locator(f'label:has(input[name="{name}"][value="{value}"])')
    face.evaluate("label => label.scrollIntoView({block: 'center'})")
    face.click()
    expect(face.locator("input")).to_be_checked()


def count(page, raid, order, counted, *, area="", guess=False, parts=()):
    open_page(page, "intake:stop_edit", raid.number, order)
    page.locator("[name=counted]").fill(str(counted))
    if area:
        page.locator("[name=area]").fill(area)
    if guess:
        page.locator("[name=counted_is_approximate]").check()
    for name, number in zip(("men", "women", "boys", "girls"), parts, strict=False):
        page.locator(f"[name=counted_{name}]").fill(str(number))
    press(page, "Simpan titik")


def minutes(page, raid, name):
    """Issue the minutes of the closed raid; their text."""
    press(page, "Terbitkan berita acara")
    expect(page.get_by_text("Berita acara terbit dengan nomor")).to_be_visible()
    pdf = pdf_of(IssuedDocument.objects.get())
    if PICTURES:
        (Path(PICTURES) / f"{name}.pdf").write_bytes(pdf)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.long
def test_raid_of_180_people_over_six_days_in_two_regencies(page):
    an_area("12.07", "Kabupaten Deli Serdang")
    an_area("12.71", "Kota Medan")
    streets = ["Simpang Juanda", "Terminal Amplas", "Pasar Petisah"]
    streets += ["Pasar Lubuk Pakam", "Simpang Tanjung Morawa", "Terminal Batang Kuis"]
    stops = [(street, day) for day, street in enumerate(streets)]
    raid = open_raid(page, "Operasi enam hari (contoh)", FOUR_LEVELS[:4], stops, days=6)
    group(page, raid, 1, ("P", "25-44"), ("L", "6-12"), ("P", "0-5"))
    bulk(page, raid, 1, 27, "L")
    for order in range(2, 7):
        bulk(page, raid, order, 30, "LPU"[order % 3], guess=order == 6)
    for order in range(1, 7):
        area = "Kota Medan" if order < 4 else "Deli Serdang"
        count(page, raid, order, 30, area=area, guess=order == 6)

    assert Encounter.objects.filter(raid=raid).count() == 180
    open_page(page, "intake:raid_show", raid.number)
    expect(page.locator(".pk-tally")).to_contain_text("± 180")
    open_page(page, "intake:raid_close", raid.number)
    expect(page.get_by_text("Terminal Batang Kuis hanya kira-kira")).to_be_visible()
    page.locator("[name=explanation]").fill("Di terminal terakhir dihitung sekilas karena hujan.")
    press(page, "Tutup dengan penjelasan")

    said = minutes(page, raid, "180-orang")
    assert "± 180" in said
    assert said.count("Jumlah hari ini") == 6
    assert "Kabupaten Deli Serdang" in said
    assert "dihitung sekilas karena hujan" in said


@pytest.mark.long
def test_raid_of_forty_people_with_nine_agencies_of_four_levels(page):
    raid = open_raid(
        page, "Operasi gabungan (contoh)", FOUR_LEVELS, [("Simpang Pos", 0), ("Jalan Sekip", 0)]
    )
    group(page, raid, 1, ("P", "25-44"), ("P", "13-17"), ("L", "6-12"), ("L", "0-5"))
    bulk(page, raid, 1, 16, "L")
    bulk(page, raid, 2, 20, "P")
    count(page, raid, 1, 20, parts=(16, 1, 2, 1))
    count(page, raid, 2, 20)
    open_page(page, "intake:raid_show", raid.number)
    press(page, "Tutup razia")

    said = minutes(page, raid, "sembilan-instansi")
    assert all(name in said for name, _, _ in FOUR_LEVELS)
    assert "rangkap 9 (sembilan)" in said


def test_raid_whose_total_two_sources_give_differently(page):
    raid = open_raid(page, "Operasi dua angka (contoh)", FOUR_LEVELS[:2], [("Pasar Sukaramai", 0)])
    bulk(page, raid, 1, 20)
    count(page, raid, 1, 20)
    for source, people, guess in (("Satpol PP Kota (contoh)", 22, False), ("Berita", 30, True)):
        open_page(page, "intake:raid_totals", raid.number)
        page.locator("[name=source]").fill(source)
        page.locator("[name=people]").fill(str(people))
        if guess:
            page.locator("[name=is_approximate]").check()
        press(page, "Simpan angka")
    open_page(page, "intake:raid_close", raid.number)
    expect(page.get_by_text("belum ada angka resmi")).to_be_visible()
    open_page(page, "intake:total_judge", raid.number, raid.totals.get(people=22).pk)
    page.locator("[name=reason]").fill("Dihitung di tempat oleh tiga petugas.")
    press(page, "Jadikan angka resmi")
    open_page(page, "intake:raid_close", raid.number)
    page.locator("[name=explanation]").fill("Dua orang dijemput keluarga sebelum dicatat.")
    press(page, "Tutup dengan penjelasan")

    said = minutes(page, raid, "dua-angka")
    assert "Ya. Dihitung di tempat oleh tiga petugas." in said
    assert "± 30" in said
    assert "Dua orang dijemput keluarga" in said
