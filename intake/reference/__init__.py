"""Reference rows of intake: PPKS types and the instruments that the house ships."""

from django.utils import timezone

from intake import instruments
from intake.models import Instrument
from intake.reference.bpss import BPSS
from intake.reference.short_instruments import SHORT
from intake.reference.types import TYPES, load_types
from ppks_service.versions import VersionStatus


def load() -> None:
    """Make what is missing; a published instrument is never changed, a new version is a new row."""
    load_types()
    for code, title, definition in (("bpss", "Asesmen awal (BPSS)", BPSS), *SHORT):
        instruments.parse(definition)
        if not Instrument.objects.filter(code=code).exists():
            Instrument.objects.create(
                code=code,
                version=1,
                title=title,
                definition=definition,
                status=VersionStatus.PUBLISHED,
                published_at=timezone.now(),
            )


__all__ = ["BPSS", "TYPES", "load"]
