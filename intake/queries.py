"""What pages of the case file read, each in a fixed number of queries."""

from collections.abc import Collection

from django.db.models import QuerySet

from intake.models import Case, Encounter, Identifier, IdentifierKind, Person
from intake.models.cases import CaseQuerySet
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role, roles_with


def files_of(user: User) -> CaseQuerySet:
    """The case files that ``user`` may open, with all that the head of one reads."""
    return Case.objects.visible_to(user).select_related(
        "person__claimed_origin",
        "person__verified_origin",
        "section",
        "owner",
        "opened_by",
        "main_type",
        "encounter",
    )


def person_of_case(case_pk: int) -> int | None:
    """The key of the person of one case, for the journal."""
    return Case.objects.filter(pk=case_pk).values_list("person", flat=True).first()


def same_number(records: Collection[int]) -> QuerySet[Person]:
    """Others with a NIK, passport or other own number that the person of these ``records`` has too."""
    numbers = Identifier.objects.exclude(kind=IdentifierKind.KK)
    hashes = numbers.filter(person__in=records).values("number_hash")
    others = numbers.filter(number_hash__in=hashes)
    return (
        Person.objects.filter(pk__in=others.values("person")).exclude(pk__in=records).order_by("pk")
    )


def owners_for(section: int) -> QuerySet[User]:
    """Who may answer for a case of ``section``: its active social workers and heads."""
    roles = [role for role in roles_with(Capability.ASSESS) if role != Role.DIVISION_HEAD]
    return User.objects.filter(office=section, role__in=roles, is_active=True).order_by(
        "full_name", "pk"
    )


def awaiting_registration(user: User) -> QuerySet[Encounter]:
    """Encounters that nobody has triaged yet, the longest waiting first."""
    return Encounter.objects.visible_to(user).awaiting_triage().for_list().order_by("met_at", "pk")
