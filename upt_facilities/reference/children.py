"""UPTs of the Dinas for children and youths (domain.md §4.2)."""

from intake.models import PaperKind
from upt_facilities.models import Audience, Fact, Operator
from upt_facilities.reference.parts import (
    BASIC,
    FAMILY,
    FEMALE,
    GUIDANCE,
    HEALTHY,
    IDENTITY,
    IF_ANY,
    MALE,
    MUST,
    PROVISIONAL,
    WARN,
    types,
    unit,
)
from upt_facilities.reference.shape import FacilityRow, Rule, WardRow

TODDLERS = unit(
    "balita-medan",
    "UPT Pelayanan Sosial Anak Balita Medan",
    "UPT Balita Medan",
    area="12.71",
    address="Jalan Tengku Amir Hamzah 59, Medan",
    target="Anak balita telantar",
    audiences=(Audience.CHILD,),
    services=(
        "Pengasuhan, makanan bergizi, dan sandang",
        "Imunisasi dan pemeriksaan kesehatan",
        "Penelusuran orang tua dan pengasuhan pengganti",
        IDENTITY,
    ),
    requirements=(
        "Berusia sampai 5 tahun",
        "Telantar, ditemukan, atau tanpa pengasuh",
        "Anak ditemukan: surat keterangan kepolisian",
    ),
    usual_stay="1 sampai 3 tahun",
    usual_stay_days=1095,
    wards=(WardRow("Ruang Putra", 34, MALE, 0, 5), WardRow("Ruang Putri", 31, FEMALE, 0, 5)),
    criteria=(
        Rule(Fact.AGE, Operator.AT_MOST, 5, "Berusia sampai 5 tahun", "ketentuan Jateng, Salatiga"),
        types(
            "Anak balita telantar atau anak yang memerlukan perlindungan",
            "01",
            "02",
            "05",
            "06",
            "07",
        ),
    ),
    papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.SKOT, WARN), (PaperKind.BIRTH, WARN)),
    source="axialnews, Juni 2024: 65 anak (34 laki-laki, 31 perempuan)",
)
YOUTH = unit(
    "nusa-putera",
    "UPT Pelayanan Sosial Anak dan Remaja Nusa Putera",
    "UPT Nusa Putera",
    area="12.07",
    address="Tanjung Morawa, Deli Serdang",
    target="Remaja putus sekolah dan anak berhadapan dengan hukum",
    audiences=(Audience.YOUTH, Audience.CHILD),
    services=(BASIC, "Keterampilan menjahit, bordir, salon, dan otomotif", GUIDANCE, FAMILY),
    requirements=("Berusia 15–21 tahun", "Belum menikah", "Sehat"),
    usual_stay="satu masa pelatihan",
    usual_stay_days=365,
    wards=(
        WardRow("Asrama Putra", 24, MALE, 15, 21, PROVISIONAL),
        WardRow("Asrama Putri", 16, FEMALE, 15, 21, PROVISIONAL),
    ),
    criteria=(
        Rule(Fact.AGE, Operator.BETWEEN, [15, 21], "Berusia 15–21 tahun", "ketentuan Jateng"),
        HEALTHY,
    ),
    papers=(
        (PaperKind.COVER_LETTER, MUST),
        (PaperKind.HEALTH, MUST),
        (PaperKind.BIRTH, WARN),
        (PaperKind.DIPLOMA, WARN),
        *IF_ANY,
    ),
    source="garuda 5224328",
)


def orphanage(code: str, place: str, area: str, source: str) -> FacilityRow:
    return unit(
        code,
        f"UPT Pelayanan Sosial Asuhan Anak {place}",
        f"PSAA {place}",
        area=area,
        target="Anak telantar usia sekolah",
        audiences=(Audience.CHILD,),
        services=(BASIC, "Sekolah dan bimbingan belajar", GUIDANCE, FAMILY),
        requirements=("Berusia 6–17 tahun", "Telantar atau tanpa pengasuh"),
        usual_stay="sampai selesai sekolah",
        wards=(
            WardRow("Asrama Putra", 20, MALE, 6, 17, PROVISIONAL),
            WardRow("Asrama Putri", 20, FEMALE, 6, 17, PROVISIONAL),
        ),
        criteria=(
            Rule(
                Fact.AGE,
                Operator.BETWEEN,
                [6, 17],
                "Berusia 6–17 tahun",
                "Permensos 8/2012, anak telantar",
            ),
            types(
                "Anak telantar, jalanan, atau memerlukan perlindungan", "02", "04", "05", "06", "07"
            ),
        ),
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.BIRTH, WARN), (PaperKind.KK, WARN)),
        source=source,
    )


CHILDREN: tuple[FacilityRow, ...] = (
    TODDLERS,
    YOUTH,
    orphanage("psaa-gunungsitoli", "Gunungsitoli", "12.78", "mediadelegasi.id"),
    orphanage("psaa-panyabungan", "Panyabungan", "12.13", "mediadelegasi.id"),
    orphanage("psaa-padangsidimpuan", "Padangsidimpuan", "12.77", "mediadelegasi.id"),
)
