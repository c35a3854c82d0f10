"""The paper bridge: codes, photographs as phones take them, keying in, and who may see a sheet."""

import io
import subprocess

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image, ImageEnhance, ImageFilter

from intake import work_raids
from intake.actions import raids as raid_actions
from intake.actions import sheets as actions
from intake.models import Encounter, PaperSheet, SheetKind, SheetLine, SheetStatus
from intake.sheets import blank
from intake.sheets.codes import SheetCode, parsed
from intake.sheets.reading import SIDE, codes_on
from ppks_service.accounts.roles import Role
from ppks_service.development.demo.sheets import as_jpeg, drawn_sheet, photographed
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks
from tests import pdf_norms
from tests.factories import a_raid, a_user, an_encounter


@pytest.fixture
def officer(db):
    return a_user(Role.FIELD_OFFICER)


@pytest.fixture
def raid(officer):
    return a_raid(by=officer)


def a_code(raid=None, page=1, kind=SheetKind.PEOPLE):
    return SheetCode.new(raid.number if raid else "", kind, page)


def a_photo(code, name="foto.jpg", **how):
    return SimpleUploadedFile(name, as_jpeg(photographed(drawn_sheet(code.text), **how)))


def unreadable():
    return SimpleUploadedFile("gelap.jpg", as_jpeg(Image.new("RGB", (900, 1200), "#101010")))


def a_sheet(raid, by, code=None):
    return actions.receive_sheet(a_photo(code or a_code(raid)), by=by)


# --- Codes -----------------------------------------------------------------------------------


def test_a_code_is_read_as_it_was_printed():
    code = SheetCode.new("OP-2026-000012", SheetKind.PEOPLE, 3)
    assert parsed(code.text) == code
    assert parsed(a_code().text).raid == ""


@pytest.mark.parametrize("change", [("000012", "000013"), ("/T/", "/R/"), ("PPKS1", "PPKS2")])
def test_a_code_that_another_hand_made_is_none(change):
    text = SheetCode.new("OP-2026-000012", SheetKind.PEOPLE, 3).text
    assert parsed(text.replace(*change)) is None


def test_no_two_sheets_have_one_code():
    assert len({a_code().sheet for _ in range(200)}) == 200


# --- Photographs -----------------------------------------------------------------------------


def skewed(picture):
    """Held at a slant: the far edge of the sheet is a fifth shorter than the near one."""
    w, h = picture.size
    inset = w // 10
    # Where the corners of the result lie in the source, as PIL wants it.
    quad = (-inset, 0, 0, h, w, h, w + inset, 0)
    return picture.transform((w, h), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)


def noisy(picture):
    return Image.blend(picture, Image.effect_noise(picture.size, 90).convert("RGB"), 0.25)


def shaded(picture):
    """Half of it in the shadow of a hand."""
    shade = Image.linear_gradient("L").resize(picture.size)
    return Image.composite(picture, ImageEnhance.Brightness(picture).enhance(0.25), shade)


