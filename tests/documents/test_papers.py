"""The PDF of a paper: what it claims to be, its electronic signature, what is attached, its scan."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.documents import actions, paper
from ppks_service.documents.checks import certificate_opens
from ppks_service.documents.composing import PAPER
from ppks_service.documents.files import PAPERS
from ppks_service.documents.kind_pages import paper_context, preview_of
from ppks_service.documents.models import (
    Attachment,
    ESignature,
    IssuedDocument,
    LetterKind,
    LetterTemplate,
    Paraf,
    ParafAct,
    Sealing,
    SignedScan,
    StoredFile,
)
from ppks_service.documents.parts import Enclosed, Initialled
from ppks_service.documents.reference import load
from ppks_service.documents.scans import attach_scan
from ppks_service.documents.sealing import SealMissing
from ppks_service.journal.models import Entry
from ppks_service.pdf import render_pdf
from tests import papers, pdf_norms
from tests.factories import a_case, a_document, a_user, number_series


def a_letter(**given) -> IssuedDocument:
    number_series()
    case, by = a_case(), a_user(Role.SECTION_HEAD)
    return actions.issue(
        LetterKind.REFERRAL,
        "documents/base.html",
        {"signer": actions.signer_of(by), "copies": ["Arsip"]},
        title="Surat rujukan",
        subject=case,
        by=by,
        case_pk=case.pk,
        **given,
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


# --- The norms -------------------------------------------------------------------------------


def test_letter_keeps_to_pdf_ua_and_pdf_a_and_a_file_that_does_not_is_told(db):
    content = actions.pdf_of(a_letter())

    assert pdf_norms.findings(content) == []

    with opened(content) as pdf:
        fonts = {str(thing.FontName) for thing in pdf.objects if is_font(thing)}
        assert fonts  # the office's own, and none that this machine happens to have
        assert {name for name in fonts if "Arimo" not in name} == set(), (
            "run manage.py vendor_static"
        )
        del pdf.Root.Lang, pdf.Root.OutputIntents
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert {"no language", "no output intent of PDF/A"} <= set(
        pdf_norms.findings(spoilt.getvalue())
    )


def test_every_worded_kind_and_the_agenda_keep_to_the_norms(as_user, db):
    load()
    by = a_user(Role.SECTION_HEAD)
    a_document(by=by)

    found = {
        wording.code: pdf_norms.findings(
            render_pdf(PAPER, paper_context(preview_of(wording) or pytest.fail(wording.code)))
        )
        for wording in LetterTemplate.objects.order_by("code")
    }
    agenda = as_user(by).get(reverse("documents:agenda_pdf")).content

    assert len(found) >= 8
    assert {code: said for code, said in found.items() if said} == {}
    assert pdf_norms.findings(agenda) == []


# --- The electronic signature ----------------------------------------------------------------


def test_without_a_certificate_the_slot_stays_empty_and_the_letter_says_so(db):
    letter = a_letter()

    content = actions.pdf_of(letter)

    assert letter.e_signature == ESignature.NONE
    assert "Bukan tanda tangan elektronik tersertifikasi" in letter.html
    with opened(content) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert not Sealing.objects.exists()


def test_with_a_certificate_the_pdf_is_signed_once_and_a_changed_byte_shows(db, settings, tmp_path):
    papers.sealing(settings, tmp_path)
    letter = a_letter()

    content = actions.pdf_of(letter)

    assert content == actions.pdf_of(IssuedDocument.objects.get(pk=letter.pk))
    answer = papers.verified(content)
    assert (answer.bottom_line, answer.coverage.name) == (True, "ENTIRE_FILE")
    assert b"/ETSI.CAdES.detached" in content
    assert pdf_norms.findings(content) == []
    assert letter.sealing.certificate_name == "Dinas Contoh, hanya untuk uji"
    # Not certified: no body that Indonesia recognises issued this certificate.
    assert "Bukan tanda tangan elektronik tersertifikasi" in letter.html

    changed = bytearray(content)
    changed[len(content) // 3] ^= 1
    assert not papers.verified(bytes(changed)).bottom_line


def test_only_a_certified_certificate_is_called_so(db, settings, tmp_path):
    papers.sealing(settings, tmp_path, is_certified=True)

    html = a_letter().html

    assert "dengan sertifikat elektronik tersertifikasi" in html
    assert "Bukan tanda tangan" not in html
    assert "ditandatangani secara elektronik" in html


@pytest.mark.parametrize("broken", ["no file", "wrong password", "no certificate"])
def test_letter_that_says_it_is_signed_is_not_printed_without(
    db, settings, tmp_path, broken, as_user
):
    papers.sealing(settings, tmp_path)
    letter = a_letter()
    if broken == "no file":
        settings.SIGNING_CERTIFICATE = str(tmp_path / "hilang.p12")
    elif broken == "wrong password":
        settings.SIGNING_PASSWORD = "salah"
    else:
        settings.SIGNING_CERTIFICATE = ""

    with pytest.raises(SealMissing):
        actions.pdf_of(letter)
    assert bool(certificate_opens(None)) == (broken != "no certificate")

    letter.refresh_from_db()
    assert letter.pdf is None
    page = as_user(letter.issued_by).get(reverse("documents:pdf", args=[letter.pk]))
    assert page.status_code == 403
    assert "ertifikat" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_eight_who_open_one_letter_at_once_get_one_file_signed_once(
    settings, tmp_path, monkeypatch
):
    papers.sealing(settings, tmp_path)
    letter, gate, signed = a_letter(), threading.Barrier(8), []
    real = paper.sealed
    monkeypatch.setattr(paper, "sealed", lambda *a, **k: signed.append(1) or real(*a, **k))
    # Laid out once is enough for the race; that is the slow part.
    drawn = paper.laid_out(letter.html, [])
    monkeypatch.setattr(paper, "laid_out", lambda html, attachments: drawn)

    def work(_):
        try:
            gate.wait()
            return actions.pdf_of(IssuedDocument.objects.get(pk=letter.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        got = set(pool.map(work, range(8)))

    assert (len(got), len(signed), Sealing.objects.count()) == (1, 1, 1)


def test_kept_pdf_and_parts_of_a_paper_are_changed_by_no_client(db, settings, tmp_path):
    papers.sealing(settings, tmp_path)
    file = actions.store_bytes(b"gambar", content_type="image/jpeg", by=None)
    now = timezone.now()
    letter = a_letter(parafs=[Initialled(ParafAct.DRAFTED, a_user(), now)])
    Attachment.objects.create(document=letter, position=1, title="KTP", file=file)
    SignedScan.objects.create(document=letter, file=file, added_by=letter.issued_by)
    Sealing.objects.create(document=letter, certificate_sha256="0" * 64)
    IssuedDocument.objects.filter(pk=letter.pk).update(pdf=file)

    for change in (
        lambda: IssuedDocument.objects.update(pdf=None),
        lambda: IssuedDocument.objects.update(e_signature=ESignature.CERTIFIED),
        lambda: Attachment.objects.update(title="KK"),
        lambda: SignedScan.objects.update(note="lain"),
        lambda: Sealing.objects.all()._raw_delete("default"),
        lambda: Paraf.objects.update(post="Kepala"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("is_certified", "words"),
    [
        (None, "Tidak ada"),
        (False, "Tanda tangan elektronik, tidak tersertifikasi"),
        (True, "Tanda tangan elektronik tersertifikasi"),
    ],
)
def test_check_page_says_whether_it_is_signed_and_names_nobody(
    db, client, settings, tmp_path, is_certified, words
):
    if is_certified is not None:
        papers.sealing(settings, tmp_path, is_certified=is_certified)
    letter = a_letter(parafs=[Initialled(ParafAct.CHECKED, a_user(), timezone.now())])

    page = client.get(reverse("documents:check", args=[letter.token])).content.decode()

    assert f"<dt>Tanda tangan elektronik</dt><dd>{words}" in page
    assert "Belum ada pada arsip" in page
    for name in (letter.issued_by.full_name, letter.parafs.get().officer.full_name):
        assert name not in page


# --- What is attached ------------------------------------------------------------------------


def stored(content: bytes, content_type: str = "application/pdf") -> StoredFile:
    return actions.store_bytes(content, content_type=content_type, by=None)


def test_attachments_follow_the_letter_in_their_order_in_one_pdf(db, upload):
    picture = actions.store_upload(upload(), by=a_user())
    letter = a_letter(
        enclosed=[
            Enclosed("Surat dokter: tenang", stored(papers.a_pdf(2))),
            Enclosed("KTP", picture),
            Enclosed("Laporan sosial", stored(papers.a_pdf(1))),
        ]
    )

    content = actions.pdf_of(letter)

    assert "3 (tiga) berkas" in letter.html
    with opened(content) as pdf:
        sizes = ["foreign" if float(page.mediabox[3]) == 595 else "ours" for page in pdf.pages]
        titles = [str(item.title) for item in pdf.open_outline().root]
        assert pdf.Root.MarkInfo.Marked
        # It has pages from outside, so it claims no norm.
        assert pdf.open_metadata().pdfa_status == ""
    assert sizes == ["ours", "ours", "foreign", "foreign", "ours", "ours", "foreign"]
    first = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "Halaman 1 dari 4 dan 3 halaman lampiran" in first
    assert titles == [
        "Lampiran 1. Surat dokter: tenang",
        "Lampiran 2. KTP",
        "Lampiran 3. Laporan sosial",
    ]


def test_attachments_stand_by_their_number_however_the_database_returns_them(db):
    letter = a_letter()
    for position in (2, 1):
        Attachment.objects.create(
            document=letter,
            position=position,
            title=f"Berkas {position}",
            file=stored(papers.a_pdf(position)),
        )

    with opened(actions.pdf_of(letter)) as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert titles == ["Lampiran 1. Berkas 1", "Lampiran 2. Berkas 2"]


def test_pictures_alone_leave_the_norms_kept(db, upload):
    picture = actions.store_upload(upload(), by=a_user())

    content = actions.pdf_of(a_letter(enclosed=[Enclosed("KTP", picture)]))

    assert pdf_norms.findings(content) == []


def test_what_acts_in_a_pdf_from_outside_stays_outside(db):
    with pikepdf.open(io.BytesIO(papers.a_pdf())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        pdf.pages[0].obj.Annots = pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[0, 0, 9, 9],
                        A=script,
                    )
                )
            ]
        )
        out = io.BytesIO()
        pdf.save(out)

    content = actions.pdf_of(a_letter(enclosed=[Enclosed("Surat", stored(out.getvalue()))]))

    with opened(content) as joined:
        assert not any("JavaScript" in repr(thing) for thing in joined.objects)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\nbukan apa-apa", "PDF ini rusak"),
        (papers.a_pdf(password="rahasia"), "terkunci kata sandi"),
        (papers.a_pdf(0), "tidak berisi halaman"),
    ],
)
def test_pdf_that_cannot_be_joined_is_refused_with_a_sentence(db, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.store_upload(ContentFile(content, "a.pdf"), by=a_user(), allow=PAPERS)


# --- Paraf -----------------------------------------------------------------------------------


def test_parafs_are_printed_and_kept_in_the_order_of_the_chain(db):
    worker = a_user(full_name="Rina Uji Sosial", position="Pekerja Sosial Ahli Muda")
    head = a_user(Role.SECTION_HEAD, full_name="Hotma Contoh", position="Kepala Seksi")
    at = timezone.now()

    letter = a_letter(
        parafs=[
            Initialled(ParafAct.DRAFTED, worker, at),
            Initialled(ParafAct.CHECKED, head, at, post="Plh. Kepala Seksi"),
        ]
    )

    assert letter.html.index("<b>RUS</b>") < letter.html.index("<b>HC</b>")
    assert "Plh. Kepala Seksi" in letter.html
    assert list(letter.parafs.order_by("position").values_list("post", flat=True)) == [
        "Pekerja Sosial Ahli Muda",
        "Plh. Kepala Seksi",
    ]


def test_who_signs_their_own_paper_leaves_no_paraf(db):
    letter = a_letter()
    assert not letter.parafs.exists()
    assert 'class="paraf"' not in letter.html


# --- The signed scan -------------------------------------------------------------------------


def test_scan_is_kept_with_who_and_a_newer_one_takes_its_place(db, as_user, upload):
    letter = a_document()
    client = as_user(letter.issued_by)
    address = reverse("documents:show", args=[letter.pk])

    for name, note in (("pdf", "Tanpa cap"), ("png", "Dengan cap")):
        assert client.post(address, {"upload": upload(name), "note": note}).status_code == 302

    page = client.get(address).content.decode()
    newest, older = letter.scans.order_by("-pk")
    assert page.index("Dengan cap") < page.index("Tanpa cap")
    assert page.count("yang dipakai") == page.count("yang sebelumnya") == 1
    assert letter.issued_by.full_name in page
    assert (newest.file.content_type, older.file.content_type) == ("image/jpeg", "application/pdf")
    shown = client.get(reverse("documents:scan", args=[letter.pk, older.pk]))
    assert shown.content == bytes(older.file.content)
    assert Entry.objects.filter(action="document.read_scan").count() == 1
    assert Entry.objects.filter(action="document.attach_scan").count() == 2


def test_broken_scan_is_refused_beside_its_field(db, as_user):
    letter = a_document()
    broken = ContentFile(b"%PDF-1.7\nrusak", "a.pdf")

    page = as_user(letter.issued_by).post(
        reverse("documents:show", args=[letter.pk]), {"upload": broken}
    )

    assert "PDF ini rusak" in page.content.decode()
    assert not SignedScan.objects.exists()


def test_scan_of_a_withdrawn_letter_and_by_a_stranger_is_refused(db, as_user, upload):
    letter = a_document()
    other = as_user(a_user(Role.SECTION_HEAD))
    address = reverse("documents:show", args=[letter.pk])
    assert other.post(address, {"upload": upload("pdf")}).status_code == 404

    actions.withdraw(letter, by=letter.issued_by, reason="Salah umur")
    with pytest.raises(Exception, match="tidak berlaku"):
        attach_scan(letter, upload("pdf"), by=letter.issued_by)
    page = as_user(letter.issued_by).get(address).content.decode()
    assert "tidak berlaku" in page
    assert "Simpan pindaian" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_paper_costs_the_same_for_one_row_and_three(
    db, as_user, upload, django_assert_max_num_queries, rows
):
    at = timezone.now()
    letter = a_letter(
        parafs=[Initialled(ParafAct.DRAFTED, a_user(), at) for _ in range(rows)],
        enclosed=[Enclosed("KTP", stored(papers.a_pdf())) for _ in range(rows)],
    )
    for _ in range(rows):
        attach_scan(letter, upload("pdf"), by=letter.issued_by)
    client = as_user(letter.issued_by)

    with django_assert_max_num_queries(10):  # the tenth: what replaced it
        page = client.get(reverse("documents:show", args=[letter.pk]))

    assert len(page.context["scans"]) == len(page.context["parafs"]) == rows
