"""Lists taken out as spreadsheets: what the page shows, masked as it shows it, with who and why."""

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.urls import reverse

from intake import case_list
from intake.models import Flag
from ppks_service.accounts.roles import FACILITY_ROLES, Role
from ppks_service.exports import actions, registry
from ppks_service.journal.models import Entry
from ppks_service.panels import registered
from tests.access import ADDRESSES, STAFF
from tests.factories import a_case, a_person, a_section, a_user, clocks

REASON = "Bahan rapat koordinasi"


@pytest.fixture
def worker(db):
    clocks()
    return a_user(Role.SOCIAL_WORKER, office=a_section())


def sheet_of(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats"), answer.content[:500]
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def rows_of(sheet):
    lines = [
        [cell for cell in line if cell is not None] for line in sheet.iter_rows(values_only=True)
    ]
    return [line for line in lines if line]


def take(client, key, query="", *, names="initials", reason=REASON):
    return client.post(f"/ekspor/{key}/{query}", {"names": names, "reason": reason})


def test_the_file_holds_the_rows_of_the_page_under_a_watermark(as_user, worker):
    case = a_case(section=worker.office, person=a_person("Marlan Surya"))
    a_case(section=worker.office, status="ended")
    a_case()

    lines = rows_of(sheet_of(take(as_user(worker), "kasus")))

    assert lines[0] == ["RAHASIA · Daftar kasus · 1 baris"]
    assert worker.full_name in lines[1][0]
    assert lines[2] == [f"Untuk: {REASON}"]
    assert lines[3] == ["Saringan: belum selesai · Nama: inisial"]
    assert lines[4][:2] == ["Nomor kasus", "Orang"]
    assert lines[5][:2] == [case.number, "M.S."]
    assert len(lines) == 6


def test_names_as_on_the_page_keep_the_protected_as_initials(as_user, worker):
    a_case(section=worker.office, person=a_person("Marlan Surya"))
    a_case(section=worker.office, person=a_person("Aulia Putri"), flags=[Flag.CHILD])

    text = str(rows_of(sheet_of(take(as_user(worker), "kasus", names="shown"))))

    assert "Marlan Surya" in text
    assert "A.P." in text
    assert "Aulia" not in text


def test_a_name_that_looks_like_a_formula_stays_a_name(as_user, worker):
    a_case(section=worker.office, person=a_person('=HYPERLINK("x")'))
    sheet = sheet_of(take(as_user(worker), "kasus", names="shown"))
    cell = next(c for line in sheet.iter_rows() for c in line if str(c.value).startswith("=HYPER"))
    assert cell.data_type == "s"


def test_the_reason_is_asked_and_kept_in_the_journal_without_any_name(as_user, worker):
    a_case(section=worker.office, person=a_person("Marlan Surya"))
    client = as_user(worker)
    refused = take(client, "kasus", reason="  ")
    assert "Untuk apa" in refused.content.decode()
    assert not Entry.objects.filter(action="list.export").exists()

    take(client, "kasus", names="shown")

    entry = Entry.objects.get(action="list.export")
    assert entry.is_read
    assert REASON in entry.note
    assert entry.data == {"list": "kasus", "rows": 1, "with_names": True}
    assert "Marlan" not in f"{entry.note}{entry.data}"


def test_the_filter_of_the_page_goes_with_it_also_what_was_typed(as_user, worker):
    a_case(section=worker.office, person=a_person("Marlan Surya"))
    a_case(section=worker.office, person=a_person("Orang Lain"))
    client = as_user(worker)
    address = client.post("/kasus/", {"words": "marlan"})["Location"]

    html = client.get(address).content.decode()
    lines = rows_of(sheet_of(take(client, "kasus", f"?{urlsplit(address).query}", names="shown")))

    assert f"/ekspor/kasus/?{urlsplit(address).query}" in html
    assert "Marlan" not in str(parse_qs(urlsplit(address).query))
    assert lines[3][0].startswith("Saringan: “marlan”")
    assert [line[1] for line in lines[5:]] == ["Marlan Surya"]


def test_rows_are_capped_and_the_file_says_so(as_user, worker, monkeypatch):
    for _ in range(3):
        a_case(section=worker.office)
    monkeypatch.setattr(actions, "ROWS_AT_MOST", 2)
    lines = rows_of(sheet_of(take(as_user(worker), "kasus")))
    assert "hanya 2 baris pertama" in lines[0][0]
    assert len(lines) == 7


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_out_costs_the_same_for_one_row_and_three(worker, rows, django_assert_num_queries):
    for _ in range(rows):
        a_case(section=worker.office, owner=worker)
    with django_assert_num_queries(5):
        _, found = case_list.all_for(worker, {}, {}, at_most=10)
        assert len(found) == rows
        _ = [row.hindrance for row in found]


@pytest.mark.parametrize("key", sorted(export.key for export in registered("list.exports")))
def test_who_may_not_open_a_list_may_not_take_it_out(as_user, db, key):
    clocks()
    may_open = ADDRESSES[registry.export_of(key).url_name].who
    for role in Role:
        answer = as_user(a_user(role)).get(f"/ekspor/{key}/")
        if may_open == STAFF or role in may_open:
            assert answer.status_code in (200, 404), (role, answer.status_code)
        else:
            assert answer.status_code == 403, role


@pytest.mark.parametrize("key", sorted(export.key for export in registered("list.exports")))
def test_every_list_leads_to_its_export_and_back(as_user, db, key):
    from tests.factories import a_facility

    clocks()
    export = registry.export_of(key)
    role = next(
        r
        for r in (Role.SOCIAL_WORKER, Role.FACILITY_OFFICER, Role.FIELD_OFFICER)
        if export.is_open_to(a_user(r))
    )
    user = a_user(role)
    argument = ""
    address = reverse(export.url_name) if not export.takes_argument else ""
    if export.takes_argument:
        facility = a_facility()
        address = reverse(export.url_name, args=[facility.code])
        argument = f"?kode={facility.code}"
    html = as_user(user).get(address).content.decode()
    assert f'href="/ekspor/{key}/{argument}' in html
    assert f'href="{address}"' in as_user(user).get(f"/ekspor/{key}/{argument}").content.decode()


def test_roles_of_facilities_take_out_only_what_they_see(as_user, worker):
    a_case(section=worker.office, person=a_person("Marlan Surya"))
    for role in FACILITY_ROLES:
        assert as_user(a_user(role)).get("/ekspor/kasus/").status_code == 403
