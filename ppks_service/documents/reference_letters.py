"""The kinds of letter that the house starts with, in our own words, until the office rewords them."""

from typing import Any

from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.documents.models import (
    DataNeed,
    LetterKind,
    LetterLayout,
    LetterNature,
    LetterSubject,
    LetterTemplate,
    NumberSeries,
    SignatureBlock,
)
from ppks_service.versions import VersionStatus

# Permendagri 83/2022 gives 400.9 for social affairs; the sub-codes and the unit code are to be
# confirmed by the Dinas (domain.md §12).
CLASSIFICATION = "400.9"
UNIT = "REHSOS"
DEPARTMENT = "Kepala Dinas Sosial Provinsi Sumatera Utara (sebagai laporan)"
BOTH = [DataNeed.IDENTITY, DataNeed.HEALTH]
HEADS = [Role.SECTION_HEAD, Role.DIVISION_HEAD]
STAFF = [Role.SOCIAL_WORKER, *HEADS]


def load() -> None:
    """The kinds, each in force as its first version with its series, where they are missing."""
    there = set(LetterTemplate.objects.values_list("code", flat=True))
    load_wordings(*(code for code in KINDS if code not in there))
    for code, said in KINDS.items():
        NumberSeries.objects.get_or_create(
            kind=code,
            defaults={
                "name": said["name"],
                "classification": CLASSIFICATION,
                "unit_code": f"{UNIT}-{said['short']}",
            },
        )


def load_wordings(*codes: str) -> None:
    """Put the first version of these kinds in force, without their series. One query."""
    LetterTemplate.objects.bulk_create([_first(code) for code in codes], ignore_conflicts=True)


def _first(code: str) -> LetterTemplate:
    said = {name: value for name, value in KINDS[code].items() if name != "short"}
    return LetterTemplate(
        code=code,
        version=1,
        status=VersionStatus.PUBLISHED,
        published_at=timezone.now(),
        classification=CLASSIFICATION,
        unit_code=f"{UNIT}-{KINDS[code]['short']}",
        **said,
    )


