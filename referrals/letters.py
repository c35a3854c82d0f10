"""The letter that an approval makes: a recommendation to a UPT, a referral to everybody else."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from intake import same
from intake.facts import latest_assessment
from intake.models import Identifier, IdentifierKind, NeedStatus, Sex
from ppks_service import indonesian
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import issue, signer_of
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.worklist.models import Clock, ClockCode
from referrals.chain import parafs_of
from referrals.enclosures import enclosed_of
from referrals.models import Referral
from upt_facilities.criteria import CriterionResult, State
from upt_facilities.handover import first_lower
from upt_facilities.matching import FacilityFit
from upt_facilities.models import Facility, FacilityKind, Stay

STATE_WORDS = {
    State.PASS: "Terpenuhi",
    State.FAIL: "Tidak terpenuhi",
    State.WARN: "Perlu perhatian",
    State.UNKNOWN: "Belum diketahui",
}
NUMBER_WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()
TITLES = {
    LetterKind.RECOMMENDATION: "Rekomendasi penempatan",
    LetterKind.REFERRAL: "Rujukan layanan",
}
TEMPLATES = {
    LetterKind.RECOMMENDATION: "documents/recommendation.html",
    LetterKind.REFERRAL: "documents/referral.html",
}


def kind_for(facility: Facility) -> LetterKind:
    """A UPT of the Dinas gets a recommendation; hospitals, agencies and others a referral."""
    is_ours = facility.kind == FacilityKind.UPT
    return LetterKind.RECOMMENDATION if is_ours else LetterKind.REFERRAL


def issue_letter(
    referral: Referral, fit: FacilityFit, *, by: User, post: Post, at: dt.datetime
) -> IssuedDocument:
    """Number and freeze the letter of ``referral``, inside the approving transaction.

    ``by`` signs in ``post``: their own, or the one they act in.
    """
    kind = kind_for(referral.facility)
    return issue(
        kind,
        TEMPLATES[kind],
        letter_context(referral, fit, by=by, post=post, at=at),
        title=TITLES[kind],
        subject=referral,
        by=by,
        dated_on=timezone.localtime(at).date(),
        case_pk=referral.case_id,
        enclosed=enclosed_of(referral),
        parafs=parafs_of(referral, signer=by),
    )


def letter_context(
    referral: Referral, fit: FacilityFit, *, by: User, post: Post, at: dt.datetime
) -> dict[str, Any]:
    """What both letters say. Needs a referral of ``queries.whole``."""
    case, facility = referral.case, referral.facility
    records = same.group_of(case.person_id).keys
    criteria = [
        {
            "text": r.text,
            "state": STATE_WORDS[r.state],
            "fact": _fact(r),
            "is_open": r.state != State.PASS,
        }
        for r in reversed(fit.criteria)
        if not (referral.hold and r.text.startswith("Ada wisma"))  # the held place says so
    ]
    return {
        "referral": referral,
        "person": case.person,
        "case": case,
        "facility": facility,
        "place_of_recipient": _city_of(facility),
        "decided_at": at,
        "assessment": latest_assessment(case),
        "sex_and_age": sex_and_age(referral, at),
        "nik": _nik(records),
        "identity": same.identity_level(records).label.lower(),
        "types": _types(referral),
        "where_now": _where_now(referral),
        "hold_until": referral.hold.period.upper if referral.hold else None,
        "criteria": criteria,
        "missing": [first_lower(paper.label) for paper in fit.missing_papers],
        "present": [first_lower(paper.label) for paper in fit.papers if paper.is_present],
        "needs": [need.description for need in _open_needs(referral)],
        "answer_within": _answer_within(),
        "contact": referral.written_by,
        "contact_title": (
            referral.written_by.position or referral.written_by.get_role_display()
        ).lower(),
        "signer": signer_of(by) | {"titles": signature_titles(by, post, case.section)},
        "is_misfit": fit.needs_reason and bool(referral.override_reason),
        "copies": _copies(referral),
    }


def signature_titles(by: User, post: Post, section: Office) -> list[str]:
    """The lines above a signature: on whose behalf, and in which post (Permendagri 1/2023).

    The authority is the head of the department's: the division signs ``a.n.`` him, the section
    ``a.n.`` and, one step further down, ``u.b.``. Who acts writes ``Plh.`` or ``Plt.`` before their post.
    """
    title = post.title if post.mandate else by.position or by.get_role_display()
    own = f"{post.prefix} {title},".strip()
    division = section.parent
    department = division.parent if division else None
    if division is None or department is None or post.role == Role.DEPARTMENT_HEAD:
        return [own]
    behalf = f"a.n. Kepala {department.name}"
    if post.role == Role.DIVISION_HEAD:
        return [behalf, own]
    return [behalf, f"Kepala {division.name},", "u.b.", own]


def _fact(result: CriterionResult) -> str:
    """The fact without the advice that a page gives: the receiver reads what is known, not what to do."""
    if result.state == State.UNKNOWN:
        return "belum diketahui saat surat ini dibuat"
    return result.fact


def sex_and_age(referral: Referral, at: dt.datetime) -> str:
    """``laki-laki, kira-kira 64 tahun (perkiraan petugas)``"""
    person = referral.case.person
    sex = {Sex.UNKNOWN: "jenis kelamin tidak diketahui"}.get(
        Sex(person.sex), person.get_sex_display().lower()
    )
    age = person.age_on(timezone.localtime(at).date())
    if age is None:
        return f"{sex}, usia tidak diketahui"
    if person.birth_precision in ("day", "month"):
        return f"{sex}, {age} tahun"
    return f"{sex}, kira-kira {age} tahun ({person.age_said_by or 'perkiraan'})"


def _nik(records: Collection[int]) -> str:
    numbers = Identifier.objects.filter(person__in=records, kind=IdentifierKind.NIK)
    nik = numbers.order_by("-pk").first()
    return nik.masked if nik else "belum diketahui"


def _types(referral: Referral) -> str:
    rows = referral.case.types.filter(until=None).select_related("ppks_type")
    return (
        ", ".join(str(row.ppks_type) for row in rows.order_by("-is_main", "pk"))
        or "belum ditetapkan"
    )


def _where_now(referral: Referral) -> str:
    stay = Stay.objects.running().filter(case=referral.case_id).select_related("facility").first()
    if stay is None:
        return "tidak tercatat di suatu tempat"
    return f"{stay.facility}, sejak {indonesian.long_date(stay.arrived_at)}"


def _open_needs(referral: Referral) -> Any:
    return referral.case.needs.filter(status=NeedStatus.OPEN).order_by("priority", "pk")


def _answer_within() -> str:
    """``2 (dua) hari kerja``, as the office's clock says."""
    clock = Clock.objects.filter(code=ClockCode.ANSWER).first()
    if clock is None:
        return "segera"
    words = f" ({NUMBER_WORDS[clock.amount]})" if clock.amount < len(NUMBER_WORDS) else ""
    return f"paling lambat {clock.amount}{words} {clock.get_unit_display()}"


def _city_of(facility: Facility) -> str:
    if facility.area is None:
        return "tempat"
    return facility.area.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def _copies(referral: Referral) -> list[str]:
    section = referral.case.section
    copies = ["Kepala Dinas Sosial Provinsi Sumatera Utara (sebagai laporan)"]
    if section.parent is not None:
        copies.append(f"Kepala {section.parent.name}")
    return [*copies, f"Arsip kasus {referral.case.number}"]
