"""The spreadsheets that the import gives out: the empty template, and the rows marked."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils import timezone

from intake.actions.imports_judging import columns_of
from intake.imports.sealed import opened
from intake.models import Import, RowState, Verdict
from ppks_service.accounts.models import User
from ppks_service.exports.workbook import Cell, table_workbook
from ppks_service.indonesian import long_moment

TEMPLATE_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("No", "Nomor urut. Tidak dipakai sistem.", "1"),
    ("Nama", "Nama atau sebutan. Boleh kosong atau “Mr X”: orang tanpa nama tetap dicatat.", "Contoh Satu"),
    ("Alias", "Nama panggilan atau nama lain.", "Pak Satu"),
    ("L/P", "L, P, atau kosong bila tidak diketahui.", "L"),
    ("Umur", "Angka, “±60”, “50an”, “6 bln”. Boleh kosong.", "±60 th"),
    ("Tanggal Lahir", "Bila diketahui: 12/08/1990 atau 12 Agustus 1990.", ""),
    ("NIK", "16 angka. Format kolom sebagai Teks, agar Excel tidak membulatkan.", ""),
    ("No KK", "16 angka, bila ada.", ""),
    ("Alamat", "Alamat atau daerah asal menurut pengakuan.", "Medan"),
    ("Tgl Masuk", "Wajib, kecuali tahun register diisi saat mengimpor.", "12/08/2022"),
    ("Sumber", "Razia, polisi, rumah sakit, keluarga, laporan masyarakat.", "Razia"),
    ("Lokasi", "Tempat ditemukan.", "Simpang contoh"),
    ("Jenis PPKS", "Salah satu dari 26 jenis, atau nomornya (01–26).", "Gelandangan"),
    ("Kondisi", "Keadaan saat diterima.", ""),
    ("Tgl Keluar", "Bila sudah keluar.", "20/08/2022"),
    ("Tindak Lanjut", "Dipulangkan, dijemput keluarga, dirujuk ke …, meninggal.", "Dijemput keluarga"),
    ("Keterangan", "Apa saja; masuk catatan.", ""),
)  # fmt: skip
HINTS = (
    "Cara mengisi",
    "1. Satu baris untuk satu orang dan satu kali masuk. Ibu dan dua anak: tiga baris.",
    "2. Jangan mengisi yang tidak diketahui. Kosong lebih baik daripada dikira-kira.",
    "3. Urutan kolom bebas; kolom boleh ditambah atau dihapus.",
    "4. Orang yang sama masuk dua kali: dua baris. Sistem menanyakan apakah orangnya sama.",
    "5. Tidak ada yang tersimpan sebelum Anda melihat hasil uji coba dan menekan “Terima”.",
)


def template() -> bytes:
    """An empty register with its instructions and one invented row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Register")
    head = book.add_format({"bold": True, "bg_color": "#e8f2f6", "border": 1})
    text = book.add_format({"num_format": "@"})
    for column, (name, _, sample) in enumerate(TEMPLATE_COLUMNS):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, max(12, len(name) + 4), text)
        sheet.write_string(1, column, sample, text)
    sheet.freeze_panes(1, 0)
    guide = book.add_worksheet("Petunjuk")
    guide.set_column(0, 0, 18)
    guide.set_column(1, 1, 90)
    bold = book.add_format({"bold": True})
    for line, hint in enumerate(HINTS):
        guide.write_string(line, 0, hint, bold if line == 0 else None)
    for line, (name, words, _) in enumerate(TEMPLATE_COLUMNS, start=len(HINTS) + 1):
        guide.write_string(line, 0, name, bold)
        guide.write_string(line, 1, words)
    book.close()
    return out.getvalue()


def marked(source: Import, *, by: User) -> bytes:
    """The rows that cannot be taken, as they were written, each with what is wrong beside it."""
    columns = columns_of(source)
    letters = {column.index: column.letter for column in columns}
    heads = ["Baris", "Yang perlu dibetulkan", *(column.head for column in columns)]
    faulty = source.rows.filter(state=RowState.WAITING, verdict=Verdict.ERROR)
    waiting = faulty.exclude(content=b"").order_by("line")  # of others the words are cleared
    rows: list[Sequence[Cell]] = []
    for row in waiting.iterator(chunk_size=1_000):
        cells, _ = opened(row.content)
        faults = "; ".join(
            f"kolom {letters[p['column']]}: {p['why']}" if p["column"] in letters else p["why"]
            for p in row.problems
            if p["is_error"]
        )
        rows.append([row.line, faults, *(cells[column.index] for column in columns)])
    facts = (
        f"RAHASIA. {source.filename}: {len(rows)} baris yang belum dapat diterima",
        f"Diunduh {long_moment(timezone.now())} oleh {by}. Hapus sesudah dibetulkan.",
        "Betulkan isinya, lalu unggah berkas ini sebagai impor baru. Dua kolom pertama boleh tetap ada.",
    )
    return table_workbook(
        "Perlu dibetulkan",
        heads,
        rows,
        facts=facts,
        widths=(8, 60),
        marks=("Yang perlu dibetulkan",),
    )