HARDSHIPS = {
    "as it is": lambda p: p,
    "turned a little": lambda p: p.rotate(7, expand=True, fillcolor="#333"),
    "turned a lot": lambda p: p.rotate(38, expand=True, fillcolor="#333"),
    "on its side": lambda p: p.rotate(90, expand=True),
    "upside down": lambda p: p.rotate(180),
    "by a street lamp": lambda p: ImageEnhance.Brightness(p).enhance(0.12),
    "pale": lambda p: ImageEnhance.Contrast(p).enhance(0.15),
    "glaring": lambda p: ImageEnhance.Brightness(p).enhance(1.9),
    "at a slant": skewed,
    "in the shadow of a hand": shaded,
    "shaken": lambda p: p.filter(ImageFilter.GaussianBlur(2.2)),
    "grainy": noisy,
    "small": lambda p: p.resize((p.width // 2, p.height // 2)),
    "from afar": lambda p: _on_a_table(p),
    "all at once": lambda p: noisy(ImageEnhance.Brightness(skewed(p.rotate(-14, expand=True))).enhance(0.4)),
}  # fmt: skip


def _on_a_table(picture):
    table = Image.new("RGB", (picture.width * 2, picture.height * 2), "#443")
    table.paste(picture, (picture.width // 3, picture.height // 2))
    return table


@pytest.mark.parametrize("hardship", HARDSHIPS)
def test_a_code_is_found_however_the_sheet_was_photographed(hardship):
    code = SheetCode.new("OP-2026-000012", SheetKind.PEOPLE, 1)
    picture = HARDSHIPS[hardship](photographed(drawn_sheet(code.text), light=1.0))
    sent = Image.open(io.BytesIO(as_jpeg(picture, quality=60)))

    found, _ = codes_on(sent)

    assert found == (code,)


def test_a_code_that_is_torn_off_is_not_guessed():
    code = a_code()
    picture = drawn_sheet(code.text).crop((0, 0, 1050, 1754))
    assert codes_on(picture) == ((), 0)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_photograph_is_kept_upright_and_readable(officer, raid, turn):
    upright = photographed(drawn_sheet(a_code(raid).text), light=1.0)
    sent = SimpleUploadedFile("foto.jpg", as_jpeg(upright.rotate(turn, expand=True)))

    sheet = actions.receive_sheet(sent, by=officer)

    kept = Image.open(io.BytesIO(bytes(sheet.photo.content)))
    assert kept.height > kept.width
    assert max(kept.size) >= SIDE * 0.8
    assert codes_on(kept)[1] == 0
    assert not kept.getexif()


def test_a_photograph_attaches_itself_to_the_raid_of_its_code(officer, raid):
    other = a_raid(by=officer)
    code = a_code(raid, page=4)

    sheet = actions.receive_sheet(a_photo(code), by=officer, raid=other)

    assert sheet.raid == raid
    assert (sheet.code, sheet.page, sheet.kind) == (code.sheet, 4, "T")
    assert sheet.status == SheetStatus.WAITING
    assert Entry.objects.get(action="sheet.receive").actor == officer


def test_an_unreadable_photograph_is_kept_and_asks_for_its_raid(officer, raid):
    sheet = actions.receive_sheet(unreadable(), by=officer)
    assert sheet.raid is None
    with pytest.raises(ValidationError, match="Pilih razia"):
        actions.key_person(sheet, Encounter(raid=raid), by=officer)

    sheet = actions.attach_sheet(sheet, by=officer, raid=raid)

    assert sheet.raid == raid


def test_an_unreadable_photograph_sent_from_a_raids_page_is_of_that_raid(officer, raid):
    assert actions.receive_sheet(unreadable(), by=officer, raid=raid).raid == raid


def test_two_sheets_on_one_photograph_are_sent_back(officer, raid):
    left, right = drawn_sheet(a_code(raid).text), drawn_sheet(a_code(raid, page=2).text)
    both = Image.new("RGB", (left.width * 2, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    with pytest.raises(ValidationError, match="2 lembar"):
        actions.receive_sheet(SimpleUploadedFile("a.jpg", as_jpeg(both)), by=officer)


def test_the_same_photograph_sent_twice_is_one_sheet(officer, raid):
    code = a_code(raid)
    first = actions.receive_sheet(a_photo(code), by=officer)
    assert actions.receive_sheet(a_photo(code), by=officer) == first
    assert PaperSheet.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"GIF89a", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_is_refused_with_a_sentence(officer, content):
    with pytest.raises(ValidationError):
        actions.receive_sheet(SimpleUploadedFile("a.jpg", content), by=officer)


# --- Keying in -------------------------------------------------------------------------------


def test_people_of_a_sheet_are_written_down_and_tied_to_it(officer, raid):
    sheet = a_sheet(raid, officer)
    for name in ("Pak Tuo", "Bu Ros"):
        person = Encounter(raid=raid, name=name, met_at=raid.starts_at)
        actions.key_person(sheet, person, by=officer)

    sheet = actions.finish_sheet(sheet, by=officer)

    assert sheet.status == SheetStatus.KEYED
    assert [line.encounter.ordinal for line in SheetLine.objects.order_by("pk")] == [1, 2]
    with pytest.raises(WrongStatus):
        actions.key_person(sheet, Encounter(raid=raid, met_at=raid.starts_at), by=officer)


def test_a_save_sent_twice_writes_one_person(officer, raid):
    sheet, person = a_sheet(raid, officer), Encounter(raid=raid, met_at=raid.starts_at)
    again = Encounter(raid=raid, met_at=raid.starts_at, client_uuid=person.client_uuid)
    first = actions.key_person(sheet, person, by=officer)
    assert actions.key_person(sheet, again, by=officer) == first
    assert SheetLine.objects.count() == 1


def test_an_empty_sheet_is_not_done_but_put_aside_with_a_reason(officer, raid):
    sheet = a_sheet(raid, officer)
    with pytest.raises(ValidationError, match="Belum ada orang"):
        actions.finish_sheet(sheet, by=officer)

    sheet = actions.discard_sheet(sheet, by=officer, reason="lembar kosong")
    assert (sheet.status, sheet.discard_reason) == ("discarded", "lembar kosong")

    sheet = actions.reopen_sheet(sheet, by=officer)
    assert (sheet.status, sheet.discard_reason, sheet.settled_at) == ("waiting", "", None)


def test_a_raid_form_is_done_without_people(officer, raid):
    sheet = a_sheet(raid, officer, a_code(raid, kind=SheetKind.RAID))
    assert actions.finish_sheet(sheet, by=officer).status == SheetStatus.KEYED


def test_the_raid_of_a_sheet_is_not_changed_once_somebody_was_keyed_in(officer, raid):
    sheet = a_sheet(raid, officer)
    actions.key_person(sheet, Encounter(raid=raid, met_at=raid.starts_at), by=officer)
    with pytest.raises(ValidationError):
        actions.attach_sheet(sheet, by=officer, raid=a_raid(by=officer))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "keyed", "raid": None}, "paper_sheet_"),
        ({"status": "discarded", "discard_reason": ""}, "paper_sheet_"),
        ({"status": "lost", "settled_at": None}, "paper_sheet_"),
        ({"kind": "Z"}, "paper_sheet_kind_is_known"),
    ],
)
def test_the_database_refuses_what_cannot_be(officer, raid, values, constraint):
    sheet = a_sheet(raid, officer)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PaperSheet.objects.filter(pk=sheet.pk).update(**values)


# --- Who may ---------------------------------------------------------------------------------


def test_a_colleague_of_the_street_does_not_see_a_sheet_with_names(as_user, officer, raid):
    sheet = a_sheet(raid, officer)
    colleague, office = a_user(Role.FIELD_OFFICER), a_user(Role.SOCIAL_WORKER)

    assert list(PaperSheet.objects.visible_to(colleague)) == []
    assert as_user(colleague).get(f"/kertas/{sheet.pk}/").status_code == 404
    assert as_user(colleague).get(f"/kertas/{sheet.pk}/foto/").status_code == 404
    with pytest.raises(PermissionDenied, match="memuat nama"):
        actions.read_sheet(sheet, by=colleague)
    assert as_user(office).get(f"/kertas/{sheet.pk}/").status_code == 200
    assert as_user(a_user(Role.SECTION_HEAD)).get(f"/kertas/{sheet.pk}/").status_code == 403


def test_looking_at_a_photograph_stands_in_the_journal(as_user, officer, raid):
    sheet = a_sheet(raid, officer)
    answer = as_user(officer).get(f"/kertas/{sheet.pk}/foto/")
    assert answer["Content-Type"] == "image/jpeg"
    assert Entry.objects.filter(action="sheet.photo_read", actor=officer).count() == 1


# --- Pages -----------------------------------------------------------------------------------


def test_photographs_are_sent_keyed_in_and_finished_without_a_script(as_user, officer, raid):
    client = as_user(officer)
    answer = client.post(
        "/kertas/", {"photos": [a_photo(a_code(raid)), unreadable()], "raid": ""}, follow=True
    )
    html = answer.content.decode()
    assert "Pilih razianya (1)" in html
    assert "Menunggu disalin (1)" in html

    sheet = PaperSheet.objects.get(raid=raid)
    page = client.get(f"/kertas/{sheet.pk}/")
    assert f"/kertas/{sheet.pk}/foto/" in page.content.decode()
    data = {
        "client_uuid": page.context["form"].initial["client_uuid"],
        "sex": "L", "age_band": "60+", "outcome": "taken", "name": "Pak Tuo",
        "met_at": "2026-09-01T21:40", "with_whom": "alone",
    }  # fmt: skip
    html = client.post(f"/kertas/{sheet.pk}/", data, follow=True).content.decode()
    assert "Orang ke-1 tersimpan dari lembar ini." in html
    assert "Selesai disalin: 1 orang" in html
    client.post(f"/kertas/{sheet.pk}/selesai/")
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.KEYED

    lost = PaperSheet.objects.get(raid=None)
    assert "Kode lembar tidak terbaca" in client.get(f"/kertas/{lost.pk}/").content.decode()
    client.post(f"/kertas/{lost.pk}/razia/", {"raid": raid.number})
    html = client.post(f"/kertas/{lost.pk}/tidak-dipakai/", {"reason": "x"}).content.decode()
    assert "Mengapa tidak dipakai" in html
    client.post(f"/kertas/{lost.pk}/tidak-dipakai/", {"reason": "foto gelap"})
    lost.refresh_from_db()
    assert (lost.raid, lost.discard_reason) == (raid, "foto gelap")


def test_a_broken_picture_does_not_send_the_others_back(as_user, officer, raid):
    broken = SimpleUploadedFile("rusak.jpg", b"no picture")
    html = as_user(officer).post(
        "/kertas/", {"photos": [broken, a_photo(a_code(raid))]}, follow=True
    )
    assert "rusak.jpg" in html.content.decode()
    assert PaperSheet.objects.count() == 1


def test_a_sheet_photographed_again_is_said_to_be(as_user, officer, raid):
    code = a_code(raid)
    actions.receive_sheet(a_photo(code), by=officer)
    again = actions.receive_sheet(a_photo(code, tilt=9), by=officer)
    html = as_user(officer).get(f"/kertas/{again.pk}/").content.decode()
    assert "sudah pernah difoto" in html


@pytest.mark.parametrize("sheets", [1, 3])
def test_the_list_costs_the_same_for_one_sheet_and_three(
    as_user, officer, raid, sheets, django_assert_num_queries
):
    for page in range(sheets):
        a_sheet(raid, officer, a_code(raid, page=page + 1))
    client = as_user(officer)
    client.get("/kertas/")
    with django_assert_num_queries(9):
        html = client.get("/kertas/").content.decode()
    assert f"Menunggu disalin ({sheets})" in html


def test_waiting_sheets_stand_in_the_work_list_and_before_closing(as_user, officer, raid):
    a_sheet(raid, officer)
    actions.receive_sheet(unreadable(), by=officer)
    items = {item.kind: item for item in work_raids.work(officer, Clocks())}
    assert items["salin-lembar"].what == "Salin 1 lembar kertas"
    assert items["lembar-tanpa-razia"].what == "Pilih razia untuk 1 lembar kertas"
    html = as_user(officer).get(f"/razia/{raid.number}/").content.decode()
    assert "1 lembar kertas belum disalin" in html


def test_a_sheet_of_a_closed_raid_leads_to_the_other_way_in(as_user, officer, raid):
    sheet = a_sheet(raid, officer)
    raid_actions.close_raid(raid, by=officer, explanation="selisih")
    html = as_user(officer).get(f"/kertas/{sheet.pk}/").content.decode()
    assert f"/temuan/baru/?razia={raid.number}" in html


# --- Blank forms -----------------------------------------------------------------------------


def test_blank_forms_are_tagged_and_every_sheet_has_its_own_code(as_user, officer, raid):
    client = as_user(officer)
    answer = client.get(f"/kertas/cetak/?razia={raid.number}&jenis=T&lembar=2")
    assert answer["Content-Type"] == "application/pdf"
    assert pdf_norms.findings(answer.content) == []
    assert client.get("/kertas/cetak/?jenis=R").content.startswith(b"%PDF-")
    assert client.get("/kertas/cetak/?jenis=T&lembar=900").status_code == 302


def test_the_printed_code_is_found_on_the_printed_page(db, tmp_path, raid):
    pdf = tmp_path / "formulir.pdf"
    pdf.write_bytes(blank.people_form(raid, sheets=2))
    try:
        subprocess.run(["pdftoppm", "-r", "110", "-png", pdf, tmp_path / "hal"], check=True)
    except FileNotFoundError:
        pytest.skip("pdftoppm draws pages; it is not on this machine")
    pages = sorted(tmp_path.glob("hal*.png"))
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        found, _ = codes_on(photographed(Image.open(page).convert("RGB"), tilt=5))
        assert [(code.raid, code.page) for code in found] == [(raid.number, number)]


def test_an_encounter_of_another_raid_is_not_of_this_sheet(officer, raid):
    sheet, stranger = a_sheet(raid, officer), an_encounter(raid=a_raid(by=officer))
    with pytest.raises(ValidationError):
        actions.key_person(sheet, stranger, by=officer)
