"""The facts on which a referral stands when it is asked or sent back, as the journal and the inbox keep them."""

from typing import Any

from intake.facts import facts_of, latest_assessment
from intake.models import Need
from referrals.models import Referral
from upt_facilities.matching import FacilityFit, Verdict
from upt_facilities.models import Fact

LABEL = "referrals.referral"


def basis_of(referral: Referral, fit: FacilityFit) -> dict[str, Any]:
    """The facts on which ``referral`` stands now, as the journal keeps them: no name of a person."""
    assessment = latest_assessment(referral.case)
    return {
        "facility": referral.facility.code,
        "facility_name": referral.facility.name,
        "ward_name": referral.ward.name if referral.ward else "",
        "verdict": Verdict(fit.verdict).value,
        "criteria": fit.criteria_in_words,
        "missing_papers": [paper.said for paper in fit.missing_papers],
        "independence": _independence(referral),
        "assessment": assessment.pk if assessment else None,
        "needs": list(
            Need.objects.filter(case=referral.case_id).order_by("pk").values_list("pk", flat=True)
        ),
    }


def _independence(referral: Referral) -> int | None:
    known = facts_of(referral.case).get(Fact.INDEPENDENCE.value)
    return int(known.value) if known is not None and known.value is not None else None
