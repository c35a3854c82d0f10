"""A new kind of letter, from nothing to the agenda book, in pages only."""

import io

from openpyxl import load_workbook
from playwright.sync_api import expect

from ppks_service.accounts.roles import Role
from ppks_service.documents import reference
from tests.factories import a_case, a_person, a_section, a_user

BODY = """Mohon kiranya Saudara memberi data keluarga orang berikut untuk keperluan {keperluan}.

{data_diri}

Narahubung: {petugas}, {jabatan_petugas}."""


def test_admin_adds_a_kind_and_a_social_worker_uses_it(page_for):
    reference.load()
    section = a_section()
    worker = a_user(Role.SOCIAL_WORKER, office=section, position="Pekerja Sosial Ahli Muda")
    case = a_case(section=section, owner=worker, person=a_person("Marlan Surya"))

    admin = page_for(a_user(Role.DATA_ADMIN))
    admin.goto("/jenis-surat/")
    admin.get_by_role("link", name="Jenis surat baru").click()
    admin.get_by_label("Nama jenis surat").fill("Surat permohonan data keluarga")
    admin.get_by_label("Hal", exact=True).fill("Permohonan data keluarga")
    admin.get_by_label("Isi surat").fill(BODY.replace("{petugas}", "{petugass}"))
    admin.get_by_label("Ditanyakan saat surat dibuat").fill("keperluan: Untuk keperluan apa")
    admin.get_by_label("Dibuat dari").select_option("case")
    admin.get_by_label("Kode klasifikasi").fill("400.9")
    admin.get_by_label("Kode unit").fill("REHSOS-PDK")
    admin.get_by_label("Pekerja sosial").check()
    admin.get_by_label("Nama dan identitas orang yang dilindungi").check()
    admin.get_by_role("button", name="Simpan draf").click()
    expect(admin.get_by_role("heading", name="Baris 5:")).to_be_visible()
    expect(admin.get_by_text("Mungkin {petugas}.").first).to_be_visible()

    admin.get_by_label("Isi surat").fill(BODY)
    admin.get_by_role("button", name="Simpan draf").click()
    expect(admin.get_by_role("heading", name="Pratinjau")).to_be_visible()
    admin.get_by_role("link", name="Periksa dan terbitkan").click()
    admin.locator("summary", has_text="Terbitkan versi ini").click()
    admin.get_by_role("button", name="Ya, terbitkan versi ini").click()
    expect(admin.get_by_text("berlaku mulai sekarang")).to_be_visible()

    desk = page_for(worker)
    desk.goto(f"/kasus/{case.number}/dokumen/")
    desk.get_by_role("link", name="Buat surat").click()
    desk.get_by_role("link", name="Surat permohonan data keluarga", exact=True).click()
    desk.get_by_label("Kepada").fill("Kepala Dinas Sosial Kabupaten Asahan")
    desk.get_by_label("Untuk keperluan apa").fill("penelusuran keluarga")
    desk.get_by_role("button", name="Lihat pratinjau").click()
    expect(desk.locator(".pk-sheet")).to_contain_text("Marlan Surya")
    desk.get_by_role("button", name="Terbitkan dan beri nomor").click()
    expect(desk.get_by_text("REHSOS-PDK").first).to_be_visible()

    desk.goto(f"/kasus/{case.number}/linimasa/")
    expect(desk.get_by_text("Surat permohonan data keluarga nomor 400.9/001/")).to_be_visible()
    desk.goto("/surat/agenda/")
    row = desk.locator("tr", has_text="400.9/001/REHSOS-PDK")
    expect(row).to_contain_text("Kepala Dinas Sosial Kabupaten Asahan")
    expect(desk.locator("main")).not_to_contain_text("Marlan")
    desk.get_by_role("link", name="XLSX").click()
    desk.get_by_label("Untuk apa").fill("arsip tahunan")
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="Unduh").click()
    sheet = load_workbook(io.BytesIO(taken.value.path().read_bytes())).active
    cells = [str(cell) for line in sheet.iter_rows(values_only=True) for cell in line]
    assert any("REHSOS-PDK" in cell for cell in cells)
    assert not any("Marlan" in cell for cell in cells)
