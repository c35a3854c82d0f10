"""The area list of ``idn-area-data``, from its CSV files into the table."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from ppks_service.areas.models import AreaLevel

FILES = {
    AreaLevel.PROVINCE: ("provinces.csv", None),
    AreaLevel.REGENCY: ("regencies.csv", "province_code"),
    AreaLevel.DISTRICT: ("districts.csv", "regency_code"),
    AreaLevel.VILLAGE: ("villages.csv", "district_code"),
}

type Row = tuple[str, int, str, str, str]  # code, level, name, the parent's code, full name


def read(folder: Path) -> Iterator[Row]:
    """Every area of the package, wide ones first; raises ``OSError`` where a file is missing."""
    full_names: dict[str, str] = {"": ""}
    for level, (filename, parent_column) in FILES.items():
        with (folder / filename).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                parent = line[parent_column] if parent_column else ""
                name = " ".join(line["name"].split())
                full_name = ", ".join(filter(None, [name, full_names[parent]]))
                full_names[line["code"]] = full_name
                yield line["code"], level.value, name, parent, full_name


@transaction.atomic
def load(rows: Iterator[Row]) -> int:
    """Add the areas that are missing and rename those whose name changed. None is ever removed.

    Returns how many were added or renamed. What other rows point to stays, also when a newer list
    no longer has it.
    """
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    sheet.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE new_area (code varchar(13), level smallint, name varchar(80),"
            " parent_id varchar(13), full_name varchar(260))"
        )
        cursor.copy_expert("COPY new_area FROM STDIN WITH (FORMAT csv)", sheet)
        cursor.execute(
            "INSERT INTO areas_area (code, level, name, parent_id, full_name)"
            " SELECT code, level, name, parent_id, full_name FROM new_area"
            " ON CONFLICT (code) DO UPDATE SET name = excluded.name,"
            " full_name = excluded.full_name, parent_id = excluded.parent_id"
            " WHERE (areas_area.name, areas_area.full_name)"
            " IS DISTINCT FROM (excluded.name, excluded.full_name)"
        )
        changed: int = cursor.rowcount
        cursor.execute("DROP TABLE new_area")
    return changed


def analyze() -> None:
    """Tell the planner about the rows; without it a search reads the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE areas_area")
