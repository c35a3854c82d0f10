"""Writing the rows of a register: persons, names, numbers and ended cases, a thousand at a time.

What the single actions write one by one is made here in bulk, under the same rules: every check
of the models that needs no query is asked of every row, the database has the last word, register
numbers come in one block, and each thing made is tied to its row. A row becomes a case
that ended before this system began: ``Case.from_register``, which no figure counts.
"""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import models
from django.utils import timezone

from intake import nik
from intake.actions.cases import ADULT, FLAG_OF_TYPE
from intake.actions.persons import placeholder_name
from intake.imports.sealed import NO_WORDS, opened
from intake.imports.story import story
from intake.models import (
    FROM_REGISTER,
    BirthPrecision,
    Case,
    CaseStage,
    CaseStatus,
    CaseType,
    Flag,
    Identifier,
    IdentifierKind,
    IdentityLevel,
    Import,
    ImportRow,
    NameKind,
    Person,
    PersonName,
    PPKSType,
    Relation,
    RelationKind,
    RowState,
    Sex,
    Stage,
    Verdict,
)
from ppks_service.accounts.models import User
from ppks_service.bulk import AT_ONCE, Writer, check_all, give_keys, like, next_keys, writing
from ppks_service.crypto import encrypt, keyed_hash
from ppks_service.documents.numbers import register_numbers
from ppks_service.text import folded

ACT = "Dari register lama"
READ = ("id", "line", "content", "answer", "problems")  # of the rows that are to be taken

type Opened = list[tuple[ImportRow, dict[str, Any]]]


def rows_to_take(source: Import) -> models.QuerySet[ImportRow]:
    """Those of the waiting rows that may be written now."""
    clear = [Verdict.READY, Verdict.WARNING] if source.with_warnings else [Verdict.READY]
    waiting = source.rows.filter(state=RowState.WAITING)
    return waiting.filter(verdict__in=clear) | waiting.filter(verdict=Verdict.DOUBLE).exclude(
        answer=""
    )


