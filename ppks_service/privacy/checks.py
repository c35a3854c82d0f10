"""The system check that no column is without a class and a period."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import models

from ppks_service.privacy.policy import BadPolicy, Policy, our_models, policy

HINT = "Give it a class and a retention in ppks_service/privacy/policy.toml."


@register("privacy")
def every_column_is_classed(**kwargs: Any) -> list[CheckMessage]:
    try:
        return list(gaps(policy(), our_models()))
    except BadPolicy as error:
        return [Error(str(error), hint="See the head of policy.toml.", id="privacy.E003")]


def gaps(known: Policy, classed: Iterable[type[models.Model]]) -> Iterator[CheckMessage]:
    """Columns without a line, then lines without a column."""
    labels = set()
    for model in classed:
        label = model._meta.label_lower
        labels.add(label)
        lines = set(known.columns.get(label, {}))
        columns = {field.name for field in model._meta.concrete_fields}
        for name in sorted(columns - lines):
            yield Error(f"{label}.{name} has no class.", hint=HINT, obj=model, id="privacy.E001")
        for name in sorted(lines - columns):
            yield Error(f"policy.toml: {label} has no column {name}.", id="privacy.E002")
    for label in sorted(set(known.columns) - labels):
        yield Error(f"policy.toml: there is no model {label}.", id="privacy.E002")
