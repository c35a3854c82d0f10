"""The story of a case that a row of a register became."""

from collections.abc import Mapping
from typing import Any

from intake.models import BirthPrecision

INEXACT = {BirthPrecision.MONTH: "hanya bulan dan tahun", BirthPrecision.YEAR: "hanya tahun"}
DATES = (("came", "Tanggal masuk"), ("left", "Tanggal keluar"))
WRITTEN = (
    ("written_name", "Nama tertulis"), ("age_text", "Usia tertulis"), ("type_text", "Jenis tertulis"),
    ("door_text", "Cara masuk tertulis"), ("place", "Ditemukan di"),
)  # fmt: skip


def story(filename: str, line: int, said: Mapping[str, Any]) -> str:
    """What the register says beside the columns, and how exactly it knows its dates."""
    lines = [f"Dari register lama “{filename}”, baris {line}."]
    for key, word in DATES:
        if how := INEXACT.get(said.get(f"{key}_precision", "")):
            lines.append(f"{word} di register: {how} ({said[key][: 7 if 'bulan' in how else 4]}).")
    lines += [f"{word}: {said[key]}." for key, word in WRITTEN if said.get(key)]
    return "\n".join([*lines, *said.get("notes", ())])
