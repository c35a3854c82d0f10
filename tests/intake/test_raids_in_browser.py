"""A raid as the officers live it, on a phone: eight agencies, three stops, twelve people, closing."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Encounter, Outcome, Raid
from ppks_service.accounts.roles import Role
from tests.factories import a_user, clocks, number_series
from tests.journeys.steps import follow

PICTURES = os.environ.get("PICTURES", "")
AGENCIES = [
    ("Dinas Sosial Provinsi (contoh)", "lead"),
    ("Satpol PP Provinsi (contoh)", "security"),
    ("Satpol PP Kota (contoh)", "security"),
    ("Dinas Sosial Kota (contoh)", "social"),
    ("RSJ (contoh)", "health"),
    ("UPT Binjai (contoh)", "receiving"),
    ("Dinas Perhubungan (contoh)", "transport"),
    ("P3AKB (contoh)", "child"),
]
# stop, sex, age, activity, company, what becomes of them
PEOPLE = [
    (1, "Perempuan", "25–44", "Mengemis", "Sendiri", None),
    (1, "Laki-laki", "6–12", "Mengemis", "barusan", None),
    (1, "Perempuan", "0–5", "Tidak ada", "barusan", None),
    (
        1,
        "Laki-laki",
        "18–24",
        "Manusia silver",
        "Sendiri",
        ("Bukan PPKS", "Pengisi acara, berizin"),
    ),
    (2, None, None, None, None, None),
    (2, "Laki-laki", "60+", "Tidur di jalan", "Sendiri", None),
    (2, "Laki-laki", "45–59", "Memulung", "Sendiri", ("Dilepas di tempat", "Bersama keluarga")),
    (2, "Laki-laki", "25–44", "Mengamen", "Belum tercatat", None),
    (3, "Perempuan", "45–59", "Jual asongan", "Sendiri", None),
    (3, "Laki-laki", "13–17", "Mengamen", "Sendiri", None),
    (3, "Laki-laki", "25–44", "Manusia gerobak", "Sendiri", None),
    (3, "Laki-laki", "25–44", "Tidur di jalan", "Tidak tahu", None),
]


def picture(page, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def open_a_raid(page):
    page.goto(reverse("intake:raid_open"))
    page.get_by_label("nama operasi").fill("Operasi Simpang Juanda–Simpang Pos (contoh)")
    page.get_by_label("nomor surat perintah").fill("300.1/0417/CONTOH/2026")
    page.locator("summary").filter(has_text="Instansi yang ikut").click()
    page.locator("summary").filter(has_text="Baris instansi").click()
    for n, (name, role) in enumerate(AGENCIES):
        page.locator(f"[name=instansi-{n}-name]").fill(name)
        page.locator(f"[name=instansi-{n}-role]").select_option(role)
        page.locator(f"[name=instansi-{n}-people]").fill(str(n + 2))
    for n, name in enumerate(["Simpang Juanda", "Sei Batanghari", "Simpang Pos"]):
        page.locator(f"[name=titik-{n}-name]").fill(name)
    picture(page, "1-buka")
    follow(page, page.get_by_role("button", name="Buka razia").locator("visible=true"))


def record(page, person):
    _, sex, age, activity, company, fate = person
    if sex:
        tap(page, "sex", sex)
        tap(page, "age_band", age)
        tap(page, "activities", activity)
        tap(page, "conditions", "Tidak ada keluhan")
        tap(page, "with_whom", company)
        tap(page, "belongings", "Tas / buntalan")
    if fate:
        tap(page, "outcome", fate[0])
        page.get_by_label("Alasan tidak dibawa").fill(fate[1])


def tap(page, field, answer):
    """One tap on a large answer of a group."""
    page.locator(f"#div_id_{field}").get_by_label(answer).first.check()


@pytest.mark.long
@pytest.mark.parametrize("javascript", [True, False])
def test_a_raid_of_twelve_people_on_a_phone_until_it_is_closed(page_for, javascript):
    number_series()
    clocks()
    officer = a_user(Role.FIELD_OFFICER, full_name="Rudi Hasibuan (contoh)")
    page = page_for(officer, width=390, javascript=javascript)
    open_a_raid(page)
    raid = Raid.objects.get()
    assert (raid.agencies.count(), raid.stops.count()) == (8, 3)
    picture(page, "2-razia-kosong")

    for n, person in enumerate(PEOPLE):
        if n == 0 or person[0] != PEOPLE[n - 1][0]:
            page.goto(f"{reverse('intake:encounter_record', args=[raid.number])}?titik={person[0]}")
        record(page, person)
        if n in (1, 6):
            picture(page, f"3-catat-{n}")
        page.get_by_role("button", name="Simpan & orang berikutnya").click()
        page.get_by_text(f"Orang ke-{n + 1} tersimpan di server").wait_for()
    picture(page, "4-berikutnya")
    page.goto(reverse("intake:raid_show", args=[raid.number]))
    picture(page, "5-razia")

    mother = Encounter.objects.get(ordinal=1)
    assert list(mother.companions.order_by("ordinal").values_list("ordinal", flat=True)) == [2, 3]
    fates = list(Encounter.objects.order_by("ordinal").values_list("outcome", flat=True))
    assert (fates[3], fates[6], fates.count(Outcome.TAKEN)) == ("not_ppks", "let_go", 10)

    expect(page.get_by_text("Belum bisa: hitungan belum cocok.")).to_be_visible()
    for order, counted in ((1, 4), (2, 4), (3, 4)):
        page.goto(reverse("intake:stop_edit", args=[raid.number, order]))
        page.get_by_label("Hitungan petugas (orang)").fill(str(counted))
        follow(page, page.get_by_role("button", name="Simpan titik"))
    picture(page, "6-cocok")
    follow(page, page.get_by_role("button", name="Tutup razia"))
    page.get_by_role("button", name="Terbitkan berita acara").click()
    page.get_by_text("Berita acara terbit dengan nomor").wait_for()
    picture(page, "7-ditutup")
    assert not Raid.objects.get().is_running
