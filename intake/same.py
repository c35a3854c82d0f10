"""Records that a person said are one human being, read as one: numbers, cases, history.

Nothing of a record moves when it is linked; so whoever shows a history asks here whose it is.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case as Choose
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from intake.models import (
    Case,
    DuplicateProposal,
    Identifier,
    IdentityLevel,
    ImportRow,
    Person,
    PersonLink,
    PersonName,
    ProposalSource,
    Relation,
    any_of_group,
    of_group,
    root_of,
)
from intake.models.cases import CaseQuerySet
from ppks_service.accounts.models import User

# For a query: cases that began before the outer row's.
EARLIER = Q(opened_at__lt=OuterRef("opened_at")) | Q(
    opened_at=OuterRef("opened_at"), pk__lt=OuterRef("pk")
)


@dataclass(frozen=True)
class Group:
    """The records of one human being: ``root`` is shown, ``keys`` are all of them with it."""

    root: int
    keys: frozenset[int]

    @property
    def is_linked(self) -> bool:
        return len(self.keys) > 1


def groups_of(persons: Iterable[int]) -> dict[int, Group]:
    """For the key of each person the records that are the same human being. One query."""
    asked = list(persons)
    links = PersonLink.objects.open()
    roots = links.filter(Q(person__in=asked) | Q(root__in=asked)).values("root")
    members: dict[int, set[int]] = defaultdict(set)
    root_by_person: dict[int, int] = {}
    for person, root in links.filter(root__in=roots).values_list("person", "root"):
        members[root] |= {person, root}
        root_by_person |= {person: root, root: root}
    found = {}
    for pk in asked:
        root = root_by_person.get(pk, pk)
        found[pk] = Group(root, frozenset(members.get(root, {pk})))
    return found


def group_of(person: int) -> Group:
    """All records of the human being whose record this is. One query."""
    return groups_of([person])[person]


def cases_of(person: int) -> CaseQuerySet:
    """Every case of the human being, under whichever number it was opened."""
    return Case.objects.filter(person__in=group_of(person).keys)


def identity_level(records: Collection[int]) -> IdentityLevel:
    """How surely the human being of these ``records`` is known: the highest rung under any number. One query."""
    ladder = list(IdentityLevel)
    reached = Person.objects.filter(pk__in=records).values_list("identity_level", flat=True)
    return max(map(IdentityLevel, reached), key=ladder.index, default=IdentityLevel.UNKNOWN)


def told_how_often(cases: QuerySet[Case]) -> QuerySet[Case]:
    """``cases`` with ``root``, the person each is shown under, and ``before``: the earlier cases of that one.

    The one place where reports read who is one person. Of a record that is linked to none, ``before`` is
    what was counted when the case was opened.
    """
    linked = PersonLink.objects.open().filter(root=OuterRef("root"))
    shown, below = of_group(OuterRef("root"))
    # A register taken over later must not change what a closed month said of its cases.
    known_then = ImportRow.objects.filter(
        case=OuterRef("pk"), source__accepted_at__lt=OuterRef(OuterRef("opened_at"))
    )
    earlier = Case.objects.filter(EARLIER).filter(Q(from_register=False) | Exists(known_then))
    counted = _count(earlier.filter(shown)) + _count(earlier.filter(below))
    return cases.annotate(root=root_of("person")).annotate(
        before=Choose(
            When(Exists(linked), then=counted),
            default=F("repeat_count"),
            output_field=IntegerField(),
        )
    )


def persons_for(user: User) -> QuerySet[Person]:
    """Persons with a case that ``user`` may open, under any of their numbers, and those without a case."""
    rooted = Person.objects.annotate(root=root_of("pk"))
    files = any_of_group(Case.objects.visible_to(user), OuterRef("root"))
    any_case = any_of_group(Case.objects.all(), OuterRef("root"))
    return rooted.filter(files | ~any_case)


def _count(rows: QuerySet) -> Coalesce:
    one = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def written_about_since(moment: dt.datetime) -> QuerySet[Person]:
    """Persons registered or changed since, or with a new name, number or relation."""
    changed = Person.pgh_event_model.objects.filter(pgh_created_at__gte=moment)  # type: ignore[attr-defined]
    lately: list[tuple[QuerySet, str]] = [
        (changed, "pgh_obj"),
        (PersonName.objects.filter(noted_at__gte=moment), "person"),
        (Identifier.objects.filter(noted_at__gte=moment), "person"),
        (Relation.objects.filter(noted_at__gte=moment), "person"),
        (Relation.objects.filter(noted_at__gte=moment), "other"),
    ]
    found = Q()
    for rows, person in lately:
        found |= Q(pk__in=rows.values(person))
    return Person.objects.filter(found)


def pair_of(one: Person, other: Person) -> DuplicateProposal:
    """The question about the two as it is stored, or one that nobody has asked yet."""
    left, right = sorted((one, other), key=lambda person: person.pk)
    stored = DuplicateProposal.objects.for_list().filter(left=left, right=right).first()
    return stored or DuplicateProposal(left=left, right=right, source=ProposalSource.OFFICER)
