"""UPTs of the Dinas (domain.md §4.2)."""

from intake.models import Disability, PaperKind
from upt_facilities.models import Audience, Fact, Operator
from upt_facilities.reference.parts import (
    ANY,
    BASIC,
    ELDERLY,
    FAMILY,
    FEMALE,
    GUIDANCE,
    HEALTH,
    HEALTHY,
    IDENTITY,
    IF_ANY,
    MALE,
    MAY,
    MUST,
    NEEDED,
    NO_FAMILY,
    PROVISIONAL,
    WARN,
    independent,
    types,
    unit,
)
from upt_facilities.reference.shape import FacilityRow, Rule, WardRow, houses

ELDERLY_BINJAI = unit(
    "lansia-binjai",
    "UPT Pelayanan Sosial Lanjut Usia Binjai",
    "UPT Lansia Binjai",
    area="12.75",
    address="Jalan Perintis Kemerdekaan, Binjai",
    target="Lanjut usia 60 tahun ke atas yang telantar",
    audiences=(Audience.ELDERLY,),
    services=(
        BASIC,
        HEALTH,
        "Bimbingan sosial, mental spiritual, dan kegiatan berkebun",
        FAMILY,
        "Pemulasaraan bagi yang meninggal di UPT",
    ),
    requirements=(
        "Berusia 60 tahun atau lebih",
        "Dapat mengurus diri sehari-hari",
        "Tidak ada keluarga yang merawat",
        "Tidak berpenyakit menular aktif",
    ),
    usual_stay="jangka panjang",
    wards=(
        *houses(
            "Melati Anggrek Kamboja Cempaka Mawar Dahlia Teratai Flamboyan", 10, MALE, min_age=60
        ),
        *houses(
            "Kenanga Seroja Bougenvil Sakura Tulip Aster Lili Soka Matahari", 10, FEMALE, min_age=60
        ),
    ),
    criteria=(
        ELDERLY,
        types("Lanjut usia telantar", "08"),
        independent(
            12,
            "Mandiri dalam kegiatan sehari-hari (Barthel 12 atau lebih)",
            "ketentuan Surakarta, ambang sementara",
        ),
        NO_FAMILY,
        HEALTHY,
    ),
    source="rakyat.co; jpnn: 17 wisma, 176 penghuni (Januari 2020)",
)
ELDERLY_KISARAN = unit(
    "lansia-kisaran",
    "UPT Pelayanan Sosial Lanjut Usia Kisaran",
    "UPT Lansia Kisaran",
    area="12.09",
    target="Lanjut usia 60 tahun ke atas, Asahan dan sekitarnya",
    audiences=(Audience.ELDERLY,),
    services=(BASIC, HEALTH, GUIDANCE, FAMILY),
    requirements=(
        "Berusia 60 tahun atau lebih",
        "Dapat mengurus diri sehari-hari",
        "Tidak berpenyakit menular aktif",
    ),
    usual_stay="jangka panjang",
    wards=(
        WardRow("Wisma Putra", 15, MALE, 60, note=PROVISIONAL),
        WardRow("Wisma Putri", 15, FEMALE, 60, note=PROVISIONAL),
    ),
    criteria=(
        ELDERLY,
        independent(
            12,
            "Mandiri dalam kegiatan sehari-hari (Barthel 12 atau lebih)",
            "ketentuan Surakarta, ambang sementara",
        ),
        NO_FAMILY,
        HEALTHY,
    ),
    papers=(*NEEDED, (PaperKind.BPJS, MUST), *IF_ANY),
    source="jelajahnews 2020",
)
SIANTAR = unit(
    "siantar",
    "UPT Pelayanan Sosial Tuna Rungu Wicara dan Lanjut Usia Pematangsiantar",
    "UPT Pematangsiantar",
    area="12.72",
    address="Jalan Sisingamangaraja 68, Pematangsiantar",
    target="Tuna rungu wicara 15–35 tahun; lanjut usia 60 tahun ke atas",
    audiences=(Audience.DISABILITY, Audience.ELDERLY),
    services=(BASIC, "Bahasa isyarat dan keterampilan bagi tuna rungu wicara", GUIDANCE, FAMILY),
    requirements=(
        "Tuna rungu wicara: 15–35 tahun, belum menikah, sehat, tidak berdisabilitas ganda",
        "Lanjut usia: 60 tahun ke atas dan mandiri penuh, karena UPT tidak punya perawat",
        "Rekomendasi Dinas Sosial kabupaten/kota asal",
    ),
    usual_stay="masa belajar; lanjut usia jangka panjang",
    wards=(
        WardRow("Asrama Putra", 10, MALE, 15, 35),
        WardRow("Asrama Putri", 10, FEMALE, 15, 35),
        WardRow("Wisma Lansia Putra", 10, MALE, 60),
        WardRow("Wisma Lansia Putri", 11, FEMALE, 60),
    ),
    criteria=(
        types("Penyandang disabilitas atau lanjut usia telantar", "09", "08"),
        independent(
            20, "Mandiri penuh (Barthel 20)", "mistar, Februari 2024: UPT tanpa perawat", MAY
        ),
        HEALTHY,
    ),
    source="mistar, Februari 2024: 20 tuna rungu wicara, 21 lansia",
)
HOMELESS_BINJAI = unit(
    "gepeng-binjai",
    "UPT Pelayanan Sosial Gelandangan dan Pengemis Binjai",
    "UPT Gepeng Binjai",
    area="12.75",
    address="Cengkeh Turi, Binjai Utara",
    target="Gelandangan dan pengemis, juga dengan keluarganya",
    audiences=(Audience.HOMELESS,),
    services=(BASIC, IDENTITY, "Pelatihan keterampilan dan modal usaha", GUIDANCE, FAMILY),
    requirements=(
        "Gelandangan atau pengemis",
        "Berusia 18–59 tahun, atau bersama orang tuanya",
        "Perekaman KTP-el dilakukan di UPT",
    ),
    usual_stay="sekitar 2 tahun",
    usual_stay_days=730,
    wards=(
        WardRow("Wisma Putra", 20, MALE, 18, 59),
        WardRow("Wisma Putri", 16, FEMALE, 18, 59),
        WardRow("Wisma Keluarga", 16, ANY),
    ),
    criteria=(
        types("Gelandangan, pengemis, atau pemulung", "11", "12", "13", severity=MUST),
        Rule(
            Fact.AGE,
            Operator.BETWEEN,
            [18, 59],
            "Berusia 18–59 tahun; anak hanya bersama orang tuanya",
            "sasaran unit, ambang sementara",
            MAY,
        ),
        HEALTHY,
    ),
    papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.CLIENT_CONSENT, MUST), *IF_ANY),
    source="sumutpos, Agustus 2022: 52 penghuni",
)
HOMELESS_PINANG_SORI = unit(
    "gepeng-pinang-sori",
    "UPT Pelayanan Sosial Gelandangan dan Pengemis Pinang Sori",
    "UPT Pinang Sori",
    area="12.01",
    address="Pinang Sori, Tapanuli Tengah",
    target="Gelandangan dan pengemis",
    audiences=(Audience.HOMELESS,),
    services=(BASIC, IDENTITY, GUIDANCE, "Pelatihan keterampilan", FAMILY),
    requirements=("Gelandangan atau pengemis", "Berusia 18–59 tahun"),
    usual_stay="sekitar 2 tahun",
    usual_stay_days=730,
    wards=(
        WardRow("Wisma Putra", 12, MALE, 18, 59, PROVISIONAL),
        WardRow("Wisma Putri", 8, FEMALE, 18, 59, PROVISIONAL),
    ),
    criteria=(
        types("Gelandangan, pengemis, atau pemulung", "11", "12", "13", severity=MUST),
        Rule(
            Fact.AGE,
            Operator.BETWEEN,
            [18, 59],
            "Berusia 18–59 tahun",
            "sasaran unit, ambang sementara",
            MAY,
        ),
    ),
    papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.CLIENT_CONSENT, MUST), *IF_ANY),
    source="mediamataelangindonesia 2023",
)
WOMEN_BERASTAGI = unit(
    "wanita-berastagi",
    "UPT Pelayanan Sosial Wanita Tuna Susila Berastagi",
    "UPT Parawasa Berastagi",
    area="12.06",
    address="Jalan Jamin Ginting, Berastagi",
    target="Perempuan tuna susila",
    audiences=(Audience.WOMEN,),
    services=(BASIC, HEALTH, "Pelatihan menjahit, tata boga, dan tata rias", GUIDANCE, FAMILY),
    requirements=(
        "Perempuan 18 tahun ke atas",
        "Tidak sedang hamil",
        "Diperiksa kesehatannya saat tiba",
    ),
    usual_stay="sekitar 6 bulan",
    usual_stay_days=183,
    wards=(WardRow("Wisma Parawasa", 30, FEMALE, 18),),
    criteria=(
        Rule(Fact.SEX, Operator.IS, "P", "Perempuan", "sasaran unit"),
        Rule(
            Fact.AGE,
            Operator.AT_LEAST,
            18,
            "Berusia 18 tahun atau lebih",
            "anak ke unit anak, UU 35/2014",
        ),
        types("Tuna susila", "10", severity=MUST),
        Rule(
            Fact.PREGNANT,
            Operator.IS,
            False,
            "Tidak sedang hamil",
            "tapteng.tapanulipost, Maret 2023: yang hamil dipulangkan",
            MAY,
        ),
        HEALTHY,
    ),
    source="mistar, Desember 2024: 24 orang selesai program",
)
CALM_BERASTAGI = unit(
    "tuna-laras-berastagi",
    "UPT Pelayanan Sosial Tuna Laras Berastagi",
    "UPT Tuna Laras Berastagi",
    area="12.06",
    address="Jalan Jamin Ginting, Berastagi",
    target="Bekas pasien jiwa yang sudah tenang",
    audiences=(Audience.MENTAL,),
    services=(BASIC, "Minum obat teratur dan kontrol ke RSJ", GUIDANCE, FAMILY),
    requirements=(
        "Dinyatakan tenang oleh dokter jiwa",
        "Berusia 18–58 tahun",
        "Tidak berpenyakit menular aktif",
    ),
    usual_stay="menurut penilaian dokter",
    wards=(
        WardRow("Wisma Putra", 14, MALE, 18, None, PROVISIONAL),
        WardRow("Wisma Putri", 10, FEMALE, 18, None, PROVISIONAL),
    ),
    criteria=(
        types("Penyandang disabilitas", "09", severity=MUST),
        Rule(
            Fact.PAPER,
            Operator.ONE_OF,
            ["calm"],
            "Dinyatakan tenang oleh dokter jiwa",
            "tagar.id, Februari 2021; Babel",
        ),
        Rule(Fact.AGE, Operator.BETWEEN, [18, 58], "Berusia 18–58 tahun", "ketentuan Babel", MAY),
        HEALTHY,
    ),
    papers=(
        (PaperKind.COVER_LETTER, MUST),
        (PaperKind.CALM, MUST),
        (PaperKind.BPJS, MUST),
        (PaperKind.FAMILY_STATEMENT, WARN),
        *IF_ANY,
    ),
    source="llipanrionline, Mei 2019: melebihi daya tampung",
)
BLIND = unit(
    "tuna-netra-tebing-tinggi",
    "UPT Pelayanan Sosial Tuna Netra Tebing Tinggi",
    "UPT Tuna Netra Tebing Tinggi",
    area="12.76",
    target="Penyandang disabilitas netra",
    audiences=(Audience.DISABILITY,),
    services=(BASIC, "Orientasi dan mobilitas, braille, dan pijat", GUIDANCE, FAMILY),
    requirements=("Penyandang disabilitas netra", "Berusia 15–55 tahun"),
    usual_stay="satu masa pelatihan",
    wards=(
        WardRow("Asrama Putra", 18, MALE, 15, 55, PROVISIONAL),
        WardRow("Asrama Putri", 12, FEMALE, 15, 55, PROVISIONAL),
    ),
    criteria=(
        types("Penyandang disabilitas", "09", severity=MUST),
        Rule(
            Fact.DISABILITY,
            Operator.ONE_OF,
            [Disability.SIGHT],
            "Penyandang disabilitas netra",
            "nama dan sasaran unit",
        ),
        Rule(
            Fact.AGE, Operator.BETWEEN, [15, 55], "Berusia 15–55 tahun", "ketentuan Parepare", MAY
        ),
        HEALTHY,
    ),
    source="belum ada sumber; menunggu kepastian Dinas",
)


