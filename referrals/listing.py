"""What narrows the list of referrals."""

from django.db.models import Q, QuerySet

from referrals.forms import LISTS, ReferralFilter
from referrals.models import Referral


def filtered(found: QuerySet[Referral], filters: ReferralFilter) -> QuerySet[Referral]:
    """What the form asks for; a field that it does not understand filters nothing."""
    filters.is_valid()
    if number := filters.cleaned_data.get("q"):
        found = found.filter(
            Q(number__iexact=number.strip()) | Q(case__number__iexact=number.strip())
        )
    if facility := filters.cleaned_data.get("tempat"):
        found = found.filter(facility=facility)
    return found


def in_state(found: QuerySet[Referral], chosen: str) -> QuerySet[Referral]:
    """Those that the chip ``chosen`` counts; all of them for an unknown one."""
    statuses = {key: codes for key, _, codes in LISTS}.get(chosen)
    return found.filter(status__in=statuses) if statuses else found
