"""The list of referrals as a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from intake.case_list import type_words
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.indonesian import long_moment
from ppks_service.worklist.clocks import Clocks
from referrals import queries
from referrals.forms import LISTS, ReferralFilter
from referrals.listing import filtered, in_state
from referrals.states import ran_out, sign_of


def _referrals(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    filters = ReferralFilter(query)
    chosen = query.get("keadaan", "")
    found = in_state(filtered(queries.rows(user), filters), chosen)
    clocks = Clocks()
    rows = [
        (
            referral,
            sign_of(referral),
            None if ran_out(referral) else queries.due_of(referral, clocks),
        )
        for referral in found.order_by("-pk")[: ROWS_AT_MOST + 1]
    ]
    labels = {key: label for key, label, _ in LISTS}
    words = [labels.get(chosen, "").lower(), filters.cleaned_data.get("q") or ""]
    words.append(str(filters.cleaned_data.get("tempat") or ""))
    return Found(rows, " · ".join(word for word in words if word))


REFERRALS = ListExport(
    key="rujukan",
    title="Daftar rujukan",
    url_name="referrals:list",
    capabilities=frozenset({Capability.READ_REFERRALS}),
    fetch=_referrals,
    columns=(
        Column(head="Nomor rujukan", value=lambda row: row[0].number),
        Column(head="Nomor kasus", value=lambda row: row[0].case.number),
        Column(head="Orang", value=lambda row: row[0].case.listed_name, width=30, is_name=True),
        Column(head="Jenis PPKS utama", value=lambda row: type_words(row[0].case), width=28),
        Column(head="Tujuan", value=lambda row: str(row[0].facility), width=34),
        Column(head="Keadaan", value=lambda row: row[1].words, width=28),
        Column(head="Batas", value=lambda row: long_moment(row[2]) if row[2] else "", width=28),
    ),
)
