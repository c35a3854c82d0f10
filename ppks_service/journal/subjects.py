"""Whose file a row belongs to: the case and the person that its foreign keys lead to.

The journal lies below the apps that have cases and persons; it knows both by their labels, and asks the
app that registered ``"journal.person_of_case"`` where only the key of a case is at hand.
"""

from collections import deque
from dataclasses import dataclass
from functools import cache

from django.db import models

from ppks_service.panels import registered

CASE, PERSON = "intake.case", "intake.person"
# A row names its case by key where a lower app keeps it, as a paper does.
CASE_KEY = "case_pk"


@dataclass(frozen=True)
class Path:
    """Foreign keys from a row to its case or person; the last is read as a key, not as a row."""

    steps: tuple[str, ...]
    is_case: bool

    def __str__(self) -> str:
        return "__".join(self.steps)


def file_of(subject: models.Model) -> tuple[int | None, int | None]:
    """The keys of the case and of the person to whose file ``subject`` belongs, as far as it has them.

    Costs nothing where the rows on the way are loaded, else a query for each that is not.
    """
    label = subject._meta.label_lower
    if label == PERSON:
        return None, subject.pk
    # A row that names its person itself (an encounter, a number) is theirs, whatever its case says.
    own = getattr(subject, "person_id", None)
    if label == CASE:
        return subject.pk, own
    for path in paths_of(subject._meta.model):  # also of the lazy user of a request
        holder, key = _follow(subject, path)
        if holder is None or key is None:
            continue
        if not path.is_case:
            return None, key
        return key, own or _person_behind(holder, path.steps[-1], key)
    return None, own


@cache
def paths_of(model: type[models.Model]) -> tuple[Path, ...]:
    """All ways from a row of ``model`` to a case or person: to a case first, the shortest first.

    What is about several people at once (a raid, a batch) has none, and a pair of records leads to one of
    the two: whoever writes such an act down says for each whose it is.
    """
    found: list[Path] = []
    seen = {model}
    queue: deque[tuple[type[models.Model], tuple[str, ...]]] = deque([(model, ())])
    while queue:
        here, steps = queue.popleft()
        for field in here._meta.concrete_fields:
            way = (*steps, field.name)
            target = field.related_model
            if field.name == CASE_KEY:
                found.append(Path(way, is_case=True))
            elif isinstance(target, type) and target._meta.label_lower in (CASE, PERSON):
                found.append(Path(way, is_case=target._meta.label_lower == CASE))
            elif isinstance(target, type) and target not in seen:
                seen.add(target)
                queue.append((target, way))
    return tuple(sorted(found, key=lambda path: (not path.is_case, len(path.steps))))


def _follow(subject: models.Model, path: Path) -> tuple[models.Model | None, int | None]:
    """The row at the last step of ``path``, and the key that it has there."""
    holder: models.Model | None = subject
    for step in path.steps[:-1]:
        holder = getattr(holder, step)
        if holder is None:
            return None, None
    assert holder is not None
    field = holder._meta.get_field(path.steps[-1])
    return holder, getattr(holder, field.attname)  # type: ignore[union-attr]


def _person_behind(holder: models.Model, step: str, case_pk: int) -> int | None:
    case = holder._state.fields_cache.get(step)
    return getattr(case, "person_id", None) if case is not None else person_of_case(case_pk)


def person_of_case(case_pk: int) -> int | None:
    """The key of the person whose case this is. One query."""
    for ask in registered("journal.person_of_case"):
        person: int | None = ask(case_pk)
        return person
    return None
