"""What the pages of raids and encounters show, in words and in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from intake import permissions_raids as permissions
from intake.models import (
    Activity,
    AgeBand,
    Belonging,
    Companionship,
    Condition,
    Encounter,
    Outcome,
    Raid,
    RaidTotal,
    Sex,
)
from intake.models.encounters import IS_CHILD, EncounterQuerySet
from intake.tally import Tally, findings
from ppks_service.accounts.models import User
from ppks_service.documents.models import IssuedDocument
from ppks_service.indonesian import in_sentence, number
from ppks_service.panels import Act
from ppks_service.text import initials

BADGES = {
    Outcome.TAKEN: ("calm", "circle-dashed", "Belum ditriase"),
    Outcome.CASE: ("ok", "folder-open", "Kasus dibuka"),
    Outcome.NOT_PPKS: ("calm", "user-off", "Bukan PPKS"),
    Outcome.LET_GO: ("calm", "walk", "Dilepas di tempat"),
    Outcome.HANDED_OVER: ("info", "users", "Diserahkan"),
    Outcome.ESCAPED: ("soon", "run", "Pergi atau lari"),
}
URGENT = {Condition.INJURED, Condition.ILL, Condition.CONFUSED, Condition.PREGNANT}


@dataclass(frozen=True)
class EncounterRow:
    """One line of a list of encounters."""

    encounter: Encounter
    name: str  # initials of a child, and of whoever has a protected case
    who: str  # "perempuan, 25–44 dewasa"
    doing: str
    badge: tuple[str, str, str]
    is_urgent: bool


def rows_of(encounters: Iterable[Encounter]) -> list[EncounterRow]:
    return [
        EncounterRow(
            encounter=encounter,
            name=masked_name(encounter),
            who=who_words(encounter),
            doing=doing_words(encounter),
            badge=BADGES[Outcome(encounter.outcome)],
            is_urgent=bool(URGENT.intersection(encounter.conditions)),
        )
        for encounter in encounters
    ]


def masked_name(encounter: Encounter) -> str:
    """The name as a list may show it. Reads ``case``."""
    case = getattr(encounter, "case", None)
    if case is not None and case.is_protected and encounter.name:
        return initials(encounter.name)
    return encounter.listed_name


def who_words(encounter: Encounter) -> str:
    """``perempuan, kira-kira 9 tahun`` or the band that was tapped; what is unknown is said once."""
    sex = in_sentence(encounter.get_sex_display())
    if encounter.age_years is not None:
        return f"{sex}, kira-kira {encounter.age_years} tahun"
    if encounter.age_band == AgeBand.UNKNOWN:
        return (
            f"{sex}, usia tidak diketahui"
            if encounter.sex != Sex.UNKNOWN
            else "usia tidak diketahui"
        )
    return f"{sex}, {encounter.get_age_band_display()}"


def doing_words(encounter: Encounter) -> str:
    """Activity, condition and with whom, as one phrase. Needs ``met_with``."""
    activities = [code for code in encounter.activities if code != Activity.NONE]
    parts = [labels(Activity, activities), labels(Condition, encounter.conditions)]
    if Activity.NONE in encounter.activities:
        parts[0] = "tanpa kegiatan jalanan"
    if encounter.met_with is not None:
        parts.append(f"bersama no. {encounter.met_with.ordinal}")
    elif encounter.companionship in (Companionship.ALONE, Companionship.UNRECORDED):
        parts.append(in_sentence(encounter.get_companionship_display()))
    words = "; ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def labels(
    choices: type[Activity] | type[Condition] | type[Belonging], codes: Iterable[str]
) -> str:
    """The words of stored codes, as ``mengemis, memulung``; "HP" stays as it is."""
    return ", ".join(in_sentence(choices(code).label) for code in codes)


@dataclass(frozen=True)
class Chip:
    key: str
    label: str
    number: int


CHIP_LABELS = {
    "triase": "Belum ditriase",
    "anak": "Anak",
    "luar": "Di luar razia",
    "lengkapi": "Belum dilengkapi",
}


def chips_of(encounters: QuerySet[Encounter]) -> list[Chip]:
    """The filters above a list of encounters with their numbers, in one query."""
    n = encounters.order_by().aggregate(
        all=Count("pk"),
        triase=Count("pk", filter=Q(outcome=Outcome.TAKEN)),
        anak=Count("pk", filter=IS_CHILD),
        luar=Count("pk", filter=Q(raid__isnull=True)),
        lengkapi=Count("pk", filter=Q(is_bare=True)),
    )
    return [
        Chip("", "Semua", n["all"]),
        *(Chip(key, label, n[key]) for key, label in CHIP_LABELS.items()),
    ]


def narrowed(encounters: EncounterQuerySet, key: str) -> EncounterQuerySet:
    """The encounters that the chip ``key`` counts; all of them for an unknown one."""
    if key == "triase":
        return encounters.awaiting_triage()
    if key == "anak":
        return encounters.children()
    if key == "luar":
        return encounters.filter(raid__isnull=True)
    if key == "lengkapi":
        return encounters.filter(is_bare=True)
    return encounters


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the list before closing. ``state``: ok, late (stops the closing) or soon (may wait)."""

    state: str
    what: str
    detail: str = ""
    links: tuple[tuple[str, str], ...] = ()  # label, address


