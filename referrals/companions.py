"""Who belongs to somebody when a place is sought: family, and who was met with them."""

from django.db.models import Q

from intake.models import Case, Relation, RelationKind
from intake.queries import files_of
from ppks_service.accounts.models import User

# Whom nobody is placed beside.
NOT_TOGETHER = (RelationKind.EXPLOITER,)
MOST = 12


def companions_of(case: Case, user: User) -> list[Case]:
    """The case itself, and the open cases of related people and of those met in one group, if ``user`` may open them.

    Two steps of relations: a mother's children are each other's siblings even where nobody wrote that down.
    """
    people = {case.person_id}
    for _ in range(2):
        people |= _related(people)
    group = Q(person__in=people)
    if case.encounter is not None:
        met = [pk for pk in (case.encounter_id, case.encounter.met_with_id) if pk is not None]
        group |= Q(encounter__in=met) | Q(encounter__met_with__in=met)
    found = files_of(user).open().filter(group).exclude(pk=case.pk).distinct()
    others = found.select_related("person", "encounter", "section").order_by("pk")
    return [case, *others[: MOST - 1]]


def _related(people: set[int]) -> set[int]:
    rows = Relation.objects.filter(Q(person__in=people) | Q(other__in=people)).exclude(
        kind__in=NOT_TOGETHER
    )
    return {key for pair in rows.values_list("person", "other") for key in pair}
