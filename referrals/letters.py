"""The letter that an approval makes: a recommendation to a UPT, a referral to everybody else.

What it says is worded by admin data (``documents.LetterTemplate``); here are its fields and their values.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake import letters as case_letters
from intake import permissions as case_permissions
from intake.facts import latest_assessment
from ppks_service import indonesian
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.posts import Post
from ppks_service.documents.actions import issue, letterhead
from ppks_service.documents.composing import PAPER, compose
from ppks_service.documents.models import DataNeed, IssuedDocument, LetterSubject
from ppks_service.documents.queries import wording_in_force
from ppks_service.documents.signers import issuer_block
from ppks_service.documents.subjects import Block, Circumstances, Field, Provision, Source
from ppks_service.indonesian import in_sentence
from ppks_service.worklist.models import Clock, ClockCode
from referrals.chain import parafs_of
from referrals.enclosures import enclosed_of, kind_for
from referrals.health import told_in_letter
from referrals.models import Referral
from referrals.models.referrals import ReferralQuerySet
from upt_facilities.criteria import CriterionResult, State
from upt_facilities.matching import FacilityFit, fit_of
from upt_facilities.models import Facility, FacilityKind

STATE_WORDS = {
    State.PASS: "Terpenuhi",
    State.FAIL: "Tidak terpenuhi",
    State.WARN: "Perlu perhatian",
    State.UNKNOWN: "Belum diketahui",
}
NUMBER_WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()


def issue_letter(
    referral: Referral, fit: FacilityFit, *, by: User, post: Post, at: dt.datetime
) -> IssuedDocument:
    """Number and freeze the letter of ``referral``, inside the approving transaction.

    ``by`` signs in ``post``: their own, or the one they act in. Needs a referral of ``queries.whole``.
    """
    kind = kind_for(referral.facility)
    wording = wording_in_force(kind)
    letter = compose(
        wording,
        referral,
        by=by,
        answers={
            "kepada": f"{_head_of(referral.facility)} {referral.facility.name}",
            "di": _city_of(referral.facility),
            "perihal": wording.title,
        },
        extra={"fit": fit, "at": at},
        signer=issuer_block(by, post, referral.case.section),
    )
    return issue(
        kind,
        PAPER,
        letter.context(),
        title=letter.title,
        recipient=letter.recipient,
        subject=referral,
        by=by,
        dated_on=timezone.localdate(at),
        case_pk=referral.case_id,
        enclosed=enclosed_of(referral),
        parafs=parafs_of(referral, signer=by),
        wording=wording,
    )


# --- What a letter may say of a referral ------------------------------------------------------


READ = (
    "case__person__verified_origin",
    "case__person__claimed_origin",
    "case__section__parent__parent",
    "case__owner",
    "case__encounter",
    "facility__area",
    "written_by",
    "hold__place__ward",
)


def _seen_by(user: User) -> ReferralQuerySet:
    return Referral.objects.visible_to(user).select_related(*READ)


def find_referral(user: User, number: str) -> Referral | None:
    return _seen_by(user).get_or_none(number=number)


SOURCE = Source(
    subject=LetterSubject.REFERRAL,
    slug="rujukan",
    find=find_referral,
    of_row=lambda user, pk: _seen_by(user).get_or_none(pk=pk),
    refusal=lambda user, referral: case_permissions.open_file.refusal(user, referral.case) or "",
    case_of=lambda referral: referral.case,
    section_of=lambda referral: referral.case.section,
    key_of=lambda referral: referral.number,
    url_of=lambda referral: reverse("referrals:show", args=[referral.number]),
    words=lambda referral: referral.number,
)


def values(referral: Referral, given: Circumstances) -> dict[str, Any]:
    """What ``FIELDS`` and ``BLOCKS`` are for ``referral``. ``extra`` may bring ``fit`` and ``at``."""
    case, facility = referral.case, referral.facility
    fit: FacilityFit = given.extra.get("fit") or fit_of(case, facility)
    decided_at = given.extra.get("at") or referral.decided_at
    misfit = fit.needs_reason and bool(referral.override_reason)
    contact = referral.written_by
    title = contact.position or contact.get_role_display()
    return {
        "penerima": facility.name,
        "kota_penerima": _city_of(facility),
        "nomor_rujukan": referral.number,
        "tanggal_keputusan": indonesian.long_date(decided_at) if decided_at else "",
        "dasar": _basis(referral),
        "alasan": referral.reason,
        "alasan_pengecualian": referral.override_reason if misfit else "",
        "layanan_diminta": referral.service_asked,
        "batas_jawaban": _answer_within(),
        "narahubung": f"{contact}, {title}",
        "kepala_bidang": _division(referral.case.section),
        "data_rujukan": {
            "facts": {name: given.known[name] for name in OF_PERSON},
            "where_now": given.known["tempat_sekarang"],
            "place": f"{referral.hold.place.ward} nomor {referral.hold.place}"
            if referral.hold
            else "",
            "until": indonesian.long_moment(referral.hold.period.upper) if referral.hold else "",
            "health": told_in_letter(referral),
        },
        "kriteria": _criteria(referral, fit),
        "lembar_jawaban": {
            "number": referral.number,
            "office": letterhead()["office"],
            "facility": facility.name,
            "register_number": case.person.register_number,
        },
    }


def _basis(referral: Referral) -> str:
    """``hasil asesmen pekerja sosial tanggal 20 September 2026 dan keputusan``"""
    assessment = latest_assessment(referral.case)
    if assessment is None or assessment.finished_at is None:
        return "keputusan"
    on = indonesian.long_date(assessment.finished_at)
    return f"hasil asesmen {assessment.profession.lower()} tanggal {on} dan keputusan"


def _criteria(referral: Referral, fit: FacilityFit) -> dict[str, Any]:
    """The rules as they stood, the unfulfilled first, and the papers of the receiving side."""
    rows = [
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
        "criteria": rows,
        "present": [in_sentence(paper.label) for paper in fit.papers if paper.is_present],
        "missing": [paper.said for paper in fit.missing_papers],
    }


def _fact(result: CriterionResult) -> str:
    """The fact without the advice that a page gives: the receiver reads what is known, not what to do."""
    if result.state == State.UNKNOWN:
        return "belum diketahui saat surat ini dibuat"
    return result.fact


def _head_of(facility: Facility) -> str:
    return "Kepala" if facility.kind == FacilityKind.UPT else "Pimpinan"


def _answer_within() -> str:
    """``paling lambat 2 (dua) hari kerja``, as the office's clock says."""
    clock = Clock.objects.filter(code=ClockCode.ANSWER).first()
    if clock is None:
        return "segera"
    words = f" ({NUMBER_WORDS[clock.amount]})" if clock.amount < len(NUMBER_WORDS) else ""
    return f"paling lambat {clock.amount}{words} {clock.get_unit_display()}"


