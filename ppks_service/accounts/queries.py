"""What lists show of accounts."""

from django.db.models import F, Q, QuerySet

from ppks_service.accounts.models import Mandate, Office, User


def users_for_list(*, q: str = "", role: str = "", office: Office | None = None) -> QuerySet[User]:
    """Accounts by name, with their office; those that all the given words and choices fit."""
    users = User.objects.select_related("office").order_by("full_name", "pk")
    for word in q.split():
        users = users.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    if role:
        users = users.filter(role=role)
    if office is not None:
        users = users.filter(office=office)
    return users


def mandates_for_list() -> QuerySet[Mandate]:
    """Mandates with all that a row shows: those that run or will run first, the latest on top."""
    return Mandate.objects.select_related(
        "office", "acting", "stands_in_for", "revoked_by"
    ).order_by(F("revoked_at").desc(nulls_first=True), "-ends_on", "-pk")
