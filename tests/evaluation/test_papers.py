"""The report as paper, workbook and page: what the numbers look like, and to whom."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluation import actions, charts
from evaluation.closing import stored_restatements
from evaluation.models import IssuedReport
from evaluation.months import Month
from evaluation.papers import provisional_pdf
from evaluation.reports import monthly_report
from evaluation.reports.figures import flat
from evaluation.reports.tables import parts
from evaluation.spreadsheet import SHEETS, workbook
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from referrals.models import ReferralStatus
from tests import pdf_norms
from tests.evaluation.months import OCTOBER, at, born, october
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_place,
    a_raid,
    a_referral,
    a_stay,
    a_user,
    an_over_capacity,
    clocks,
    number_series,
)
from upt_facilities.models import FacilityKind
from upt_facilities.shelf import shelf_now

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def sheet_values(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def test_open_month_prints_tagged_and_provisional():
    october()

    pdf = provisional_pdf(OCTOBER, monthly_report(OCTOBER))

    assert pdf_norms.findings(pdf) == []
    text = text_of(pdf)
    assert "SEMENTARA" in text
    assert "Oktober 2022" in text
    assert "Halaman 1 dari" in text
    assert "sidik" not in text


def test_closed_month_prints_number_seal_restatements_and_check(as_user):
    october()
    by = a_user(Role.REPORTING)
    actions.close_month(OCTOBER, by=by)
    a_case(person=born(1990), opened_at=at(10, 29))
    november = actions.close_month(OCTOBER.next, by=by, notes="Satu\nDua")

    response = as_user(by).get(reverse("evaluation:report_pdf", args=[OCTOBER.next]))

    assert response["Content-Type"] == "application/pdf"
    text = re.sub(r"\s+", " ", text_of(response.content))
    # A long number may be broken over two lines.
    assert november.document.number in text.replace(" ", "")
    assert november.figures_hash[:4] in text
    assert "1 kasus bertambah, " in text
    assert "SEMENTARA" not in text
    assert Entry.objects.get(action="report.print").data["month"] == "2022-11"


def test_workbook_has_a_sheet_a_part_and_the_figures_of_the_report():
    october()
    report = monthly_report(OCTOBER)

    sheets = sheet_values(workbook(OCTOBER, report, drawn_at=timezone.now()))

    assert list(sheets) == [*SHEETS.values(), "9 Penutupan"]
    for part in parts(report):
        written = [value for row in sheets[SHEETS[part.code]] for value in row]
        for table in part.tables:
            for row in [*table.rows, *([table.total] if table.total else [])]:
                at_row = next(
                    line for line in sheets[SHEETS[part.code]]
                    if line[0] == row.head
                    and list(line[1 : len(row.cells) + 1]) == [c.value for c in row.cells]
                )  # fmt: skip
                assert at_row
        assert part.title in str(written[0])


def test_workbook_holds_words_that_look_like_formulas_as_words():
    october()
    a_raid(name="@SUM(A1)", number="OP-2022-000009", starts_at=at(10, 2))

    content = workbook(OCTOBER, monthly_report(OCTOBER), drawn_at=timezone.now())

    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [c for c in cells if c.value == "=1+1 UPT"]
    assert {c.data_type for c in cells if str(c.value).startswith("=1+1")} == {"s"}
    assert not [c for c in cells if c.data_type == "f"]


def test_workbook_of_a_closed_month_says_what_changed():
    october()
    by = a_user(Role.REPORTING)
    actions.close_month(OCTOBER, by=by)
    a_case(person=born(1990), opened_at=at(10, 29))
    november = actions.close_month(OCTOBER.next, by=by)

    content = workbook(
        OCTOBER.next,
        monthly_report(OCTOBER.next),
        drawn_at=timezone.now(),
        issued=november,
        changes=stored_restatements(november),
    )

    lines = sheet_values(content)["9 Penutupan"]
    assert ["Oktober 2022, orang masuk", 2, 3] in [line[:3] for line in lines]


def test_charts_say_in_words_what_they_draw():
    october()
    report = monthly_report(OCTOBER)

    trend = charts.trend_chart(charts.trend(OCTOBER))
    age = charts.age_chart(report)

    assert "Oktober 2022 masuk 2, selesai 1" in trend.alternative
    assert trend.table.rows[0].cells[0].text == ""  # May: before the first case, blank
    assert "18–59 tahun laki-laki 1, perempuan 0" in age.alternative
    assert age.svg.startswith("<svg")
    assert "#0d4f6b" in age.svg
    assert trend.address.startswith("data:image/svg+xml;base64,")


def test_charts_of_an_empty_month_draw_nothing_and_do_not_fail():
    report = monthly_report(OCTOBER)

    assert charts.clock_chart(report).alternative == "Belum ada angka."
    assert charts.trend_chart(charts.trend(OCTOBER)).alternative == "Belum ada angka."


# --- Pages -----------------------------------------------------------------------------------


def test_page_links_every_figure_to_its_rows(as_user):
    october()
    client = as_user(a_user(Role.REPORTING))

    page = client.get(reverse("evaluation:report", args=[OCTOBER])).content.decode()

    keys = set(re.findall(r"/evaluasi/laporan/2022-10/baris/([^/]+)/", page))
    figures = flat(monthly_report(OCTOBER))
    missing = {
        key
        for key, figure in figures.items()
        if figure.value and key not in keys and not key.endswith((".repeat", "age_unknown"))
    }
    assert keys <= set(figures) | {"spm.met", "clocks.decision.kept"}
    assert {"intake.type.11", "population.total.closing.male", "referrals.total.declined"} <= keys
    assert "intake" in keys
    assert len(missing) < 10, missing


def test_rows_show_initials_to_reporting_staff_and_are_recorded(as_user):
    story = october()
    story.adult.person.name = "Marlan Sitompul"
    story.adult.person.save()
    reader = a_user(Role.REPORTING)
    url = reverse("evaluation:report_rows", args=[OCTOBER, "intake.type.11"])

    page = as_user(reader).get(url).content.decode()

    assert "M.S." in page
    assert "Marlan" not in page
    assert story.adult.number in page
    assert f"/kasus/{story.adult.number}/" not in page
    assert Entry.objects.get(action="report.rows").data == {
        "month": "2022-10",
        "key": "intake.type.11",
    }
    own = as_user(a_user(Role.SECTION_HEAD, office=story.section)).get(url).content.decode()
    assert "Marlan Sitompul" in own
    assert f"/kasus/{story.adult.number}/" in own


def test_unknown_figure_and_future_month_are_not_found(as_user):
    client = as_user(a_user(Role.REPORTING))

    assert client.get(reverse("evaluation:report_rows", args=[OCTOBER, "x.y"])).status_code == 404
    ahead = Month.current().next
    assert client.get(reverse("evaluation:report", args=[ahead])).status_code == 404


def test_month_is_closed_from_its_page(as_user):
    october()
    client = as_user(a_user(Role.REPORTING))
    page = client.get(reverse("evaluation:report", args=[OCTOBER])).content.decode()
    assert "Tutup bulan Oktober 2022</button>" in page

    response = client.post(
        reverse("evaluation:report_close", args=[OCTOBER]), {"notes": "Ruang isolasi penuh."}
    )

    assert response.status_code == 302
    a_case(person=born(1990), opened_at=at(10, 29))
    closed = client.get(response["Location"]).content.decode()
    assert "Ruang isolasi penuh." in closed
    assert "Ditutup" in closed
    assert "Bila dihitung ulang kini" in closed
    listed = client.get(reverse("evaluation:report_list") + "?page=99").content.decode()
    assert "Oktober 2022" in listed


def test_page_says_why_a_month_cannot_be_closed(as_user):
    number_series()
    a_raid(starts_at=at(10, 2))
    client = as_user(a_user(Role.REPORTING))

    page = client.get(reverse("evaluation:report", args=[OCTOBER])).content.decode()
    refused = client.post(reverse("evaluation:report_close", args=[OCTOBER]), {"notes": "Tetap"})

    assert "1 operasi bulan ini belum ditutup." in page
    assert "Belum bisa: 1 hal belum beres." in page
    assert refused.status_code == 200
    assert "Belum bisa ditutup" in refused.content.decode()
    assert not IssuedReport.objects.exists()


def test_heads_see_the_report_and_cannot_close_it(as_user):
    client = as_user(a_user(Role.DIVISION_HEAD))

    page = client.get(reverse("evaluation:report", args=[OCTOBER])).content.decode()

    assert "Yang dapat: Staf pelaporan" in page
    assert "</button>" not in page.split("Tutup bulan</h2>")[1].split("</section>")[0]


def test_rows_cost_the_same_for_one_and_three(as_user, django_assert_num_queries):
    counts = []
    for rows in (1, 3):
        month = Month(2022, rows)
        for _ in range(rows):
            a_case(person=born(1990), opened_at=month.start)
        client = as_user(a_user(Role.REPORTING))
        with django_assert_num_queries(16):
            response = client.get(reverse("evaluation:report_rows", args=[month, "intake"]))
        counts.append(len(response.context["lines"]))

    assert counts == [1, 3]


@pytest.mark.parametrize("rows", [1, 3])
def test_dashboard_costs_the_same_for_one_row_and_three(as_user, django_assert_num_queries, rows):
    for _ in range(rows):
        a_case(opened_at=timezone.now())
    client = as_user(a_user(Role.SECTION_HEAD))
    shelf_now()  # read once for many requests

    with django_assert_num_queries(37):
        response = client.get(reverse("evaluation:dashboard"))

    assert response.context["report"].intake.people.total == rows


def test_dashboard_shows_the_fullest_houses_first_and_who_lives_beyond_their_room(as_user, db):
    roomy, full, empty = a_facility(places=4), a_facility(places=1), a_facility(places=2)
    a_facility(kind=FacilityKind.AGENCY, is_residential=False)
    a_hold(roomy.wards.get().places.first())
    a_stay(place=roomy.wards.get().places.last())
    ward = full.wards.get()
    a_stay(place=ward.places.get())
    a_stay(place=a_place(ward, is_extra=True))
    expected = a_case()
    permit = an_over_capacity(expected, full)
    a_hold(a_place(ward, is_extra=True), expected, over_capacity=permit)

    page = as_user(a_user(Role.SECTION_HEAD)).get(reverse("evaluation:dashboard"))

    shown = [(f.facility, f.lived_in, f.held, f.capacity) for f in page.context["fullest"]]
    assert shown == [(full, 2, 1, 1), (roomy, 1, 1, 4), (empty, 0, 0, 2)]


def test_dashboard_shows_the_kept_clocks_once_with_the_way_to_their_rows(as_user):
    clocks()
    a_referral(ReferralStatus.APPROVED)

    page = as_user(a_user(Role.SECTION_HEAD)).get(reverse("evaluation:dashboard")).text

    assert page.count("Jam yang ditepati</h2>") == 1
    assert reverse("evaluation:report_rows", args=[Month.current(), "clocks.decision.kept"]) in page


def test_facility_that_has_not_reported_says_so_where_blanks_are_not_seen(as_user):
    story = october()

    page = as_user(a_user(Role.REPORTING)).get(reverse("evaluation:report", args=[OCTOBER])).text

    silence = '<span class="pk-meta only-narrow"> · belum melapor</span>'
    assert f"{story.silent.name}{silence}" in page
    assert page.count(silence) == 1


def test_blank_cells_are_explained_only_where_a_facility_is_silent(as_user):
    staff, address = as_user(a_user(Role.REPORTING)), reverse("evaluation:report", args=[OCTOBER])
    story = october()
    legend = "Kosong: belum melapor."

    one_is_silent = staff.get(address).text
    a_stay(place=a_place(story.silent.wards.get()), arrived_at=OCTOBER.start)
    all_reported = staff.get(address).text

    assert one_is_silent.count(legend) == 1  # the second table leaves the silent out
    assert story.silent.name in all_reported
    assert legend not in all_reported


def test_list_of_months_begins_with_the_running_one_before_anything_was_recorded(as_user):
    response = as_user(a_user(Role.REPORTING)).get(reverse("evaluation:report_list"))

    assert [line.month for line in response.context["rows"]] == [Month.current()]
