"""The shape of a suggested goal, and the goals that most people of the street need, whatever their type."""

from typing import NamedTuple

from intake.models import NeedDomain
from referrals.models import ActionBy, CostSource

D, B, C = NeedDomain, ActionBy, CostSource


class Act(NamedTuple):
    what: str
    by: ActionBy
    days: int
    cost: str = ""


class Goal(NamedTuple):
    domain: NeedDomain
    goal: str
    measure: str
    target: str
    days: int
    acts: tuple[Act, ...]


IDENTITY = Goal(
    D.IDENTITY,
    "Punya NIK dan dokumen kependudukan yang sah",
    "NIK dan KTP atau KIA",
    "NIK ditemukan atau terbit, kartu di tangan",
    60,
    (
        Act("Periksa sidik jari dan wajah di Disdukcapil", B.OFFICE, 7, C.NONE),
        Act("Buat laporan sosial bila biometrik tidak ditemukan", B.OFFICE, 14, C.NONE),
        Act("Ambil dan simpan kartu, serahkan kepada orangnya", B.OFFICE, 60, C.NONE),
    ),
)
FAMILY = Goal(
    D.FAMILY,
    "Keluarga ditemukan dan jelas bersedia merawat atau tidak",
    "Hasil penelusuran tertulis",
    "Keluarga ditemui, atau tiga percobaan gagal tercatat",
    30,
    (
        Act(
            "Hubungi keluarga atau pemerintah desa asal, catat tiap percobaan", B.OFFICE, 7, C.NONE
        ),
        Act("Kunjungi rumah keluarga, nilai kemampuan merawat", B.OFFICE, 21, C.PROVINCE),
        Act("Temui atau telepon keluarga bersama petugas", B.PERSON, 21, C.NONE),
    ),
)
RETURN = Goal(
    D.RETURN,
    "Kembali ke daerah asal dan diterima di sana",
    "Berita acara serah terima di daerah asal",
    "Ditandatangani penerima",
    45,
    (
        Act("Minta kesediaan Dinsos daerah asal", B.OFFICE, 14, C.NONE),
        Act("Siapkan tiket, uang saku, dan pendamping", B.OFFICE, 30, C.PROVINCE),
        Act("Jemput dan terima di tempat", B.FAMILY, 45, C.FAMILY),
    ),
)
BPJS = Act("Periksa dan aktifkan kepesertaan BPJS Kesehatan (PBI)", B.OFFICE, 7, C.NONE)
