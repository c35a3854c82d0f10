"""Writing many rows at once: what is read back is what was written, and the database still refuses."""

import pytest
from django.db import IntegrityError, transaction

from intake.models import Case, Identifier, Person, PersonName
from ppks_service.bulk import copy_in, update_many
from tests.factories import a_case, a_person

AWKWARD = [
    "tab\tdi tengah",
    "baris\nbaru\r\n",
    r"garis \N miring \t",
    'tanda "kutip" {a,b}',
    "é ’ 名",
    " ",
]


def test_what_copy_wrote_is_read_back_letter_by_letter(db):
    names = [
        PersonName(person=a_person(), name=text, kind="alias", source=text) for text in AWKWARD
    ]

    copy_in(names)

    stored = PersonName.objects.in_bulk([name.pk for name in names])
    for name in names:
        assert (stored[name.pk].name, stored[name.pk].source) == (name.name, name.source)
        assert stored[name.pk].noted_at == name.noted_at


def test_lists_bytes_and_nothing_are_written_as_they_are(db):
    person = a_person()
    number = Identifier(
        person=person, kind="nik", number_encrypted=b"\x00\\\t\n\xff", number_hash="a" * 64,
        masked="12•", warnings=["satu, dua", 'kata "tiga"', r"\empat"],
    )  # fmt: skip
    twin = a_case(person=person, flags=["child", "hiv"], status="ended")
    case = Case.objects.get(pk=twin.pk)
    case.number = "K-2019-000001"

    copy_in([number])
    copy_in([case])

    stored = Identifier.objects.get(pk=number.pk)
    assert bytes(stored.number_encrypted) == b"\x00\\\t\n\xff"
    assert stored.warnings == number.warnings
    assert stored.noted_by is None
    copy = Case.objects.get(number="K-2019-000001")
    assert copy.pk != twin.pk
    assert (copy.flags, copy.ended_at, copy.stage) == (twin.flags, twin.ended_at, twin.stage)


def test_copy_writes_the_history_that_triggers_write(db):
    person = Person(register_number="R-2019-000001", name="Ani", sex="P")
    copy_in([person])
    assert Person.pgh_event_model.objects.filter(pgh_obj_id=person.pk).count() == 1


def test_the_database_refuses_what_copy_brings_as_ever(db):
    person = a_person()
    with pytest.raises(IntegrityError, match="person_name_kind_is_known"), transaction.atomic():
        copy_in([PersonName(person=person, name="Ani", kind="zzz")])


def test_nothing_is_written_of_nothing(db):
    copy_in([])
    update_many([], ["name"])