def checklist(
    raid: Raid, tally: Tally, chips: list[Chip], agencies: int, totals: list[RaidTotal]
) -> list[Check]:
    """What is missing before ``raid`` is closed, each with the way to mend it."""
    return [
        *_count_checks(raid, tally),
        *_source_checks(raid, tally, totals),
        *_people_checks(raid, {chip.key: chip.number for chip in chips}),
        *_paper_checks(raid, agencies),
    ]


def _count_checks(raid: Raid, tally: Tally) -> list[Check]:
    record = ("Catat yang kurang", reverse("intake:encounter_record", args=[raid.number]))
    if tally.adds_up:
        return [Check(state="ok", what="Hitungan cocok di semua titik.")]
    if not tally.lines:
        add = ("Tambah titik", reverse("intake:stop_add", args=[raid.number]))
        return [Check(state="late", what="Belum ada titik dengan hitungan petugas.", links=(add,))]
    checks = []
    for line in tally.open_lines:
        if line.stop is None:
            url = f"{reverse('intake:raid_show', args=[raid.number])}#temuan"
            links: tuple[tuple[str, str], ...] = (("Pilih titiknya di daftar temuan", url),)
        else:
            url = reverse("intake:stop_edit", args=[raid.number, line.stop.order])
            if line.counted is None:
                links = (("Isi hitungan", url),)
            else:
                missing = (record[0], f"{record[1]}?titik={line.stop.order}")
                fix = ("Betulkan hitungan", url)
                links = (missing, fix) if line.difference > 0 else (fix,)
        state = "soon" if line.is_guess else "late"
        checks.append(Check(state=state, what=f"{line.sentence}.", links=links))
    return checks


def _source_checks(raid: Raid, tally: Tally, totals: list[RaidTotal]) -> list[Check]:
    """Numbers of other sources that differ, and officers' splits that the records do not bear out."""
    url = reverse("intake:raid_totals", args=[raid.number])
    counts = [] if tally.adds_up else tally.reasons
    checks = [
        Check(state="late", what=f"{words}.", links=(("Lihat sumber", url),))
        for words in findings(tally, totals)
        if words not in counts
    ]
    for line in tally.lines:
        wrong = [g for g in line.groups if g.differs]
        if wrong and line.stop is not None:
            told = "; ".join(
                f"{in_sentence(g.label)} {g.counted} dihitung, {g.accounted} tertulis"
                for g in wrong
            )
            edit = reverse("intake:stop_edit", args=[raid.number, line.stop.order])
            links = (("Periksa rincian", edit),)
            checks.append(Check(state="soon", what=f"{line.name}: {told}.", links=links))
    return checks


def _people_checks(raid: Raid, numbers: dict[str, int]) -> list[Check]:
    show = reverse("intake:raid_show", args=[raid.number])
    checks = []
    if bare := numbers["lengkapi"]:
        links = (("Lengkapi sekarang", f"{show}?saring=lengkapi#temuan"),)
        checks.append(
            Check(
                state="soon",
                what=f"{number(bare)} catatan tanpa nama belum dilengkapi.",
                links=links,
            )
        )
    if waiting := numbers["triase"]:
        links = (("Triase sekarang", f"{show}?saring=triase#temuan"),)
        words = f"{number(waiting)} temuan belum ditriase."
        checks.append(
            Check(state="soon", what=words, detail="Boleh sesudah razia ditutup.", links=links)
        )
    elif numbers[""]:
        checks.append(Check(state="ok", what="Semua temuan sudah ditriase."))
    return checks


def _paper_checks(raid: Raid, agencies: int) -> list[Check]:
    edit = reverse("intake:raid_edit", args=[raid.number])
    checks = []
    if not agencies:
        links = (("Isi instansi", reverse("intake:raid_agencies", args=[raid.number])),)
        checks.append(Check(state="soon", what="Instansi yang ikut belum ditulis.", links=links))
    lacking = [
        words
        for words, value in (
            ("surat perintah", raid.order_number or raid.basis),
            ("waktu selesai", raid.ends_at),
            (
                "kejadian khusus, kendala, dan saran",
                raid.events or raid.obstacles or raid.suggestions,
            ),
        )
        if not value
    ]
    if lacking:
        words = f"Untuk berita acara masih kosong: {', '.join(lacking)}."
        checks.append(Check(state="soon", what=words, links=(("Lengkapi keterangan", edit),)))
    return checks


def acts_of(raid: Raid, user: User, minutes: IssuedDocument | None) -> list[Act]:
    """The buttons at the head of a raid's page."""
    refusal = permissions.record_in_raid.refusal(user, raid) or ""
    acts = []
    if raid.is_running:
        url = reverse("intake:band_list", args=[raid.number])
        acts.append(Act(label="Gelang", url=url, icon="qrcode"))
        url = f"{reverse('intake:sheet_list')}?razia={raid.number}"
        acts.append(Act(label="Lembar kertas", url=url, icon="writing", refusal=refusal))
        url = reverse("intake:encounter_bulk", args=[raid.number])
        acts.append(Act(label="Banyak tanpa nama", url=url, icon="users-plus", refusal=refusal))
        url = reverse("intake:encounter_group", args=[raid.number])
        acts.append(Act(label="Rombongan", url=url, icon="users-group", refusal=refusal))
        url = reverse("intake:encounter_record", args=[raid.number])
        acts.append(
            Act(label="Catat orang", url=url, icon="user-plus", refusal=refusal, is_next=True)
        )
    elif minutes is not None:
        url = reverse("documents:pdf", args=[minutes.pk])
        acts.append(Act(label="Buka berita acara", url=url, icon="printer"))
    return acts
