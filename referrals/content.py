"""What a decision is about, in a canonical form: kept with the decision, hashed, compared later.

The form is one flat JSON object: keys sorted, no space, UTF-8 (``canonical``); its SHA-256 is the
decision's hash. It holds codes and the office's own words, never labels of this program, so that a
later release does not change a hash. Keys:

- ``person`` register number, ``name`` as shown, ``sex``, ``born`` (day and precision: a birthday
  changes nothing), ``is_child``, ``types`` (PPKS codes, the main one first);
- ``needs`` not put off and not for later: domain, description, priority;
- ``agreed_by`` and ``plan``: goals and acts of the plan last agreed, without due days and progress;
- ``facility``, ``ward``, ``service``, ``reason``, ``override``;
- ``fact.…`` what is known of each thing that the facility's rules ask about, where it is known;
- ``papers`` that the facility asks for and the file holds, past their validity too;
- ``guarded``, where there are any: which of the facts are a matter of guarded health. They are
  compared as the others are and never put into words.

``differences`` lists all that is different; ``voiding`` only what takes a decision its ground. A paper that
comes in, a plan first agreed (or refused and given) afterwards, or a fact that turns out as the rules want
it was foreseen by the decision and takes nothing away. Nor do the facility's rules: what was decided is
compared by those that held then, so that new ones, and drafts, change nothing that was approved. Nor the
calendar: of a word that ran out since it counts what it said, for nobody changed it. That it ran out is
said on the pages (``referrals.validity``).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from intake.facts import Facts, facts_of
from intake.models import (
    TELLING,
    BirthPrecision,
    Need,
    NeedDomain,
    NeedPriority,
    NeedStatus,
    PaperKind,
    PPKSType,
    Sex,
)
from ppks_service import indonesian
from referrals.models import ActionBy, ActionStatus, AgreedBy, Decision, Referral, ServicePlan
from upt_facilities.criteria import State, disability_words, judge
from upt_facilities.models import Criterion, Facility, Fact
from upt_facilities.rulebook import criteria_of

Content = dict[str, Any]
FACT = "fact."
# Facts that stand in the form under their own names, or change by the calendar alone.
ELSEWHERE = (Fact.AGE, Fact.SEX, Fact.IS_CHILD, Fact.PPKS_TYPE, Fact.PAPER)
LABELS = {
    "person": "Nomor register",
    "name": "Nama",
    "sex": "Jenis kelamin",
    "born": "Kelahiran",
    "is_child": "Anak atau dewasa",
    "types": "Jenis PPKS",
    "needs": "Kebutuhan",
    "agreed_by": "Yang menyepakati rencana",
    "plan": "Rencana",
    "facility": "Tujuan",
    "ward": "Wisma yang diminta",
    "service": "Layanan yang diminta",
    "reason": "Mengapa tempat ini",
    "override": "Alasan memilih tempat ini",
    "papers": "Surat",
}
CODES: dict[str, Any] = {"sex": Sex, "agreed_by": AgreedBy}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was: in words, with what went and what came."""

    label: str
    was: str
    now: str

    @property
    def in_words(self) -> str:
        if not self.was:
            return f"{self.label}: {self.now} (baru)"
        if not self.now:
            return f"{self.label}: {self.was} (tidak ada lagi)"
        return f"{self.label}: {self.was} → {self.now}"


