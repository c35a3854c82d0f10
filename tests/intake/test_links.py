"""Two numbers, one person: what linking changes, what undoing restores, and who may."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake import actions, same
from intake.models import Case, DuplicateProposal, Flag, Person, PersonLink
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import a_case, a_person, a_section, a_user, an_encounter, number_series

# What merging writes: the links, the questions, the journal, and what triggers keep of them.
WRITTEN = {"intake_personlink", "intake_duplicateproposal", "journal_entry", "pghistory_context"}

# Whose role may answer, and who may open both files where they work.
ANSWER = (Role.REGISTRAR, Role.SOCIAL_WORKER, Role.SECTION_HEAD, Role.DIVISION_HEAD)


@pytest.fixture
def pair(section):
    """Two persons of the section, each with a case that has ended."""
    return [
        a_case(section=section, person=a_person(name), status="ended").person
        for name in ("Marlan Surya", "Marlan Soerya")
    ]


def linked(one, head, *, by):
    """``one`` said to be ``head``."""
    return actions.answer_same(same.pair_of(one, head), by=by, ground="document", head=head)


def dump(skip=frozenset()):
    """Every row of every table, as the database writes it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table in skip or table.removesuffix("event") in skip:
                continue
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row for (row,) in cursor.fetchall()]
    return rows


def test_linking_and_undoing_leave_every_row_as_it_was(worker, pair, section):
    one, other = pair
    for person in pair:
        actions.add_identifier(person, by=worker, kind="unhcr", number="ID-1271-9003")
        an_encounter(outcome="case", person=person)
    a_case(section=section, person=other)
    before = dump(WRITTEN)

    answered = linked(one, other, by=worker)
    while_linked = dump(WRITTEN)
    actions.undo_link(answered.link, by=worker, reason="Keliru: tinggi badan berbeda.")

    assert while_linked == before
    assert dump(WRITTEN) == before
    assert {table for table in before if before[table]} > {"intake_person", "intake_case"}


def test_the_dump_sees_a_change(worker, pair):
    before = dump(WRITTEN)
    actions.add_identifier(pair[0], by=worker, kind="other", number="A-1234")

    changed = {table for table, rows in dump(WRITTEN).items() if rows != before[table]}

    assert changed == {"intake_identifier"}


def test_every_number_of_a_chain_leads_to_one_person_and_undoing_the_middle_parts_it(
    worker, section
):
    a, b, c, d = (a_case(section=section, status="ended").person for _ in range(4))

    linked(a, b, by=worker)
    linked(d, b, by=worker)
    middle = linked(b, c, by=worker).link

    assert {same.group_of(p.pk).root for p in (a, b, c, d)} == {c.pk}
    assert same.group_of(a.pk).keys == {a.pk, b.pk, c.pk, d.pk}
    assert same.cases_of(d.pk).count() == 4

    actions.undo_link(middle, by=worker, reason="Keliru")

    assert same.group_of(a.pk).keys == {a.pk, b.pk, d.pk}
    assert same.group_of(a.pk).root == b.pk
    assert same.group_of(c.pk).keys == {c.pk}


def test_who_is_linked_already_is_linked_by_whom_they_are_shown_as(worker, section):
    a, b, c = (a_case(section=section, status="ended").person for _ in range(3))
    linked(a, b, by=worker)

    linked(a, c, by=worker)  # A is shown as B, so B is linked to C

    assert list(PersonLink.objects.order_by("pk").values_list("person", "head")) == [
        (a.pk, b.pk),
        (b.pk, c.pk),
    ]
    assert same.group_of(a.pk).root == c.pk


def a_link(one, head, by, **fields):
    return PersonLink.objects.create(
        person=one,
        head=head,
        root=head,
        ground="document",
        linked_at=timezone.now() - timezone.timedelta(days=1),
        linked_by=by,
        **fields,
    )


def test_a_circle_is_refused_by_the_database(worker, section):
    a, b, c = (a_person() for _ in range(3))
    a_link(a, b, worker)
    a_link(b, c, worker)

    with pytest.raises(IntegrityError, match="make no circle"), transaction.atomic():
        a_link(c, a, worker)


def test_a_person_has_one_open_link_and_any_number_of_undone_ones(worker):
    a, b, c = (a_person() for _ in range(3))
    gone = a_link(a, b, worker)
    PersonLink.objects.filter(pk=gone.pk).update(
        undone_at=timezone.now(), undone_by=worker, undone_reason="Keliru"
    )
    a_link(a, c, worker)

    with pytest.raises(IntegrityError, match="person_link_one_open"), transaction.atomic():
        a_link(a, b, worker)


