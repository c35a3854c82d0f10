"""Constraints that many models share."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q


def only_choices(
    field: str, choices: type[models.TextChoices], *, name: str
) -> models.CheckConstraint:
    """Refuse a stored value that is not one of ``choices``: Django alone checks forms only."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=f"Nilai {field} tidak dikenal.",
    )


def only_choices_or_blank(
    field: str, choices: type[models.TextChoices], *, name: str
) -> models.CheckConstraint:
    """As ``only_choices``, for a text column that may also be empty."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        name=name,
        violation_error_message=f"Nilai {field} tidak dikenal.",
    )


def all_from_choices(
    field: str, choices: type[models.TextChoices], *, name: str
) -> models.CheckConstraint:
    """Refuse an array column that holds anything but ``choices``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__contained_by": list(choices.values)}),
        name=name,
        violation_error_message=f"Ada nilai {field} yang tidak dikenal.",
    )


def set_together(*fields: str, name: str, message: str = "") -> models.CheckConstraint:
    """Require ``fields`` to be all filled or all null, as who and when always are."""
    none_set = Q(**{f"{field}__isnull": True for field in fields})
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(
        condition=none_set | all_set,
        name=name,
        violation_error_message=message
        or f"Isi semua: {', '.join(fields)}, atau tidak sama sekali.",
    )


def in_order(first: str, then: str, *, name: str, message: str) -> models.CheckConstraint:
    """Require ``then`` not to lie before ``first``, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{then}__isnull": True})
        | Q(**{f"{first}__isnull": True})
        | Q(**{f"{then}__gte": F(first)}),
        name=name,
        violation_error_message=message,
    )


def between(field: str, low: int, high: int, *, name: str, message: str) -> models.CheckConstraint:
    """Require ``field``, where known, to lie from ``low`` to ``high``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (low, high)}),
        name=name,
        violation_error_message=message,
    )


def filled_when(
    field: str, when: Q, *, name: str, message: str, empty: Iterable[object] = ("",)
) -> models.CheckConstraint:
    """Require a text ``field`` to be filled in for rows for which ``when`` holds."""
    return models.CheckConstraint(
        condition=~when | ~Q(**{f"{field}__in": list(empty)}),
        name=name,
        violation_error_message=message,
    )
