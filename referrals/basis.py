"""What a referral rests on: the facts when it was asked, what was decided, and what has changed since."""

import hashlib
import itertools
import json
from dataclasses import dataclass
from typing import Any

from intake.facts import facts_of, latest_assessment
from intake.models import Need
from ppks_service.journal.models import Entry
from referrals.models import Referral, ReferralStatus
from upt_facilities.criteria import State
from upt_facilities.matching import FacilityFit, Verdict
from upt_facilities.models import Fact

LABEL = "referrals.referral"
# Free text stays out of the journal's data, for it may name people: the field history keeps it.
TEXTS = {
    "reason": "Mengapa tempat ini",
    "service_asked": "Layanan yang diminta",
    "override_reason": "Alasan memilih tempat ini",
}
FACTS = {
    "facility_name": "Tujuan",
    "ward_name": "Wisma yang diminta",
    "independence": "Nilai kemandirian",
    "verdict": "Kecocokan",
    "missing_papers": "Surat kurang",
}


def basis_of(referral: Referral, fit: FacilityFit) -> dict[str, Any]:
    """The facts on which ``referral`` stands now, as the journal keeps them: no name of a person."""
    assessment = latest_assessment(referral.case)
    return {
        "facility": referral.facility.code,
        "facility_name": referral.facility.name,
        "ward_name": referral.ward.name if referral.ward else "",
        "verdict": Verdict(fit.verdict).value,
        "criteria": fit.criteria_in_words,
        "missing_papers": [paper.label for paper in fit.missing_papers],
        "independence": _independence(referral),
        "assessment": assessment.pk if assessment else None,
        "needs": list(_needs_of(referral).values_list("pk", flat=True)),
    }


def content_hash(referral: Referral) -> str:
    """SHA-256 over what a decision is about: who, where, why, for which needs, on which assessment."""
    assessment = latest_assessment(referral.case)
    content = {
        "referral": referral.number,
        "person": referral.case.person_id,
        "facility": referral.facility_id,
        "ward": referral.ward_id,
        "reason": referral.reason,
        "service_asked": referral.service_asked,
        "override_reason": referral.override_reason,
        "assessment": assessment.pk if assessment else None,
        "needs": [
            list(row) for row in _needs_of(referral).values_list("pk", "description", "priority")
        ],
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def still_as_decided(referral: Referral) -> bool:
    """Whether what was decided is what the file says now; an undecided referral is as it is."""
    return not referral.decided_hash or referral.decided_hash == content_hash(referral)


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was when the referral came back. Empty ``was`` and ``now``: a text."""

    label: str
    was: str
    now: str


def returned_entry(referral: Referral) -> Entry | None:
    """The journal's line of the last time that ``referral`` was sent back."""
    return (
        Entry.objects.filter(
            subject_label=LABEL, subject_pk=str(referral.pk), action="referral.send_back"
        )
        .order_by("-pk")
        .first()
    )


def changes_since(returned: Entry, referral: Referral, fit: FacilityFit) -> list[Change]:
    """What is different from what was sent back: facts from the journal, texts from the field history."""
    before = returned.data.get("returned", {})
    after = basis_of(referral, fit)
    changes = [
        Change(label, _in_words(before.get(key)), _in_words(after.get(key)))
        for key, label in FACTS.items()
        if before.get(key) != after.get(key)
    ]
    if before.get("assessment") != after["assessment"]:
        changes.append(
            Change("Asesmen", _assessment_words(before), _assessment_words(after, new=True))
        )
    if added := len(set(after["needs"]) - set(before.get("needs", []))):
        changes.append(Change("Kebutuhan", "", f"{added} ditambahkan"))
    snapshot = _returned_row(referral)
    changes += [
        Change(label, snapshot[field], getattr(referral, field))
        for field, label in TEXTS.items()
        if snapshot and snapshot[field] != getattr(referral, field)
    ]
    return changes


def _returned_row(referral: Referral) -> dict[str, Any]:
    """The texts as they stood when the referral came back: the first row after it was submitted."""
    rows = list(
        referral.events.order_by("pgh_id").values("status", *TEXTS)  # type: ignore[attr-defined]
    )
    for earlier, row in reversed(list(itertools.pairwise(rows))):
        if (earlier["status"], row["status"]) == (
            ReferralStatus.SUBMITTED,
            ReferralStatus.RETURNED,
        ):
            return row
    return {}


def _needs_of(referral: Referral) -> Any:
    """The needs known when it was decided; before that, all."""
    needs = Need.objects.filter(case=referral.case_id).order_by("pk")
    if referral.decided_at is not None:
        needs = needs.filter(judged_at__lte=referral.decided_at)
    return needs


def _independence(referral: Referral) -> int | None:
    known = facts_of(referral.case).get(Fact.INDEPENDENCE.value)
    return int(known.value) if known is not None and known.value is not None else None


def _assessment_words(basis: dict[str, Any], *, new: bool = False) -> str:
    if basis.get("assessment") is None:
        return "belum ada"
    return "asesmen baru" if new else "asesmen lama"


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "tidak ada"
    return "belum ada" if value in (None, "") else str(value)


def worst_first(fit: FacilityFit) -> list[Any]:
    """The criteria as a decision reads them: what fails or is unknown before what is fulfilled."""
    order = {State.FAIL: 0, State.WARN: 1, State.UNKNOWN: 2, State.PASS: 3}
    return sorted(fit.criteria, key=lambda result: order[result.state])
