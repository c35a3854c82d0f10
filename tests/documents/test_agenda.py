"""The agenda book: every number of a year, void ones with their reason, and nobody's name."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ppks_service.accounts.roles import Role
from ppks_service.documents import actions
from ppks_service.documents.agenda import agenda_for, gaps_of
from ppks_service.documents.models import LetterKind, SignedScan
from tests.factories import a_document, a_user


@pytest.fixture
def head(db):
    return a_user(Role.SECTION_HEAD)


def letter(serial, *, kind=LetterKind.REFERRAL, month=9, **fields):
    return a_document(
        kind,
        serial=serial,
        number=f"400.9/{serial:03d}/{kind.name}/2025",
        year=2025,
        dated_on=dt.date(2025, month, 14),
        **fields,
    )


def test_book_of_a_year_by_month_kind_and_status(head):
    letter(1, month=8)
    void = letter(2)
    letter(1, kind=LetterKind.HANDOVER)
    a_document()  # of another year
    actions.withdraw(void, by=void.issued_by, reason="Salah umur")

    year = agenda_for({"tahun": "2025"})
    month = agenda_for({"tahun": "2025", "bulan": "9", "kind": LetterKind.REFERRAL.value})

    assert (year.total, year.sums) == (3, "berlaku 2, ditarik 1")
    assert list(month.rows) == [void]
    assert month.words == "tahun 2025, September, Surat rujukan"
    assert agenda_for({"tahun": "2025", "status": "withdrawn"}).total == 1
    assert agenda_for({"tahun": "1999"}).year != 1999


def test_page_says_which_letters_came_back_signed(as_user, head):
    scanned, other = letter(1, by=head), letter(2, by=head)
    file = actions.store_bytes(b"pindaian", content_type="image/jpeg", by=head)
    SignedScan.objects.create(document=scanned, file=file, added_by=head)

    page = as_user(head).get(reverse("documents:agenda"), {"tahun": "2025"}).content.decode()

    assert page.count("pindaian ada") == page.count("belum ada pindaian") == 1
    shown = [reverse("documents:show", args=[each.pk]) for each in (scanned, other)]
    assert [f'href="{address}#pindaian"' in page for address in shown] == [True, False]


def test_gap_is_shown(head):
    letter(1)
    assert gaps_of(2025) == ()
    letter(3)
    assert [(gap.kind, gap.missing) for gap in gaps_of(2025)] == [("Surat rujukan", 1)]


def test_page_shows_void_reason_and_hides_the_protected(as_user, head):
    void = letter(1, recipient="Kepala UPT Binjai")
    letter(2, recipient="Kepala RS Rahasia", is_protected=True)
    actions.withdraw(void, by=void.issued_by, reason="Salah umur")

    page = as_user(head).get(reverse("documents:agenda"), {"tahun": "2025"}).content.decode()

    assert "Salah umur" in page
    assert "Kepala UPT Binjai" in page
    assert "RS Rahasia" not in page
    assert "terlindung" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_row_and_three(as_user, head, rows, django_assert_num_queries):
    for n in range(rows):
        letter(n + 1)
    client = as_user(head)
    with django_assert_num_queries(12):
        response = client.get(reverse("documents:agenda"), {"tahun": "2025"})
    assert len(response.context["page"]) == rows


def test_export_has_the_page_s_rows(as_user, head):
    letter(1, recipient="Kepala UPT Binjai")
    letter(2, recipient="Kepala RS Rahasia", is_protected=True)
    from ppks_service.documents.exports import AGENDA

    found = AGENDA.fetch(head, {"tahun": "2025"}, {})
    cells = [[column.value(row) for column in AGENDA.columns] for row in found.rows]

    assert [row[4] for row in cells] == ["terlindung", "Kepala UPT Binjai"]
    answer = as_user(head).post(
        reverse("exports:ask", args=["agenda"]) + "?tahun=2025",
        {"reason": "arsip tahunan", "names": "initials"},
    )
    assert answer["Content-Type"].startswith("application/vnd.openxml")


def test_paper_is_tagged_in_order_and_written_down(as_user, head):
    letter(1)
    void = letter(2)
    actions.withdraw(void, by=void.issued_by, reason="Salah umur")

    pdf = as_user(head).get(reverse("documents:agenda_pdf"), {"tahun": "2025"})

    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    text = " ".join(read.split())  # a narrow column breaks a line between two words
    assert text.index("/001/") < text.index("/002/")
    assert "Salah umur" in text
    assert "Jumlah nomor: 2" in text
    assert head.full_name in text


def test_facility_and_partner_read_no_agenda(as_user, db):
    for role in (Role.FACILITY_OFFICER, Role.PARTNER, Role.DATA_ADMIN):
        assert as_user(a_user(role)).get(reverse("documents:agenda")).status_code == 403
