"""What letters may say of where a person stays, and who makes letters of a stay."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake.models import Case
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.documents.models import DataNeed, LetterSubject
from ppks_service.documents.subjects import Circumstances, Field, Provision, Source
from upt_facilities.models import Stay
from upt_facilities.stay_page import place_words

NOWHERE = "tidak tercatat di suatu tempat"


def find_stay(user: User, key: str) -> Stay | None:
    if not key.isdigit():
        return None
    stays = Stay.objects.visible_to(user).for_list()
    return stays.select_related("case__section", "case__owner").get_or_none(pk=int(key))


def _refusal(user: User, stay: Stay) -> str:
    """Whoever sees the stay; facility staff for their own."""
    if user.role in FACILITY_ROLES and user.office_id != stay.facility.office_id:
        return "Surat ini dibuat oleh petugas tempat itu sendiri."
    return ""


SOURCE = Source(
    subject=LetterSubject.STAY,
    slug="tinggal",
    find=find_stay,
    of_row=lambda user, pk: find_stay(user, str(pk)),
    refusal=_refusal,
    case_of=lambda stay: stay.case,
    section_of=lambda stay: stay.case.section,
    key_of=lambda stay: str(stay.pk),
    url_of=lambda stay: reverse("facilities:stay_show", args=[stay.pk]),
    words=lambda stay: stay.case.number,
)


def where_now(case: Case) -> str:
    """``UPT Lanjut Usia, sejak 18 September 2026``. One query."""
    stay = Stay.objects.running().filter(case=case).select_related("facility").first()
    return f"{stay.facility}, sejak {indonesian.long_date(stay.arrived_at)}" if stay else NOWHERE


def of_case(case: Case, given: Circumstances) -> dict[str, Any]:
    return {"tempat_sekarang": where_now(case)}


def of_stay(stay: Stay, given: Circumstances) -> dict[str, Any]:
    days = (timezone.localdate(stay.exit_at) - timezone.localdate(stay.arrived_at)).days
    return {
        "tempat": stay.facility.name,
        "kamar": place_words(stay),
        "tanggal_masuk": indonesian.long_date(stay.arrived_at),
        "lama_tinggal": f"{days} hari",
        "tanggal_keluar": indonesian.long_date(stay.exit_at) if stay.exit_at else "",
        "cara_keluar": indonesian.in_sentence(stay.get_exit_kind_display())
        if stay.exit_kind
        else "",
        "alasan_keluar": stay.exit_reason,
        "bukti_keluar": stay.exit_evidence,
        "kondisi_saat_tiba": stay.condition,
        "barang_saat_tiba": stay.belongings,
    }


CASE_PROVISION = Provision(
    subject=LetterSubject.CASE,
    fields=(
        Field(
            name="tempat_sekarang",
            label="Tempat orangnya sekarang",
            sample="RPS Medan Tuntungan, sejak 18 September 2026",
        ),
    ),
    values=of_case,
)
STAY_PROVISION = Provision(
    subject=LetterSubject.STAY,
    fields=(
        Field(
            name="tempat",
            label="Nama UPT atau tempat",
            sample="UPT Pelayanan Sosial Lanjut Usia Binjai",
        ),
        Field(name="kamar", label="Wisma dan nomor tempat", sample="Wisma Melati nomor 4"),
        Field(name="tanggal_masuk", label="Tanggal masuk", sample="21 September 2026"),
        Field(name="lama_tinggal", label="Lama tinggal", sample="92 hari"),
        Field(
            name="tanggal_keluar",
            label="Tanggal keluar, bila sudah keluar",
            sample="22 Desember 2026",
        ),
        Field(name="cara_keluar", label="Cara keluar", sample="kembali ke keluarga"),
        Field(name="alasan_keluar", label="Alasan keluar", sample="Dijemput adik kandungnya."),
        Field(name="bukti_keluar", label="Bukti keluar", sample="KTP dan KK penjemput dilihat."),
        Field(
            name="kondisi_saat_tiba",
            label="Kondisi saat tiba",
            sample="Sadar, berjalan sendiri.",
            needs=DataNeed.HEALTH,
        ),
        Field(
            name="barang_saat_tiba",
            label="Barang yang dibawa saat tiba",
            sample="satu tas, dua helai pakaian",
        ),
    ),
    values=of_stay,
)
