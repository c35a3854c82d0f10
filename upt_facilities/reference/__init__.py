"""The places of North Sumatra as far as public sources tell, until the Dinas confirms them.

Everything here is a default that the office edits on the pages of a facility: capacities are those
seen in the press or provisional, criteria are the written rules of these units or of sister
provinces (domain.md §4). What the office has changed is never written over.
"""

from django.db import transaction

from ppks_service.accounts.models import Office
from ppks_service.areas.models import Area
from upt_facilities.models import Criterion, Facility, FacilityKind, Place, RequiredPaper, Ward
from upt_facilities.reference.agencies import AGENCIES
from upt_facilities.reference.children import CHILDREN
from upt_facilities.reference.parts import needs_served
from upt_facilities.reference.shape import FacilityRow, WardRow
from upt_facilities.reference.shelters import SHELTERS
from upt_facilities.reference.units import UNITS

FACILITIES: tuple[FacilityRow, ...] = (*UNITS, *CHILDREN, *SHELTERS, *AGENCIES)


@transaction.atomic
def load() -> None:
    """Make the facilities that are missing, each with its office, wards, places, rules and papers."""
    areas = {area.pk: area for area in Area.objects.filter(pk__in={f.area for f in FACILITIES})}
    known = set(Facility.objects.values_list("code", flat=True))
    department = Office.objects.filter(parent=None, kind="department").order_by("pk").first()
    for row in FACILITIES:
        if row.code in known:
            _link_area(row, areas.get(row.area))
            continue
        _make(row, areas.get(row.area), department)


def _make(row: FacilityRow, area: Area | None, department: Office | None) -> None:
    is_ours = row.kind == FacilityKind.UPT
    office, _ = Office.objects.get_or_create(
        name=row.office_name,
        defaults={
            "short_name": row.short_name,
            "kind": row.office_kind,
            "parent": department if is_ours else None,
        },
    )
    facility = Facility.objects.create(
        code=row.code,
        name=row.name,
        kind=row.kind,
        office=office,
        area=area,
        address=row.address,
        target=row.target,
        audiences=list(row.audiences),
        needs_served=[need.value for need in needs_served(row)],
        is_local=row.is_local,
        services="\n".join(row.services),
        requirements="\n".join(row.requirements),
        procedure="\n".join(row.procedure),
        hours=row.hours,
        usual_stay=row.usual_stay,
        usual_stay_days=row.usual_stay_days,
        is_residential=bool(row.wards),
        is_confirmed=False,
        source=row.source,
    )
    for ward in row.wards:
        _make_ward(facility, ward)
    Criterion.objects.bulk_create(
        Criterion(
            facility=facility,
            order=order,
            fact=rule.fact,
            operator=rule.operator,
            value=rule.value,
            severity=rule.severity,
            text=rule.text,
            source=rule.source,
        )
        for order, rule in enumerate(row.criteria, start=1)
    )
    RequiredPaper.objects.bulk_create(
        RequiredPaper(facility=facility, kind=kind, severity=severity)
        for kind, severity in row.papers
    )


def _make_ward(facility: Facility, row: WardRow) -> None:
    ward = Ward.objects.create(
        facility=facility,
        name=row.name,
        sex=row.sex,
        min_age=row.min_age,
        max_age=row.max_age,
        note=row.note,
        is_on_request=row.is_on_request,
    )
    Place.objects.bulk_create(
        Place(ward=ward, number=str(number), order=number) for number in range(1, row.places + 1)
    )


def _link_area(row: FacilityRow, area: Area | None) -> None:
    """Areas may be loaded after the facilities: link then what nobody has linked."""
    if area is not None:
        Facility.objects.filter(code=row.code, area=None).update(area=area)
