"""The pages of an import, with a script and without."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake.actions import imports as actions
from intake.models import Import, Person
from intake.reference.types import load_types
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_section, a_user
from tests.intake.registers import messy_register, on_record, row, small_register


@pytest.fixture
def head(db):
    load_types()
    return a_user(Role.SECTION_HEAD, office=a_section())


def uploaded(client, content, name="REGISTER 2022.xlsx"):
    answer = client.post("/impor/", {"upload": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("pk"), answer["Location"]


def paired(client, source):
    data = {f"kolom-{c['index']}": c["field"] for c in source.columns}
    answer = client.post(f"/impor/{source.pk}/kolom/", data | {"year": ""})
    assert answer.status_code == 302, answer.content.decode()
    client.post(f"/impor/{source.pk}/lanjut/")
    source.refresh_from_db()
    return client.get(f"/impor/{source.pk}/").content.decode()


def test_a_register_goes_through_its_four_steps_without_a_script(as_user, head):
    client = as_user(head)
    source, address = uploaded(client, small_register(row("Ani Satu", "P"), row("Bela Dua", "W")))
    assert "2 Pasangkan kolom" in client.get(address).content.decode()

    html = paired(client, source)
    assert "Anggap W = P untuk semua (1 baris)" in html
    assert "Baris 3, kolom C “L/P”" in html

    client.post(f"{address}jawab/", {"answer": "sex", "word": "w", "value": "P"})
    client.post(f"{address}lanjut/")
    assert "Terima 2 baris" in client.get(address).content.decode()
    client.post(f"{address}terima/", {"rows": "all"})
    client.post(f"{address}lanjut/")
    html = client.get(address).content.decode()
    assert "2 baris diterima" in html
    assert Person.objects.count() == 2

    client.post(f"{address}batal/", {"reason": "wrong_file"})
    client.post(f"{address}lanjut/")
    assert "Impor dibatalkan" in client.get(address).content.decode()
    assert Person.objects.count() == 0


def test_taking_back_asks_why(as_user, head):
    client = as_user(head)
    source, address = uploaded(client, small_register(row()))
    paired(client, source)
    client.post(f"{address}terima/", {"rows": "all"})
    client.post(f"{address}lanjut/")
    answer = client.post(f"{address}batal/", {"reason": ""})
    assert answer.status_code == 200
    assert Import.objects.get().status == "accepted"


def test_the_messy_register_shows_a_sum_that_adds_up(as_user, head):
    client = as_user(head)
    source, _ = uploaded(client, messy_register())
    html = paired(client, source)
    total, *parts = map(int, re.search(r"\((\d+) − (\d+) − (\d+) − (\d+)\)", html).groups())
    shown = [int(n) for n in re.findall(r"<div(?: class=\"diff\")?><b>(\d+)</b><span>", html)]
    assert total == sum(shown)
    assert shown[:3] == parts


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dry_run_costs_the_same_for_one_row_and_three(
    as_user, head, rows, django_assert_num_queries
):
    on_record("Ani Satu", sex="P")
    client = as_user(head)
    names = ["Ani Satu", "Ani Satu", "Ani Satu"][:rows]
    content = small_register(
        *(row(name, "P", str(40 + 9 * n)) for n, name in enumerate(names)),
        *(row(f"Salah {n}", "W") for n in range(rows)),
        *(row(f"Mr X{n}", "L") for n in range(rows)),
    )
    source, address = uploaded(client, content)
    paired(client, source)
    with django_assert_num_queries(15):
        assert client.get(address).status_code == 200


def test_two_columns_of_one_meaning_are_refused_with_a_sentence(as_user, head):
    client = as_user(head)
    _, address = uploaded(client, small_register(row()))
    answer = client.post(f"{address}kolom/", {"kolom-1": "name", "kolom-2": "name"})
    assert "Dua kolom menjadi hal yang sama" in answer.content.decode()


def test_the_marked_file_says_what_is_wrong_runs_no_formula_and_is_logged(as_user, head):
    client = as_user(head)
    source, address = uploaded(client, small_register(row("=1+1", came="31/02/2022")))
    paired(client, source)
    answer = client.get(f"{address}bertanda.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert any("31 Februari tidak ada" in str(c.value) for c in cells)
    formula = next(c for c in cells if c.value == "=1+1")
    assert formula.data_type == "s"
    assert Entry.objects.filter(action="import.export").exists()


def test_the_marked_file_leaves_out_rows_whose_words_were_cleared(as_user, head):
    client = as_user(head)
    source, address = uploaded(client, small_register(row(came="31/02/2022")))
    paired(client, source)
    Import.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=15))
    actions.forget_old_rows()

    answer = client.get(f"{address}bertanda.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "0 baris" in str(sheet["A1"].value)


def test_the_template_is_read_back_as_it_was_meant(as_user, head):
    client = as_user(head)
    content = client.get("/impor/contoh.xlsx").content
    source, _ = uploaded(client, content)
    assert source.sheet == "Register"
    assert [c["field"] for c in source.columns] == [
        "", "name", "alias", "sex", "age", "born", "nik", "kk", "origin", "came", "door", "place", "type",
        "condition", "left", "end", "note",
    ]  # fmt: skip
    html = paired(client, source)
    assert "Terima 1 baris" in html


def test_another_sheet_may_be_chosen(as_user, head):
    client = as_user(head)
    source, address = uploaded(client, client.get("/impor/contoh.xlsx").content)
    client.post(f"{address}lembar/", {"sheet": "Petunjuk", "head_line": "1"})
    source.refresh_from_db()
    assert source.sheet == "Petunjuk"


def test_somebody_protected_stays_initials_on_the_page(as_user, head):
    from intake.models import Flag
    from tests.factories import a_case

    a_case(person=on_record("Aulia Putri", sex="P"), flags=[Flag.CHILD])
    client = as_user(head)
    source, _ = uploaded(client, small_register(row("Aulia Putri", "P")))
    html = paired(client, source)
    assert re.search(r"R-\d{4}-\d+ A\.P\.", html)
    assert not re.search(r"R-\d{4}-\d+ Aulia", html)


@pytest.mark.browser
def test_progress_goes_on_by_itself_and_ends_at_the_result(page_for, head, monkeypatch, tmp_path):
    monkeypatch.setattr(actions, "STEP", 1)
    monkeypatch.setattr(actions.go_on, "__kwdefaults__", {"seconds": 0.0})
    path = tmp_path / "register 2022.xlsx"
    path.write_bytes(small_register(*(row(f"Orang {n}", "P") for n in "ABCDE")))
    page = page_for(head)
    page.goto(reverse("intake:import_list"))
    page.get_by_label("Berkas register").set_input_files(str(path))
    page.get_by_role("button", name="Unggah dan baca").click()
    page.get_by_role("button", name="Uji coba 5 baris").click()
    page.get_by_role("button", name="Terima 5 baris").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 baris diterima")
    assert Person.objects.count() == 5
