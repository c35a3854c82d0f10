"""Constraints that many models share."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Q

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda a, b: a == b,
    "in": lambda a, b: a in b,
    "contained_by": lambda a, b: set(a) <= set(b),
    "range": lambda a, b: b[0] <= a <= b[1],
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}


class Check(models.CheckConstraint):
    """A check that ``full_clean()`` answers in Python; the database still has the last word.

    Django alone asks the database once for each check of a model. Where the condition has a lookup that
    ``COMPARISONS`` lacks, Django asks as ever. Migrations see a plain ``CheckConstraint``.
    """

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and any(name.partition("__")[0] in exclude for name in _names(self.condition)):
            return
        try:
            answer = holds(self.condition, instance)
        except KeyError:
            super().validate(model, instance, exclude, using)
            return
        # As in SQL, a check that cannot be answered for want of a value is passed.
        if answer is False:
            raise self._violation()

    def columns(self, instance: models.Model) -> list[str]:
        """The attributes of ``instance`` that decide whether it passes."""
        names = {name.partition("__")[0] for name in _names(self.condition)}
        return sorted(_attribute(instance, name) for name in names)

    def _violation(self) -> ValidationError:
        return ValidationError(self.get_violation_error_message(), code=self.violation_error_code)


class Unique(models.UniqueConstraint):
    """A uniqueness among the rows of a ``condition`` that asks nothing for a row outside of it.

    Django alone asks the database to compare the row with the condition, too, in one wide statement.
    Migrations see a plain ``UniqueConstraint``.
    """

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        named = {*self.fields, *(name.partition("__")[0] for name in _names(self.condition))}
        if exclude and named & set(exclude):
            return
        values = {name: _value(instance, name) for name in self.fields}
        try:
            is_inside = holds(self.condition, instance)
        except KeyError:  # a lookup that only the database answers
            super().validate(model, instance, exclude, using)
            return
        # As in the index: a row outside of the condition, or with a null, is like no other.
        if None in values.values() or not is_inside:
            return
        others = model._default_manager.using(using).filter(self.condition, **values)
        if (others if instance._state.adding else others.exclude(pk=instance.pk)).exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )


def holds(condition: Any, instance: models.Model) -> bool | None:
    """Whether ``condition``, a ``Q``, is true of ``instance``: three-valued, as SQL is."""
    if not isinstance(condition, Q):
        path, expected = condition
        name, _, lookup = path.partition("__")
        value = _value(instance, name)
        if lookup == "isnull":
            return (value is None) is expected
        if isinstance(expected, F):
            expected = _value(instance, _name(expected))
        if value is None or expected is None:
            return None
        return COMPARISONS[lookup or "exact"](value, expected)
    parts = [holds(child, instance) for child in condition.children]
    decisive = condition.connector == Q.OR
    if decisive in parts:
        answer: bool | None = decisive
    else:
        answer = None if None in parts else not decisive
    if condition.negated and answer is not None:
        return not answer
    return answer


def _value(instance: models.Model, name: str) -> Any:
    return getattr(instance, _attribute(instance, name))


def _attribute(instance: models.Model, name: str) -> str:
    return "pk" if name == "pk" else instance._meta.get_field(name).attname  # type: ignore[union-attr]


def _name(reference: F) -> str:
    return str(reference.name)  # type: ignore[attr-defined]


def _names(condition: Any) -> Iterable[str]:
    if not isinstance(condition, Q):
        path, expected = condition
        yield path
        if isinstance(expected, F):
            yield _name(expected)
        return
    for child in condition.children:
        yield from _names(child)


def only_choices(field: str, choices: type[models.TextChoices], *, name: str) -> Check:
    """Refuse a stored value that is not one of ``choices``: Django alone checks forms only."""
    return Check(
        condition=Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=f"Nilai {field} tidak dikenal.",
    )


def only_choices_or_blank(field: str, choices: type[models.TextChoices], *, name: str) -> Check:
    """As ``only_choices``, for a text column that may also be empty."""
    return Check(
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        name=name,
        violation_error_message=f"Nilai {field} tidak dikenal.",
    )


def all_from_choices(field: str, choices: type[models.TextChoices], *, name: str) -> Check:
    """Refuse an array column that holds anything but ``choices``."""
    return Check(
        condition=Q(**{f"{field}__contained_by": list(choices.values)}),
        name=name,
        violation_error_message=f"Ada nilai {field} yang tidak dikenal.",
    )


def set_together(*fields: str, name: str, message: str = "") -> Check:
    """Require ``fields`` to be all filled or all null, as who and when always are."""
    none_set = Q(**{f"{field}__isnull": True for field in fields})
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    return Check(
        condition=none_set | all_set,
        name=name,
        violation_error_message=message
        or f"Isi semua: {', '.join(fields)}, atau tidak sama sekali.",
    )


def in_order(first: str, then: str, *, name: str, message: str) -> Check:
    """Require ``then`` not to lie before ``first``, where both are known."""
    return Check(
        condition=Q(**{f"{then}__isnull": True})
        | Q(**{f"{first}__isnull": True})
        | Q(**{f"{then}__gte": F(first)}),
        name=name,
        violation_error_message=message,
    )


def between(field: str, low: int, high: int, *, name: str, message: str) -> Check:
    """Require ``field``, where known, to lie from ``low`` to ``high``."""
    return Check(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (low, high)}),
        name=name,
        violation_error_message=message,
    )