def content_of(
    referral: Referral, *, since: Decision | None = None, known: Facts | None = None
) -> Content:
    """What a decision on ``referral`` would be about now. Needs ``case__person``, ``facility``, ``ward``.

    With ``since`` what that decision would be about now, by the rules and papers that held then.
    ``known`` are the facts of the case, where they have been read.
    """
    case, person, facility = referral.case, referral.case.person, referral.facility
    known = facts_of(case) if known is None else known
    before = since.content if since else {}
    plan = _plan(case.pk)
    types = known.get("ppks_type")
    papers = {*before.get("papers", []), *facility.required_papers.values_list("kind", flat=True)}
    facts = {rule.fact for rule in _rules(facility, since)}
    facts |= {key.removeprefix(FACT) for key in before if key.startswith(FACT)}
    return {
        "person": person.register_number,
        "name": person.name,
        "sex": person.sex,
        "born": f"{person.born_on.isoformat()} {person.birth_precision}" if person.born_on else "",
        "is_child": case.is_child,
        "types": list(types.value) if types else [],
        "needs": _needs(case.pk),
        "agreed_by": plan.agreed_by if plan else "",
        "plan": _acts(plan) if plan else [],
        "facility": facility.code,
        "ward": referral.ward.name if referral.ward else "",
        "service": referral.service_asked,
        "reason": referral.reason,
        "override": referral.override_reason,
        "papers": sorted(papers & {*known["papers"].value, *known["papers"].ends}),
        **_facts(facts, known, before),
        **_guarded(facts, known),
    }


