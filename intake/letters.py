"""What letters may say of a case: the closed list of fields, their values, and who makes letters of it."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake import permissions, queries, same
from intake.facts import latest_assessment
from intake.health import shown_needs
from intake.models import (
    OF_HEALTH,
    Case,
    Flag,
    Identifier,
    IdentifierKind,
    NeedStatus,
    Paper,
    PaperKind,
    PersonName,
    Sex,
)
from intake.results import result_lines
from intake.validity import named
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.models import DataNeed, LetterSubject
from ppks_service.documents.subjects import (
    Block,
    Circumstances,
    Field,
    LetterPerson,
    Provision,
    Source,
)
from ppks_service.indonesian import in_sentence
from ppks_service.panels import Act

UNKNOWN = "belum diketahui"
PAPERS_OF_HEALTH = (PaperKind.HEALTH, PaperKind.CALM)
# Flags whose PPKS type gives the very fact away.
TOLD_BY_TYPE = frozenset({Flag.HIV, Flag.DRUGS, Flag.PSYCHIATRIC, Flag.SEXUAL_VIOLENCE})
IDENTITY, HEALTH = DataNeed.IDENTITY, DataNeed.HEALTH


def person_of_case(case_pk: int) -> LetterPerson:
    """Under which names the person of a case is known, protected or not, and their last answer. Four queries."""
    case = Case.objects.select_related("person").get(pk=case_pk)
    records = same.group_of(case.person_id).keys
    names = PersonName.objects.filter(person__in=records).values_list("name", flat=True)
    known = {*names} | (set() if case.person.name_is_placeholder else {case.person.name})
    consent = case.consents.order_by("-answered_at", "-pk").first()
    has_consented = consent is not None and consent.given
    return LetterPerson(tuple(sorted(known)), case.is_protected, has_consented)


def acts(user: User, case: Case) -> list[Act]:
    """The button on the case file, with why it may not be pressed."""
    may = user.has(Capability.READ_DOCUMENTS)
    return [
        Act(
            label="Buat surat",
            url=reverse("documents:letter_choose", args=["kasus", case.number]),
            icon="mail",
            refusal="" if may else "Surat diterbitkan pekerja sosial dan kepala.",
            order=72,
        )
    ]


def find_case(user: User, number: str) -> Case | None:
    return queries.files_of(user).get_or_none(number=number)


SOURCE = Source(
    subject=LetterSubject.CASE,
    slug="kasus",
    find=find_case,
    of_row=lambda user, pk: queries.files_of(user).get_or_none(pk=pk),
    refusal=lambda user, case: permissions.open_file.refusal(user, case) or "",
    case_of=lambda case: case,
    section_of=lambda case: case.section,
    key_of=lambda case: case.number,
    url_of=lambda case: reverse("intake:case_papers", args=[case.number]),
    words=lambda case: case.number,
)


def values(case: Case, given: Circumstances) -> dict[str, Any]:
    """What ``FIELDS`` and ``BLOCKS`` are for ``case``. Seven queries."""
    person, records = case.person, same.group_of(case.person_id).keys
    assessment = latest_assessment(case)
    needs = _needs(case, given.prints)
    consent = case.consents.order_by("-answered_at", "-pk").first()
    facts = {
        "nama": person.name,
        "jenis_kelamin": sex_words(case),
        "umur": age_words(case, given),
        "nomor_register": person.register_number,
        "nomor_kasus": case.number,
        "nik": _nik(records),
        "tingkat_identitas": in_sentence(same.identity_level(records).label),
        "asal": _origin(case),
        "jenis_ppks": _types(case, given.prints),
        "dibuka": indonesian.long_date(case.opened_at),
        "penanggung_jawab": str(case.owner) if case.owner else "belum ditunjuk",
        "seksi": case.section.name,
        "kebutuhan": "; ".join(need.description for need in needs),
        "persetujuan": _consent(consent),
        "asesmen_oleh": assessment.profession.lower() if assessment else "",
        "asesmen_tanggal": (
            indonesian.long_date(assessment.finished_at)
            if assessment and assessment.finished_at
            else ""
        ),
        "kesimpulan_asesmen": assessment.summary if assessment else "",
        "rekomendasi_asesmen": assessment.recommendation if assessment else "",
    }
    return facts | {
        "data_diri": {"facts": facts},
        "tabel_kebutuhan": {
            "needs": [
                (n.description, n.get_priority_display(), n.get_domain_display()) for n in needs
            ]
        },
        "tabel_asesmen": {"results": result_lines(assessment)},
        "daftar_berkas": {"papers": _papers(case, given.prints)},
    }


def sex_words(case: Case) -> str:
    sex = case.person.sex
    if sex == Sex.UNKNOWN:
        return "jenis kelamin tidak diketahui"
    return in_sentence(case.person.get_sex_display())


def age_words(case: Case, given: Circumstances) -> str:
    """``kira-kira 64 tahun (perkiraan petugas)``"""
    person = case.person
    age = person.age_on(timezone.localdate(given.at))
    if age is None:
        return "usia tidak diketahui"
    if person.birth_precision in ("day", "month"):
        return f"{age} tahun"
    return f"kira-kira {age} tahun ({person.age_said_by or 'perkiraan'})"


def _needs(case: Case, prints: Collection[str]) -> list[Any]:
    found = case.needs.filter(status=NeedStatus.OPEN).order_by("priority", "pk")
    # Of health only in kinds of letter that need it; and there without what is guarded, which a letter
    # tells where somebody allowed it, and only so.
    return shown_needs(
        None, case, found if HEALTH in prints else found.exclude(domain__in=OF_HEALTH)
    )


def _types(case: Case, prints: Collection[str]) -> str:
    if HEALTH not in prints and TOLD_BY_TYPE.intersection(case.flags):
        return "pemerlu pelayanan kesejahteraan sosial"
    rows = case.types.filter(until=None).select_related("ppks_type").order_by("-is_main", "pk")
    return ", ".join(str(row.ppks_type) for row in rows) or "belum ditetapkan"


def _papers(case: Case, prints: Collection[str]) -> list[str]:
    papers = Paper.objects.filter(case=case).order_by("kind", "pk")
    if HEALTH not in prints:
        papers = papers.exclude(kind__in=PAPERS_OF_HEALTH)
    return named((paper.get_kind_display(), paper.valid_until) for paper in papers)


def _nik(records: Collection[int]) -> str:
    numbers = Identifier.objects.filter(person__in=records, kind=IdentifierKind.NIK)
    nik = numbers.order_by("-pk").first()
    return nik.masked if nik else UNKNOWN


def _origin(case: Case) -> str:
    person = case.person
    if person.verified_origin is not None:
        return f"{person.verified_origin.full_name} (terverifikasi)"
    if person.claimed_origin is not None:
        return f"{person.claimed_origin.full_name} (pengakuan)"
    return f"{person.claimed_origin_text} (pengakuan)" if person.claimed_origin_text else UNKNOWN


def _consent(consent: Any) -> str:
    if consent is None:
        return "belum ditanyakan"
    words = "diberikan" if consent.given else "tidak diberikan"
    whom = in_sentence(consent.by_whom).replace("sendiri", "yang bersangkutan")
    return f"{words} oleh {whom}, {indonesian.long_date(consent.answered_at)}"


FIELDS = (
    Field(name="nama", label="Nama atau sebutan", sample="Marlan S.", needs=IDENTITY, is_name=True),
    Field(name="jenis_kelamin", label="Jenis kelamin", sample="laki-laki"),
    Field(
        name="umur",
        label="Usia, dengan siapa yang menaksir",
        sample="kira-kira 64 tahun (perkiraan petugas)",
    ),
    Field(name="nomor_register", label="Nomor register orang", sample="R-2026-001482"),
    Field(name="nomor_kasus", label="Nomor kasus", sample="K-2026-000731"),
    Field(name="nik", label="NIK, sebagian ditutup", sample="1271••••••••9003", needs=IDENTITY),
    Field(
        name="tingkat_identitas", label="Seberapa pasti identitasnya", sample="pengakuan sendiri"
    ),
    Field(name="asal", label="Daerah asal", sample="Kabupaten Asahan (pengakuan)", needs=IDENTITY),
    Field(name="jenis_ppks", label="Jenis PPKS", sample="Lanjut Usia Telantar"),
    Field(name="dibuka", label="Tanggal kasus dibuka", sample="18 September 2026"),
    Field(name="penanggung_jawab", label="Penanggung jawab kasus", sample="Ratna Ginting"),
    Field(name="seksi", label="Seksi yang menangani", sample="Seksi Orang Telantar"),
    Field(
        name="kebutuhan",
        label="Kebutuhan yang belum terpenuhi",
        sample="tempat tinggal dan perawatan; penelusuran keluarga",
    ),
    Field(
        name="persetujuan",
        label="Persetujuan orangnya",
        sample="diberikan oleh yang bersangkutan, 18 September 2026",
    ),
    Field(name="asesmen_oleh", label="Profesi pembuat asesmen", sample="pekerja sosial"),
    Field(name="asesmen_tanggal", label="Tanggal asesmen terakhir", sample="20 September 2026"),
    Field(
        name="kesimpulan_asesmen",
        label="Kesimpulan asesmen",
        sample="Lanjut usia telantar, mandiri, tanpa perawat keluarga yang diketahui.",
        needs=HEALTH,
    ),
    Field(
        name="rekomendasi_asesmen",
        label="Rekomendasi asesmen",
        sample="Penempatan di UPT Lanjut Usia.",
        needs=HEALTH,
    ),
)
SAMPLE = {field.name: field.sample for field in FIELDS}
BLOCKS = (
    Block(
        name="data_diri",
        label="Tabel nama, jenis kelamin, usia, nomor register, NIK, jenis PPKS",
        template="documents/_person.html",
        sample={"facts": SAMPLE},
    ),
    Block(
        name="tabel_kebutuhan",
        label="Tabel kebutuhan menurut prioritas",
        template="documents/_needs.html",
        sample={
            "needs": [
                ("Tempat tinggal dan perawatan", "Mendesak", "Tempat tinggal dan perawatan"),
                ("Penelusuran keluarga", "Biasa", "Keluarga"),
            ]
        },
    ),
    Block(
        name="tabel_asesmen",
        label="Tabel alat ukur asesmen",
        template="documents/_results.html",
        sample={
            "results": [
                {"label": "Kemandirian (Barthel)", "words": "17 dari 20, ketergantungan ringan"}
            ]
        },
        needs=HEALTH,
    ),
    Block(
        name="daftar_berkas",
        label="Daftar berkas yang diterima",
        template="documents/_papers.html",
        sample={"papers": ["KTP", "Surat keterangan sehat"]},
    ),
)
PROVISION = Provision(subject=LetterSubject.CASE, fields=FIELDS, blocks=BLOCKS, values=values)
