"""Large data sets for measuring: made inside PostgreSQL, every constraint on, the same each time.

Each step is one ``INSERT … SELECT`` over ``generate_series``; chance is a hash of the row's number, so
two runs give the same rows. Only the history triggers rest meanwhile: made-up rows have no history.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.development.demo import names
from ppks_service.privacy.policy import our_models


@dataclass(frozen=True)
class Scale:
    """How much of everything (design §7, domain.md §8.2)."""

    persons: int
    cases: int
    raids: int
    places: int
    sections: int
    users: int
    years: int = 3
    facilities: int = 0  # at least so many; those that are missing are made up


SCALES = {
    "smallest": Scale(
        persons=60, cases=90, raids=6, places=40, sections=2, users=12, facilities=100
    ),
    "province": Scale(persons=7_000, cases=10_000, raids=450, places=1_300, sections=1, users=120),
    "country": Scale(
        persons=200_000,
        cases=300_000,
        raids=15_000,
        places=42_000,
        sections=38,
        users=1_000,
        facilities=700,
    ),
    "stress": Scale(
        persons=700_000,
        cases=1_000_000,
        raids=50_000,
        places=105_000,
        sections=38,
        users=2_000,
        facilities=700,
    ),
}

# chance(row, salt) is a number in [0, 1): the same for the same arguments.
HELPERS = """
CREATE OR REPLACE FUNCTION pg_temp.chance(n bigint, salt bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((hashint8extended(n, salt) & 1073741823)::double precision / 1073741824)
$$;
CREATE OR REPLACE FUNCTION pg_temp.pick(a text[], n bigint, salt bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT a[1 + (pg_temp.chance(n, salt) * array_length(a, 1))::int %% array_length(a, 1)]
$$;
"""


def fill(scale: Scale, *, say: Callable[[str], None] = print) -> None:
    """Fill an otherwise empty database (reference data is there) to ``scale``.

    Raises ``ValueError`` when cases are there already: a measured set is never a mixture.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM intake_case)")
        if cursor.fetchone()[0]:
            raise ValueError("This database holds cases already; fill an empty one.")
    with transaction.atomic(), history_at_rest(), defaults_told():
        _make_staff(scale)
        run = Run(scale, say)
        run.cursor.execute("SET LOCAL work_mem = '256MB'")
        run.cursor.execute("SET LOCAL synchronous_commit = off")
        run.sql(HELPERS)
        for title, step in steps():
            with run.step(title):
                step(run)
        run.fix_sequences()
    with connection.cursor() as cursor:
        say("Statistik tabel …")
        # As the server's own cleaners leave it a minute later: until then each search reads all that was
        # written, which waits beside the indexes.
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


@contextmanager
def history_at_rest() -> Iterator[None]:
    """Switch the history triggers off for the transaction: asked row by row, they cost a millisecond."""
    triggers = [(model._meta.db_table, t.get_pgid(model)) for model, t in pgtrigger.registered()]
    with connection.cursor() as cursor:
        for table, trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


@contextmanager
def defaults_told() -> Iterator[None]:
    """Tell the database the defaults that Django keeps to itself: a new column needs no line in a step."""
    editor = connection.schema_editor()
    told = [
        (model._meta.db_table, field.column, value)
        for model in our_models()
        for field in model._meta.concrete_fields
        if not (field.null or field.primary_key or field.has_db_default())
        and (value := editor.effective_default(field)) is not None
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table is not altered while checks wait
        for table, column, value in told:
            cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET DEFAULT %s', [value])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column, _value in told:
            cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" DROP DEFAULT')


def _make_staff(scale: Scale) -> None:
    """Sections under the division, each with a head and workers; nobody can sign in as them."""
    division = Office.objects.filter(kind=OfficeKind.DIVISION).order_by("pk").first()
    existing = Office.objects.filter(kind=OfficeKind.SECTION).count()
    Office.objects.bulk_create(
        Office(
            name=f"Seksi contoh {n}",
            short_name=f"Seksi {n}",
            kind=OfficeKind.SECTION,
            parent=division,
        )
        for n in range(existing + 1, scale.sections + 1)
    )
    sections = list(Office.objects.filter(kind=OfficeKind.SECTION).order_by("pk"))
    User.objects.bulk_create(
        User(
            username=f"contoh{n:05d}",
            full_name=f"Petugas Contoh {n}",
            role=Role.SECTION_HEAD if n < len(sections) else Role.SOCIAL_WORKER,
            office=sections[n % len(sections)],
            password="!",
        )
        for n in range(scale.users)
    )


class Run:
    """One filling: its scale, its cursor, and what the steps tell each other."""

    def __init__(self, scale: Scale, say: Callable[[str], None]) -> None:
        self.scale, self.say = scale, say
        self.cursor = connection.cursor()
        self.now = timezone.now()
        self.start = self.now - dt.timedelta(days=365 * scale.years)
        self.tables: set[str] = set()
        self.values: dict[str, Any] = {
            "persons": scale.persons,
            "cases": scale.cases,
            "raids": scale.raids,
            "places": scale.places,
            "facilities": scale.facilities,
            "start": self.start,
            "now": self.now,
            "span": float((self.now - self.start).total_seconds()),
            "male": names.MALE,
            "female": names.FEMALE,
            "second": names.SECOND,
            "family": names.FAMILY,
        }

    def sql(self, statement: str) -> int:
        """Run ``statement`` with the scale's values; the number of rows it made."""
        self.cursor.execute(statement, self.values)
        return int(self.cursor.rowcount)

    def into(self, table: str, statement: str) -> None:
        """``INSERT`` into ``table``; ``statement`` goes on after the table's name."""
        self.tables.add(table)
        rows = self.sql(f"INSERT INTO {table} {statement}")
        self.cursor.execute(f"ANALYZE {table}")
        self.say(f"    {table}: {rows:,} baris".replace(",", "."))

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        self.say(f"  {title} …")
        sys.stdout.flush()
        yield
        self.say(f"  {title}: {time.monotonic() - started:.1f} detik")

    def fix_sequences(self) -> None:
        """Let the next row of each table get the number after the last one."""
        for table in self.tables:
            self.cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'),"
                f" (SELECT coalesce(max(id), 1) FROM {table}))",
                [table],
            )


def steps() -> tuple[tuple[str, Callable[[Run], None]], ...]:
    """What is made, in the order in which rows point to each other."""
    from ppks_service.development.demo import bulk_intake as first
    from ppks_service.development.demo import bulk_service as then

    return (
        ("Orang dan nama", first.persons),
        ("NIK", first.identifiers),
        ("Razia", first.raids),
        ("Temuan", first.encounters),
        ("Kasus", first.cases),
        ("Asesmen dan kebutuhan", first.assessments),
        ("Tempat", then.facilities),
        ("Penghuni", then.stays),
        ("Surat dan rujukan", then.referrals),
        ("Layanan", then.services),
        ("Kunjungan", then.visits),
        ("Jurnal", then.journal),
        ("Nomor", then.counters),
    )