def canonical(content: Content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(content: Content) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def differences(before: Content, now: Content) -> list[Change]:
    """All that is different, field by field, in the order in which a page reads it."""
    names = _names(before, now)
    guarded = {f"{FACT}{fact}" for fact in (*before.get("guarded", []), *now.get("guarded", []))}
    changes = []
    for key in _keys(before, now):
        if key in ("needs", "plan", "types", "papers"):
            changes += _of_list(key, before.get(key, []), now.get(key, []), names)
        elif before.get(key, "") == now.get(key, ""):
            continue
        elif key in guarded:
            changes.append(Change("Syarat kesehatan", "dijaga", "berubah; lihat tab Kesehatan"))
        else:
            changes.append(
                Change(
                    _label(key),
                    _words(key, before.get(key), names),
                    _words(key, now.get(key), names),
                )
            )
    return changes


def voiding(before: Content, now: Content, *, against: Iterable[str] = ()) -> list[Change]:
    """What has changed since that a decision on ``before`` cannot stand with.

    ``against`` names the facts of ``now`` that speak against the place by its own rules: one that
    was not known at the decision counts only then.
    """
    ground = dict(now)
    ground["papers"] = [kind for kind in before.get("papers", []) if kind in now.get("papers", [])]
    if not before.get("plan"):
        ground["plan"], ground["agreed_by"] = before.get("plan"), before.get("agreed_by")
    if before.get("agreed_by") == AgreedBy.NOBODY and ground.get("agreed_by"):
        ground["agreed_by"] = before["agreed_by"]  # refused, and given later
    for key in [key for key in ground if key.startswith(FACT) and key not in before]:
        if key.removeprefix(FACT) not in against:
            del ground[key]
    return differences(before, ground)


def facts_against(referral: Referral, decision: Decision, known: Facts) -> set[str]:
    """The facts that are known and do not hold against the rules by which it was decided."""
    return {
        rule.fact
        for rule in _rules(referral.facility, decision)
        if rule.fact in known and judge(rule, known, {}).state in (State.FAIL, State.WARN)
    }


def changes_of(decision: Decision, referral: Referral) -> list[Change]:
    """What voids ``decision``; empty while it stands."""
    known = facts_of(referral.case)
    now = content_of(referral, since=decision, known=known)
    if decision.content_hash == hash_of(now):
        return []
    return voiding(decision.content, now, against=facts_against(referral, decision, known))


# --- The parts -------------------------------------------------------------------------------


def _needs(case_pk: int) -> list[str]:
    needs = (
        Need.objects.filter(case=case_pk)
        .exclude(status=NeedStatus.DEFERRED)
        .exclude(priority=NeedPriority.LATER)
    )
    return sorted({f"{need.priority}|{need.domain}|{need.description}" for need in needs})


def _plan(case_pk: int) -> ServicePlan | None:
    """The plan last agreed: a new version counts from its own agreement on."""
    return (
        ServicePlan.objects.filter(case=case_pk, agreed_at__isnull=False)
        .order_by("-version")
        .first()
    )


def _acts(plan: ServicePlan) -> list[str]:
    lines = set()
    for goal in plan.goals.prefetch_related("actions__facility"):
        acts = [act for act in goal.actions.all() if act.status != ActionStatus.CANCELLED]
        lines |= {
            f"{goal.goal}|{act.by_kind}|{act.by_name}|"
            f"{act.facility.code if act.facility else ''}|{act.what}"
            for act in acts
        } or {f"{goal.goal}||||"}
    return sorted(lines)


def _rules(facility: Facility, since: Decision | None) -> list[Criterion]:
    """The rules that hold now, or that held when ``since`` was decided."""
    found = criteria_of([facility.pk], known_at=since.decided_at if since else None)
    return found.get(facility.pk, [])


def _facts(asked: set[str], known: Facts, before: Content) -> Content:
    found = {}
    for fact in sorted(asked - {str(fact) for fact in ELSEWHERE}):
        key, now = f"{FACT}{fact}", known.get(fact)
        if now is not None and key in before and now.was is not None:
            found[key] = now.was
        elif now is not None and now.value is not None:
            found[key] = now.value
    return found


def _guarded(asked: set[str], known: Facts) -> Content:
    guarded = sorted(fact for fact in asked if fact in known and known[fact].is_guarded)
    return {"guarded": guarded} if guarded else {}


# --- In words --------------------------------------------------------------------------------


def _keys(before: Content, now: Content) -> list[str]:
    facts = sorted(key for key in {*before, *now} if key.startswith(FACT))
    return [*list(LABELS)[:7], *facts, *list(LABELS)[7:]]


def _label(key: str) -> str:
    fact = key.removeprefix(FACT)
    return LABELS.get(key) or (Fact(fact).label if fact in Fact.values else fact)


def _names(*contents: Content) -> dict[str, str]:
    """Names of the PPKS types and facilities that stand in ``contents``, by code."""
    types = {code for content in contents for code in content.get("types", [])}
    facilities = {content.get("facility", "") for content in contents}
    named = {kind.code: str(kind) for kind in PPKSType.objects.filter(code__in=types)}
    return named | dict(Facility.objects.filter(code__in=facilities).values_list("code", "name"))


def _of_list(key: str, before: list[str], now: list[str], names: Mapping[str, str]) -> list[Change]:
    """What went out of a list and what came in; only the order of types means something."""
    if key == "types" and set(before) == set(now) and before != now:
        return [Change("Jenis PPKS utama", names.get(before[0], ""), names.get(now[0], ""))]
    gone = [_words(key, item, names) for item in before or [] if item not in (now or [])]
    new = [_words(key, item, names) for item in now or [] if item not in (before or [])]
    return [Change(_label(key), "; ".join(gone), "; ".join(new))] if gone or new else []


def _words(key: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == "":
        return "belum diketahui" if key.startswith(FACT) else "belum ada"
    if key == f"{FACT}{Fact.DISABILITY}":
        return disability_words(value)
    if key.startswith(FACT):
        return _fact_words(value)
    if key == "needs":
        priority, domain, description = value.split("|", 2)
        words = indonesian.in_sentence(NeedPriority(int(priority)).label)
        # What voids a decision is kept in words and read by many: of what may tell the domain is enough.
        what = "kebutuhan" if domain in TELLING else description
        return f"{what} ({indonesian.in_sentence(NeedDomain(domain).label)}, {words})"
    if key == "plan":
        goal, by_kind, by_name, _, what = value.split("|", 4)
        who = by_name or (ActionBy(by_kind).label if by_kind else "")
        return f"{what} untuk “{goal}”, oleh {who}" if what else f"“{goal}”"
    if key == "born":
        day, precision = value.split(" ")
        return f"{indonesian.long_date(dt.date.fromisoformat(day))} ({indonesian.in_sentence(BirthPrecision(precision).label)})"
    if key in CODES:
        return indonesian.in_sentence(CODES[key](value).label)
    if key == "is_child":
        return "anak" if value else "dewasa"
    if key == "papers":
        return str(PaperKind(value).label)
    return names.get(value, str(value)) if key in ("types", "facility") else str(value)


def _fact_words(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        return indonesian.number(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
