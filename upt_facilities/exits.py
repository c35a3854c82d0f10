"""How a stay can end, and what each kind of ending must be shown by (domain.md §5.1 I, §11.11)."""

from dataclasses import dataclass

from intake.models import EndReason


@dataclass(frozen=True)
class Proof:
    """One thing that proves an exit: what the form asks and the paper says."""

    key: str
    label: str
    hint: str = ""
    is_required: bool = True


@dataclass(frozen=True)
class ExitKind:
    reason: EndReason
    when: str
    proofs: tuple[Proof, ...]
    # Where a proof already tells why, the form asks no second time: ``when`` is the reason.
    asks_reason: bool = True
    moment: str = "Keluar pada"


EXIT_KINDS: tuple[ExitKind, ...] = (
    ExitKind(
        EndReason.REUNITED,
        "Keluarga menerimanya kembali.",
        (
            Proof("receiver", "Siapa yang menerima, dan hubungannya"),
            Proof("relation", "Bukti hubungan", "KK, KTP, atau keterangan lurah."),
        ),
    ),
    ExitKind(
        EndReason.RETURNED,
        "Dipulangkan ke daerah asal lewat Dinas Sosial di sana.",
        (
            Proof("receiver", "Kantor atau pejabat yang menerima"),
            Proof("transport", "Angkutan dan pendamping"),
        ),
    ),
    ExitKind(
        EndReason.INDEPENDENT,
        "Bekerja atau berusaha dan punya tempat tinggal sendiri.",
        (
            Proof("work", "Pekerjaan atau usaha, sejak kapan"),
            Proof("address", "Alamat sesudah keluar"),
        ),
    ),
    ExitKind(
        EndReason.MARRIED,
        "Menikah, atau sebab lain yang baik.",
        (Proof("proof", "Keterangan dan buktinya", is_required=False),),
    ),
    ExitKind(
        EndReason.TRANSFERRED,
        "Lembaga lain meneruskan pelayanannya.",
        (
            Proof("receiver", "Lembaga yang menerima"),
            Proof("letter", "Nomor surat atau berita acara", is_required=False),
        ),
    ),
    ExitKind(
        EndReason.COMPLETED,
        "Program selesai sesuai rencana.",
        (Proof("proof", "Sertifikat atau keterangan selesai", is_required=False),),
    ),
    ExitKind(
        EndReason.NOT_TARGET,
        "Ternyata bukan sasaran tempat ini.",
        (Proof("ground", "Mengapa bukan sasaran", "Dan menurut siapa, atau asesmen mana."),),
        asks_reason=False,
    ),
    ExitKind(
        EndReason.DIED,
        "Meninggal saat dalam pelayanan.",
        (
            Proof("cause", "Tempat dan sebab meninggal"),
            Proof("certificate", "Surat keterangan: nomor, dari siapa"),
            Proof("burial", "Pemakaman, dan kabar kepada keluarga"),
        ),
        asks_reason=False,
        moment="Meninggal pada",
    ),
    ExitKind(
        EndReason.ABSCONDED,
        "Pergi tanpa izin dan tidak kembali. Bukan untuk orang yang disuruh keluar.",
        (
            Proof("seen", "Terakhir dilihat", "Kapan, oleh siapa, menurut daftar hadir mana."),
            Proof("noticed", "Bagaimana diketahui pergi"),
            Proof("search", "Pencarian yang dilakukan", "Ke mana, oleh siapa, hasilnya."),
            Proof("police", "Laporan polisi", "Nomor dan tanggal, atau mengapa tidak dilaporkan."),
        ),
    ),
    ExitKind(
        EndReason.PUT_OUT,
        "Tempat ini yang memutuskan ia harus keluar.",
        (
            Proof("hearing", "Sidang atau pemeriksaan", "Tanggal dan siapa yang hadir."),
            Proof("own_words", "Keterangan orangnya, kata sendiri"),
            Proof("decision", "Keputusan", "Nomor, dan siapa yang memutuskan."),
            Proof("handed_to", "Diserahkan kepada siapa, dan di mana ia kini"),
        ),
    ),
)


def exit_kind(reason: str) -> ExitKind | None:
    return next((kind for kind in EXIT_KINDS if kind.reason == reason), None)


def evidence_of(kind: ExitKind, answers: dict[str, str]) -> str:
    """The proofs as the text that is kept: one line each, what was asked before what was said."""
    return "\n".join(
        f"{proof.label}: {answers[proof.key].strip()}"
        for proof in kind.proofs
        if answers.get(proof.key, "").strip()
    )
