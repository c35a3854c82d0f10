"""Papers: their numbers, files and check page."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from ppks_service.accounts.roles import Role
from ppks_service.documents import actions
from ppks_service.documents.files import IMAGES, PAPERS, PHOTO_MAX_BYTES, small_jpeg, thumbnail
from ppks_service.documents.models import DocumentStatus, IssuedDocument, LetterKind
from ppks_service.indonesian import long_date
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_document, a_user, number_series


def issue(by=None, **fields):
    case = a_case()
    by = by or a_user(Role.SECTION_HEAD)
    return actions.issue(
        LetterKind.REFERRAL,
        "documents/base.html",
        {"signer": actions.signer_of(by), "copies": []},
        title="Surat rujukan",
        subject=case,
        by=by,
        case_pk=case.pk,
        **fields,
    )


def test_issue_numbers_follow_each_other_and_freeze_the_text(db):
    number_series()

    first, second = issue(), issue()

    assert [first.serial, second.serial] == [1, 2]
    assert first.number == f"400.9/001/CONTOH-REFERRAL/{first.year}"
    assert reverse("documents:check", args=[first.token]) in first.html
    assert Entry.objects.filter(action="document.issue").count() == 2


def test_issue_gives_the_number_back_when_the_act_fails(db):
    number_series()

    def fail_after_issuing():
        with transaction.atomic():
            issue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_issuing()

    assert issue().serial == 1


def test_issue_without_series_says_so(db):
    with pytest.raises(actions.SeriesMissing, match="Surat rujukan"):
        issue()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_among_ten_who_issue_at_once_and_some_who_fail():
    number_series()
    head = a_user(Role.SECTION_HEAD)
    gate = threading.Barrier(10)

    def work(n):
        gate.wait()
        try:
            with transaction.atomic():
                issue(by=head)
                if n % 3 == 0:
                    raise RuntimeError
        except RuntimeError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(work, range(10)))

    serials = sorted(IssuedDocument.objects.values_list("serial", flat=True))
    assert serials == list(range(1, 7))


def test_pdf_has_the_same_bytes_when_printed_again_and_is_tagged(db):
    number_series()
    document = issue()

    first = actions.pdf_of(document)
    again = actions.pdf_of(IssuedDocument.objects.get(pk=document.pk))

    assert first == again
    root = PdfReader(io.BytesIO(first)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"


def test_issued_text_cannot_be_changed_by_any_client(db):
    document = a_document()

    with pytest.raises(IntegrityError, match="keeps its number"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(html="lain")
    with pytest.raises(IntegrityError, match="keeps its number"), transaction.atomic():
        connection.cursor().execute("DELETE FROM documents_issueddocument")


def test_withdrawn_without_reason_is_refused_by_the_database(db):
    document = a_document()
    with pytest.raises(IntegrityError, match="void_has_reason"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(status=DocumentStatus.WITHDRAWN)


def test_withdraw_keeps_the_number_and_the_check_page_says_so(client, db):
    document = a_document()

    actions.withdraw(document, by=document.issued_by, reason="Salah umur")

    page = client.get(reverse("documents:check", args=[document.token])).content.decode()
    assert "sudah ditarik" in page
    assert f"<dd>Ditarik, {long_date(timezone.now())}</dd>" in page
    assert "Salah umur" not in page
    with pytest.raises(ValidationError, match="tidak berlaku"):
        actions.withdraw(document, by=document.issued_by, reason="Lagi")


def test_withdraw_by_another_is_refused(db):
    document = a_document()
    with pytest.raises(PermissionDenied, match="yang menerbitkan"):
        actions.withdraw(document, by=a_user(), reason="Salah")


def test_check_page_names_nobody(client, db):
    case = a_case()
    document = a_document(title=f"Rujukan {case.person.name}", html=f"<p>{case.person.name}</p>")

    page = client.get(reverse("documents:check", args=[document.token])).content.decode()

    assert document.number in page
    assert case.person.name not in page
    assert document.issued_by.full_name not in page


def test_check_page_of_an_unknown_code_says_so(client, db):
    response = client.get(reverse("documents:check", args=["0" * 26]))
    assert response.status_code == 404
    assert "tidak ditemukan" in response.content.decode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "https://ppks.contoh/cek/{}/"])
def test_code_typed_by_hand_leads_to_the_check_page(client, db, typed):
    token = a_document().token
    by_hand = f"{token[:13]} {token[13:].upper()}"

    response = client.get(reverse("documents:check_find"), {"kode": typed.format(by_hand)})

    assert response.url == reverse("documents:check", args=[token])


def test_code_that_cannot_be_one_says_what_a_code_looks_like(client, db):
    page = client.get(reverse("documents:check_find"), {"kode": "salah"}).content.decode()
    assert "26 angka dan huruf" in page
    assert 'value="salah"' in page


def test_list_shows_own_papers_only_and_pdf_of_another_is_404(as_user, db):
    mine, other = a_document(), a_document()
    client = as_user(mine.issued_by)

    page = client.get(reverse("documents:list")).content.decode()

    assert mine.number in page
    assert other.number not in page
    assert client.get(reverse("documents:pdf", args=[other.pk])).status_code == 404
    assert client.get(reverse("documents:pdf", args=[mine.pk])).status_code == 200
    assert Entry.objects.filter(action="document.print", subject_pk=str(mine.pk)).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    as_user, django_assert_max_num_queries, rows, db
):
    user = a_user()
    for _ in range(rows):
        a_document(by=user)
    client = as_user(user)

    with django_assert_max_num_queries(13):  # one for each rule; the last: what replaced it
        response = client.get(reverse("documents:list"))

    assert len(response.context["page"].rows) == rows


def picture(size, **save):
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=95, **save)
    return out.getvalue()


def test_photo_is_made_small_and_loses_its_exif(db):
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    content = picture((2400, 1800), exif=exif)

    stored = actions.store_upload(ContentFile(content, "a.jpg"), by=a_user(), allow=IMAGES)

    assert stored.size <= PHOTO_MAX_BYTES
    assert b"Kamera rahasia" not in bytes(stored.content)
    with Image.open(io.BytesIO(bytes(stored.content))) as kept:
        assert not kept.getexif()


def test_no_word_that_came_with_a_picture_is_kept():
    jpeg, png, words = io.BytesIO(), io.BytesIO(), PngInfo()
    words.add_text("comment", "Dari ponsel rahasia")
    noise = Image.effect_noise((300, 200), 90)
    noise.save(jpeg, "JPEG", comment=b"Dari ponsel rahasia")
    noise.save(png, "PNG", pnginfo=words)

    for content in (jpeg.getvalue(), png.getvalue()):
        assert b"rahasia" in content
        assert b"rahasia" not in small_jpeg(content)
        assert b"rahasia" not in thumbnail(content)


def test_photo_taken_with_the_phone_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    with Image.open(io.BytesIO(small_jpeg(picture((400, 300), exif=exif)))) as kept:
        assert kept.size == (300, 400)


@pytest.mark.parametrize(
    ("content", "allow", "sentence"),
    [
        (b"", PAPERS, "kosong"),
        (b"<script>alert(1)</script>", PAPERS, "bukan PDF atau foto"),
        (b"%PDF-1.7 isi", IMAGES, "bukan foto"),
        (b"GIF89a" + b"0" * 40, IMAGES, "bukan foto"),
    ],
)
def test_upload_is_judged_by_what_it_holds(content, allow, sentence, db):
    with pytest.raises(ValidationError, match=sentence):
        actions.store_upload(ContentFile(content, "foto.jpg"), by=a_user(), allow=allow)


def test_upload_over_the_limit_is_refused(db, settings):
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(ValidationError, match="terlalu besar"):
        actions.store_upload(ContentFile(b"%PDF-" + b"0" * 20, "a.pdf"), by=a_user())
