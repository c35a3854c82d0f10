"""A hospital without an account answers on a phone: wrong PIN, right PIN, accepted, arrived, done."""

import re

from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from referrals.models import Referral, ReferralStatus
from tests.factories import a_case, a_facility, a_referral, a_user, clocks
from upt_facilities.models import FacilityKind


def give_link(page, referral):
    """The officer makes the link; returns its address and the PIN, as they are read off the screen."""
    page.goto(f"/rujukan/{referral.number}/tautan/")
    page.get_by_label("Diberikan kepada").fill("IGD")
    page.get_by_role("button", name="Buat tautan dan PIN").click()
    expect(page.get_by_text("Halaman ini hanya muncul sekali")).to_be_visible()
    address = page.locator("#tautan").inner_text()
    return re.sub(r"^https?://[^/]+", "", address), page.locator("#pin").inner_text()


def enter(page, address, pin):
    page.goto(address)
    page.get_by_label("PIN").fill(pin)
    page.get_by_label("Nama Anda").fill("dr. Contoh")
    page.get_by_label("Jabatan").fill("Dokter jaga")
    page.get_by_role("button", name="Buka rujukan").click()


def test_partner_answers_by_link_on_a_phone(page_for):
    clocks()
    worker = a_user(Role.SOCIAL_WORKER)
    hospital = a_facility(kind=FacilityKind.HOSPITAL)
    case = a_case(section=worker.office, owner=worker)
    referral = a_referral(ReferralStatus.APPROVED, case=case, facility=hospital)
    office = page_for(worker)
    address, pin = give_link(office, referral)
    phone = page_for(None, width=390)

    enter(phone, address, f"{(int(pin) + 1) % 1_000_000:06d}")
    expect(phone.get_by_text("PIN salah. Sisa 4 percobaan.")).to_be_visible()
    expect(phone.get_by_text(case.person.name)).to_have_count(0)
    enter(phone, address, pin)
    expect(phone.get_by_role("heading", name="Ringkasan")).to_be_visible()
    expect(phone.get_by_text(case.person.name)).to_have_count(0)
    assert case.person.name not in phone.title()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390

    fold = phone.locator("details", has_text="Terima rujukan")
    fold.get_by_label("Pesan untuk pengaju").fill("Poliklinik, loket 3")
    fold.get_by_role("button", name="Terima rujukan").click()
    expect(phone.get_by_text("Rujukan diterima. Pekerja sosial sudah diberi tahu.")).to_be_visible()

    office.goto("/")
    expect(office.get_by_text(f"Baca jawaban {hospital}").first).to_be_visible()
    office.goto(f"/rujukan/{referral.number}/")
    expect(office.get_by_text("Poliklinik, loket 3").first).to_be_visible()
    office.get_by_role("button", name="Sudah dibaca").click()
    expect(office.get_by_role("button", name="Sudah dibaca")).to_have_count(0)

    fold = phone.locator("details", has_text="Sudah tiba")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.get_by_label("Kondisi saat tiba").fill("Sadar, berjalan sendiri")
    fold.get_by_label("Barang yang dibawa").fill("tidak ada")
    fold.get_by_label("Yang menyerahkan").fill("Petugas Contoh")
    fold.get_by_label("Diantar oleh").fill("Pekerja sosial, Dinas Sosial")
    fold.get_by_role("button", name="Catat sudah tiba").click()
    expect(phone.get_by_text("Kedatangan tercatat. Terima kasih.")).to_be_visible()

    fold = phone.locator("details", has_text="Tandai selesai")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.get_by_role("button", name="Tandai selesai").click()
    expect(phone.get_by_text("jawaban Anda tersimpan").first).to_be_visible()
    expect(phone.get_by_role("heading", name="Jawaban Anda tersimpan")).to_be_visible()
    expect(phone.get_by_text("Tidak ada data yang ditampilkan")).to_be_visible()
    expect(phone.get_by_role("button", name="Minta tautan baru")).to_have_count(0)
    assert Referral.objects.get().status == ReferralStatus.DONE

    other = a_referral(
        ReferralStatus.APPROVED,
        case=a_case(section=worker.office, owner=worker),
        facility=a_facility(kind=FacilityKind.HOSPITAL),
    )
    address, pin = give_link(office, other)
    enter(phone, address, pin)
    expect(phone.get_by_role("heading", name="Ringkasan")).to_be_visible()
    office.goto(f"/rujukan/{other.number}/")
    office.get_by_text("Cabut tautan").click()
    office.locator("#cabut_reason").fill("Salah alamat")
    office.get_by_role("button", name="Cabut", exact=True).click()
    expect(office.get_by_text("Tautan dicabut.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Tidak ada data yang ditampilkan")).to_be_visible()
    expect(phone.get_by_text(other.number)).to_have_count(0)
