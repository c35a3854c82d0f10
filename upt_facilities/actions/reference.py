"""What the data administrator keeps of a facility: its texts, wards, places, rules and papers."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from intake.models import PaperKind
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from upt_facilities import permissions
from upt_facilities.models import (
    Facility,
    Occupancy,
    Place,
    RequiredPaper,
    Severity,
    Ward,
)

MOST_NEW_PLACES = 100


@transaction.atomic
def edit_facility(facility: Facility, *, by: User) -> Facility:
    """Save what a form changed of the texts that the directory and the board show."""
    permissions.maintain.check(by, facility)
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    facility.full_clean()
    facility.save()
    record(actor=by, action="facility.edit", subject=facility, facility=facility.code)
    return facility


@transaction.atomic
def save_ward(
    ward: Ward, *, by: User, add: int = 0, add_extra: int = 0, in_use: Collection[int] | None = None
) -> Ward:
    """Save a ward, append numbered places, and set which of the present ones are used.

    A place that somebody has now stays in use. Places are never removed: their past is in them.
    """
    permissions.maintain.check(by, ward.facility)
    if not 0 <= add <= MOST_NEW_PLACES or not 0 <= add_extra <= MOST_NEW_PLACES:
        raise ValidationError({"add": f"Paling banyak {MOST_NEW_PLACES} tempat sekaligus."})
    ward.full_clean()
    ward.save()
    if in_use is not None:
        _set_in_use(ward, in_use)
    _append_places(ward, add, prefix="", is_extra=False)
    _append_places(ward, add_extra, prefix="T", is_extra=True)
    record(
        actor=by,
        action="ward.save",
        subject=ward,
        facility=ward.facility.code,
        added=add,
        added_extra=add_extra,
    )
    return ward


@transaction.atomic
def set_papers(facility: Facility, *, by: User, papers: dict[PaperKind, Severity]) -> Facility:
    """Say which papers the facility asks for: these and no others."""
    permissions.maintain.check(by, facility)
    facility.required_papers.exclude(kind__in=papers).delete()
    for kind, severity in papers.items():
        RequiredPaper.objects.update_or_create(
            facility=facility, kind=kind, defaults={"severity": severity}
        )
    record(
        actor=by,
        action="facility.papers",
        subject=facility,
        facility=facility.code,
        papers={str(kind): str(severity) for kind, severity in papers.items()},
    )
    return facility


def _set_in_use(ward: Ward, in_use: Collection[int]) -> None:
    dropped = ward.places.filter(is_in_use=True).exclude(pk__in=in_use)
    taken = Occupancy.objects.now().filter(place__in=dropped).select_related("place").first()
    if taken is not None:
        raise ValidationError(
            {"in_use": f"Nomor {taken.place} sedang dihuni, dipesan, atau ditutup; tetap dipakai."}
        )
    dropped.update(is_in_use=False)
    ward.places.filter(pk__in=in_use).update(is_in_use=True)


def _append_places(ward: Ward, amount: int, *, prefix: str, is_extra: bool) -> None:
    """Number on from the places there are; a number is never given twice."""
    if not amount:
        return
    used = set(ward.places.values_list("number", flat=True))
    order = ward.places.count()
    number = 0
    fresh: list[Place] = []
    while len(fresh) < amount:
        number += 1
        if f"{prefix}{number}" not in used:
            order += 1
            fresh.append(
                Place(ward=ward, number=f"{prefix}{number}", order=order, is_extra=is_extra)
            )
    Place.objects.bulk_create(fresh)
