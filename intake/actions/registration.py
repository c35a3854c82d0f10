"""Taking somebody in: person, number and case in one go, or none of them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from intake import permissions
from intake.actions.cases import open_case, settle, untriaged
from intake.actions.persons import add_identifier, add_name, register_person
from intake.actions.proposals import propose_for
from intake.models import (
    Case,
    Consent,
    Encounter,
    IdentifierKind,
    NameKind,
    Person,
    PersonName,
    PPKSType,
    ProposalSource,
)
from intake.nik import digits
from intake.same import cases_of, group_of
from ppks_service.accounts.models import User
from ppks_service.crypto import keyed_hash
from ppks_service.journal.actions import record
from ppks_service.text import folded


@transaction.atomic
def register_arrival(
    case: Case,
    *,
    by: User,
    person: Person,
    name: str = "",
    nik: str = "",
    accept_warnings: bool = False,
    encounter: Encounter | None = None,
    types: Sequence[PPKSType] = (),
    consent: Consent | None = None,
) -> Case:
    """Open ``case`` for ``person``, who is new or known already; both stay unwritten if one fails.

    Who has several numbers is taken in under the one that is shown. A new name of a known person is kept
    beside the old ones. Who is met again while their case runs joins that case; nothing else of the form is
    kept then. Raises as ``open_case`` and ``add_identifier`` do, the latter's refusals under ``nik``.
    """
    is_known = person.pk is not None
    running = cases_of(person.pk).open().order_by("pk").first() if is_known else None
    if running is not None:
        if encounter is None:
            raise ValidationError(f"Orang ini sudah punya kasus berjalan: {running.number}.")
        return join_case(running, encounter, by=by)
    if is_known:
        person = Person.objects.get(pk=group_of(person.pk).root)
    else:
        person = register_person(person, by=by, name=name, name_source="pengakuan saat registrasi")
    case.person = person
    case = open_case(case, by=by, encounter=encounter, types=types, consent=consent)
    if is_known and name.strip():
        _keep_other_name(person, name.strip(), by=by)
    if nik and not _has_number(person, nik):
        try:
            add_identifier(
                person,
                by=by,
                kind=IdentifierKind.NIK,
                number=nik,
                source="kartu atau surat, saat registrasi",
                accept_warnings=accept_warnings,
            )
        except ValidationError as refused:
            raise ValidationError({"nik": _messages(refused)}) from refused
    propose_for(person, by=by, source=ProposalSource.REGISTRATION)
    return case


@transaction.atomic
def join_case(case: Case, encounter: Encounter, *, by: User) -> Case:
    """Tie an encounter to the running case of whom it met: no second case is opened."""
    permissions.register.check(by, case)
    encounter = untriaged(encounter)
    settle(encounter, case, by=by)
    record(
        actor=by,
        action="case.join",
        subject=case,
        note=f"Ditemukan lagi: temuan {encounter.number} masuk kasus ini.",
    )
    return case


def _keep_other_name(person: Person, name: str, *, by: User) -> None:
    known = {folded(row) for row in person.names.values_list("name", flat=True)}
    if folded(name) not in known:
        source = "disebut saat registrasi"
        add_name(PersonName(person=person, name=name, kind=NameKind.ALIAS, source=source), by=by)


def _has_number(person: Person, number: str) -> bool:
    return person.identifiers.filter(number_hash=keyed_hash(digits(number))).exists()


def _messages(refused: ValidationError) -> list[ValidationError]:
    if hasattr(refused, "error_dict"):
        return [error for errors in refused.error_dict.values() for error in errors]
    return list(refused.error_list)