@dataclass
class Batch:
    """What one step writes; a part of it is collected, written and let go before the next."""

    source: Import
    by: User
    types: dict[str, PPKSType]
    said: dict[int, dict[str, Any]]  # by line
    persons: list[Person] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    case_types: list[CaseType] = field(default_factory=list)
    stages: list[CaseStage] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    # Folded names and hashes of numbers that persons on record have, or are given in this step.
    names_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    # By line: the number of its case, and how many cases its known person had before.
    numbers: dict[int, str] = field(default_factory=dict)
    repeats: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What all new rows of a table share is said once."""
        self.zone = timezone.get_current_timezone()
        self.a_person = Person(created_by=self.by)
        self.a_name = PersonName(noted_by=self.by)
        self.an_identifier = Identifier(noted_by=self.by)
        self.a_case = Case(
            section=self.source.office,
            stage=Stage.DATA,
            status=CaseStatus.ENDED,
            opened_by=self.by,
            ended_by=self.by,
            from_register=True,
        )
        self.a_case_type = CaseType(reason=ACT, noted_by=self.by)
        self.a_stage = CaseStage(stage=Stage.DATA, act=ACT)

    def let_go(self) -> None:
        """Forget the rows that were handed to a writer."""
        self.persons, self.names, self.identifiers, self.relations = [], [], [], []
        self.cases, self.case_types, self.stages = [], [], []


def take_step(source: Import, *, by: User, at_most: int, memory: dict[str, Any]) -> int:
    """Write the next rows; how many they were. Runs in the transaction of ``go_on``.

    While the database takes them in, the rows after them are opened for the step after it.
    """
    waiting = rows_to_take(source).order_by("line")
    first = waiting.exclude(answer__startswith="l:")
    found = _opened_ahead(first[:at_most], memory)
    if found is None:
        read = list(first.values(*READ)[:at_most])
        found = _opened(source, read or _pointing(waiting)[:at_most])
    if not found:
        return 0
    if "types" not in memory:
        memory["types"] = {row.code: row for row in PPKSType.objects.order_by("code")}
    rows, said = [row for row, _ in found], {row.line: words for row, words in found}
    known = _known(source, rows)
    told = [row for row in rows if row.line in known]
    new = [row for row in rows if row.line not in known]
    batch = Batch(source, by, memory["types"], said)
    blanks = _blank_persons(batch, new)  # takes its numbers first, as registering does
    _number_cases(batch, rows, known)
    _add_to_known(batch, told, known)
    after = list(first.filter(line__gt=rows[-1].line).values(*READ)[:at_most])
    with writing() as writer:
        _write(batch, told, writer)
        for part in batched(new, AT_ONCE, strict=False):
            for row in part:
                _begin_person(batch, row, blanks)
            _write(batch, part, writer)
        if time.monotonic() < memory["until"]:
            memory["ahead"] = _opened(source, after)
    return len(rows)


def _opened_ahead(first: models.QuerySet[ImportRow], memory: dict[str, Any]) -> Opened | None:
    """The ``first`` rows, if they are the ones that the step before opened: else another page was there."""
    ahead: Opened = memory.pop("ahead", [])
    lines = list(first.values_list("line", flat=True)) if ahead else []
    return ahead if lines and lines == [row.line for row, _ in ahead] else None


def _opened(source: Import, found: Iterable[dict[str, Any]]) -> Opened:
    """Rows that were read with ``READ``, and what each says."""
    a_row = ImportRow(source=source)
    return [(like(a_row, **cells), opened(cells["content"])[1]) for cells in found]


def _pointing(waiting: models.QuerySet[ImportRow]) -> list[dict[str, Any]]:
    """Who points to another row of the file, once that row is written: it may point on itself."""
    rows = list(waiting.filter(answer__startswith="l:").values(*READ))
    lines = {row["line"] for row in rows}
    return [row for row in rows if int(row["answer"][2:]) not in lines]


def _blank_persons(batch: Batch, rows: Sequence[ImportRow]) -> Iterator[Person]:
    """The new persons of ``rows``, of whom nothing is said yet but their numbers."""
    count = sum(1 + _beside(batch, row) for row in rows)
    if not count:
        return iter(())
    numbers = register_numbers("R", timezone.localdate().year, count)
    return (
        like(batch.a_person, id=pk, register_number=number)
        for pk, number in zip(next_keys(Person, count), numbers, strict=True)
    )


def _beside(batch: Batch, row: ImportRow) -> int:
    """How many people a row only counts beside the one it names."""
    return int(batch.said[row.line].get("beside", 0))


def _add_to_known(batch: Batch, rows: Sequence[ImportRow], known: dict[int, Person]) -> None:
    """Give ``rows`` the persons on record that they mean, and each of those what is new of it."""
    _read_about(batch, {known[row.line].id for row in rows})
    for row in rows:
        row.person, row.person_is_new = known[row.line], False
        _more_about(batch, row)
    give_keys(batch.names)
    give_keys(batch.identifiers)
    given: dict[int, dict[str, list[int]]] = defaultdict(lambda: {"names": [], "identifiers": []})
    for name in batch.names:
        given[name.person_id]["names"].append(name.id)
    for identifier in batch.identifiers:
        given[identifier.person_id]["identifiers"].append(identifier.id)
    for row in rows:  # the first row of a person answers for all that the person was given
        row.added = given.pop(known[row.line].id, {})


def _known(source: Import, rows: Sequence[ImportRow]) -> dict[int, Person]:
    """The persons that answers name, by the row's line."""
    persons = {int(row.answer[2:]): row.line for row in rows if row.answer.startswith("p:")}
    by_person = Person.objects.select_for_update(of=("self",), no_key=True).in_bulk(list(persons))
    lines = {int(row.answer[2:]) for row in rows if row.answer.startswith("l:")}
    others = source.rows.filter(line__in=lines, person__isnull=False).select_related("person")
    by_line = {row.line: row.person for row in others.order_by("line")}
    found: dict[int, Person] = {}
    for row in rows:
        kind, _, key = row.answer.partition(":")
        person = (by_person if kind == "p" else by_line).get(int(key)) if key else None
        if person is not None:
            found[row.line] = person
    return found