def former_lepers(
    code: str, name: str, area: str, address: str, places: int, source: str
) -> FacilityRow:
    return unit(
        code,
        f"UPT Pelayanan Sosial Eks Kusta {name}",
        f"UPT Eks Kusta {name}",
        area=area,
        address=address,
        target="Bekas penderita kusta",
        audiences=(Audience.LEPROSY,),
        services=("Permukiman, makan, dan sandang", HEALTH, GUIDANCE, FAMILY),
        requirements=("Bekas penderita kusta yang sudah selesai berobat",),
        usual_stay="menetap",
        wards=(WardRow("Permukiman", places, ANY, note=PROVISIONAL),),
        criteria=(
            types(
                "Penyandang disabilitas atau bekas penderita penyakit kronis", "09", severity=MUST
            ),
            # No column says of whom it is true: the letter does, and a person reads it.
            Rule(
                Fact.PAPER,
                Operator.ONE_OF,
                [PaperKind.HEALTH],
                "Bekas penderita kusta menurut surat dokter",
                "sasaran unit, Permensos 8/2012",
            ),
        ),
        papers=((PaperKind.COVER_LETTER, MUST), (PaperKind.HEALTH, MUST), *IF_ANY),
        source=source,
    )


UNITS: tuple[FacilityRow, ...] = (
    HOMELESS_BINJAI,
    HOMELESS_PINANG_SORI,
    WOMEN_BERASTAGI,
    CALM_BERASTAGI,
    ELDERLY_BINJAI,
    SIANTAR,
    former_lepers(
        "eks-kusta-belidahan",
        "Belidahan",
        "12.18",
        "Sei Rampah, Serdang Bedagai",
        50,
        "intipos, Maret 2024: sekitar 100 di dua tempat",
    ),
    former_lepers(
        "eks-kusta-sicanang", "Sicanang", "12.71", "Belawan, Medan", 50, "hariansib 2021"
    ),
    former_lepers(
        "eks-kusta-lau-simomo",
        "Lau Simomo",
        "12.06",
        "Karo",
        30,
        "belum ada sumber; menunggu kepastian Dinas",
    ),
    ELDERLY_KISARAN,
    BLIND,
)
