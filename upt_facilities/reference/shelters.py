"""Shelters of Medan and Deli Serdang, where people stay for days (domain.md §4.2)."""

from typing import Any

from ppks_service.accounts.models import OfficeKind
from upt_facilities.models import Audience, FacilityKind
from upt_facilities.reference.parts import ANY, FEMALE, MALE, PROVISIONAL
from upt_facilities.reference.shape import FacilityRow, WardRow


def shelter(code: str, name: str, short_name: str, **fields: Any) -> FacilityRow:
    return FacilityRow(
        code=code,
        name=name,
        short_name=short_name,
        kind=FacilityKind.SHELTER,
        office_kind=OfficeKind.CITY_DEPARTMENT,
        is_local=True,
        target="Penampungan sementara sesudah penjangkauan",
        audiences=(Audience.HOMELESS, Audience.ELDERLY, Audience.CHILD, Audience.MENTAL),
        services=(
            "Penampungan sementara, makan, dan sandang",
            "Pemeriksaan awal dan pencatatan",
            "Rujukan ke UPT atau rumah sakit",
        ),
        requirements=("Ditemukan atau diantar di wilayah ini", "Tidak punya KTP tetap dilayani"),
        procedure=(
            "Diantar petugas penjangkauan, kepolisian, kelurahan, atau datang sendiri.",
            "Dicatat dan diperiksa.",
            "Dirujuk atau dipulangkan dalam 7 hari.",
        ),
        hours="24 jam",
        **fields,
    )


SHELTERS: tuple[FacilityRow, ...] = (
    shelter(
        "rps-medan",
        "Rumah Perlindungan Sosial Medan",
        "RPS Medan",
        area="12.71",
        address="Jalan Bunga Turi II, Medan Tuntungan",
        usual_stay="7, paling lama 12 hari",
        usual_stay_days=7,
        wards=(
            WardRow("Ruang Putra", 18, MALE, 18),
            WardRow("Ruang Putri", 12, FEMALE, 18),
            WardRow("Ruang Anak dan Ibu", 8, ANY, 0, 17, "anak; ibu dengan anak bila diminta"),
            WardRow(
                "Ruang Isolasi", 4, ANY, note="penyakit menular atau gelisah", is_on_request=True
            ),
        ),
        source="sumutpos, Mei 2023; pers 2025: 33 penghuni",
    ),
    shelter(
        "rps-beringin",
        "Rumah Perlindungan Sosial Beringin",
        "RPS Beringin",
        area="12.07",
        address="Beringin, Deli Serdang",
        usual_stay="7, paling lama 13 hari",
        usual_stay_days=7,
        wards=(
            WardRow("Ruang Putra", 14, MALE, 18, note=PROVISIONAL),
            WardRow("Ruang Putri", 10, FEMALE, 18, note=PROVISIONAL),
            WardRow("Ruang Anak dan Ibu", 6, ANY, 0, 17, PROVISIONAL),
        ),
        source="pers 2021–2023",
    ),
)
