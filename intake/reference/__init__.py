"""Reference rows of intake: PPKS types and the instruments that the house ships."""

from django.utils import timezone

from intake import instruments
from intake.models import Instrument, InstrumentStatus
from intake.reference.bpss import BPSS
from intake.reference.types import TYPES, load_types


def load() -> None:
    """Make what is missing; a published instrument is never changed, a new version is a new row."""
    load_types()
    instruments.parse(BPSS)
    if not Instrument.objects.filter(code="bpss").exists():
        Instrument.objects.create(
            code="bpss",
            version=1,
            title="Asesmen awal (BPSS)",
            definition=BPSS,
            status=InstrumentStatus.PUBLISHED,
            published_at=timezone.now(),
        )


__all__ = ["BPSS", "TYPES", "load"]
