"""The blank forms: what is printed before a raid, a code on every sheet."""

from dataclasses import dataclass

import segno

from intake.models import (
    Activity,
    AgeBand,
    AgencyRole,
    Belonging,
    Condition,
    Raid,
    SheetKind,
)
from intake.sheets.codes import SheetCode
from ppks_service.documents.actions import letterhead
from ppks_service.pdf import render_pdf

PEOPLE_A_SHEET = 3
SHEETS_AT_MOST = 60
AGENCY_ROWS, STOP_ROWS = 9, 10


@dataclass(frozen=True)
class Sheet:
    """One sheet to print: its code, the code's drawing, and the ordinals of its people."""

    code: SheetCode
    drawing: str
    people: tuple[int, ...]


def people_form(raid: Raid | None, *, sheets: int) -> bytes:
    """``sheets`` sheets for the people met, three a sheet, as PDF/UA."""
    return render_pdf(
        "documents/blank_people.html",
        {
            **_common(raid, SheetKind.PEOPLE, sheets),
            "ages": [
                value.replace("-", "–") for value in AgeBand.values if value != AgeBand.UNKNOWN
            ],
            "activities": _words(Activity.choices),
            "conditions": _words(Condition.choices),
            "belongings": _words(Belonging.choices),
        },
    )


def raid_form(raid: Raid | None) -> bytes:
    """One sheet for a raid itself: order, agencies, stops with their count, what happened."""
    agencies = list(raid.agencies.order_by("pk")) if raid else []
    stops = list(raid.stops.order_by("order")) if raid else []
    return render_pdf(
        "documents/blank_raid.html",
        {
            **_common(raid, SheetKind.RAID, 1),
            "agencies": agencies,
            "stops": stops,
            "agency_rows": range(max(2, AGENCY_ROWS - len(agencies))),
            # One raid, one sheet: more agencies leave fewer lines for stops.
            "stop_rows": range(
                max(2, STOP_ROWS - len(stops) - max(0, len(agencies) + 2 - AGENCY_ROWS))
            ),
            "roles": [str(label) for _, label in AgencyRole.choices],
        },
    )


def _common(raid: Raid | None, kind: SheetKind, sheets: int) -> dict[str, object]:
    made = [_sheet(raid, kind, page) for page in range(1, sheets + 1)]
    return {"raid": raid, "sheets": made, "letterhead": letterhead(), "total": sheets}


def _sheet(raid: Raid | None, kind: SheetKind, page: int) -> Sheet:
    code = SheetCode.new(raid.number if raid else "", kind, page)
    # A quarter of it may be under a thumb, a fold or rain.
    drawing = segno.make(code.text, error="q", boost_error=False)
    first = (page - 1) * PEOPLE_A_SHEET + 1
    return Sheet(
        code,
        drawing.svg_data_uri(border=4, scale=4),
        tuple(range(first, first + PEOPLE_A_SHEET)),
    )


def _words(choices: list[tuple[str, str]]) -> list[str]:
    return [str(label) for value, label in choices if value != "unknown"]
