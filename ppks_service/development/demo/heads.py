"""Who acts for whom in the demo office: the head of the section was away, and the division's will be."""

import datetime as dt

from django.utils import timezone

from ppks_service.accounts import actions_mandates
from ppks_service.accounts.models import Mandate, MandateKind, User
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import at

DAY = dt.timedelta(days=1)


def appoint(cast: Cast, now: dt.datetime) -> None:
    """Record, a few days before each begins, a Plh. of the section's head and one of the division's."""
    users = cast.users
    with at(now - 15 * DAY):
        _record(
            cast, users["kasi"], users["peksos2"], now - 13 * DAY, days=6, reason="cuti tahunan"
        )
    with at(now - DAY):
        _record(cast, users["kabid"], users["kasi"], now + 3 * DAY, days=3, reason="dinas luar")


def _record(
    cast: Cast, head: User, acting: User, start: dt.datetime, *, days: int, reason: str
) -> None:
    first = timezone.localdate(start)
    mandate = Mandate(
        kind=MandateKind.PLH,
        role=head.role,
        office=head.office,
        title=head.position,
        stands_in_for=head,
        acting=acting,
        starts_on=first,
        ends_on=first + (days - 1) * DAY,
        letter_number=f"800.1.11.1/{head.pk:03d}/CONTOH/{first.year}",
        letter_on=timezone.localdate(),
        reason=reason,
    )
    actions_mandates.record_mandate(mandate, by=cast.users["admin"])
