"""The lists of intake that may be taken out as spreadsheets, with the columns their pages show."""

from collections.abc import Mapping
from typing import Any

from intake import case_list
from intake.forms.raids import RaidFilterForm
from intake.models import Encounter, Raid
from intake.raid_pages import CHIP_LABELS, narrowed, rows_of
from intake.raid_queries import narrowed_raids
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.indonesian import long_date, time_left


def _cases(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    filters, rows = case_list.all_for(user, query, session, at_most=ROWS_AT_MOST + 1)
    return Found(rows, filters.sentence)


def _clock_words(row: case_list.CaseRow) -> str:
    if row.clock is None:
        return ""
    left = time_left(row.clock.due_at, since=row.clock.since, paused=bool(row.clock.paused))
    return left.words if left else ""


CASES = ListExport(
    key="kasus",
    title="Daftar kasus",
    url_name="intake:case_list",
    capabilities=frozenset({Capability.READ_CASES}),
    fetch=_cases,
    columns=(
        Column(head="Nomor kasus", value=lambda row: row.case.number),
        Column(head="Orang", value=lambda row: row.name, width=30, is_name=True),
        Column(head="L/P", value=lambda row: row.case.person.sex.replace("U", "?"), width=6),
        Column(head="Usia", value=lambda row: row.age, width=16),
        Column(head="Terlindung", value=lambda row: "ya" if row.case.is_protected else "", width=11),
        Column(head="Tahap", value=lambda row: f"{row.case.stage} {row.case.get_stage_display()}"),
        Column(head="Keadaan", value=lambda row: row.hindrance, width=32),
        Column(head="Jenis PPKS utama", value=lambda row: row.type_words, width=28),
        Column(head="Didaftarkan", value=lambda row: long_date(row.case.opened_at)),
        Column(head="Jam", value=_clock_words),
        Column(head="Penanggung jawab", value=lambda row: str(row.case.owner or "Belum ditunjuk"), width=24),
    ),
)  # fmt: skip


def _raids(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    form = RaidFilterForm(query)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    found = narrowed_raids(Raid.objects.visible_to(user).for_list(), asked)
    words = [
        f"“{asked['q']}”" if "q" in asked else "",
        str(dict(form.fields["status"].choices).get(asked.get("status", ""), "")).lower(),  # type: ignore[attr-defined]
        f"sejak {long_date(asked['dari'])}" if "dari" in asked else "",
        f"sampai {long_date(asked['sampai'])}" if "sampai" in asked else "",
    ]
    rows = found.order_by("-starts_at", "-pk")[: ROWS_AT_MOST + 1]
    return Found(list(rows), " · ".join(word for word in words if word and asked))


RAIDS = ListExport(
    key="razia",
    title="Daftar razia",
    url_name="intake:raid_list",
    capabilities=frozenset({Capability.READ_RAIDS}),
    fetch=_raids,
    columns=(
        Column(head="Nomor operasi", value=lambda raid: raid.number),
        Column(head="Nama operasi", value=lambda raid: raid.name, width=36),
        Column(head="Surat perintah", value=lambda raid: raid.order_number, width=24),
        Column(head="Mulai", value=lambda raid: raid.starts_at, width=28),
        Column(head="Selesai", value=lambda raid: raid.ends_at, width=28),
        Column(head="Ketua tim", value=lambda raid: str(raid.led_by or "Belum ditunjuk"), width=24),
        Column(head="Tercatat", value=lambda raid: raid.last_ordinal, width=10),
        Column(head="Status", value=lambda raid: raid.get_status_display(), width=14),
    ),
)


def _encounters(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    waiting = Encounter.objects.visible_to(user).awaiting_triage()
    key = query.get("saring", "")
    found = narrowed(waiting, key).for_list().order_by("-met_at", "-pk")[: ROWS_AT_MOST + 1]
    return Found(rows_of(found), CHIP_LABELS.get(key, "").lower())


ENCOUNTERS = ListExport(
    key="temuan",
    title="Temuan menunggu triase",
    url_name="intake:encounter_list",
    capabilities=frozenset({Capability.READ_RAIDS}),
    fetch=_encounters,
    columns=(
        Column(head="Nomor temuan", value=lambda row: row.encounter.number),
        Column(head="Nama atau sebutan", value=lambda row: row.name, width=28, is_name=True),
        Column(head="Siapa", value=lambda row: row.who, width=30),
        Column(head="Sedang apa, kondisi", value=lambda row: row.doing, width=44),
        Column(head="Waktu bertemu", value=lambda row: row.encounter.met_at, width=28),
        Column(head="Razia", value=lambda row: row.encounter.raid.number if row.encounter.raid else ""),
        Column(head="Titik", value=lambda row: str(row.encounter.stop or ""), width=24),
        Column(head="Pintu masuk", value=lambda row: row.encounter.get_door_display()),
    ),
)  # fmt: skip

ALL = (CASES, RAIDS, ENCOUNTERS)
