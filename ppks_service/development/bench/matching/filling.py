"""The generator's records in the tables of a bench database, and as a sheet for the competitors."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.areas.models import Area
from ppks_service.crypto import encrypt, keyed_hash
from ppks_service.development.bench.matching.generator import Country, Record, country
from ppks_service.development.demo.bulk import history_at_rest

COLUMNS = (
    "unique_id", "entity", "full_name", "first_name", "surname", "sex", "dob", "birthday", "birth_place",
    "regency", "district", "nik", "kk", "place", "marks",
)  # fmt: skip


def land() -> Country:
    rows = Area.objects.filter(level__in=[2, 3]).order_by("code").values_list("code", "name")
    return country(rows)


class Sheet:
    """Rows of one table, sent to PostgreSQL at once."""

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns
        self.text = io.StringIO()
        self.writer = csv.writer(self.text)

    def add(self, *values: Any) -> None:
        self.writer.writerow(["\\N" if value is None else value for value in values])

    def send(self) -> None:
        self.text.seek(0)
        columns = ", ".join(self.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY {self.table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')", self.text
            )
        self.text = io.StringIO()
        self.writer = csv.writer(self.text)


def fill(records: Iterable[Record]) -> None:
    """Write ``records`` as persons whose key is the record's number."""
    now = timezone.now().isoformat()
    office = Office.objects.create(name="Kantor ukur", short_name="Ukur", kind=OfficeKind.SECTION)
    officer = User.objects.create(
        username="ukur",
        full_name="Petugas Ukur",
        role=Role.SOCIAL_WORKER,
        office=office,
        password="!",
    )
    persons = Sheet(
        "intake_person", "id", "register_number", "name", "name_is_placeholder", "sex", "born_on",
        "birth_precision", "age_said_by", "birth_place", "nationality", "languages", "communication_aid",
        "claimed_origin_id", "claimed_origin_text", "marks", "identity_level", "created_at",
    )  # fmt: skip
    names = Sheet("intake_personname", "person_id", "name", "kind", "source", "noted_at")
    numbers = Sheet(
        "intake_identifier", "person_id", "kind", "number_encrypted", "number_hash", "masked", "source",
        "warnings", "noted_at",
    )  # fmt: skip
    stops = Sheet(
        "intake_raidstop", "id", "raid_id", '"order"', "name", "area_id", "counted_is_approximate"
    )
    relations = Sheet(
        "intake_relation", "person_id", "other_id", "kind", "proven", "evidence", "noted_at"
    )
    met = Sheet("bench_met", "person_id", "stop_id")
    stop_of: dict[str, int] = {}
    for r in records:
        origin = r.origin or None
        persons.add(
            r.id, f"R-{r.id}", r.name, "f", r.sex, r.born_on, r.precision, "", r.birth_place, "Indonesia",
            "", "", origin, "", r.marks, "asserted", now,
        )  # fmt: skip
        names.add(r.id, r.name, "own", "", now)
        for alias in r.aliases:
            names.add(r.id, alias, "alias", "", now)
        for kind, number in (("nik", r.nik), ("kk", r.kk)):
            if number:
                secret = "\\x" + encrypt(number).hex()
                numbers.add(r.id, kind, secret, keyed_hash(number), number[:4], "", "{}", now)
        for place in r.places:
            if place not in stop_of:
                stop_of[place] = len(stop_of) + 1
                stops.add(stop_of[place], 1, len(stop_of), "Titik", place, "f")
            met.add(r.id, stop_of[place])
        for companion in r.companions:
            relations.add(r.id, companion, "met_together", "f", "", now)
    with transaction.atomic(), history_at_rest(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(
            "INSERT INTO intake_raid (id, number, name, order_number, basis, assembly_point, starts_at,"
            " events, obstacles, suggestions, status, closing_explanation, opened_by_id, opened_at,"
            " last_ordinal) VALUES (1, 'OP-UKUR', 'Ukur', '', '', '', now(), '', '', '', 'running', '',"
            " %s, now(), 0)",
            [officer.pk],
        )
        for sheet in (persons, names, numbers, relations, stops):
            sheet.send()
        cursor.execute("CREATE TEMP TABLE bench_met (person_id bigint, stop_id bigint)")
        met.send()
        cursor.execute(
            "INSERT INTO intake_encounter (client_uuid, raid_id, stop_id, ordinal, door, number, met_at,"
            " place, reporter, source_link, sex, age_band, name, activities, conditions, belongings,"
            " belongings_note, companionship, note, is_bare, outcome, outcome_reason, handed_to, person_id,"
            " recorded_by_id, recorded_at)"
            " SELECT gen_random_uuid(), 1, stop_id, n, 'raid', 'UK-' || n, now(), '', '', '', 'U', 'unknown',"
            " '', '{}', '{}', '{}', '', 'unknown', '', false, 'case', '', '', person_id, %s, now()"
            " FROM (SELECT *, row_number() OVER () AS n FROM bench_met) AS met",
            [officer.pk],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def write_sheet(records: Sequence[Record], path: Path) -> None:
    """The same for the competitors, in columns as their tutorials have them."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for r in records:
            words = r.name.lower().split()
            day = r.born_on if r.precision == "day" else None
            writer.writerow(
                [
                    r.id, r.entity, r.name, words[0], words[-1] if len(words) > 1 else "",
                    r.sex if r.sex != "U" else "", r.born_on or "", day or "",
                    r.birth_place.lower(), r.origin[:5], r.origin if len(r.origin) == 8 else "", r.nik, r.kk,
                    r.places[0] if r.places else "", r.marks,
                ]
            )  # fmt: skip


def true_pairs(records: Sequence[Record]) -> set[tuple[int, int]]:
    """Every two records of one person, the smaller number first."""
    of: dict[int, list[int]] = {}
    for record in records:
        of.setdefault(record.entity, []).append(record.id)
    return {
        (one, other) for ids in of.values() for i, one in enumerate(ids) for other in ids[i + 1 :]
    }
