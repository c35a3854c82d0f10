"""The 26 PPKS types of Permensos 8/2012, with the groups they count in (domain.md §1.1, §1.2, §2.1)."""

import datetime as dt

from intake.models import Cluster, PPKSType, SPMGroup

VALID_FROM = dt.date(2012, 8, 7)

C, S = Cluster, SPMGroup
TYPES: tuple[tuple[str, str, Cluster, SPMGroup], ...] = (
    ("01", "Anak balita telantar", C.CHILD, S.CHILD),
    ("02", "Anak telantar", C.CHILD, S.CHILD),
    ("03", "Anak berhadapan dengan hukum", C.CHILD, S.NONE),
    ("04", "Anak jalanan", C.CHILD, S.CHILD),
    ("05", "Anak dengan kedisabilitasan", C.CHILD, S.DISABILITY),
    ("06", "Anak korban kekerasan atau diperlakukan salah", C.CHILD, S.NONE),
    ("07", "Anak yang memerlukan perlindungan khusus", C.CHILD, S.CHILD),
    ("08", "Lanjut usia telantar", C.ELDERLY, S.ELDERLY),
    ("09", "Penyandang disabilitas", C.DISABILITY, S.DISABILITY),
    ("10", "Tuna susila", C.HOMELESS, S.NONE),
    ("11", "Gelandangan", C.HOMELESS, S.HOMELESS),
    ("12", "Pengemis", C.HOMELESS, S.HOMELESS),
    ("13", "Pemulung", C.HOMELESS, S.NONE),
    ("14", "Kelompok minoritas", C.OTHER, S.NONE),
    ("15", "Bekas warga binaan lembaga pemasyarakatan", C.HOMELESS, S.NONE),
    ("16", "Orang dengan HIV/AIDS", C.HOMELESS, S.NONE),
    ("17", "Korban penyalahgunaan NAPZA", C.DRUGS, S.NONE),
    ("18", "Korban perdagangan orang", C.HOMELESS, S.NONE),
    ("19", "Korban tindak kekerasan", C.OTHER, S.NONE),
    ("20", "Pekerja migran bermasalah sosial", C.HOMELESS, S.NONE),
    ("21", "Korban bencana alam", C.DISASTER, S.NONE),
    ("22", "Korban bencana sosial", C.DISASTER, S.NONE),
    ("23", "Perempuan rawan sosial ekonomi", C.OTHER, S.NONE),
    ("24", "Fakir miskin", C.OTHER, S.NONE),
    ("25", "Keluarga bermasalah sosial psikologis", C.OTHER, S.NONE),
    ("26", "Komunitas adat terpencil", C.OTHER, S.NONE),
)


def load_types() -> None:
    """Bring the 26 types to what stands here."""
    for code, name, cluster, spm_group in TYPES:
        PPKSType.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "cluster": cluster,
                "spm_group": spm_group,
                "valid_from": VALID_FROM,
            },
        )
