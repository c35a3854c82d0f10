"""Taking over registers: what each untidy row is judged to be, what is written, what is taken back."""

import datetime as dt
import math
from types import SimpleNamespace

import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation import closing
from evaluation.months import Month
from evaluation.reports import monthly_report
from intake import actions as intake
from intake import import_pages, same, search
from intake.actions import imports as actions
from intake.actions import imports_judging, imports_taking
from intake.imports import columns, doubles, sealed, workbook
from intake.models import (
    Case,
    Flag,
    Identifier,
    Import,
    ImportMapping,
    ImportRow,
    NameKind,
    Person,
    PersonLink,
    PersonName,
    Relation,
    RowState,
    Sex,
)
from intake.reference.types import load_types
from ppks_service.accounts.models import Office
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import a_case, a_section, a_user
from tests.intake.registers import (
    FIRST_LINE,
    MESS,
    NIK,
    messy_register,
    on_record,
    row,
    small_register,
)

QUERIES_OF_A_STEP = 24  # and of the one that finds nothing more
PATIENT = 600  # seconds for all steps at once, however slow the machine


@pytest.fixture
def worker(db):
    load_types()
    return a_user(Role.SOCIAL_WORKER, office=a_section())


def taken_in(worker, content, *, name="register 2022.xlsx", year=""):
    """The import, uploaded, paired as proposed and judged."""
    source = actions.upload_register(SimpleUploadedFile(name, content), by=worker)
    fields = {c["index"]: c["field"] for c in source.columns}
    source = actions.pair_columns(source, by=worker, fields=fields, year=year)
    return actions.go_on(source, by=worker, seconds=PATIENT)


def accepted(source, worker, *, with_warnings=True):
    source = actions.accept_rows(source, by=worker, with_warnings=with_warnings)
    return actions.go_on(source, by=worker, seconds=PATIENT)


# --- Judging ---------------------------------------------------------------------------------


def test_the_mess_is_of_forty_kinds():
    assert len({kind for kind, _, _, _ in MESS}) >= 40


def test_every_untidy_row_gets_the_verdict_of_a_careful_reader(worker):
    source = taken_in(worker, messy_register())
    rows = {r.line: r for r in source.rows.all()}
    wrong = []
    for line, (kind, _, verdict, code) in enumerate(MESS, start=FIRST_LINE):
        found = rows.get(line)
        said = (found.verdict, [p["code"] for p in found.problems]) if found else (None, [])
        if said[0] != verdict or (code and code not in said[1]):
            wrong.append(f"{line} {kind}: expected {verdict} {code}, got {said}")
    assert wrong == []
    assert source.sheet == "Jan–Des"


def test_the_sum_of_a_dry_run_adds_up_and_nothing_is_written(worker):
    source = taken_in(worker, messy_register())
    tally = import_pages.tally_of(source)

    assert tally.total == sum(1 for _, _, verdict, _ in MESS if verdict)
    assert tally.total == tally.ready + tally.double + tally.warning + tally.error
    assert source.left_out == sum(1 for k, _, v, _ in MESS if v is None and k != "an empty row")
    assert (Person.objects.count(), Case.objects.count()) == (0, 0)


