"""The life of an instrument's version: written, in use, retired."""

from intake import permissions
from ppks_service.versions import version_life

INSTRUMENT = version_life(
    "Instrumen asesmen", publish="Terbitkan instrumen", rule=permissions.maintain_instruments
)
