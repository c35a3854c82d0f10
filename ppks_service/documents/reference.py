"""The office's letterhead and number series, until the office changes them."""

from ppks_service.accounts.models import Office, OfficeKind
from ppks_service.documents import reference_letters
from ppks_service.documents.models import Letterhead, LetterKind, NumberSeries
from ppks_service.documents.reference_letters import CLASSIFICATION, UNIT

# What stands where only the office can know the words.
TO_FILL = "lengkapi di data induk"


def load() -> None:
    """Make the Dinas, its division and section, the letterhead and the series where they are missing."""
    department, _ = Office.objects.get_or_create(
        name="Dinas Sosial Provinsi Sumatera Utara",
        defaults={"short_name": "Dinas Sosial Prov. Sumut", "kind": OfficeKind.DEPARTMENT},
    )
    division, _ = Office.objects.get_or_create(
        name="Bidang Rehabilitasi Sosial",
        defaults={
            "short_name": "Bidang Rehsos",
            "kind": OfficeKind.DIVISION,
            "parent": department,
        },
    )
    Office.objects.get_or_create(
        name="Seksi Orang Telantar, Korban Perdagangan Orang, NAPZA, dan Tuna Sosial",
        defaults={
            "short_name": "Seksi OT, KPO, NAPZA, TS",
            "kind": OfficeKind.SECTION,
            "parent": division,
        },
    )
    Letterhead.objects.get_or_create(
        office=department,
        defaults={
            "government": "PEMERINTAH PROVINSI SUMATERA UTARA",
            "name": "DINAS SOSIAL",
            "address": "Jalan Sampul Nomor 138, Medan",
            "contact": f"Telepon, laman, dan pos-el: {TO_FILL}",
            "city": "Medan",
        },
    )
    reference_letters.load()
    for kind, short in SHORT.items():
        NumberSeries.objects.get_or_create(
            kind=kind,
            defaults={
                "name": kind.label,
                "classification": CLASSIFICATION,
                "unit_code": f"{UNIT}-{short}",
            },
        )


# The papers that code alone makes. One series a kind, so the unit's part of the number tells them apart.
SHORT = {
    LetterKind.RAID_MINUTES: "BAR",
    LetterKind.HANDOVER: "BAST",
    LetterKind.MONTHLY_REPORT: "LAP",
}
