"""What narrows the list of raids."""

from typing import Any

from django.db.models import Q

from intake.models.raids import RaidQuerySet


def narrowed_raids(raids: RaidQuerySet, asked: dict[str, Any]) -> RaidQuerySet:
    """The raids that a filter, cleaned, asks for."""
    for word in asked.get("q", "").split():
        raids = raids.filter(
            Q(name__icontains=word) | Q(number__icontains=word) | Q(order_number__icontains=word)
        )
    if status := asked.get("status"):
        raids = raids.filter(status=status)
    if start := asked.get("dari"):
        raids = raids.filter(starts_at__date__gte=start)
    if end := asked.get("sampai"):
        raids = raids.filter(starts_at__date__lte=end)
    return raids
