"""What the pages of paper bands show, and whom a scanned band leads to."""

from dataclasses import dataclass
from typing import Any

import segno
from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from intake import permissions_raids as permissions
from intake.models import Band, Case, Encounter, Raid
from intake.models.bands import number_words
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability

A_PAGE = 8  # strips on one sheet of A4 across


@dataclass(frozen=True)
class Sheet:
    """Bands that were printed at once."""

    uuid: object
    bands: int
    first: str
    last: str
    printed_at: object


def numbers_of(raid: Raid, user: User) -> dict[str, int]:
    """How many bands of a raid are printed, free, set aside for ``user``, worn, lost."""
    unused = Q(encounter__isnull=True, voided_at__isnull=True)
    return Band.objects.filter(raid=raid).aggregate(
        printed=Count("pk"),
        free=Count("pk", filter=unused & Q(reserved_by__isnull=True)),
        mine=Count("pk", filter=unused & Q(reserved_by=user)),
        worn=Count("pk", filter=Q(encounter__isnull=False, voided_at__isnull=True)),
        lost=Count("pk", filter=Q(voided_at__isnull=False)),
    )


def sheets_of(raid: Raid) -> list[Sheet]:
    rows = Band.objects.filter(raid=raid).order_by().values("sheet", "printed_at")
    counted = rows.annotate(n=Count("pk"), first=Min("number"), last=Max("number"))
    return [
        Sheet(
            uuid=row["sheet"],
            bands=row["n"],
            first=number_words(row["first"]),
            last=number_words(row["last"]),
            printed_at=row["printed_at"],
        )
        for row in counted.order_by("first")
    ]


def sheet_context(raid: Raid, bands: list[Band]) -> dict[str, Any]:
    """What ``documents/band_sheet.html`` prints: strips by page, each with its QR code."""
    strips = [(band.words, drawing(band)) for band in bands]
    return {
        "raid": raid,
        "first": bands[0].words,
        "last": bands[-1].words,
        "pages": [strips[at : at + A_PAGE] for at in range(0, len(strips), A_PAGE)],
    }


def drawing(band: Band) -> str:
    """The QR code of a band. Paper on a wrist gets creased, so a quarter of it may be unreadable."""
    return str(segno.make(band.code, error="q", micro=False).svg_data_uri(border=2, scale=4))


def person_address(user: User, band: Band) -> str | None:
    """The page of whoever wears or wore ``band``, or None for whoever may not know them."""
    if band.encounter_id is None:
        return None
    seen = Encounter.objects.visible_to(user).filter(pk=band.encounter_id)
    encounter = seen.select_related("raid", "case__section").first()
    if encounter is None:
        return None
    if user.has(Capability.READ_CASES):
        case = Case.objects.visible_to(user).filter(encounter=encounter).first()
        if case is not None:
            return reverse("intake:case_show", args=[case.number])
    if not user.has(Capability.READ_RAIDS) or not permissions.see_identity.allows(user, encounter):
        return None
    return reverse("intake:encounter_show", args=[encounter.number])
