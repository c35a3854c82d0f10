"""Writing many rows at once, each with values of its own."""

import datetime as dt
import gc
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models.base import ModelState

from ppks_service.constraints import Check

AT_ONCE = 250  # rows that are handed to a writer while those after them are made
GULP = 1 << 22  # letters of a COPY sent at once: between two its thread waits for its turn
has_special = re.compile(r"[\\\t\n\r]").search


@contextmanager
def no_cycles_sought() -> Iterator[None]:
    """Hold off Python's search for dead cycles of objects: each thousand of new rows sets it off, and makes none.

    It takes a tenth of the time in which rows are made. For as long as a request lasts, no longer.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def update_many(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write ``columns`` of ``rows``, all of one model, in one statement.

    What ``bulk_update`` does, without its tree of CASE expressions: all values go over as one JSON text.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(*_update_of(rows, columns))


def _update_of(rows: Sequence[models.Model], columns: Sequence[str]) -> tuple[str, list[str]]:
    model = type(rows[0])
    key: Any = model._meta.pk
    fields: list[Any] = [key, *(model._meta.get_field(name) for name in columns)]
    said = map(attrgetter(*(field.attname for field in fields)), rows)
    values = [dict(zip((field.column for field in fields), row, strict=True)) for row in said]
    quote = connection.ops.quote_name
    assigned = ", ".join(f"{quote(f.column)} = v.{quote(f.column)}" for f in fields[1:])
    typed = ", ".join(f"{quote(f.column)} {f.rel_db_type(connection)}" for f in fields)
    statement = (
        f"UPDATE {quote(model._meta.db_table)} AS t SET {assigned}"
        f" FROM json_to_recordset(%s) AS v ({typed})"
        f" WHERE t.{quote(key.column)} = v.{quote(key.column)}"
    )
    return statement, [json.dumps(values, default=_plain)]


def _plain(value: Any) -> str:
    """What JSON has no form of, as the database reads it."""
    if isinstance(value, bytes | bytearray | memoryview):
        return rf"\x{bytes(value).hex()}"
    if isinstance(value, dt.date):  # moments too
        return value.isoformat()
    raise TypeError(f"No JSON of {type(value)}")


def like[M: models.Model](pattern: M, **columns: Any) -> M:
    """A new row as ``pattern`` is, but for ``columns``, which are attributes: ``person_id``, not ``person``.

    What the class itself would make, many times as fast: it sets each column of each row anew.
    """
    made = pattern.__class__.__new__(pattern.__class__)
    made.__dict__.update(pattern.__dict__)
    made.__dict__.update(columns)
    made._state = ModelState()
    return made


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys for ``count`` new rows, taken at once: so rows can point to others before they are written."""
    key: Any = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            # OFFSET: the sequence is looked up once, not for each key, which takes ten times as long.
            "SELECT nextval(key) FROM"
            " (SELECT pg_get_serial_sequence(%s, %s)::regclass AS key OFFSET 0) AS sequence,"
            " generate_series(1, %s)",
            [model._meta.db_table, key.column, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def give_keys(rows: Sequence[models.Model]) -> None:
    """Give new ``rows``, all of one model, their keys, where they have none yet."""
    if rows and rows[0].pk is None:
        key: Any = rows[0]._meta.pk
        for row, pk in zip(rows, next_keys(type(rows[0]), len(rows)), strict=True):
            setattr(row, key.attname, pk)  # as ``row.pk``, which asks for the name each time


def _copy_of(rows: Sequence[models.Model]) -> tuple[str, str]:
    model = type(rows[0])
    has_keys = rows[0].pk is not None
    fields: list[Any] = [
        f
        for f in model._meta.concrete_fields
        if not f.generated and (has_keys or not f.primary_key)
    ]
    cells = [_column(field, rows) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    alias = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, alias
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    return statement, "\n".join(map("\t".join, zip(*cells, strict=True)))


class Writer:
    """Writes rows in the order in which they are handed over, while whoever hands them over makes the next."""

    def __init__(self, cursor: Any, thread: Executor) -> None:
        self.cursor, self.thread = cursor, thread
        self.sent: list[Future[None]] = []

    def copy(self, rows: Sequence[models.Model]) -> None:
        """Write new ``rows``, all of one model, by COPY. Those without keys do not learn which they are given.

        What ``bulk_create`` does, in a fraction of its time. Triggers, constraints and generated columns
        are the database's, as ever; their errors are Django's.
        """
        if rows:
            statement, text = _copy_of(rows)
            self._send(self.cursor.copy_expert, statement, io.StringIO(text), GULP)

    def update(self, rows: Sequence[models.Model], columns: Sequence[str]) -> None:
        """As ``update_many``."""
        if rows:
            self._send(self.cursor.execute, *_update_of(rows, columns))

    def say(self, statement: str) -> None:
        self._send(self.cursor.execute, statement)

    def _send(self, act: Callable[..., None], *args: Any) -> None:
        self.sent.append(self.thread.submit(act, *args))


@contextmanager
def writing() -> Iterator[Writer]:
    """A ``Writer`` whose rows are all written when the block ends.

    Making a row takes Python as long as writing it takes the database; so each has a processor, and
    neither waits. Nor does the commit: foreign keys are asked as soon as rows are written, so those that
    others point to go first. The connection is the writer's meanwhile: a query within the block is
    refused. An error of the database is raised at the block's end, the first one.
    """
    with (
        connection.cursor() as cursor,
        connection.execute_wrapper(_refuse),
        ThreadPoolExecutor(1) as thread,  # waits for all that was sent, whatever happens
    ):
        writer = Writer(cursor.cursor, thread)
        writer.say("SET CONSTRAINTS ALL IMMEDIATE")
        yield writer
        writer.say("SET CONSTRAINTS ALL DEFERRED")  # as all that can wait were made
        for act in writer.sent:
            with connection.wrap_database_errors:
                act.result()


def _refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise RuntimeError("No query while rows are being written.")


def _column(field: Any, rows: Sequence[models.Model]) -> list[str]:
    """What ``rows`` say in one column, in the text form of COPY."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = field.pre_save(rows[0], add=True)  # written at once, at one moment
        for row in rows:
            setattr(row, field.attname, now)
    values = list(map(attrgetter(field.attname), rows))
    if isinstance(field, models.JSONField):
        values = [None if v is None else json.dumps(v, cls=field.encoder) for v in values]
    try:  # most columns say few different things
        written = {value: _copied(value) for value in set(values)}
    except TypeError:  # a list is no key
        return list(map(_copied, values))
    return [written[value] for value in values]


def _copied(value: Any) -> str:
    """A value in the text form of COPY, where backslashes announce and tabs divide."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        text = str(value)
    elif isinstance(value, bytes | bytearray | memoryview):
        return rf"\\x{bytes(value).hex()}"
    elif isinstance(value, bool):
        return "t" if value else "f"
    elif isinstance(value, list | tuple):
        quoted = (str(part).replace("\\", "\\\\").replace('"', '\\"') for part in value)
        text = "{" + ",".join(f'"{part}"' for part in quoted) + "}"
    elif isinstance(value, dt.date):  # moments too
        return value.isoformat()
    else:
        text = str(value)
    if not has_special(text):
        return text
    # Twenty times as fast as str.translate, which looks each letter up.
    text = text.replace("\\", r"\\").replace("\t", r"\t")
    return text.replace("\n", r"\n").replace("\r", r"\r")


def check_all(rows: Sequence[models.Model]) -> None:
    """Ask of ``rows``, all of one model, what ``full_clean()`` asks without a query; the database answers for the rest.

    Each value of a column is asked about once, however many rows say it. Raises ``ValidationError``.
    """
    if not rows:
        return
    meta = rows[0]._meta
    for field in meta.concrete_fields:
        if not (field.is_relation or field.primary_key or field.generated):
            for row in _one_of_each(rows, [field.attname]):
                _clean(field, row)
    for constraint in meta.constraints:
        if isinstance(constraint, Check):
            for row in _one_of_each(rows, constraint.columns(rows[0])):
                constraint.validate(type(row), row)


def _one_of_each(rows: Sequence[models.Model], columns: Sequence[str]) -> Iterable[models.Model]:
    """A row for each of the different things that ``rows`` say in ``columns``."""
    said = attrgetter(*columns)
    try:
        return {said(row): row for row in rows}.values()
    except TypeError:  # a list is no key
        return {repr(said(row)): row for row in rows}.values()


def _clean(field: Any, row: models.Model) -> None:
    value = getattr(row, field.attname)
    if field.blank and value in field.empty_values:
        return
    try:
        field.clean(value, row)
    except ValidationError as error:
        raise ValidationError({field.name: error.error_list}) from error
