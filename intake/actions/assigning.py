"""Who answers for a case: named one by one, or for many at once after a raid."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from intake import permissions
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.journal.actions import record
from ppks_service.workflow import Refused, WrongStatus


@transaction.atomic
def assign(case: Case, *, by: User, owner: User) -> Case:
    """Make ``owner`` answer for the case: a social worker or the head of its section."""
    current = _locked(case)
    permissions.assign_case.check(by, current)
    if not current.is_open:
        raise WrongStatus("Kasus ini sudah selesai; penanggung jawabnya tidak diubah lagi.")
    if owner.office_id != current.section_id or not owner.is_active:
        raise ValidationError({"owner": "Pilih petugas aktif dari seksi yang menangani kasus ini."})
    if not owner.has(Capability.ASSESS):
        raise ValidationError(
            {"owner": "Penanggung jawab adalah pekerja sosial atau Kepala Seksi."}
        )
    current.owner = owner
    current.save(update_fields=["owner"])
    record(
        actor=by,
        action="case.assign",
        subject=current,
        note=f"Penanggung jawab: {owner}.",
        owner=owner.pk,
    )
    return current


@dataclass(frozen=True)
class Allotted:
    """One case that was to be shared out, and why it was not, if so."""

    case: Case
    why_not: str = ""


def assign_many(cases: Sequence[Case], *, by: User, owner: User) -> list[Allotted]:
    """Make ``owner`` answer for each of ``cases`` that nobody answers for yet.

    Each is its own transaction. Whom another window has named meanwhile stays, and is told.
    Raises ``ValidationError`` under ``cases`` for none.
    """
    if not cases:
        raise ValidationError({"cases": "Centang paling sedikit satu kasus."})
    return [_assign_free(case, by=by, owner=owner) for case in cases]


def _assign_free(case: Case, *, by: User, owner: User) -> Allotted:
    try:
        with transaction.atomic():
            current = _locked(case)
            if current.owner is not None:
                return Allotted(current, f"sudah dipegang {current.owner}")
            return Allotted(assign(current, by=by, owner=owner))
    except Refused as refusal:
        return Allotted(case, str(refusal))
    except ValidationError as error:
        return Allotted(case, " ".join(error.messages))


def _locked(case: Case) -> Case:
    return Case.objects.locked().select_related("section", "person", "owner").get(pk=case.pk)
