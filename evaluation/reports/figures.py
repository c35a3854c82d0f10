"""The numbers of one month as frozen dataclasses: each with a key that stays, a label, and JSON.

A figure's key is its path: fields by name, lines by code, as ``intake.type.08.female``. A ``Split``
or a ``Count`` is its own total, so ``intake.type.08`` is the total of that line. None is "not
reported" and stands as a blank, never as 0.
"""

# ruff: noqa: RUF009 - ``part`` and ``same`` are ``dataclasses.field`` with words.
import hashlib
import json
import types
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

type Value = int | float | None
# What is no count of rows: a mean, a share, a length of time.
MEASURES = frozenset({"mean_days", "longest_days", "mean"})


def part(label: str, **options: Any) -> Any:
    """A field with the words that a reader sees for it."""
    return field(metadata={"label": label}, **options)


def same(**options: Any) -> Any:
    """A field that is its owner's own number: it adds nothing to the key."""
    return field(metadata={"label": "", "is_same": True}, **options)


@dataclass(frozen=True)
class Split:
    """A number with its parts by sex and, apart, by age; either way they add up to ``total``."""

    total: int = part("jumlah", default=0)
    male: int = part("laki-laki", default=0)
    female: int = part("perempuan", default=0)
    sex_unknown: int = part("jenis kelamin tidak diketahui", default=0)
    age_0_5: int = part("0–5 tahun", default=0)
    age_6_17: int = part("6–17 tahun", default=0)
    age_18_59: int = part("18–59 tahun", default=0)
    age_60: int = part("60 tahun ke atas", default=0)
    age_unknown: int = part("usia tidak diketahui", default=0)


@dataclass(frozen=True)
class Count:
    """One line that is a number and no more."""

    code: str
    label: str
    total: int = part("jumlah", default=0)


@dataclass(frozen=True)
class Flow:
    """How the residents of one facility changed: opening + entered - left = closing.

    All None where a facility has recorded nobody so far.
    """

    code: str
    label: str
    opening: Split | None = part("awal", default=None)
    entered: Split | None = part("masuk", default=None)
    left: Split | None = part("keluar", default=None)
    closing: Split | None = part("akhir", default=None)
    left_by: tuple[Count, ...] = part("keluar karena", default=())
    mean_days: float | None = part("rata-rata hari tinggal", default=None)
    longest_days: int | None = part("terlama tinggal (hari)", default=None)


@dataclass(frozen=True)
class Population:
    facilities: tuple[Flow, ...] = part("", default=())
    total: Flow = part("semua tempat", default_factory=lambda: Flow("total", ""))


@dataclass(frozen=True)
class SplitLine:
    """One line with its parts by sex and age."""

    code: str
    label: str
    people: Split = same(default_factory=Split)


@dataclass(frozen=True)
class BandLine:
    """One age band of one type, by sex."""

    code: str
    label: str
    male: int = part("laki-laki", default=0)
    female: int = part("perempuan", default=0)
    sex_unknown: int = part("jenis kelamin tidak diketahui", default=0)


@dataclass(frozen=True)
class TypeLine:
    """One PPKS type: its people by sex and age, and by both at once."""

    code: str
    label: str
    people: Split = same(default_factory=Split)
    age: tuple[BandLine, ...] = part("", default=())


@dataclass(frozen=True)
class DoorLine:
    """One door of entry, and how many of its people had been served before."""

    code: str
    label: str
    total: int = part("jumlah", default=0)
    repeat: int = part("di antaranya berulang", default=0)


@dataclass(frozen=True)
class Intake:
    people: Split = same(default_factory=Split)
    door: tuple[DoorLine, ...] = part("pintu masuk", default=())
    raid: tuple[Count, ...] = part("operasi", default=())
    type: tuple[TypeLine, ...] = part("jenis PPKS", default=())
    age: tuple[BandLine, ...] = part("usia", default=())
    activity: tuple[Count, ...] = part("aktivitas jalanan", default=())
    origin: tuple[Count, ...] = part("asal", default=())
    inside: int = part("asal di dalam Sumatera Utara", default=0)
    outside: int = part("asal di luar Sumatera Utara", default=0)
    abroad: int = part("asal luar negeri", default=0)
    unknown: int = part("asal tidak diketahui", default=0)


@dataclass(frozen=True)
class People:
    """People and episodes are different numbers: one person may come three times in a month."""

    episodes: int = part("kasus dibuka", default=0)
    persons: int = part("orang", default=0)
    new: int = part("orang baru", default=0)
    repeat: int = part("orang berulang", default=0)
    first: int = part("kasus ke-1 orangnya", default=0)
    second: int = part("kasus ke-2 orangnya", default=0)
    third: int = part("kasus ke-3 orangnya", default=0)
    later: int = part("kasus ke-4 atau lebih", default=0)
    returned_90: int = part("kembali dalam 90 hari sesudah kasus terdahulu selesai", default=0)


@dataclass(frozen=True)
class SPMLine:
    """Of ``needing`` (Y) in the running year, those whose basic needs are ``met`` (X)."""

    code: str
    label: str
    met: int = part("terpenuhi (X)", default=0)
    needing: int = part("membutuhkan (Y)", default=0)


@dataclass(frozen=True)
class SPM:
    group: tuple[SPMLine, ...] = part("", default=())
    met: int = part("terpenuhi (X), semua sasaran", default=0)
    needing: int = part("membutuhkan (Y), semua sasaran", default=0)
    given: tuple[Count, ...] = part("layanan diberikan", default=())
    without_evidence: int = part("layanan tanpa bukti", default=0)


