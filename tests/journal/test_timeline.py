"""Acts and the fields they changed, as one line of time."""

import pghistory
import pytest
from django.db import transaction

from intake.models import Case, Flag, Person, Sex
from ppks_service.journal import history
from ppks_service.journal.actions import record
from ppks_service.journal.timeline import case_timeline
from tests.factories import a_case, a_section, a_user, an_area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Only the two tables of these tests, whatever the apps registered."""
    monkeypatch.setattr(history, "_tracked", [])
    history.register_history(Case, of_case="pgh_obj_id")
    history.register_history(Person, of_person="pgh_obj_id")


def lines_of(case):
    return case_timeline(case.pk, {case.person_id})


def test_changes_are_said_in_words_under_the_act_that_made_them():
    user, case = a_user(), a_case()
    area = an_area()
    with transaction.atomic(), pghistory.context(user=user.pk):
        person = case.person
        person.verified_origin, person.sex = area, Sex.FEMALE
        person.save()
        record(actor=user, action="person.edit", subject=person, note="Identitas diubah.")

    (line,) = lines_of(case)

    assert line.what == "Identitas diubah."
    assert line.who == user.full_name
    assert "asal terbukti: – → Kota Medan, Sumatera Utara" in line.detail
    assert "jenis kelamin: Laki-laki → Perempuan" in line.detail


def test_change_of_choices_and_persons_is_said_by_their_names():
    case = a_case()
    owner = a_user(office=case.section)
    Case.objects.filter(pk=case.pk).update(owner=owner, flags=[Flag.CHILD, Flag.HIV])

    (line,) = lines_of(case)

    assert f"penanggung jawab: {case.owner or '–'} → {owner.full_name}" in line.detail
    assert "perlindungan: – → Anak, Data dijaga" in line.detail


def test_change_by_hand_has_a_line_of_its_own():
    case = a_case()
    Case.objects.filter(pk=case.pk).update(story="Diubah langsung di basis data.")

    (line,) = lines_of(case)

    assert (line.who, line.what) == ("sistem", "Data diubah.")
    assert line.detail == "cerita dan masalah: – → Diubah langsung di basis data."


def test_change_stands_under_no_act_of_another_person():
    case, one, other = a_case(), a_user(), a_user()
    record(actor=one, action="case.edit", subject=case, note="Catatan lain.")
    with pghistory.context(user=other.pk):
        Case.objects.filter(pk=case.pk).update(story="Cerita baru")

    lines = {line.what: line for line in lines_of(case)}

    assert lines["Catatan lain."].detail == ""
    assert lines["Data diubah."].who == other.full_name


def test_reading_never_carries_a_change():
    case, user = a_case(), a_user()
    record(actor=user, action="case.read", subject=case, note="Berkas dibuka.")
    with pghistory.context(user=user.pk):
        Case.objects.filter(pk=case.pk).update(story="Cerita baru")

    lines = {line.what: line for line in lines_of(case)}

    assert lines["Berkas dibuka."].is_read
    assert lines["Berkas dibuka."].detail == ""
    assert "Data diubah." in lines


def test_timeline_has_the_person_and_not_their_other_cases():
    case = a_case()
    other = a_case(section=a_section())
    record(actor=None, action="case.edit", subject=case, note="Kasus ini.")
    record(actor=None, action="person.edit", subject=case.person, note="Orangnya.")
    record(actor=None, action="case.edit", subject=other, note="Kasus lain.")
    record(
        actor=None,
        action="case.edit",
        subject=other,
        person_pk=case.person_id,
        note="Kasus lama orang ini.",
    )

    assert [line.what for line in lines_of(case)] == ["Orangnya.", "Kasus ini."]


def test_timeline_is_newest_first_and_marks_the_main_acts():
    case = a_case()
    record(actor=None, action="case.open", subject=case, note="Pertama.")
    record(actor=None, action="case.edit", subject=case, note="Kedua.")

    lines = case_timeline(case.pk, {case.person_id}, main={"case.open"})

    assert [(line.what, line.is_main) for line in lines] == [("Kedua.", False), ("Pertama.", True)]


def test_long_text_is_cut():
    case = a_case()
    Case.objects.filter(pk=case.pk).update(story="kata " * 100)

    (line,) = lines_of(case)

    assert len(line.detail) < 120
    assert line.detail.endswith("…")


@pytest.mark.parametrize("changes", [1, 3])
def test_timeline_costs_the_same_for_one_change_and_three(django_assert_num_queries, changes):
    case = a_case()
    for _ in range(changes):
        owner = a_user(office=case.section)
        Case.objects.filter(pk=case.pk).update(owner=owner)
        record(actor=owner, action="case.assign", subject=case, note="Ditugaskan.")

    with django_assert_num_queries(4):  # entries, cases, what the owners are called, persons
        assert lines_of(case)


def test_every_tracked_table_is_shown_on_some_timeline(monkeypatch):
    """A new table with a history must be registered, or its changes are seen by nobody."""
    from django.apps import apps

    monkeypatch.undo()
    shown = {tracked.events for tracked in history._tracked}

    assert shown == {m for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}


def test_column_names_of_the_registered_tables_are_indonesian(monkeypatch):
    monkeypatch.undo()
    english = {"owner", "name", "stage", "condition", "exit at", "reason", "opened at"}

    for tracked in history._tracked:
        assert tracked.labels
        assert not english & set(tracked.labels.values())
