"""Where somebody lives or lived last, for whoever asks when they were seen."""

from collections.abc import Iterable

from intake.last_seen import Seen
from upt_facilities.models import Stay


def seen_in_facilities(persons: Iterable[int]) -> dict[int, Seen]:
    """Of each person the last arrival or exit, with the facility's name. One query."""
    found: dict[int, Seen] = {}
    stays = Stay.objects.filter(case__person__in=persons).select_related("case", "facility")
    for stay in stays.order_by("arrived_at", "pk"):
        at = stay.exit_at or stay.arrived_at
        words = f"{'keluar dari' if stay.exit_at else 'tinggal di'} {stay.facility.name}"
        found[stay.case.person_id] = Seen(at, words)
    return found