def _read_about(batch: Batch, persons: set[int]) -> None:
    """The names and numbers that ``persons`` have already. Two queries."""
    names = PersonName.objects.filter(person__in=persons).order_by("pk")
    for person, name in names.values_list("person_id", "name"):
        batch.names_of[person].add(folded(name))
    numbers = Identifier.objects.filter(person__in=persons).order_by("pk")
    for person, number_hash in numbers.values_list("person_id", "number_hash"):
        batch.numbers_of[person].add(number_hash)


def _source_words(batch: Batch, row: ImportRow) -> str:
    return f"{FROM_REGISTER} {batch.source.pk}, baris {row.line}"


def _begin_person(batch: Batch, row: ImportRow, blanks: Iterator[Person]) -> None:
    """Make the new person of a row, and those whom it only counts beside them."""
    row.person, row.person_is_new = _new_person(batch.said[row.line], next(blanks)), True
    _name(batch, row, row.person)
    extras = [_companion(batch, row, next(blanks)) for _ in range(_beside(batch, row))]
    row.added = {"companions": extras} if extras else {}
    _more_about(batch, row)


def _new_person(said: dict[str, Any], person: Person) -> Person:
    person.name = said.get("name", "")
    person.sex = said.get("sex", Sex.UNKNOWN)
    if "born_on" in said:
        person.born_on = dt.date.fromisoformat(said["born_on"])
        person.age_said_by = "register lama"
    person.birth_precision = said.get("precision", BirthPrecision.UNKNOWN)
    person.birth_place = said.get("birth_place", "")
    person.claimed_origin_id = said.get("area") or None
    person.claimed_origin_text = said.get("origin", "")
    return person


def _companion(batch: Batch, row: ImportRow, person: Person) -> str:
    """Somebody whom the row only counts ("dan 2 anak"): nameless, tied to the one it names."""
    assert row.person is not None
    _name(batch, row, person)
    batch.relations.append(
        Relation(
            person_id=person.id,
            other=row.person,
            kind=RelationKind.MET_TOGETHER,
            noted_by=batch.by,
        )
    )
    return person.register_number


def _name(batch: Batch, row: ImportRow, person: Person) -> None:
    """The shown name and its row, or the placeholder's."""
    person.name_is_placeholder = not person.name
    if person.name_is_placeholder:
        person.name = placeholder_name(person)
    else:
        person.identity_level = IdentityLevel.ASSERTED
    kind = NameKind.TEMPORARY if person.name_is_placeholder else NameKind.OWN
    batch.persons.append(person)
    batch.names.append(_a_name(batch, row, person, person.name, kind))


def _a_name(batch: Batch, row: ImportRow, person: Person, name: str, kind: NameKind) -> PersonName:
    source = _source_words(batch, row)
    return like(batch.a_name, person_id=person.id, name=name, kind=kind, source=source)


def _more_about(batch: Batch, row: ImportRow) -> None:
    """Other names and numbers that the person does not have yet."""
    person, said = row.person, batch.said[row.line]
    assert person is not None
    has_names = set() if row.person_is_new else batch.names_of[person.id]
    has_numbers = set() if row.person_is_new else batch.numbers_of[person.id]
    has_names.add(folded(person.name))
    others = [(said.get("alias", ""), NameKind.ALIAS), (said.get("called", ""), NameKind.NICKNAME)]
    if not row.person_is_new:
        others.insert(0, (said.get("name", ""), NameKind.SPELLING))
    for name, kind in others:
        if name and folded(name) not in has_names:
            has_names.add(folded(name))
            batch.names.append(_a_name(batch, row, person, name, kind))
    for key, number_kind in (("nik", IdentifierKind.NIK), ("kk", IdentifierKind.KK)):
        number = said.get(key, "")
        if number and keyed_hash(number) not in has_numbers:
            has_numbers.add(keyed_hash(number))
            batch.identifiers.append(_identifier(batch, row, number, number_kind))