def test_heads_of_two_rows_and_merged_cells_are_read_as_one(worker):
    sheet = workbook.read(messy_register())[0]
    head = columns.find_head(sheet)

    assert (head.first, head.last) == (2, 3)
    assert [columns.guess(name) for name in head.names][1:7] == [
        "name", "sex", "age", "nik", "came", "type",
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_csv_is_read_whatever_its_delimiter_and_encoding(delimiter, encoding):
    text = delimiter.join(["Nama", "L/P", "Tgl Masuk"]) + "\r\n"
    text += delimiter.join(["Renée", "P", "12/08/2022"])

    sheet = workbook.read(text.encode(encoding))[0]

    assert sheet.rows[1] == ("Renée", "P", "12/08/2022")


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\x00\x01", b"satu kata", b"%PDF-1.7"])
def test_what_is_no_register_is_refused_with_a_sentence(worker, content):
    with pytest.raises(ValidationError) as refused:
        actions.upload_register(SimpleUploadedFile("x.xlsx", content), by=worker)
    assert refused.value.message_dict["upload"]


def test_pairing_is_remembered_for_the_section_and_goes_before_the_name(worker):
    head = ["Nama", "L/P", "Umur", "Kode Aneh"]
    rows = [["Ani", "P", "30", "12/08/2022"]]
    source = actions.upload_register(
        SimpleUploadedFile("a.xlsx", small_register(*rows, head=head)), by=worker
    )
    assert source.columns[3]["field"] == ""
    fields = {0: "name", 1: "sex", 2: "age", 3: "came"}
    actions.pair_columns(source, by=worker, fields=fields)

    again = actions.upload_register(
        SimpleUploadedFile("b.xlsx", small_register(*rows, head=head)), by=worker
    )
    other = actions.upload_register(
        SimpleUploadedFile("c.xlsx", small_register(*rows, head=head)),
        by=a_user(Role.SOCIAL_WORKER, office=a_section()),
    )

    assert again.columns[3]["field"] == "came"
    assert other.columns[3]["field"] == ""
    assert ImportMapping.objects.count() == 4


def test_one_answer_holds_for_all_rows_with_the_same_word(worker):
    source = taken_in(
        worker,
        small_register(row("Ani Satu", "W"), row("Bela Dua", "w"), row("Cici Tiga", "Q")),
    )
    assert import_pages.tally_of(source).error == 3

    source = actions.answer_for_all(source, by=worker, answer="sex", word="w", value="P")
    source = actions.go_on(source, by=worker, seconds=PATIENT)

    tally = import_pages.tally_of(source)
    assert (tally.ready, tally.error) == (2, 1)


@pytest.mark.parametrize(
    ("cells", "answer", "verdict"),
    [
        (row("Ani", came="44785"), {"answer": "serials"}, "ready"),
        (row("Ani", nik="127103"), {"answer": "drop_nik"}, "warning"),
        (row("", "", "", origin=""), {"answer": "nameless"}, "warning"),
        (row("Siti dan 2 anak", "P"), {"answer": "split"}, "warning"),
        (row("Ani", came=""), {"answer": "year", "value": "2022"}, "warning"),
        (row("Ani", kind="gepeng"), {"answer": "type", "word": "gepeng", "value": "12"}, "ready"),
    ],
)
def test_what_can_be_done_about_a_problem_settles_it(worker, cells, answer, verdict):
    source = taken_in(worker, small_register(cells))
    assert source.rows.get().verdict != verdict

    source = actions.go_on(
        actions.answer_for_all(source, by=worker, **answer), by=worker, seconds=PATIENT
    )

    assert source.rows.get().verdict == verdict


def test_an_answer_that_is_not_known_is_refused(worker):
    source = taken_in(worker, small_register(row()))
    for wrong in (
        {"answer": "x"},
        {"answer": "type", "value": "99"},
        {"answer": "year", "value": "1"},
    ):
        with pytest.raises(ValidationError):
            actions.answer_for_all(source, by=worker, **wrong)


def test_a_row_names_nobody_in_the_database_before_it_is_taken(worker):
    source = taken_in(worker, small_register(row("Rahasia Sekali", nik=NIK)))
    stored = source.rows.values().get()

    assert "Rahasia" not in str(stored)
    assert NIK not in str({**stored, "content": bytes(stored["content"])})


# --- Who it may be ---------------------------------------------------------------------------


def test_persons_on_record_are_proposed_with_the_reason_and_never_merged(worker):
    known = on_record("Marlan Surya", sex="L")
    source = taken_in(worker, small_register(row("Marlan Soerya"), row("Lain Sekali")))
    first, second = source.rows.order_by("line")

    assert first.verdict == "double"
    assert first.candidates == [{"person": known.pk, "why": "nama, usia"}]
    assert second.verdict == "ready"
    source = accepted(source, worker)
    assert source.rows.get(pk=first.pk).state == RowState.WAITING
    assert Person.objects.count() == 2


def test_somebody_misspelt_is_proposed_by_the_scoring_model_without_saying_their_name(worker):
    known = on_record("Nurhayati Simanjuntak", sex="P")
    source = taken_in(worker, small_register(row("Nurhayatti Simanjuntak", "P")))
    candidate = source.rows.get().candidates[0]
    assert candidate["person"] == known.pk
    assert "Nurhayati" not in candidate["why"]


def test_rows_answered_the_same_are_added_to_the_person_on_record(worker):
    known = on_record("Marlan Surya", sex="L")
    running = a_case(person=known, section=worker.office)
    source = taken_in(worker, small_register(row("Marlan Soerya", nik=NIK, age="42")))
    line = source.rows.get().line

    source = actions.answer_rows(source, by=worker, answers={line: f"p:{known.pk}"})
    source = accepted(source, worker)

    assert Person.objects.count() == 1
    legacy = known.cases.get(from_register=True)
    assert (legacy.status, legacy.section) == ("ended", worker.office)
    assert set(known.names.values_list("name", flat=True)) >= {"Marlan Soerya"}
    assert known.identifiers.get().masked.startswith("1271")
    running.refresh_from_db()
    assert running.repeat_count == 0


def test_two_rows_of_one_person_in_a_file_become_two_cases_of_one_person(worker):
    source = taken_in(
        worker,
        small_register(row("Ani Satu", "P", "30"), row("Ani Satu", "P", "31", came="01/09/2023")),
    )
    first, second = source.rows.order_by("line")
    assert second.candidates == [{"line": first.line, "why": "nama dan usia sama"}]

    actions.answer_rows(source, by=worker, answers={second.line: f"l:{first.line}"})
    accepted(source, worker)

    assert Person.objects.get().cases.count() == 2


def test_a_row_that_points_to_a_row_that_points_on_becomes_the_same_person(worker):
    rows = [row("Ani Satu", "P", age, came="01/09/2023") for age in ("30", "31", "32")]
    source = taken_in(worker, small_register(*rows))
    first, second, third = source.rows.order_by("line")
    assert second.line in [c["line"] for c in third.candidates]

    answers = {second.line: f"l:{first.line}", third.line: f"l:{second.line}"}
    actions.answer_rows(source, by=worker, answers=answers)
    accepted(source, worker)

    assert Person.objects.get().cases.count() == 3


def test_two_rows_of_one_known_person_add_a_number_and_a_name_once(worker):
    known = on_record("Marlan Surya", sex="L", age=None)
    rows = [row("Marlan Soerya", nik=NIK, age="42", came=f"0{n}/08/2022") for n in (1, 2)]
    source = taken_in(worker, small_register(*rows))
    answers = dict.fromkeys(source.rows.values_list("line", flat=True), f"p:{known.pk}")

    actions.answer_rows(source, by=worker, answers=answers)
    accepted(source, worker)

    assert known.cases.count() == 2
    assert known.identifiers.count() == 1
    assert known.names.filter(name="Marlan Soerya").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_step_costs_the_same_for_one_known_person_and_three(
    worker, rows, django_assert_num_queries
):
    known = [on_record(f"Marlan {word}", sex="L") for word in ("Surya", "Sakti", "Setia")[:rows]]
    source = taken_in(worker, small_register(*(row(person.name) for person in known)))
    lines = source.rows.order_by("line").values_list("line", flat=True)
    answers = {line: f"p:{person.pk}" for line, person in zip(lines, known, strict=True)}
    actions.answer_rows(source, by=worker, answers=answers)
    source = actions.accept_rows(source, by=worker, with_warnings=True)

    with django_assert_num_queries(QUERIES_OF_A_STEP):
        actions.go_on(source, by=worker, seconds=PATIENT)


def test_an_answer_outside_the_proposals_is_refused(worker):
    stranger = on_record("Orang Lain")
    on_record("Marlan Surya")
    source = taken_in(worker, small_register(row("Marlan Surya")))
    with pytest.raises(ValidationError):
        actions.answer_rows(source, by=worker, answers={source.rows.get().line: f"p:{stranger.pk}"})


def test_a_protected_person_of_another_section_is_proposed_by_initials(worker):
    known = on_record("Aulia Putri", sex="P")
    a_case(person=known, flags=[Flag.CHILD])
    source = taken_in(worker, small_register(row("Aulia Putri", "P")))

    _, lines = import_pages.double_lines(source, worker, None)

    assert lines[0].on_record[0][0] == f"{known.register_number} A.P."


# --- Taking over -----------------------------------------------------------------------------


def test_a_row_becomes_a_person_and_a_case_that_ended_before(worker):
    content = small_register(
        row("BUDI CONTOH", "L", "±60 th", NIK, "12 Agustus 2022", "Gelandangan, pengemis",
            left="20/08/2022", note="dijemput adik")
    )  # fmt: skip
    accepted(taken_in(worker, content), worker)

    person, case = Person.objects.get(), Case.objects.get()
    assert person.name == "Budi Contoh"
    assert person.register_number == f"R-{timezone.localdate().year}-000001"
    assert (person.born_on.year, person.birth_precision) == (1962, "estimate")
    assert person.claimed_origin_text == "Medan"
    assert case.from_register
    assert case.number == "K-2022-000001"
    assert (case.status, case.stage, case.end_reason) == ("ended", 2, "")
    assert timezone.localdate(case.ended_at) == dt.date(2022, 8, 20)
    assert [t.ppks_type.code for t in case.types.order_by("-is_main")] == ["11", "12"]
    assert "dijemput adik" in case.story
    assert "baris 2" in case.story
    assert Identifier.objects.get().person == person
    line = ImportRow.objects.get()
    assert (line.person, line.case, line.state) == (person, case, RowState.TAKEN)
    assert bytes(line.content) == b""


def test_children_and_types_that_say_too_much_are_protected(worker):
    accepted(
        taken_in(
            worker,
            small_register(row("Anak Satu", age="9"), row("Dewasa Dua", kind="ODHA", age="30")),
        ),
        worker,
    )
    flags = [case.flags for case in Case.objects.order_by("pk")]
    assert flags == [[Flag.CHILD], [Flag.HIV]]


def test_somebody_without_a_name_is_taken_as_unknown_and_found_by_what_they_were_called(worker):
    accepted(taken_in(worker, small_register(row("Mr X", "L", "50"))), worker)
    person = Person.objects.get()
    assert person.name.startswith("Tidak Dikenal L-")
    assert person.name_is_placeholder
    assert person.names.get(kind=NameKind.NICKNAME).name == "Mr X"


def test_several_people_of_one_row_are_tied_together(worker):
    source = taken_in(worker, small_register(row("Siti Contoh dan 2 anak", "P", "28")))
    source = actions.go_on(
        actions.answer_for_all(source, by=worker, answer="split"), by=worker, seconds=PATIENT
    )
    accepted(source, worker)

    assert Person.objects.count() == 3
    assert Person.objects.get(name="Siti Contoh").relations_to.count() == 2
    assert Case.objects.count() == 1


def test_each_person_and_case_has_one_line_of_history_that_names_who_took_it_over(worker):
    rows = [
        row(f"Orang {n}", came=f"12/08/202{year}") for n, year in zip("ABCD", "0021", strict=True)
    ]
    source = taken_in(worker, small_register(*rows))
    with pghistory.context(user=worker.pk):
        accepted(source, worker)

    for model in (Person, Case):
        made = model.pgh_event_model.objects.order_by("pgh_obj_id")
        assert [event.pgh_obj_id for event in made] == list(
            model.objects.order_by("pk").values_list("pk", flat=True)
        )
        assert {event.pgh_label for event in made} == {"insert"}
        assert {event.pgh_context.metadata["user"] for event in made} == {worker.pk}


def test_numbers_of_persons_and_cases_have_no_gap_and_follow_the_lines(worker, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 3)
    monkeypatch.setattr(imports_taking, "AT_ONCE", 2)
    years = "2021 2020 2021 2020 2021 2021 2020".split()
    rows = [row(f"Orang {n}", came=f"12/08/{year}") for n, year in enumerate(years)]
    accepted(taken_in(worker, small_register(*rows)), worker)

    taken = ImportRow.objects.order_by("line").select_related("person", "case")
    year = timezone.localdate().year
    assert [r.person.register_number for r in taken] == [f"R-{year}-{n:06d}" for n in range(1, 8)]
    assert [r.case.number[2:] for r in taken] == [
        "2021-000001", "2020-000001", "2021-000002", "2020-000002", "2021-000003", "2021-000004",
        "2020-000003",
    ]  # fmt: skip
    assert all(r.case.person_id == r.person_id for r in taken)


def test_a_step_that_is_cut_off_leaves_nothing_and_each_row_is_taken_once(worker, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 2)
    source = taken_in(worker, small_register(*(row(f"Orang {n}", nik=NIK) for n in "ABCDE")))
    ImportRow.objects.update(answer="new")
    source = actions.accept_rows(source, by=worker, with_warnings=True)
    source = actions.go_on(source, by=worker, seconds=0)
    written = imports_taking._write

    def killed(*args):
        written(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(imports_taking, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.go_on(source, by=worker, seconds=PATIENT)
    assert (Person.objects.count(), Case.objects.count()) == (2, 2)
    monkeypatch.setattr(imports_taking, "_write", written)

    actions.go_on(Import.objects.get(pk=source.pk), by=worker, seconds=PATIENT)

    numbers = Person.objects.order_by("pk").values_list("register_number", flat=True)
    year = timezone.localdate().year
    assert list(numbers) == [f"R-{year}-{n:06d}" for n in range(1, 6)]
    assert Identifier.objects.count() == Case.objects.count() == PersonName.objects.count() == 5
    assert Person.pgh_event_model.objects.count() == Case.pgh_event_model.objects.count() == 5
    assert set(ImportRow.objects.values_list("state", flat=True)) == {RowState.TAKEN}


def test_rows_that_a_step_opened_ahead_and_another_page_took_are_not_taken_twice(
    worker, monkeypatch
):
    monkeypatch.setattr(actions, "STEP", 2)
    source = taken_in(worker, small_register(*(row(f"Orang {n}") for n in "ABCDEFG")))
    source = actions.accept_rows(source, by=worker, with_warnings=True)
    memory = {"until": math.inf}

    def step(expected):
        with transaction.atomic():
            taken = imports_taking.take_step(source, by=worker, at_most=2, memory=memory)
        assert (taken, Person.objects.count()) == (2, expected)

    step(2)
    assert len(memory["ahead"]) == 2
    actions.go_on(source, by=worker, seconds=0)  # the other page
    step(6)
    actions.go_on(source, by=worker, seconds=PATIENT)

    names = Person.objects.order_by("register_number").values_list("name", flat=True)
    assert list(names) == [f"Orang {n}" for n in "ABCDEFG"]


def test_only_a_part_is_taken_when_only_the_ready_are_asked_for(worker):
    source = accepted(taken_in(worker, messy_register()), worker, with_warnings=False)
    tally = import_pages.tally_of(source)
    assert tally.taken == sum(1 for _, _, verdict, _ in MESS if verdict == "ready")
    assert tally.waiting == tally.total - tally.taken

    source = accepted(source, worker)
    assert import_pages.tally_of(source).warning == 0


def test_what_is_taken_is_one_entry_in_the_journal_with_its_numbers(worker):
    source = accepted(taken_in(worker, small_register(row("Ani Satu"), row("Bela Dua"))), worker)
    entries = Entry.objects.filter(subject_label="intake.import").order_by("pk")
    assert [e.action for e in entries] == ["import.upload", "import.accept", "import.accepted"]
    assert entries.last().data["taken"] == 2
    assert source.accepted_by == worker


def test_figures_of_months_do_not_change_by_an_import(worker):
    a_case(section=worker.office, opened_at=dt.datetime(2022, 8, 20, 3, tzinfo=dt.UTC))
    month = Month(2022, 8)
    this_month = Month.current()
    before, now = monthly_report(month), monthly_report(this_month).documents
    left = row("Ani Satu", nik=NIK, age="42", left="15/08/2022")

    accepted(taken_in(worker, small_register(left, row("Bela Dua"))), worker)

    assert Case.objects.filter(from_register=True).count() == 2
    assert Identifier.objects.count() == 1
    assert monthly_report(this_month).documents == now
    assert monthly_report(month).intake == before.intake
    assert monthly_report(month).outcomes == before.outcomes
    assert monthly_report(month).documents == before.documents


def test_an_import_makes_no_month_wait_to_be_closed(worker):
    accepted(taken_in(worker, small_register(row(came="12/08/2022", left="01/09/2022"))), worker)
    assert closing._months_with_work(Month(2020, 1), before=Month(2023, 1)) == []


def test_a_register_taken_over_later_leaves_what_was_counted_of_linked_persons(worker):
    known, other = on_record("Marlan Surya", sex="L"), on_record("Marlan Soerya", sex="L")
    first = a_case(person=known, section=worker.office, status="ended")
    PersonLink.objects.create(
        person=other,
        head=known,
        root=known,
        linked_by=worker,
        linked_at=timezone.now(),
        ground="photo",
    )
    source = taken_in(worker, small_register(row("Marlan Surya")))
    answers = {source.rows.get().line: f"p:{known.pk}"}
    accepted(actions.answer_rows(source, by=worker, answers=answers), worker)
    after = a_case(person=known, section=worker.office, opened_at=timezone.now())

    told = same.told_how_often(Case.objects.counted())

    assert {row.pk: row.before for row in told} == {first.pk: 0, after.pk: 2}


def test_steps_go_on_where_a_cut_stopped_them(worker, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 2)
    rows = [row(f"Orang {n}") for n in "ABCDE"]
    source = actions.upload_register(SimpleUploadedFile("a.xlsx", small_register(*rows)), by=worker)
    fields = {c["index"]: c["field"] for c in source.columns}
    source = actions.pair_columns(source, by=worker, fields=fields)
    source = actions.go_on(source, by=worker, seconds=0)
    assert source.is_at_work
    assert import_pages.tally_of(source).judged == 2

    while source.is_at_work:
        source = actions.go_on(source, by=worker, seconds=0)
    source = actions.accept_rows(source, by=worker, with_warnings=True)
    source = actions.go_on(source, by=worker, seconds=0)
    assert Person.objects.count() == 2
    while source.is_at_work:
        source = actions.go_on(source, by=worker, seconds=0)
    assert Person.objects.count() == 5


def test_rows_of_one_person_are_told_across_steps_and_none_above_is_opened_again(
    worker, monkeypatch
):
    monkeypatch.setattr(actions, "STEP", 2)
    opened: list[bytes] = []
    monkeypatch.setattr(
        imports_judging, "opened", lambda content: opened.append(content) or sealed.opened(content)
    )
    source = taken_in(
        worker,
        small_register(
            row("Ani Satu", "P", "30"),
            row("Budi", nik=NIK),
            row("Ani Satu", "-", "31"),
            row("Ani Satu", "L", "30"),
            row("Lain", nik=NIK),
            row("Ani Satu", "P", "30"),
        ),
    )
    one, two, three, four, five, six = source.rows.order_by("line")

    def alike(line, why="nama dan usia sama"):
        return {"line": line.line, "why": why}

    assert (one.candidates, two.candidates) == ([], [])
    assert three.candidates == [alike(one)]
    assert four.candidates == [alike(three)]  # a man is not the woman of line one
    assert five.candidates == [alike(two, "NIK sama")]
    assert six.candidates == [alike(one, "baris yang sama persis"), alike(three)]
    assert len(opened) == 6


def test_what_a_step_read_ahead_is_judged_in_the_same_request(worker, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 1)
    register = small_register(*(row(f"Orang {n}") for n in "ABC"))
    source = actions.upload_register(SimpleUploadedFile("a.xlsx", register), by=worker)
    fields = {c["index"]: c["field"] for c in source.columns}
    source = actions.pair_columns(source, by=worker, fields=fields)
    clock = SimpleNamespace(monotonic=iter([0, 1, 5, 5, 5]).__next__)
    for module in (actions, imports_judging):
        monkeypatch.setattr(module, "time", clock)

    source = actions.go_on(source, by=worker, seconds=4)

    assert source.is_at_work
    assert import_pages.tally_of(source).judged == 2


def test_rows_that_a_step_read_ahead_are_read_again_when_somebody_said_more(worker):
    register = small_register(*(row(f"Orang {n}", "W") for n in "ABC"))
    source = actions.upload_register(SimpleUploadedFile("a.xlsx", register), by=worker)
    fields = {c["index"]: c["field"] for c in source.columns}
    source = actions.pair_columns(source, by=worker, fields=fields)
    memory = {"until": math.inf}

    def step():
        with transaction.atomic():
            return imports_judging.check_step(source, by=worker, at_most=1, memory=memory)

    def verdicts():
        return list(source.rows.order_by("line").values_list("verdict", flat=True))

    assert (step(), len(memory["ahead"][1])) == (1, 1)
    source.answers = source.answers | {"sex": {"w": Sex.FEMALE}}
    assert (step(), len(memory["ahead"][1])) == (1, 1)
    assert verdicts() == ["error", "ready", "pending"]
    actions.go_on(source, by=worker, seconds=PATIENT)  # another page, which knows nothing of that
    assert step() == 0
    assert verdicts() == ["error", "ready", "error"]


def test_a_row_judged_anew_looks_at_all_rows_above_it(worker):
    source = taken_in(
        worker, small_register(row("Ani", "P", "30"), row("Ani", "W", "30"), row("Ani", "P", "30"))
    )
    first, second, _ = source.rows.order_by("line")
    assert second.candidates == [{"line": first.line, "why": "nama dan usia sama"}]
    source = actions.answer_for_all(source, by=worker, answer="sex", word="w", value=Sex.MALE)
    source = actions.go_on(source, by=worker, seconds=PATIENT)
    second.refresh_from_db()
    assert second.candidates == []


def test_a_page_that_asks_late_finds_the_work_done(worker):
    source = actions.upload_register(
        SimpleUploadedFile("register 2022.xlsx", small_register(row())), by=worker
    )
    fields = {c["index"]: c["field"] for c in source.columns}
    source = actions.pair_columns(source, by=worker, fields=fields)
    late = Import.objects.get(pk=source.pk)
    actions.go_on(source, by=worker, seconds=PATIENT)

    assert actions.go_on(late, by=worker, seconds=PATIENT).status == "checked"


def test_a_taken_over_person_is_found_and_their_file_opens(worker, as_user):
    accepted(taken_in(worker, small_register(row("Marlan Surya"))), worker)
    found = search.find_persons(worker, "Marlan Soerya")
    assert [f.name for f in found] == ["Marlan Surya"]
    html = as_user(worker).get(f"/kasus/{found[0].file.number}/").content.decode()
    assert "dari register lama" in html.lower()


def test_a_new_case_counts_the_old_ones(worker):
    accepted(taken_in(worker, small_register(row("Marlan Surya"))), worker)
    case = intake.register_arrival(Case(door="walk_in"), by=worker, person=Person.objects.get())
    assert case.repeat_count == 1


# --- Taking back -----------------------------------------------------------------------------


def undone(source, worker):
    return actions.go_on(
        actions.undo_import(source, by=worker, reason="wrong_file"), by=worker, seconds=PATIENT
    )


def test_taking_back_leaves_nothing_of_an_import_but_its_numbers(worker):
    known = on_record("Marlan Surya", sex="L")
    names = set(PersonName.objects.values_list("pk", flat=True))
    source = taken_in(
        worker, small_register(row("Marlan Soerya", nik=NIK), row("Siti dan 2 anak"), row("Lain"))
    )
    source = actions.go_on(
        actions.answer_for_all(source, by=worker, answer="split"), by=worker, seconds=PATIENT
    )
    actions.answer_rows(source, by=worker, answers={2: f"p:{known.pk}"})
    source = accepted(source, worker)
    assert Person.objects.count() == 5

    undone(source, worker)

    assert list(Person.objects.all()) == [known]
    assert set(PersonName.objects.values_list("pk", flat=True)) == names
    assert (Case.objects.count(), Identifier.objects.count(), Relation.objects.count()) == (0, 0, 0)
    assert set(source.rows.values_list("state", flat=True)) == {RowState.UNDONE}


def test_what_later_acts_stand_on_is_kept_and_named(worker):
    source = accepted(
        taken_in(worker, small_register(row("Ani Satu"), row("Bela Dua"), row("Cici Tiga"))), worker
    )
    first, second, _ = (r.person for r in source.rows.order_by("line"))
    intake.register_arrival(Case(door="walk_in"), by=worker, person=first)
    intake.add_name(PersonName(person=second, name="Si Bela", kind=NameKind.ALIAS), by=worker)
    assert {why for _, why in import_pages.page_of(source, worker, {})["later_used"]} == {
        "kasus baru", "sudah diubah",
    }  # fmt: skip

    source = undone(source, worker)

    assert Person.objects.count() == 2
    assert list(source.rows.order_by("line").values_list("state", "kept_why")) == [
        (RowState.KEPT, "kasus baru"),
        (RowState.KEPT, "sudah diubah"),
        (RowState.UNDONE, ""),
    ]


def test_an_import_is_taken_back_only_within_thirty_days(worker):
    source = accepted(taken_in(worker, small_register(row())), worker)
    source.accepted_at -= dt.timedelta(days=31)
    source.save()
    with pytest.raises(WrongStatus, match="30 hari"):
        actions.undo_import(source, by=worker, reason="wrong_file")


def test_dropping_clears_the_words_of_the_rows(worker):
    source = taken_in(worker, small_register(row(nik=NIK)))
    assert all(source.rows.values_list(*doubles.WHY).get())
    actions.drop_import(source, by=worker)
    assert bytes(source.rows.get().content) == b""
    assert not any(source.rows.values_list(*doubles.WHY).get())


def test_rows_that_wait_too_long_lose_their_words(worker):
    source = taken_in(worker, small_register(row(), row("Lain Sekali")))
    assert actions.forget_old_rows().startswith("0 ")
    Import.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=15))
    assert actions.forget_old_rows().startswith("2 ")
    tally = import_pages.tally_of(source)
    assert (tally.total, tally.error) == (2, 2)
    assert import_pages.page_of(source, worker, {})["error_lines"]


# --- Who may ---------------------------------------------------------------------------------


def test_registers_of_another_section_are_not_seen(worker, as_user):
    source = taken_in(worker, small_register(row()))
    stranger = a_user(Role.SOCIAL_WORKER, office=a_section())
    assert as_user(stranger).get(f"/impor/{source.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.accept_rows(source, by=stranger, with_warnings=True)


def test_whoever_sits_in_no_section_imports_nothing(db):
    officer = a_user(Role.SOCIAL_WORKER, office=Office.objects.create(
        name="Dinas", short_name="Dinas", kind="department"))  # fmt: skip
    with pytest.raises(PermissionDenied, match="bukan seksi"):
        actions.upload_register(SimpleUploadedFile("a.xlsx", small_register(row())), by=officer)


def test_only_a_case_of_a_register_may_end_without_saying_how(db):
    case = a_case(status="ended")
    with pytest.raises(IntegrityError, match="case_ended_says_how"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(end_reason="", ended_at=None)
    Case.objects.filter(pk=case.pk).update(from_register=True, end_reason="", ended_at=None)
    with pytest.raises(IntegrityError, match="case_from_register_is_ended"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            status="open", ended_at=None, ended_by=None, end_reason=""
        )
