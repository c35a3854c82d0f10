"""The life of a version of a kind of letter: written, in force, retired."""

from ppks_service.documents import permissions
from ppks_service.versions import version_life

WORDING = version_life(
    "Jenis surat",
    publish="Terbitkan versi ini",
    rule=permissions.maintain_letters,
    retire_rule=permissions.retire_wording,
)