@dataclass(frozen=True)
class ReferralLine:
    """The referrals to one destination. ``mean_days``: from submission to the answer."""

    code: str
    label: str
    submitted: int = part("diajukan", default=0)
    approved: int = part("disetujui", default=0)
    refused: int = part("dikembalikan atau ditolak Kepala Seksi", default=0)
    accepted: int = part("diterima", default=0)
    declined: int = part("tidak dapat diterima", default=0)
    waiting: int = part("menunggu pada akhir bulan", default=0)
    mean_days: float | None = part("rata-rata hari", default=None)


@dataclass(frozen=True)
class Referrals:
    destination: tuple[ReferralLine, ...] = part("", default=())
    total: ReferralLine = part("semua tujuan", default_factory=lambda: ReferralLine("total", ""))
    declined_by: tuple[Count, ...] = part("sebab tidak diterima", default=())
    overridden: tuple[Count, ...] = part("dipilih melawan urutan", default=())


@dataclass(frozen=True)
class Documents:
    identifier: tuple[Count, ...] = part("nomor dicatat", default=())
    verified: int = part("NIK atau biometrik terverifikasi", default=0)
    unidentified: int = part("kasus berjalan, orangnya belum beridentitas", default=0)
    letter: tuple[Count, ...] = part("surat diterbitkan", default=())


@dataclass(frozen=True)
class Outcomes:
    ended: Split = part("kasus selesai", default_factory=Split)
    achieved: int = part("kasus selesai dengan hasil tercapai", default=0)
    reason: tuple[SplitLine, ...] = part("hasil akhir", default=())
    running: int = part("kasus berjalan pada akhir bulan", default=0)


@dataclass(frozen=True)
class QualityLine:
    code: str
    label: str
    mean: float | None = part("rata-rata", default=None)
    judged: int = part("dinilai", default=0)


@dataclass(frozen=True)
class ChangeLine:
    """One aspect of change: how many visits found it better, the same, worse than before."""

    code: str
    label: str
    better: int = part("naik", default=0)
    same: int = part("tetap", default=0)
    worse: int = part("turun", default=0)


@dataclass(frozen=True)
class Monitoring:
    planned: int = part("kunjungan direncanakan", default=0)
    held: int = part("kunjungan dilaksanakan", default=0)
    overdue: int = part("kunjungan lewat waktu", default=0)
    cancelled: int = part("kunjungan dibatalkan", default=0)
    result: tuple[Count, ...] = part("hasil kunjungan", default=())
    signal: tuple[Count, ...] = part("tanda kepuasan", default=())
    quality: tuple[QualityLine, ...] = part("mutu", default=())
    change: tuple[ChangeLine, ...] = part("perubahan", default=())


@dataclass(frozen=True)
class ClockLine:
    """Acts of the month that had a limit, and how many kept it."""

    code: str
    label: str
    limit: str
    kept: int = part("ditepati", default=0)
    acts: int = part("tindakan", default=0)


@dataclass(frozen=True)
class MonthlyReport:
    """What one month came to. Equal months make equal reports, so a test compares whole ones."""

    month: str
    population: Population = part("penghuni", default_factory=Population)
    intake: Intake = part("orang masuk", default_factory=Intake)
    people: People = part("orang dan kasus", default_factory=People)
    spm: SPM = part("SPM", default_factory=SPM)
    referrals: Referrals = part("rujukan", default_factory=Referrals)
    documents: Documents = part("identitas dan surat", default_factory=Documents)
    outcomes: Outcomes = part("hasil", default_factory=Outcomes)
    monitoring: Monitoring = part("pemantauan", default_factory=Monitoring)
    clocks: tuple[ClockLine, ...] = part("jam", default=())


@dataclass(frozen=True)
class Figure:
    """One number with its key and the words for it."""

    key: str
    label: str
    value: Value


def figures(node: Any, key: str = "", words: tuple[str, ...] = ()) -> Iterator[Figure]:
    """All numbers below ``node``, in the order of its fields and lines."""
    for column in fields(node):
        value = getattr(node, column.name)
        if column.name == "month" or isinstance(value, str):
            continue
        # The total of a split or a line is that split or line itself.
        is_total = column.name == "total" and not is_dataclass(value)
        is_same = is_total or "is_same" in column.metadata
        below = key if is_same else f"{key}.{column.name}".lstrip(".")
        label = "" if is_total else column.metadata.get("label", "")
        said = (*words, label) if label else words
        if isinstance(value, tuple):
            for line in value:
                yield from figures(line, f"{below}.{line.code}", (*said, line.label))
        elif is_dataclass(value):
            yield from figures(value, below, said)
        else:
            yield Figure(below, ", ".join(said), value)


def flat(report: MonthlyReport) -> dict[str, Figure]:
    """Every figure of ``report`` by its key."""
    return {figure.key: figure for figure in figures(report)}


def is_count(key: str) -> bool:
    """Whether the figure counts rows; a mean or a length of time does not."""
    return key.rpartition(".")[2] not in MEASURES


def to_json(node: Any) -> Any:
    """A report as plain lists and objects."""
    if is_dataclass(node):
        return {f.name: to_json(getattr(node, f.name)) for f in fields(node)}
    if isinstance(node, tuple):
        return [to_json(item) for item in node]
    return node


def from_json(kind: Any, data: Any) -> Any:
    """The report that ``to_json`` wrote; a field that is not there takes its default."""
    if get_origin(kind) in (Union, types.UnionType):
        if data is None:
            return None
        kind = next(k for k in get_args(kind) if k is not type(None))
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], item) for item in data)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(  # type: ignore[operator]
            **{
                f.name: from_json(hints[f.name], data[f.name])
                for f in fields(kind)
                if f.name in data
            }
        )
    return data


def canonical(data: Any) -> str:
    """JSON in the one form that is hashed: sorted keys, no blanks."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(data: Any) -> str:
    """SHA-256 of the canonical JSON of ``data``."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()
