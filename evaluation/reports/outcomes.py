"""Parts 6 and 7: identities and letters; how cases ended."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluation.months import Month
from evaluation.reports.dimensions import UnknownFigure, grouped, part_of, split, told_apart
from evaluation.reports.figures import Count, Documents, Outcomes, SplitLine
from intake.models import (
    Case,
    CheckResult,
    EndReason,
    Identifier,
    IdentifierKind,
    IdentityCheck,
    IdentityLevel,
)
from ppks_service.documents.models import IssuedDocument, LetterKind

ACHIEVED = frozenset(
    {EndReason.REUNITED, EndReason.RETURNED, EndReason.INDEPENDENT, EndReason.COMPLETED}
)
PROVEN = [IdentityLevel.DOCUMENT, IdentityLevel.NIK, IdentityLevel.BIOMETRIC]
VERIFIED = [IdentityLevel.NIK, IdentityLevel.BIOMETRIC]


def ended(month: Month) -> QuerySet:
    """Cases that ended in the month, told apart by sex and by age on that day."""
    return told_apart(Case.objects.counted().filter(month.has("ended_at")), on="ended_at")


def running(month: Month) -> QuerySet[Case]:
    """Cases that were open at the month's end."""
    return Case.objects.counted().filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=month.end), opened_at__lt=month.end
    )


def unidentified(month: Month) -> QuerySet[Case]:
    """Those of them whose person had neither a NIK noted nor a document seen by then."""
    nik = Identifier.objects.filter(
        person=OuterRef("person"), kind=IdentifierKind.NIK, noted_at__lt=month.end
    )
    proof = IdentityCheck.objects.filter(
        person=OuterRef("person"),
        level__in=PROVEN,
        result=CheckResult.FOUND,
        checked_on__lte=month.last,
    )
    return running(month).filter(~Exists(nik), ~Exists(proof))


def noted(month: Month) -> QuerySet[Identifier]:
    return Identifier.objects.counted().filter(month.has("noted_at"))


def verified(month: Month) -> QuerySet[IdentityCheck]:
    return IdentityCheck.objects.filter(
        month.has_day("checked_on"), level__in=VERIFIED, result=CheckResult.FOUND
    )


def letters(month: Month) -> QuerySet[IssuedDocument]:
    """Letters dated in the month; the monthly reports themselves are not counted."""
    return IssuedDocument.objects.filter(month.has_day("dated_on")).exclude(
        kind=LetterKind.MONTHLY_REPORT
    )


def documents(month: Month) -> Documents:
    """Four queries."""
    kinds = {g["kind"]: g["n"] for g in grouped(noted(month), "kind")}
    issued: dict[str, int] = {}
    names: dict[str, str] = {}
    for group in grouped(letters(month), "kind", "kind_name"):  # a kind may have been renamed
        issued[group["kind"]] = issued.get(group["kind"], 0) + group["n"]
        names[group["kind"]] = group["kind_name"]
    return Documents(
        identifier=tuple(
            Count(kind.value, str(kind.label), kinds[kind])
            for kind in IdentifierKind
            if kind in kinds
        ),
        verified=verified(month).count(),
        unidentified=unidentified(month).count(),
        letter=tuple(Count(kind, names[kind], issued[kind]) for kind in _in_order(issued)),
    )


def _in_order(issued: Collection[str]) -> list[str]:
    """The house's own papers as ever, then the kinds that admin data wrote."""
    known = [kind.value for kind in LetterKind if kind in issued]
    return known + sorted(set(issued) - set(known))


def document_rows(month: Month, path: list[str]) -> QuerySet:
    """The identifiers, checks, cases or letters behind one figure."""
    match path:
        case ["identifier", kind]:
            return noted(month).filter(kind=kind)
        case ["verified"]:
            return verified(month)
        case ["unidentified"]:
            return unidentified(month)
        case ["letter", kind]:
            return letters(month).filter(kind=kind)
    raise UnknownFigure(".".join(path))


def compute(month: Month) -> Outcomes:
    """Two queries."""
    groups = grouped(ended(month), "sex", "band", "end_reason")
    return Outcomes(
        ended=split(groups),
        achieved=sum(g["n"] for g in groups if g["end_reason"] in ACHIEVED),
        reason=tuple(
            SplitLine(reason.value, str(reason.label), split(own))
            for reason in EndReason
            if (own := [g for g in groups if g["end_reason"] == reason])
        ),
        running=running(month).count(),
    )


def rows(month: Month, path: list[str]) -> QuerySet[Case]:
    """The cases behind one figure."""
    match path:
        case ["ended", *rest]:
            return part_of(ended(month), rest)
        case ["achieved"]:
            return ended(month).filter(end_reason__in=ACHIEVED)
        case ["reason", reason, *rest]:
            return part_of(ended(month).filter(end_reason=reason), rest)
        case ["running"]:
            return running(month)
    raise UnknownFigure(".".join(path))
