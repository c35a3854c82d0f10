"""A letter from the chosen papers to its signed scan: on a phone, at the office, at the QR code."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from intake.models import Paper, PaperKind, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import store_bytes
from referrals.models import Referral
from referrals.reference import load
from tests import papers
from tests.factories import a_case, a_facility, a_section, a_user, clocks, number_series
from tests.journeys.steps import choose, open_page, press, see, send, write

PICTURES = os.environ.get("PICTURES", "")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.mark.browser
def test_papers_are_chosen_joined_signed_by_hand_and_scanned(page_for, settings, tmp_path):
    number_series()
    clocks()
    load()
    papers.sealing(settings, tmp_path)
    section = a_section()
    worker = a_user(
        Role.SOCIAL_WORKER, office=section, full_name="Rina Contoh", position="Pekerja Sosial"
    )
    head = a_user(Role.SECTION_HEAD, office=section, full_name="Hotma Contoh")
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    facility = a_facility(places=1, name="UPT Contoh")
    file = store_bytes(papers.a_pdf(), content_type="application/pdf", by=worker)
    for kind in (PaperKind.CALM, PaperKind.KTP, PaperKind.SOCIAL_REPORT):
        Paper.objects.create(case=case, kind=kind, file=file, added_by=worker)

    phone = page_for(worker, width=390)
    open_page(phone, "referrals:places", case.number, query=f"?tempat={facility.code}")
    write(phone, "reason", "Tidak ada keluarga yang merawat.")
    for paper in case.papers.exclude(kind=PaperKind.KTP):
        choose(phone, "enclosures", str(paper.pk))
    picture(phone, "pilih-390")
    send(phone, simpan="ajukan")
    referral = Referral.objects.get()

    desk = page_for(head)
    open_page(desk, "referrals:decide", referral.number)
    see(desk, "Surat dokter: tenang; Laporan sosial")
    picture(desk, "putus-1280")
    send(desk, putusan="setujui")
    referral.refresh_from_db()
    letter = referral.letter
    assert letter is not None
    signed = desk.request.get(f"/surat/{letter.pk}/pdf/").body()
    assert papers.verified(signed).bottom_line
    if PICTURES:
        Path(PICTURES, "surat.pdf").write_bytes(signed)
    open_page(desk, "documents:show", letter.pk)
    see(desk, "Lampiran 2. Laporan sosial")
    see(desk, "Rina Contoh")
    desk.set_input_files(
        'input[name="upload"]',
        files=[
            {
                "name": "surat.pdf",
                "mimeType": "application/pdf",
                "buffer": papers.a_pdf(),
            }
        ],
    )
    press(desk, "Simpan pindaian")
    see(desk, "Buka yang dipakai")
    picture(desk, "surat-1280")

    small = page_for(head, width=390)
    open_page(small, "documents:show", letter.pk)
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    picture(small, "surat-390")

    stranger = page_for(width=390)
    open_page(stranger, "documents:check", letter.token)
    see(stranger, "Tanda tangan elektronik, tidak tersertifikasi")
    see(stranger, "Ada pada arsip Dinas Sosial")
    for name in (worker.full_name, head.full_name, case.person.name):
        expect(stranger.locator("body")).not_to_contain_text(name)
    picture(stranger, "cek-390")