KINDS: dict[str, dict[str, Any]] = {
    LetterKind.RECOMMENDATION.value: {
        "name": LetterKind.RECOMMENDATION.label,
        "short": "REK",
        "subject": LetterSubject.REFERRAL,
        "nature": LetterNature.BOTH,
        "title": "Rekomendasi penempatan",
        "recipient": "Kepala {penerima}",
        "issuers": HEADS,
        "prints": BOTH,
        "body": """\
Berdasarkan {dasar} kami tanggal {tanggal_keputusan} Nomor {nomor_rujukan}, bersama ini kami merekomendasikan penempatan orang berikut.

{data_rujukan}

{kriteria}

Alasan penempatan: {alasan}[ Dipilih walaupun ada syarat yang tidak terpenuhi, karena: {alasan_pengecualian}]

[Kebutuhan yang dimohonkan dipenuhi: {kebutuhan}. ][Layanan yang diminta: {layanan_diminta}. ]Kiranya Saudara menerima yang bersangkutan dengan berita acara serah terima, dan menyampaikan jawaban {batas_jawaban}. Narahubung: {narahubung}. Atas perhatian dan kerja sama Saudara diucapkan terima kasih.
""",
        "copies": f"{DEPARTMENT}\n{{kepala_bidang}}\nArsip kasus {{nomor_kasus}}",
    },
    LetterKind.REFERRAL.value: {
        "name": LetterKind.REFERRAL.label,
        "short": "RJK",
        "subject": LetterSubject.REFERRAL,
        "nature": LetterNature.BOTH,
        "title": "Rujukan layanan",
        "recipient": "Pimpinan {penerima}",
        "issuers": HEADS,
        "prints": BOTH,
        "body": """\
Berdasarkan {dasar} kami tanggal {tanggal_keputusan} Nomor {nomor_rujukan}, bersama ini kami merujuk orang berikut untuk dilayani.

{data_rujukan}

Ringkasan masalah :: {kebutuhan}
Alasan rujukan :: {alasan}[ {alasan_pengecualian}]
Layanan yang diminta :: {layanan_diminta}

{kriteria}

Kiranya Saudara menyampaikan jawaban {batas_jawaban}, lewat aplikasi atau lembar jawaban di bawah ini. Narahubung: {narahubung}. Atas perhatian dan kerja sama Saudara diucapkan terima kasih.

{lembar_jawaban}
""",
        "copies": f"{DEPARTMENT}\n{{kepala_bidang}}\nArsip kasus {{nomor_kasus}}",
    },
    "surat-pengantar": {
        "name": "Surat pengantar",
        "short": "SP",
        "subject": LetterSubject.CASE,
        "title": "Pengantar layanan",
        "issuers": STAFF,
        "prints": [DataNeed.IDENTITY],
        "asks": "keperluan: Untuk keperluan apa\nketerangan: Keterangan lain (panjang, boleh kosong)",
        "body": """\
Bersama ini kami hadapkan orang berikut, yang sedang dalam penanganan {seksi}, untuk keperluan {keperluan}.

{data_diri}

{keterangan}

Kiranya Saudara dapat membantu yang bersangkutan dan menyampaikan hasilnya kepada kami. Narahubung: {petugas}, {jabatan_petugas}. Atas bantuan dan kerja sama Saudara diucapkan terima kasih.
""",
        "copies": "Arsip kasus {nomor_kasus}",
    },
    "laporan-sosial": {
        "name": "Laporan sosial",
        "short": "LS",
        "subject": LetterSubject.CASE,
        "layout": LetterLayout.TITLED,
        "nature": LetterNature.CONFIDENTIAL,
        "title": "Laporan sosial",
        "issuers": [Role.SOCIAL_WORKER, Role.SECTION_HEAD],
        "prints": BOTH,
        "signature": SignatureBlock.ISSUER_KNOWN,
        "asks": """\
masalah: Masalah yang disampaikan (panjang)
kata_sendiri: Kata-kata orangnya sendiri (boleh kosong)
latar: Latar keluarga dan lingkungan (panjang)
kekuatan: Kekuatan dan keinginan (panjang)
rekomendasi: Kesimpulan dan rekomendasi (panjang)
""",
        "body": """\
{data_diri}

Tempat sekarang :: {tempat_sekarang}
Kasus dibuka :: {dibuka}
Persetujuan :: {persetujuan}

# 1. Masalah yang disampaikan

{masalah}

> [“{kata_sendiri}”]

# 2. Latar keluarga dan lingkungan

{latar}

# 3. Hasil asesmen

[Asesmen {asesmen_oleh} tanggal {asesmen_tanggal}. ][{kesimpulan_asesmen}]

{tabel_asesmen}

# 4. Kekuatan dan keinginan

{kekuatan}

# 5. Kebutuhan

{tabel_kebutuhan}

# 6. Kesimpulan dan rekomendasi

{rekomendasi}

Yang bersangkutan sudah dibacakan laporan ini dan boleh meminta pembetulan.
""",
    },
    "surat-pernyataan": {
        "name": "Surat pernyataan",
        "short": "PRN",
        "subject": LetterSubject.CASE,
        "layout": LetterLayout.TITLED,
        "title": "Surat pernyataan",
        "issuers": [Role.SOCIAL_WORKER, Role.SECTION_HEAD],
        "prints": [DataNeed.IDENTITY],
        "signature": SignatureBlock.PERSON,
        "asks": """\
isi_pernyataan: Apa yang dinyatakan (panjang)
keluarga: Keluarga atau wali yang ikut mengawasi (boleh kosong)
saksi: Saksi, dengan jabatannya (boleh kosong)
""",
        "body": """\
Yang bertanda tangan di bawah ini:

{data_diri}

menyatakan dengan sebenarnya dan tanpa paksaan:

{isi_pernyataan}

[Pernyataan ini diketahui dan akan diawasi oleh {keluarga}. ][Disaksikan oleh {saksi}. ]Isi surat ini sudah dibacakan kepada yang menyatakan dengan bahasa yang dimengertinya. Pernyataan ini tidak mengurangi hak atas makan, tempat tinggal, dan perawatan kesehatan.
""",
    },
    "surat-balasan": {
        "name": "Surat balasan",
        "short": "BLS",
        "subject": LetterSubject.CASE,
        "title": "Balasan surat Saudara",
        "issuers": STAFF,
        "asks": """\
surat_masuk: Surat yang dibalas, nomor dan tanggalnya
jawaban: Jawaban kami (panjang)
""",
        "body": """\
Sehubungan dengan surat Saudara {surat_masuk}, mengenai orang dengan nomor register {nomor_register}, kami sampaikan hal berikut.

{jawaban}

Narahubung: {petugas}, {jabatan_petugas}. Atas perhatian Saudara diucapkan terima kasih.
""",
        "copies": "Arsip kasus {nomor_kasus}",
    },
    "surat-pemulangan": {
        "name": "Surat pemulangan",
        "short": "PLG",
        "subject": LetterSubject.CASE,
        "nature": LetterNature.URGENT,
        "title": "Pemulangan ke daerah asal",
        "issuers": HEADS,
        "prints": [DataNeed.IDENTITY],
        "asks": """\
tujuan: Alamat atau daerah tujuan
berangkat: Hari dan tanggal berangkat
kendaraan: Kendaraan dan rute
pendamping: Pendamping perjalanan
penerima: Yang menerima di tujuan, dengan jabatannya
bekal: Bekal dan barang yang dibawa (boleh kosong)
""",
        "body": """\
Bersama ini kami pulangkan orang berikut, yang sudah selesai ditangani {seksi}, ke daerah asalnya.

{data_diri}

Tujuan :: {tujuan}
Berangkat :: {berangkat}
Kendaraan dan rute :: {kendaraan}
Pendamping :: {pendamping}
Diterima oleh :: {penerima}
Bekal dan barang :: {bekal}

Kiranya Saudara menerima yang bersangkutan dengan berita acara serah terima, memberitahukan kedatangannya kepada kami, dan melanjutkan bimbingan di daerah asal. Narahubung: {petugas}, {jabatan_petugas}. Atas kerja sama Saudara diucapkan terima kasih.
""",
        "copies": f"{DEPARTMENT}\nArsip kasus {{nomor_kasus}}",
    },
    "berita-acara-pengeluaran": {
        "name": "Berita acara pengeluaran",
        "short": "BAP",
        "subject": LetterSubject.STAY,
        "layout": LetterLayout.TITLED,
        "nature": LetterNature.CONFIDENTIAL,
        "title": "Berita acara pengeluaran warga binaan",
        "issuers": [Role.FACILITY_OFFICER, Role.SECTION_HEAD],
        "prints": [DataNeed.IDENTITY],
        "signature": SignatureBlock.PARTIES,
        "asks": """\
pihak_kedua: Yang menerima atau menjemput
hubungan: Hubungannya dengan orang ini
barang: Barang yang dikembalikan (boleh kosong)
catatan: Keterangan dari orangnya sendiri, dengan kata-katanya (panjang, boleh kosong)
""",
        "body": """\
Pada {hari_tanggal}, bertempat di {tempat}, dibuat berita acara pengeluaran orang berikut.

{data_diri}

Masuk :: {tanggal_masuk}
Lama tinggal :: {lama_tinggal}
Tanggal keluar :: {tanggal_keluar}
Cara keluar :: {cara_keluar}
Alasan :: {alasan_keluar}
Bukti :: {bukti_keluar}
Diterima oleh :: {pihak_kedua}, {hubungan}
Barang dikembalikan :: {barang}

[Keterangan orangnya sendiri, ditulis seperti yang dikatakan: {catatan}]

Keluar atas kemauan sendiri, dikeluarkan, dan meninggalkan tempat tanpa diketahui adalah tiga hal yang berbeda; yang berlaku hanya yang tertulis di atas. Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap dua.
""",
    },
    "conference_call": {
        "name": "Undangan pembahasan kasus",
        "short": "UND",
        "subject": LetterSubject.CASE,
        "nature": LetterNature.CONFIDENTIAL,
        "title": "Undangan pembahasan kasus",
        "issuers": STAFF,
        "asks": """\
waktu: Hari, tanggal, dan pukul
tempat_rapat: Tempat
pokok: Yang akan diputuskan (panjang)
bahan: Bahan yang diminta dibawa (boleh kosong)
""",
        "body": """\
Mengharap kehadiran Saudara pada pembahasan kasus mengenai orang dengan nomor kasus {nomor_kasus}, yang akan dilaksanakan pada:

Waktu :: {waktu}
Tempat :: {tempat_rapat}

Yang akan dibahas:

{pokok}

[Mohon membawa: {bahan}. ]Isi pembahasan ini rahasia; nama orangnya disampaikan dalam rapat. Narahubung: {petugas}, {jabatan_petugas}.
""",
        "copies": "Arsip kasus {nomor_kasus}",
    },
    "conference_minutes": {
        "name": "Notulen pembahasan kasus",
        "short": "NTL",
        "subject": LetterSubject.CASE,
        "layout": LetterLayout.TITLED,
        "nature": LetterNature.CONFIDENTIAL,
        "title": "Notulen pembahasan kasus",
        "issuers": STAFF,
        "prints": BOTH,
        "signature": SignatureBlock.ISSUER_KNOWN,
        "asks": """\
waktu: Hari, tanggal, dan pukul
tempat_rapat: Tempat
pemimpin: Pemimpin rapat
peserta: Peserta, dengan instansinya (panjang)
pembahasan: Jalannya pembahasan (panjang)
keputusan: Keputusan dan alasannya (panjang)
beda_pendapat: Pendapat yang berbeda, ditulis utuh (panjang, boleh kosong)
tindak_lanjut: Tindak lanjut: siapa, apa, kapan (panjang)
""",
        "body": """\
{data_diri}

Waktu :: {waktu}
Tempat :: {tempat_rapat}
Pemimpin rapat :: {pemimpin}

# Peserta

{peserta}

# Pembahasan

{pembahasan}

# Keputusan

{keputusan}

# Pendapat yang berbeda

{beda_pendapat}

# Tindak lanjut

{tindak_lanjut}
""",
    },
}
