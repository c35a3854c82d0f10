"""What kind of data each column holds and how long it is kept: ``policy.toml``, read once."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

FILE = Path(__file__).with_name("policy.toml")
# The apps whose columns are ours to class.
OURS = frozenset(
    {
        "accounts",
        "areas",
        "journal",
        "documents",
        "worklist",
        "privacy",
        "development",
        "platform",
        "intake",
        "upt_facilities",
        "referrals",
        "evaluation",
    }
)


class DataClass(StrEnum):
    """How much harm a column can do in the wrong hands, the least first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIFIC = "specific"


@dataclass(frozen=True)
class Retention:
    """How long rows are kept: ``years`` (0: no end) from the event that ``start`` names."""

    code: str
    name: str
    years: int
    start: str
    what: str


@dataclass(frozen=True)
class Column:
    data_class: DataClass
    retention: str


@dataclass(frozen=True)
class Policy:
    retentions: dict[str, Retention]
    columns: dict[str, dict[str, Column]]  # by the model's lower label, then by the column


class BadPolicy(Exception):
    """``policy.toml`` says something that has no meaning. The text says where."""


def parse(text: str) -> Policy:
    """Read a policy; raises ``BadPolicy`` on an unknown class or retention."""
    document = tomllib.loads(text)
    retentions = {
        code: Retention(code, entry["name"], entry["years"], entry["from"], entry["what"])
        for code, entry in document["retention"].items()
    }
    columns = {
        label: {
            name: _column(f"{label}.{name}", value, retentions) for name, value in lines.items()
        }
        for label, lines in document["columns"].items()
    }
    return Policy(retentions, columns)


def _column(where: str, value: str, retentions: dict[str, Retention]) -> Column:
    data_class, _, retention = value.partition(" ")
    if data_class not in set(DataClass):
        raise BadPolicy(f"{where}: there is no class {data_class!r}.")
    if retention not in retentions:
        raise BadPolicy(f"{where}: there is no retention {retention!r}.")
    return Column(DataClass(data_class), retention)


@cache
def policy() -> Policy:
    return parse(FILE.read_text(encoding="utf-8"))


def our_models() -> list[type[models.Model]]:
    """The models that the policy classes. A table of history has the classes of what it tracks."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
    ]


def column_of(model: type[models.Model], field: str) -> Column:
    """What the policy says of a column; raises ``KeyError`` where it says nothing."""
    tracked = getattr(model, "pgh_tracked_model", model)
    return policy().columns[tracked._meta.label_lower][field]


def is_specific(model: type[models.Model], field: str) -> bool:
    return column_of(model, field).data_class is DataClass.SPECIFIC


def fields_of_class(model: type[models.Model], *classes: DataClass) -> list[str]:
    """The columns of ``model`` in one of ``classes``, in the model's own order."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if column_of(model, field.name).data_class in classes
    ]
