"""What the rows of several facilities share: words, rules, steps."""

from typing import Any

from intake.models import NeedDomain as Need
from intake.models import PaperKind
from ppks_service.accounts.models import OfficeKind
from upt_facilities.models import Audience, FacilityKind, Fact, Operator, Severity, WardSex
from upt_facilities.reference.shape import FacilityRow, Rule

MUST, MAY, WARN = Severity.MUST, Severity.EXCEPTABLE, Severity.WARNING
MALE, FEMALE, ANY = WardSex.MALE, WardSex.FEMALE, WardSex.ANY
PROVISIONAL = "jumlah tempat sementara, menunggu kepastian UPT"

BASIC = "Asrama, makan tiga kali sehari, dan sandang"
HEALTH = "Pemeriksaan kesehatan dan perawatan harian"
GUIDANCE = "Bimbingan fisik, mental spiritual, dan sosial"
FAMILY = "Penelusuran keluarga, reunifikasi, dan pemulangan"
IDENTITY = "Bantuan pengurusan NIK dan dokumen kependudukan"
PROCEDURE = (
    "Lapor ke kelurahan, Dinas Sosial kabupaten/kota, atau Dinas Sosial Provinsi.",
    "Pekerja sosial menilai keadaan dan kebutuhan.",
    "Dinas Sosial Provinsi memutuskan dan memesan tempat.",
    "UPT menerima dengan berita acara serah terima.",
)
HOURS = "Penerimaan Senin–Jumat 08.00–16.00; keadaan darurat 24 jam"
NEEDED = ((PaperKind.COVER_LETTER, MUST), (PaperKind.HEALTH, MUST))
IF_ANY = ((PaperKind.KTP, WARN), (PaperKind.KK, WARN))

HEALTHY = Rule(
    Fact.CONTAGIOUS,
    Operator.IS,
    False,
    "Tidak berpenyakit menular aktif",
    "ketentuan provinsi lain (Jateng, Babel)",
    MAY,
)
NO_FAMILY = Rule(
    Fact.HAS_FAMILY,
    Operator.IS,
    False,
    "Tidak ada keluarga yang merawat",
    "ketentuan Surakarta untuk lanjut usia",
    MAY,
)
ELDERLY = Rule(
    Fact.AGE,
    Operator.AT_LEAST,
    60,
    "Berusia 60 tahun atau lebih",
    "UU 13/1998 pasal 1",
)


SERVED_BY_KIND = {
    FacilityKind.UPT: (Need.SHELTER, Need.FOOD, Need.HEALTH, Need.IDENTITY, Need.FAMILY),
    FacilityKind.CENTRAL: (Need.SHELTER, Need.FOOD, Need.HEALTH, Need.FAMILY, Need.WORK),
    FacilityKind.SHELTER: (Need.SHELTER, Need.FOOD, Need.IDENTITY, Need.FAMILY, Need.RETURN),
    FacilityKind.HOSPITAL: (Need.HEALTH,),
    FacilityKind.AGENCY: (),
}
SERVED_BY_AUDIENCE = {
    Audience.MENTAL: (Need.MENTAL,),
    Audience.CHILD: (Need.EDUCATION, Need.PROTECTION),
    Audience.YOUTH: (Need.EDUCATION, Need.WORK),
    Audience.DISABILITY: (Need.WORK, Need.AID),
    Audience.HOMELESS: (Need.WORK,),
    Audience.WOMEN: (Need.WORK, Need.PROTECTION),
    Audience.SICK: (Need.HEALTH,),
    Audience.WORK: (Need.WORK,),
}


def needs_served(row: FacilityRow) -> list[Need]:
    """The needs that such a facility usually serves, for the office to correct."""
    served = [*SERVED_BY_KIND[row.kind]]
    for audience in row.audiences:
        served += SERVED_BY_AUDIENCE.get(audience, ())
    return list(dict.fromkeys(served))


def types(text: str, *codes: str, severity: Severity = MAY) -> Rule:
    return Rule(
        Fact.PPKS_TYPE,
        Operator.ONE_OF,
        list(codes),
        text,
        "sasaran unit, Permensos 8/2012",
        severity,
    )


def independent(points: int, text: str, source: str, severity: Severity = MUST) -> Rule:
    return Rule(Fact.INDEPENDENCE, Operator.AT_LEAST, points, text, source, severity)


def unit(code: str, name: str, short_name: str, **fields: Any) -> FacilityRow:
    fields = {"procedure": PROCEDURE, "hours": HOURS, "papers": NEEDED + IF_ANY} | fields
    return FacilityRow(
        code=code,
        name=name,
        short_name=short_name,
        kind=FacilityKind.UPT,
        office_kind=OfficeKind.UPT,
        **fields,
    )
