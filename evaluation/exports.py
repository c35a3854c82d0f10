"""The list of visits as a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from evaluation.models import Visit
from evaluation.queries import listed_visits, visit_list_of
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.indonesian import in_sentence, long_date


def _visits(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    chosen = visit_list_of(query.get("saring", ""))
    rows = list(listed_visits(user, chosen).order_by(*chosen.order)[: ROWS_AT_MOST + 1])
    return Found(rows, in_sentence(chosen.label))


def _state(visit: Visit) -> str:
    if visit.held_at:
        return str(visit.get_result_display())
    if visit.cancelled_at:
        return "Dibatalkan"
    return "Lewat waktu" if visit.is_overdue else "Direncanakan"


VISITS = ListExport(
    key="kunjungan",
    title="Daftar kunjungan",
    url_name="evaluation:visit_list",
    capabilities=frozenset({Capability.WRITE_VISITS, Capability.READ_CASES}),
    fetch=_visits,
    columns=(
        Column(head="Nomor kasus", value=lambda visit: visit.case.number),
        Column(head="Orang", value=lambda visit: visit.case.listed_name, width=30, is_name=True),
        Column(head="Direncanakan", value=lambda visit: long_date(visit.planned_on)),
        Column(head="Maksud", value=lambda visit: visit.purpose, width=36),
        Column(head="Petugas", value=lambda visit: str(visit.assigned_to), width=24),
        Column(head="Keadaan", value=_state, width=24),
    ),
)
