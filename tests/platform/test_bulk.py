"""Writing many rows at once: what is read back is what was written, and the database still refuses."""

import gc

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from intake.models import Case, Identifier, Person, PersonName
from ppks_service.bulk import (
    check_all,
    give_keys,
    like,
    next_keys,
    no_cycles_sought,
    update_many,
    writing,
)
from tests.factories import a_case, a_person

AWKWARD = [
    "tab\tdi tengah",
    "baris\nbaru\r\n",
    r"garis \N miring \t",
    'tanda "kutip" {a,b}',
    "é ’ 名",
    " ",
]


def copy_in(rows):
    give_keys(rows)
    with writing() as writer:
        writer.copy(rows)


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
    case.pk, case.number = None, "K-2019-000001"

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
    people = [Person(register_number=f"R-2019-00000{n}", name=f"Ani {n}", sex="P") for n in (1, 2)]
    copy_in(people)
    events = Person.pgh_event_model.objects.order_by("pgh_obj_id")
    assert list(events.values_list("pgh_obj_id", "name", "pgh_label")) == [
        (person.pk, person.name, "insert") for person in people
    ]


def test_the_database_refuses_what_copy_brings_as_ever(db):
    person = a_person()
    with pytest.raises(IntegrityError, match="person_name_kind_is_known"), transaction.atomic():
        copy_in([PersonName(person=person, name="Ani", kind="zzz")])


def test_rows_that_were_given_keys_keep_them_and_others_may_point_to_them(db):
    first, second = next_keys(Person, 2)
    pattern = Person(nationality="Malaysia")
    people = [
        like(pattern, id=first, register_number="R-2019-000001", name="Ani"),
        like(pattern, id=second, register_number="R-2019-000002", name="Budi", sex="L"),
    ]
    names = [like(PersonName(kind="own"), person_id=second, name="Budi")]

    copy_in(people)
    copy_in(names)

    ani, budi = Person.objects.order_by("pk")
    assert (ani.pk, budi.pk) == (first, second)
    assert (ani.name, ani.sex, ani.nationality) == ("Ani", "U", "Malaysia")
    assert (budi.name, budi.sex) == ("Budi", "L")
    assert budi.names.get().noted_at is not None
    assert Person.objects.create(register_number="R-2019-000003").pk > second


def test_a_row_made_like_another_shares_no_state_with_it(db):
    pattern = Person(register_number="R-2019-000001", name="Ani")
    twin = like(pattern, register_number="R-2019-000002")

    copy_in([twin])

    assert (pattern.pk, pattern._state.adding) == (None, True)
    assert not twin._state.adding


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sex": "X"}, "sex"),
        ({"name": "x" * 501}, "name"),
        ({"claimed_origin_text": "x" * 161}, "claimed_origin_text"),
        ({"born_on": None, "birth_precision": "year"}, "Isi tanggal atau perkiraan lahir"),
    ],
)
def test_one_wrong_row_among_many_is_refused_as_full_clean_would(wrong, said):
    pattern = Person(nationality="Indonesia")
    rows = [like(pattern, register_number=f"R-2019-{n:06d}", name="Ani") for n in range(9)]
    check_all(rows)
    rows[4] = like(rows[4], **wrong)

    with pytest.raises(ValidationError, match=said):
        check_all(rows)


def test_lists_are_checked_entry_by_entry(db):
    ended = a_case(status="ended", flags=["child"])
    check_all([ended])
    with pytest.raises(ValidationError, match="flags"):
        check_all([ended, like(ended, flags=["child", "zzz"])])


def test_nothing_is_written_of_nothing(db):
    copy_in([])
    check_all([])
    update_many([], ["name"])


def people(*numbers):
    made = [Person(register_number=f"R-2019-{n:06d}", name=f"Ani {n}", sex="P") for n in numbers]
    give_keys(made)
    return made


def test_what_is_handed_to_a_writer_is_written_in_its_order_when_the_block_ends(db):
    ani, budi = people(1, 2)
    called = [PersonName(person=budi, name=name, kind="alias") for name in ("Budi", "Pak Budi")]

    with writing() as writer:
        writer.copy([ani, budi])
        writer.copy(called)
        budi.name = "Budi"
        writer.update([budi], ["name"])
        writer.copy([])

    assert set(Person.objects.values_list("name", flat=True)) == {"Ani 1", "Budi"}
    assert list(budi.names.order_by("pk").values_list("name", flat=True)) == ["Budi", "Pak Budi"]
    assert [name.pk for name in called] == [None, None]


@transaction.atomic
def write(*tables, then=lambda: None):
    with writing() as writer:
        for rows in tables:
            writer.copy(rows)
        then()


def test_the_first_refusal_of_a_writer_is_raised_and_leaves_nothing(db):
    ani, *others = people(1, 2, 3)
    wrong = PersonName(person=ani, name="Ani", kind="zzz")
    give_keys([wrong])

    with pytest.raises(IntegrityError, match="person_name_kind_is_known"):
        write([ani], [wrong], others)

    assert not Person.objects.exists()


def test_a_row_that_points_to_nobody_is_refused_when_the_block_ends(db):
    (nobody,) = people(1)

    with pytest.raises(IntegrityError, match="foreign key"):
        write([PersonName(person=nobody, name="Ani", kind="alias")])

    write([nobody], [PersonName(person=nobody, name="Ani", kind="alias")])


def test_who_fails_while_a_writer_writes_leaves_nothing_and_the_connection_free(db):
    with pytest.raises(ZeroDivisionError):
        write(people(1, 2), then=lambda: 1 / 0)

    assert not Person.objects.exists()


def test_nobody_asks_the_database_while_a_writer_writes(db):
    with pytest.raises(RuntimeError, match="while rows are being written"):
        write(people(1), then=Person.objects.count)

    assert not Person.objects.exists()


def test_cycles_are_sought_again_after_a_block_however_it_ends():
    seen = []

    @no_cycles_sought()
    def fails():
        seen.append(gc.isenabled())
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        fails()

    assert seen == [False]
    assert gc.isenabled()
