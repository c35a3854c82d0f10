"""The residents of one facility as a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.indonesian import long_date
from upt_facilities.board import Resident, listed_stays, resident_of
from upt_facilities.models import Facility


def _residents(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    facility = Facility.objects.visible_to(user).filter(code=query.get("kode", "")).first()
    if facility is None:
        raise Http404
    has_left = query.get("keadaan") == "keluar"
    now = timezone.now()
    stays = listed_stays(facility, has_left=has_left)[: ROWS_AT_MOST + 1]
    rows = [resident_of(stay, facility, user, now) for stay in stays]
    return Found(rows, f"{facility.name}, {'sudah keluar' if has_left else 'kini tinggal'}")


def _place(row: Resident) -> str:
    occupancy = row.stay.occupancy
    return f"{occupancy.place.ward.name} {occupancy.place.number}" if occupancy else ""


RESIDENTS = ListExport(
    key="penghuni",
    title="Daftar penghuni",
    url_name="facilities:residents",
    takes_argument="kode",
    capabilities=frozenset({Capability.READ_FACILITIES, Capability.ANSWER_REFERRALS}),
    fetch=_residents,
    columns=(
        Column(head="Nomor kasus", value=lambda row: row.stay.case.number),
        Column(head="Penghuni", value=lambda row: row.who, width=30, is_name=True),
        Column(head="Tempat", value=_place, width=24),
        Column(head="Tiba", value=lambda row: long_date(row.stay.arrived_at)),
        Column(head="Hari", value=lambda row: row.days, width=8),
        Column(head="Batas", value=lambda row: long_date(row.due_at) if row.due_at else ""),
        Column(
            head="Keluar",
            value=lambda row: (
                f"{long_date(row.stay.exit_at)}: {row.stay.get_exit_kind_display()}"
                if row.stay.exit_at
                else ""
            ),
            width=34,
        ),
    ),
)