@pytest.mark.parametrize(
    "change",
    [
        lambda link, other: PersonLink.objects.filter(pk=link.pk).update(head=other),
        lambda link, other: PersonLink.objects.filter(pk=link.pk).delete(),
        lambda link, other: PersonLink.objects.filter(pk=link.pk).update(ground="photo"),
    ],
)
def test_a_link_is_undone_and_never_changed(worker, change):
    link = a_link(a_person(), a_person(), worker)

    with pytest.raises(IntegrityError, match="undone once"), transaction.atomic():
        change(link, a_person())


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"undone_at": timezone.now()}, "person_link_undone_by_and_at"),
        ({"undone_by": True, "undone_at": timezone.now()}, "person_link_undone_says_why"),
        ({"confirmed_by": True}, "person_link_confirmed_by_another"),
    ],
)
def test_a_link_says_who_when_and_why(worker, fields, constraint):
    fields = {key: worker if value is True else value for key, value in fields.items()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_link(a_person(), a_person(), worker, **fields)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_once_do_not_both_succeed():
    section = a_section()
    worker = a_user(Role.SOCIAL_WORKER, office=section)
    a, b = (a_case(section=section, status="ended").person for _ in range(2))

    def link(two):
        try:
            with transaction.atomic():
                a_link(*two, worker)
        except IntegrityError:
            return "refused"
        else:
            return "linked"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert sorted(pool.map(link, [(a, b), (b, a)])) == ["linked", "refused"]


def test_the_answer_is_written_down_in_both_files_and_names_nobody(worker, pair):
    linked(*pair, by=worker)

    entries = Entry.objects.filter(action="person.link")
    assert {e.person_pk for e in entries} == {p.pk for p in pair}
    assert pair[1].register_number in entries.get(person_pk=pair[0].pk).note
    assert "Marlan" not in "".join(e.note for e in entries)


def test_not_the_same_is_remembered(worker, pair):
    question = actions.propose(*pair, by=None, source="nightly", score=0.9)
    actions.answer_not_same(question, by=worker)

    assert actions.propose(*pair, by=None, source="nightly", score=0.99) is None
    assert DuplicateProposal.objects.get().state == "not_same"


def test_one_person_is_not_asked_about(worker, pair):
    linked(*pair, by=worker)

    assert actions.propose(*reversed(pair), by=None, source="nightly", score=1) is None


def test_unsure_is_a_task_that_a_better_proposal_brings_forward(worker, pair):
    question = actions.propose(*pair, by=None, source="nightly", score=0.8)
    later = timezone.localdate() + timezone.timedelta(days=9)
    actions.answer_unsure(question, by=worker, due_on=later)

    unchanged = actions.propose(*pair, by=None, source="nightly", score=0.8)
    assert (unchanged.owner, unchanged.due_on) == (worker, later)
    asked = actions.propose(*pair, by=None, source="nightly", score=0.95)

    assert (asked.state, asked.due_on) == ("unsure", timezone.localdate())


def test_the_same_needs_its_ground(worker, pair):
    question = actions.propose(*pair, by=None, source="nightly")

    with pytest.raises(ValidationError, match="Pilih dasar"):
        actions.answer_same(question, by=worker, ground="", head=pair[0])

    with pytest.raises(IntegrityError, match="same_has_ground"), transaction.atomic():
        DuplicateProposal.objects.filter(pk=question.pk).update(
            state="second", decided_by=worker, decided_at=timezone.now()
        )


def test_a_protected_person_is_linked_by_two_officers(section, worker):
    child = a_case(section=section, flags=[Flag.CHILD], status="ended", owner=worker).person
    other = a_case(section=section, status="ended").person
    head = a_user(Role.SECTION_HEAD, office=section)

    first = linked(child, other, by=worker)
    assert (first.state, first.link) == ("second", None)
    with pytest.raises(PermissionDenied, match="petugas kedua bukan Anda"):
        actions.confirm_same(first, by=worker)
    second = actions.confirm_same(first, by=head)

    assert second.state == "same"
    assert (second.link.linked_by, second.link.confirmed_by) == (worker, head)


def test_undone_the_pair_is_asked_again(worker, pair):
    link = linked(*pair, by=worker).link
    actions.undo_link(link, by=worker, reason="Keliru")

    question = DuplicateProposal.objects.get()
    assert (question.state, question.link, question.owner) == ("open", None, worker)
    with pytest.raises(PermissionDenied, match="sudah dibatalkan"):
        actions.undo_link(link, by=worker, reason="Lagi")
    assert linked(*pair, by=worker).state == "same"


def test_linked_twice_is_refused(worker, pair):
    question = linked(*pair, by=worker)

    with pytest.raises(WrongStatus):
        actions.answer_same(question, by=worker, ground="photo", head=pair[0])


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in ANSWER) for role in Role],
)
def test_who_works_in_the_section_and_opens_both_files_may_answer(section, pair, role, may):
    user = a_user(role, office=section)
    question = actions.propose(*pair, by=None, source="nightly")

    if may:
        assert actions.answer_not_same(question, by=user).state == "not_same"
    else:
        with pytest.raises(PermissionDenied):
            actions.answer_not_same(question, by=user)


