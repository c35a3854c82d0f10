"""What a child's file needs beside all that every file needs: somebody who answers for them."""

from collections.abc import Iterator

from django.urls import reverse

from intake.models import Case, Relation, RelationKind
from intake.same import group_of
from ppks_service.accounts.models import User
from ppks_service.panels import Hindrance

ANSWER_FOR_A_CHILD = (RelationKind.MOTHER, RelationKind.FATHER, RelationKind.GUARDIAN)


def hindrances(user: User, case: Case) -> Iterator[Hindrance]:
    """A child for whom nobody answers: no parent and no guardian is written down. Two queries."""
    if not case.is_child:
        return
    related = Relation.objects.filter(
        other__in=group_of(case.person_id).keys, kind__in=ANSWER_FOR_A_CHILD
    )
    if not related.exists():
        yield Hindrance(
            sentence="orang tua atau wali anak belum dicatat",
            url=reverse("intake:case_family", args=[case.number]),
            link="Catat orang tua atau wali",
            order=45,  # after the assessment, which gathers it too
        )