def _city_of(facility: Facility) -> str:
    if facility.area is None:
        return "tempat"
    return facility.area.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def _division(section: Office) -> str:
    return f"Kepala {section.parent.name}" if section.parent else ""


OF_PERSON = (
    "nama",
    "tingkat_identitas",
    "jenis_kelamin",
    "umur",
    "nomor_register",
    "nik",
    "jenis_ppks",
)
UPT = "UPT Pelayanan Sosial Lanjut Usia Binjai"
FIELDS = (
    Field(name="penerima", label="Nama tempat yang dituju", sample=UPT),
    Field(name="kota_penerima", label="Kota tempat itu", sample="Binjai"),
    Field(name="nomor_rujukan", label="Nomor rujukan", sample="RJK-2026-000418"),
    Field(name="tanggal_keputusan", label="Tanggal keputusan", sample="21 September 2026"),
    Field(
        name="dasar",
        label="Asesmen dan keputusan yang mendasari, dalam kalimat",
        sample="hasil asesmen pekerja sosial tanggal 20 September 2026 dan keputusan",
    ),
    Field(
        name="alasan",
        label="Mengapa tempat ini",
        sample="Lanjut usia, mandiri, tidak ada keluarga yang merawat.",
        needs=DataNeed.HEALTH,
    ),
    Field(
        name="alasan_pengecualian",
        label="Mengapa dipilih walau ada syarat yang tidak terpenuhi",
        sample="tidak ada tempat lain yang dekat dengan keluarganya.",
        needs=DataNeed.HEALTH,
    ),
    Field(
        name="layanan_diminta",
        label="Layanan yang diminta",
        sample="asrama dan perawatan kesehatan",
    ),
    Field(
        name="batas_jawaban",
        label="Batas jawaban, dari pengaturan batas waktu",
        sample="paling lambat 3 (tiga) hari kerja",
    ),
    Field(
        name="narahubung",
        label="Penulis rujukan dan jabatannya",
        sample="Ratna Ginting, pekerja sosial",
    ),
    Field(
        name="kepala_bidang",
        label="Jabatan Kepala Bidang",
        sample="Kepala Bidang Rehabilitasi Sosial",
    ),
)
SAMPLE_CRITERIA: Mapping[str, Any] = {
    "criteria": [
        {
            "text": "Bebas penyakit menular aktif",
            "state": "Belum diketahui",
            "fact": "belum diketahui saat surat ini dibuat",
            "is_open": True,
        },
        {
            "text": "Berusia 60 tahun atau lebih",
            "state": "Terpenuhi",
            "fact": "perkiraan petugas, ±64 tahun",
            "is_open": False,
        },
    ],
    "present": ["KTP"],
    "missing": ["surat keterangan sehat"],
}
BLOCKS = (
    Block(
        name="data_rujukan",
        label="Tabel orangnya, tempat sekarang, dan tempat yang dipesan",
        template="documents/_referred.html",
        sample={
            "facts": case_letters.SAMPLE,
            "where_now": "RPS Medan Tuntungan, sejak 18 September 2026",
            "place": "Wisma Melati nomor 4",
            "until": "24 September 2026, 16.00 WIB",
        },
    ),
    Block(
        name="kriteria",
        label="Tabel kriteria penerimaan dan daftar surat",
        template="documents/_criteria.html",
        sample=SAMPLE_CRITERIA,
        needs=DataNeed.HEALTH,
    ),
    Block(
        name="lembar_jawaban",
        label="Lembar jawaban untuk disobek, di bawah tanda tangan",
        template="documents/_reply_slip.html",
        sample={
            "number": "RJK-2026-000418",
            "office": "DINAS SOSIAL",
            "facility": UPT,
            "register_number": "R-2026-001482",
        },
        is_annex=True,
    ),
)
PROVISION = Provision(subject=LetterSubject.REFERRAL, fields=FIELDS, blocks=BLOCKS, values=values)