def test_two_sections_are_answered_by_the_division(section, worker):
    mine = a_case(section=section, status="ended").person
    sister = a_user(Role.SOCIAL_WORKER).office
    sister.parent = section.parent
    sister.save()
    theirs = a_case(section=sister, status="ended").person
    question = actions.propose(mine, theirs, by=None, source="nightly")

    with pytest.raises(PermissionDenied, match="Kepala Bidang"):
        actions.answer_same(question, by=worker, ground="photo", head=mine)

    division = a_user(Role.DIVISION_HEAD, office=section.parent)
    assert actions.answer_same(question, by=division, ground="photo", head=mine).state == "same"


def test_every_file_of_one_person_opens_for_who_may_open_one(section, worker):
    """As it is with two cases of one record."""
    mine = a_case(section=section, status="ended").person
    theirs = a_case(status="ended").person
    a_link(theirs, mine, worker)

    assert set(same.persons_for(worker)) == {mine, theirs}


def test_groups_cost_one_query(worker, django_assert_num_queries):
    people = [a_person() for _ in range(4)]
    a_link(people[0], people[1], worker)

    with django_assert_num_queries(1):
        found = same.groups_of([p.pk for p in people])

    assert [len(found[p.pk].keys) for p in people] == [2, 2, 1, 1]


# --- Who asks ------------------------------------------------------------------------------------


def registered(name, *, by, **more):
    person = Person(sex="L", born_on=dt.date(1961, 3, 2), birth_precision="day", **more)
    case = Case(door="walk_in")
    return actions.register_arrival(case, by=by, person=person, name=name).person


def test_registering_asks_about_a_likely_double_in_another_spelling(section, worker):
    number_series()
    known = registered("Muhammad Soeparman Nasution", by=worker)
    Case.objects.update(status="ended", ended_at=timezone.now(), ended_by=worker, end_reason="died")

    again = registered("Nasution Mhd. Suparman", by=worker)

    question = DuplicateProposal.objects.get()
    assert (question.left, question.right, question.source) == (known, again, "registration")
    assert (question.owner, question.state) == (worker, "open")
    assert question.score >= 0.5
    assert any(reason["fits"] and "Nama" in reason["words"] for reason in question.reasons)


def test_registering_asks_about_nobody_else(section, worker):
    number_series()
    registered("Zebua Wijaya", by=worker)
    registered("Rosmawati Ginting", by=worker)

    assert not DuplicateProposal.objects.exists()


def test_the_night_asks_about_what_was_written_since_and_once(section, worker):
    number_series()
    pair = [a_person("Muhammad Soeparman Nasution"), a_person("Suparman Nasution", sex="L")]
    for person in pair:
        Person.objects.filter(pk=person.pk).update(born_on="1961-03-02", birth_precision="day")
        a_case(section=section, owner=worker, person=person, status="ended")

    for _ in range(2):
        out = io.StringIO()
        call_command("propose_duplicates", stdout=out)

    question = DuplicateProposal.objects.get()
    assert (question.source, question.owner) == ("nightly", None)
    assert "2 persons looked at" in out.getvalue()
    actions.answer_not_same(question, by=worker)
    call_command("propose_duplicates", "--all", stdout=io.StringIO())
    assert DuplicateProposal.objects.get().state == "not_same"


def test_the_night_looks_at_nobody_who_was_not_written_about(worker):
    later = timezone.now() + timezone.timedelta(hours=1)
    person = a_person()

    assert not same.written_about_since(later).exists()
    assert same.written_about_since(later - timezone.timedelta(hours=2)).get() == person
