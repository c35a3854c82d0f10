"""Hospitals and agencies that work with the Dinas (domain.md §4.2): they give services, not our beds."""

from typing import Any

from intake.models import PaperKind
from ppks_service.accounts.models import OfficeKind
from upt_facilities.models import Audience, FacilityKind, Fact, Operator, Severity
from upt_facilities.reference.shape import FacilityRow, Rule

MUST, MAY, WARN = Severity.MUST, Severity.EXCEPTABLE, Severity.WARNING
ARTICLE = "cerita kerja kantor, 2022"
HOSPITAL_STEPS = (
    "Keadaan darurat langsung ke IGD, tanpa surat.",
    "Petugas mengantar dengan surat rujukan Dinas Sosial.",
    "Rumah sakit memberi kabar saat boleh pulang; tempat berikutnya direncanakan sebelumnya.",
)
AGENCY_STEPS = (
    "Pekerja sosial menyusun kebutuhan bersama orangnya.",
    "Dinas Sosial mengirim surat rujukan.",
    "Dinas penerima memberi jadwal dan hasilnya.",
)


def agency(code: str, name: str, short_name: str, **fields: Any) -> FacilityRow:
    fields = {
        "procedure": AGENCY_STEPS,
        "office_kind": OfficeKind.AGENCY,
        "source": ARTICLE,
    } | fields
    return FacilityRow(
        code=code, name=name, short_name=short_name, kind=FacilityKind.AGENCY, **fields
    )


def employment(code: str, name: str, short_name: str, area: str, **fields: Any) -> FacilityRow:
    return agency(
        code,
        name,
        short_name,
        area=area,
        target="Pencari kerja dan pelatihan",
        audiences=(Audience.WORK,),
        services=("Pelatihan kerja di balai latihan", "Kartu pencari kerja dan penyaluran kerja"),
        requirements=("Berusia 18 tahun ke atas", "KTP, atau surat keterangan sedang diurus"),
        criteria=(
            Rule(Fact.AGE, Operator.AT_LEAST, 18, "Berusia 18 tahun atau lebih", "UU 13/2003"),
        ),
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.KTP, WARN)),
        **fields,
    )


def enterprise(code: str, name: str, short_name: str, area: str, **fields: Any) -> FacilityRow:
    return agency(
        code,
        name,
        short_name,
        area=area,
        target="Yang hendak membuka usaha kecil",
        audiences=(Audience.WORK,),
        services=("Pelatihan usaha kecil", "Pendampingan izin usaha", "Akses modal dan koperasi"),
        requirements=("Berusia 18 tahun ke atas", "Sudah punya keterampilan atau rencana usaha"),
        criteria=(
            Rule(
                Fact.AGE,
                Operator.AT_LEAST,
                18,
                "Berusia 18 tahun atau lebih",
                "KUH Perdata, kecakapan",
            ),
        ),
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.KTP, WARN)),
        **fields,
    )


AGENCIES: tuple[FacilityRow, ...] = (
    FacilityRow(
        code="rsj-ildrem",
        name="Rumah Sakit Jiwa Prof. Dr. M. Ildrem",
        short_name="RSJ Ildrem",
        kind=FacilityKind.HOSPITAL,
        office_kind=OfficeKind.HOSPITAL,
        area="12.71",
        address="Medan Tuntungan, Medan",
        target="Orang dengan gangguan jiwa",
        audiences=(Audience.MENTAL,),
        services=(
            "Perawatan dan pengobatan jiwa, rawat inap dan rawat jalan",
            "Surat keterangan tenang dari dokter jiwa",
        ),
        requirements=(
            "Rujukan Dinas Sosial atau puskesmas",
            "BPJS diurus kemudian bila belum ada; keadaan darurat tetap diterima",
        ),
        procedure=HOSPITAL_STEPS,
        hours="IGD 24 jam; poliklinik Senin–Jumat 08.00–14.00",
        usual_stay="40 hari",
        usual_stay_days=40,
        criteria=(
            Rule(
                Fact.PPKS_TYPE,
                Operator.ONE_OF,
                ["09"],
                "Penyandang disabilitas",
                "sasaran rumah sakit",
                MAY,
            ),
        ),
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.BPJS, WARN), (PaperKind.KTP, WARN)),
        source="sumatrakini; mistar, Januari 2025: 450 tempat tidur, 240 terisi",
    ),
    FacilityRow(
        code="rs-haji-medan",
        name="Rumah Sakit Haji Medan",
        short_name="RS Haji Medan",
        kind=FacilityKind.HOSPITAL,
        office_kind=OfficeKind.HOSPITAL,
        area="12.07",
        address="Jalan Rumah Sakit Haji, Medan Estate",
        target="Orang sakit",
        audiences=(Audience.SICK,),
        services=("Pemeriksaan kesehatan dan surat keterangan sehat", "Rawat jalan dan rawat inap"),
        requirements=("Rujukan Dinas Sosial; keadaan darurat tanpa surat",),
        procedure=HOSPITAL_STEPS,
        hours="IGD 24 jam; poliklinik Senin–Jumat 08.00–14.00",
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.BPJS, WARN)),
        source=ARTICLE,
    ),
    agency(
        "dinkes-sumut",
        "Dinas Kesehatan Provinsi Sumatera Utara",
        "Dinkes Prov. Sumut",
        area="12",
        target="Orang sakit dan yang belum punya jaminan kesehatan",
        audiences=(Audience.SICK, Audience.MENTAL),
        services=(
            "Jaminan kesehatan bagi yang tidak mampu",
            "Pemeriksaan kesehatan dan rujukan ke rumah sakit",
            "Pemantauan minum obat lewat puskesmas",
        ),
        requirements=("Surat pengantar Dinas Sosial",),
        papers=((PaperKind.COVER_LETTER, MUST),),
    ),
    agency(
        "dinsos-medan",
        "Dinas Sosial Kota Medan",
        "Dinsos Kota Medan",
        area="12.71",
        office_kind=OfficeKind.CITY_DEPARTMENT,
        is_local=True,
        target="Warga Kota Medan",
        audiences=(
            Audience.HOMELESS,
            Audience.ELDERLY,
            Audience.CHILD,
            Audience.DISABILITY,
            Audience.MENTAL,
            Audience.WOMEN,
        ),
        services=(
            "Penampungan sementara di rumah perlindungan sosial",
            "Rekomendasi masuk UPT",
            "Pengajuan BPJS dan DTSEN",
            "Pemulangan warga Kota Medan",
        ),
        requirements=("Warga Kota Medan atau ditemukan di Kota Medan",),
        papers=((PaperKind.COVER_LETTER, MUST),),
    ),
    enterprise(
        "koperasi-sumut",
        "Dinas Koperasi dan UMKM Provinsi Sumatera Utara",
        "Diskop UMKM Prov. Sumut",
        "12",
    ),
    enterprise(
        "koperasi-medan",
        "Dinas Koperasi dan UMKM Kota Medan",
        "Diskop UMKM Medan",
        "12.71",
        is_local=True,
        office_kind=OfficeKind.CITY_DEPARTMENT,
    ),
    employment(
        "disnaker-sumut",
        "Dinas Ketenagakerjaan Provinsi Sumatera Utara",
        "Disnaker Prov. Sumut",
        "12",
    ),
    employment(
        "disnaker-medan",
        "Dinas Ketenagakerjaan Kota Medan",
        "Disnaker Medan",
        "12.71",
        is_local=True,
        office_kind=OfficeKind.CITY_DEPARTMENT,
    ),
)