def _identifier(batch: Batch, row: ImportRow, number: str, kind: IdentifierKind) -> Identifier:
    warned = [p["why"] for p in row.problems if p["code"].startswith("nik_")]
    return like(
        batch.an_identifier,
        person_id=row.person_id,
        kind=kind,
        number_encrypted=encrypt(number),
        number_hash=keyed_hash(number),
        masked=nik.masked(number),
        source=_source_words(batch, row),
        warnings=warned if kind == IdentifierKind.NIK else [],
    )


def _number_cases(batch: Batch, rows: Sequence[ImportRow], known: dict[int, Person]) -> None:
    """Give each row the key and number of its case, and how many the person had before."""
    years: dict[int, list[ImportRow]] = defaultdict(list)
    for row in rows:
        years[int(batch.said[row.line]["came"][:4])].append(row)
    for year, found in sorted(years.items()):
        for row, number in zip(found, register_numbers("K", year, len(found)), strict=True):
            batch.numbers[row.line] = number
    earlier = _earlier_cases(known.values())
    for row, pk in zip(rows, next_keys(Case, len(rows)), strict=True):
        row.case_id = pk
        if person := known.get(row.line):
            batch.repeats[row.line] = earlier[person.id]
            earlier[person.id] += 1


def _earlier_cases(known: Iterable[Person]) -> dict[int, int]:
    """How many cases the known persons have. What a running case says of itself is not changed."""
    counted = (
        Case.objects.filter(person__in={person.id for person in known})
        .values_list("person")
        .order_by("person")
    )
    return defaultdict(int, dict(counted.annotate(n=models.Count("pk"))))


def _case(batch: Batch, row: ImportRow) -> None:
    """The case of a row, with its types and its stage."""
    person, said = row.person, batch.said[row.line]
    assert person is not None
    types = [batch.types[code] for code in said.get("types", ()) if code in batch.types]
    opened_at = _noon(batch, said["came"])
    age = person.age_on(dt.date.fromisoformat(said["came"]))
    child = [Flag.CHILD] if age is not None and age < ADULT else []
    case = like(
        batch.a_case,
        id=row.case_id,
        number=batch.numbers[row.line],
        repeat_count=batch.repeats.get(row.line, 0),
        person_id=person.id,
        door=said["door"],
        main_type_id=types[0].id if types else None,
        flags=sorted({*child, *(FLAG_OF_TYPE[t.code] for t in types if t.code in FLAG_OF_TYPE)}),
        condition=said.get("condition", ""),
        story=story(batch.source.filename, row.line, said),
        opened_at=opened_at,
        ended_at=_noon(batch, said["left"]) if "left" in said else None,
        end_reason=said.get("end_reason", ""),
        end_note=said.get("end", ""),
    )
    batch.cases.append(case)
    for ppks_type in types:
        is_main = ppks_type is types[0]
        of_type = {"case_id": case.id, "ppks_type_id": ppks_type.id, "is_main": is_main}
        batch.case_types.append(like(batch.a_case_type, **of_type, since=opened_at))
    batch.stages.append(like(batch.a_stage, case_id=case.id, reached_at=opened_at))


def _noon(batch: Batch, day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), tzinfo=batch.zone)


def _write(batch: Batch, rows: Sequence[ImportRow], writer: Writer) -> None:
    """Write ``rows`` and their persons. While the database takes the persons in, the cases are made."""
    for things in (batch.persons, batch.names, batch.identifiers):
        check_all(things)
        writer.copy(things)
    writer.copy(batch.relations)
    for row in rows:
        _case(batch, row)
        row.state = RowState.TAKEN
        for column, nothing in NO_WORDS.items():  # what it said is in the file of the person now
            setattr(row, column, nothing)
    check_all(batch.cases)
    for made in (batch.cases, batch.case_types, batch.stages):
        writer.copy(made)
    writer.update(rows, ["person", "person_is_new", "case", "state", "added", *NO_WORDS])
    batch.let_go()
