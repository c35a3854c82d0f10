"""All that is known of who somebody is, under every number of theirs."""

from collections.abc import Collection
from typing import Any

from intake import same
from intake.body_map import body_map
from intake.models import (
    BodyMark,
    CheckResult,
    Identifier,
    IdentityCheck,
    IdentityLevel,
    IdentityTask,
    Person,
    PersonName,
    PersonStatement,
    TaskStatus,
)


def known_of(records: Collection[int]) -> dict[str, Any]:
    """Names, numbers, marks, statements and rungs of the human being whose ``records`` these are.

    Each row has its ``person``, so that the page can say under which number it was written. Eight queries.
    """

    def rows(model: type) -> Any:
        return model._default_manager.filter(person__in=records).select_related("person")  # type: ignore[attr-defined]

    level = same.identity_level(records)
    named = Person.objects.filter(pk__in=records, name_is_placeholder=False).exists()
    return {
        "identity": level,
        "ladder": _ladder(rows, level, named=named),
        "names": rows(PersonName).order_by("pk"),
        "identifiers": rows(Identifier).select_related("noted_by").order_by("kind", "pk"),
        "body": body_map(rows(BodyMark).select_related("noted_by").order_by("pk")),
        "statements": rows(PersonStatement).order_by("-said_on", "-pk"),
    }


def _ladder(rows: Any, level: IdentityLevel, *, named: bool) -> list[dict[str, Any]]:
    """The rungs of identity with the tries made on each, the newest first."""
    checks = list(rows(IdentityCheck).select_related("checked_by").order_by("-checked_on", "-pk"))
    tasks = rows(IdentityTask).filter(status=TaskStatus.OPEN).select_related("owner")
    asked = {task.level: task for task in tasks.order_by("-pk")}
    reached = list(IdentityLevel).index(level)
    rungs = []
    for index, rung in enumerate(IdentityLevel):
        if rung == IdentityLevel.UNKNOWN:
            continue
        tries = [check for check in checks if check.level == rung]
        said = rung == IdentityLevel.ASSERTED and named
        found = any(check.result == CheckResult.FOUND for check in tries)
        state = "done" if said or found or index == reached else ""
        if not state and index == reached + 1:
            state = "now"
        rungs.append(
            {
                "number": index,
                "label": rung.label,
                "state": state,
                "tries": tries,
                "task": asked.get(rung),
            }
        )
    return rungs
