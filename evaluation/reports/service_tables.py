"""Parts 4 to 8 as tables: standard, referrals, identities, outcomes, monitoring."""

from evaluation.reports.figures import MonthlyReport, ReferralLine
from evaluation.reports.layout import Cell, Row, Table, line_of, plain, split_table
from evaluation.reports.rounding import share
from ppks_service.indonesian import MONTHS, in_sentence


def spm_tables(report: MonthlyReport) -> tuple[Table, ...]:
    spm, month = report.spm, int(report.month[5:])
    span = MONTHS[0] if month == 1 else f"{MONTHS[0]}–{MONTHS[month - 1]}"

    def row(label: str, key: str, met: int, needing: int) -> Row:
        return Row(
            label,
            (
                Cell(met, f"{key}.met"),
                Cell(needing, f"{key}.needing"),
                Cell(share(met, needing), is_share=True),
            ),
        )

    return (
        Table(
            caption=f"Kebutuhan dasar terpenuhi (X) dari yang membutuhkan (Y), berjalan {span} {report.month[:4]}",
            first="Sasaran",
            columns=("Terpenuhi (X)", "Membutuhkan (Y)", "X/Y"),
            rows=tuple(row(g.label, f"spm.group.{g.code}", g.met, g.needing) for g in spm.group),
            total=row("Jumlah", "spm", spm.met, spm.needing) if spm.group else None,
            note="X: permakanan, sandang, perbekalan kesehatan, dan bimbingan sosial tercatat pada tahun berjalan.",
        ),
        plain(
            "Layanan diberikan bulan ini", "Kebutuhan", {"total": "Kali"}, spm.given, "spm.given"
        ),
    )


def referrals_tables(report: MonthlyReport) -> tuple[Table, ...]:
    heads = {
        "submitted": "Diajukan",
        "approved": "Disetujui",
        "refused": "Dikembalikan, ditolak",
        "accepted": "Diterima",
        "declined": "Tidak dapat",
        "waiting": "Menunggu",
        "mean_days": "Rata-rata hari",
    }
    total: ReferralLine = report.referrals.total
    lines = report.referrals.destination
    return (
        plain(
            "Menurut tujuan", "Tujuan", heads, lines, "referrals.destination",
            total=line_of("Jumlah", "referrals.total", total, heads) if lines else None,
            note="Rata-rata hari dari pengajuan sampai jawaban. Menunggu: pada akhir bulan.",
        ),
        plain(
            "Sebab tidak dapat diterima", "Sebab", {"total": "Rujukan"},
            report.referrals.declined_by, "referrals.declined_by",
        ),
        plain(
            "Dipilih melawan urutan, dengan alasan", "Yang melawan", {"total": "Rujukan"},
            report.referrals.overridden, "referrals.overridden",
        ),
    )  # fmt: skip


def documents_tables(report: MonthlyReport) -> tuple[Table, ...]:
    documents = report.documents
    return (
        Table(
            caption="Identitas",
            first="Ukuran",
            columns=("Jumlah",),
            rows=(
                *(
                    Row(
                        f"{line.label} dicatat",
                        (Cell(line.total, f"documents.identifier.{line.code}"),),
                    )
                    for line in documents.identifier
                ),
                Row(
                    "NIK atau biometrik terverifikasi",
                    (Cell(documents.verified, "documents.verified"),),
                ),
                Row(
                    "Kasus berjalan yang orangnya belum beridentitas, pada akhir bulan",
                    (Cell(documents.unidentified, "documents.unidentified"),),
                ),
            ),
        ),
        plain(
            "Surat diterbitkan",
            "Jenis surat",
            {"total": "Surat"},
            documents.letter,
            "documents.letter",
        ),
    )


def outcomes_tables(report: MonthlyReport) -> tuple[Table, ...]:
    outcomes = report.outcomes
    return (
        split_table(
            "Kasus selesai menurut hasil akhir",
            "Hasil akhir",
            [(line.label, f"outcomes.reason.{line.code}", line.people) for line in outcomes.reason],
            ("outcomes.ended", outcomes.ended),
        ),
        Table(
            caption="Kasus selesai dan berjalan",
            first="Ukuran",
            columns=("Kasus",),
            rows=(
                Row("Selesai", (Cell(outcomes.ended.total, "outcomes.ended"),)),
                Row(
                    "Selesai dengan hasil tercapai", (Cell(outcomes.achieved, "outcomes.achieved"),)
                ),
                Row("Berjalan pada akhir bulan", (Cell(outcomes.running, "outcomes.running"),)),
            ),
            note="Hasil tercapai: reunifikasi, pemulangan, mandiri, atau selesai program.",
        ),
    )


def monitoring_tables(report: MonthlyReport) -> tuple[Table, ...]:
    found = report.monitoring
    visits = {
        "planned": "Direncanakan",
        "held": "Dilaksanakan",
        "overdue": "Lewat waktu",
        "cancelled": "Dibatalkan",
    }
    return (
        Table(
            caption="Kunjungan",
            first="Ukuran",
            columns=("Kunjungan",),
            rows=(
                *(
                    Row(label, (Cell(getattr(found, name), f"monitoring.{name}"),))
                    for name, label in visits.items()
                ),
                *(
                    Row(f"Hasil: {in_sentence(line.label)}", (Cell(line.total, f"monitoring.result.{line.code}"),))
                    for line in found.result
                ),
            ),
        ),
        Table(
            caption="Kepuasan: empat tanda",
            first="Tanda",
            columns=("Kunjungan", "Bagian"),
            rows=tuple(
                Row(
                    line.label,
                    (
                        Cell(line.total, f"monitoring.signal.{line.code}"),
                        Cell(share(line.total, found.held), is_share=True),
                    ),
                )
                for line in found.signal
            ),
            note="Bagian dari kunjungan yang dilaksanakan.",
        ),
        plain(
            "Mutu layanan (skala 1–5)", "Dimensi", {"mean": "Rata-rata", "judged": "Dinilai"},
            found.quality, "monitoring.quality", note="Kosong: tidak ada yang menilai.",
        ),
        plain(
            "Perubahan keadaan", "Segi", {"better": "Naik", "same": "Tetap", "worse": "Turun"},
            found.change, "monitoring.change",
        ),
    )  # fmt: skip


def clock_table(report: MonthlyReport) -> Table:
    """How many of the acts under each clock kept it."""
    return Table(
        caption="Jam yang ditepati",
        first="Jam",
        columns=("Batas", "Ditepati", "Tindakan", "Bagian"),
        rows=tuple(
            Row(
                line.label,
                (
                    Cell(line.limit),
                    Cell(line.kept, f"clocks.{line.code}.kept"),
                    Cell(line.acts, f"clocks.{line.code}.acts"),
                    Cell(share(line.kept, line.acts), is_share=True),
                ),
            )
            for line in report.clocks
        ),
        note="Menurut batas yang berlaku saat laporan dihitung.",
    )
