"""References of a row are asked of the database only where the row does not hold what it refers to.

``full_clean()`` of Django asks once for each foreign key, also for a row that was read or written a
moment ago; that was a fifth of all statements of the demo data. The constraint has the last word.
"""

from typing import Any

from django.db import models

_ask = models.ForeignKey.validate


def validate(field: models.ForeignKey, value: Any, row: Any) -> None:
    """``ForeignKey.validate`` without a query where ``row`` holds the very row that ``value`` names."""
    if holds(field, value, row):
        models.Field.validate(field, value, row)
    else:
        _ask(field, value, row)


def holds(field: models.ForeignKey, value: Any, row: Any) -> bool:
    if field.remote_field.parent_link or field.get_limit_choices_to() or not field.is_cached(row):
        return False
    held = field.get_cached_value(row)
    return (
        held is not None
        and not held._state.adding
        and getattr(held, field.target_field.attname) == value
    )
