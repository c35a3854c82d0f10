"""What the user guides show: their pages and papers, and who looks at each. ``guide`` takes the pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from evaluation.models import IssuedReport
from evaluation.months import Month
from intake.models import (
    Assessment,
    AssessmentStatus,
    Band,
    Case,
    CaseStatus,
    Encounter,
    Handover,
    HealthFact,
    Instrument,
    Outcome,
    Raid,
    RaidStatus,
    SheetKind,
    Tie,
)
from intake.seal import sealed_to
from ppks_service.accounts.models import User
from ppks_service.documents.models import IssuedDocument, LetterKind, LetterTemplate
from ppks_service.documents.queries import visible_documents, wording_in_force
from ppks_service.versions import VersionStatus
from referrals.models import (
    CaseConference,
    ConferenceStatus,
    PlanTemplate,
    Referral,
    ReferralStatus,
)
from upt_facilities.models import Stay

PHONE, DESK = 390, 1280


@dataclass(frozen=True)
class Picture:
    """One page of the guides: who looks, at which address, how wide, and how the file is called."""

    name: str
    username: str  # empty: nobody is signed in
    address: Callable[[], str]
    widths: tuple[int, ...] = (DESK,)


@dataclass(frozen=True)
class Paper:
    """One PDF of the house: its first page stands in the guides. ``template`` is what draws it."""

    name: str
    username: str
    template: str  # a page of templates/documents, or the code of a kind of letter
    address: Callable[[], str]


# --- What the pages and papers are about -----------------------------------------------------


def _case_of(username: str, stage: int) -> Case:
    """An unprotected running case that this account may open, at ``stage`` or the nearest before."""
    user = User.objects.get(username=username)
    cases = Case.objects.visible_to(user).filter(flags=[], status=CaseStatus.OPEN)
    return cases.filter(stage__lte=stage).order_by("-stage", "-opened_at", "-pk")[0]


def _to_place() -> Case:
    """A homeless person for whom nothing was asked yet: there is a house for them, with several rules."""
    user = User.objects.get(username="peksos")
    cases = Case.objects.visible_to(user).filter(flags=[], status=CaseStatus.OPEN)
    homeless = cases.filter(types__ppks_type__code__in=("11", "12", "13"), types__until=None)
    asked = Referral.objects.order_by().values("case")
    return homeless.exclude(pk__in=asked).order_by("-stage", "-opened_at", "-pk")[0]


def _drawn_case() -> Case:
    """The running case whose family and surroundings are drawn."""
    drawn = Tie.objects.order_by().values("person")
    return Case.objects.open().filter(person__in=drawn).order_by("-opened_at", "-pk")[0]


def _examined_case() -> Case:
    return HealthFact.objects.order_by("-pk")[0].case


def _sealed_case() -> Case:
    """A protected running case in which the head of the division has nothing to do."""
    kabid = User.objects.get(username="kabid")
    return Case.objects.open().filter(sealed_to(kabid)).order_by("-opened_at", "-pk")[0]


def _to_decide() -> Referral:
    return Referral.objects.filter(status=ReferralStatus.SUBMITTED).order_by("-pk")[0]


def _conference(status: str = ConferenceStatus.HELD) -> CaseConference:
    """The newest of nobody protected."""
    return CaseConference.objects.filter(status=status, case__flags=[]).order_by("-pk")[0]


def _assessment_begun() -> Assessment:
    drafts = Assessment.objects.filter(
        status=AssessmentStatus.DRAFT, assessor__username="peksos", case__flags=[]
    )
    return drafts.select_related("case").order_by("-pk")[0]


def _raid(status: str = RaidStatus.CLOSED) -> Raid:
    return Raid.objects.filter(status=status).order_by("-starts_at", "-pk")[0]


def _encounter() -> Encounter:
    return Encounter.objects.filter(outcome=Outcome.TAKEN).order_by("-met_at", "-pk")[0]


def _month() -> Any:
    return Month.of(IssuedReport.objects.order_by("-month")[0].month)


def _wording(code: str) -> LetterTemplate:
    found = wording_in_force(code)
    assert found is not None, code
    return found


def _letter(username: str, kind: str, subject: str = "") -> IssuedDocument:
    """The newest letter of ``kind`` that this account may open."""
    letters = visible_documents(User.objects.get(username=username)).filter(kind=kind)
    if subject:
        letters = letters.filter(subject_label=subject)
    return letters.order_by("-pk")[0]


def _letter_about_a_case() -> IssuedDocument:
    return _letter("peksos", "surat-pengantar")


# --- Pages -----------------------------------------------------------------------------------


def _case_page(name: str, case: Callable[[], Case]) -> Callable[[], str]:
    return lambda: reverse(name, args=[case().number])


def _peksos_at(stage: int) -> Callable[[], Case]:
    return lambda: _case_of("peksos", stage)


PICTURES: tuple[Picture, ...] = (
    Picture("masuk", "", lambda: reverse("accounts:sign_in")),
    Picture("beranda", "peksos", lambda: reverse("worklist:home"), (DESK, PHONE)),
    Picture("beranda-kasi", "kasi", lambda: reverse("worklist:home")),
    Picture("beranda-registrasi", "registrasi", lambda: reverse("worklist:home")),
    Picture("beranda-upt", "upt", lambda: reverse("worklist:home")),
    Picture(
        "razia",
        "lapangan",
        lambda: reverse("intake:raid_show", args=[_raid().number]),
        (DESK, PHONE),
    ),
    Picture(
        "catat",
        "lapangan",
        lambda: reverse("intake:encounter_record", args=[_raid(RaidStatus.RUNNING).number]),
        (PHONE,),
    ),
    Picture(
        "serah-terima",
        "lapangan",
        lambda: reverse("intake:handover_show", args=[Handover.objects.order_by("-pk")[0].pk]),
    ),
    Picture(
        "registrasi",
        "registrasi",
        lambda: reverse("intake:case_register") + f"?temuan={_encounter().number}",
    ),
    Picture("daftar-kasus", "peksos", lambda: reverse("intake:case_list")),
    Picture("kasus", "peksos", _case_page("intake:case_show", _peksos_at(6)), (DESK, PHONE)),
    Picture("asesmen", "peksos", _case_page("intake:case_assessments", _examined_case)),
    Picture(
        "asesmen-isi",
        "peksos",
        lambda: reverse(
            "intake:assessment", args=[_assessment_begun().case.number, _assessment_begun().pk]
        ),
        (DESK, PHONE),
    ),
    Picture("kesehatan", "peksos", _case_page("intake:case_health", _examined_case)),
    Picture("genogram", "peksos", _case_page("intake:case_network", _drawn_case), (DESK, PHONE)),
    Picture("rencana", "peksos", _case_page("referrals:plan", _peksos_at(5))),
    Picture("pembahasan-panggil", "peksos", _case_page("referrals:conference_call", _peksos_at(4))),
    Picture(
        "pembahasan",
        "peksos",
        lambda: reverse("referrals:conference", args=[_conference().number]),
    ),
    Picture("cari-tempat", "peksos", _case_page("referrals:places", _to_place)),
    Picture(
        "rujukan",
        "peksos",
        lambda: reverse("referrals:show", args=[_to_decide().number]),
    ),
    Picture(
        "buat-surat",
        "peksos",
        lambda: reverse("documents:letter_choose", args=["kasus", _case_of("peksos", 5).number]),
    ),
    Picture(
        "tulis-surat",
        "peksos",
        lambda: reverse(
            "documents:letter_write",
            args=["kasus", _case_of("peksos", 5).number, "surat-pengantar"],
        ),
    ),
    Picture("surat", "peksos", lambda: reverse("documents:list")),
    Picture(
        "surat-satu", "peksos", lambda: reverse("documents:show", args=[_letter_about_a_case().pk])
    ),
    Picture("buku-agenda", "laporan", lambda: reverse("documents:agenda")),
    Picture("bagi-kasus", "kasi", lambda: reverse("intake:allotment")),
    Picture("buka-berkas", "kabid", _case_page("intake:case_unseal", _sealed_case), (DESK, PHONE)),
    Picture("persetujuan", "kasi", lambda: reverse("referrals:inbox")),
    Picture("keputusan", "kasi", lambda: reverse("referrals:decide", args=[_to_decide().number])),
    Picture("papan-upt", "upt", lambda: reverse("facilities:board", args=["lansia-binjai"])),
    Picture("dasbor", "kabid", lambda: reverse("evaluation:dashboard")),
    Picture("laporan", "laporan", lambda: reverse("evaluation:report", args=[_month()])),
    Picture("direktori", "", lambda: reverse("facilities:directory"), (DESK, PHONE)),
    Picture(
        "cek-surat",
        "",
        lambda: reverse("documents:check", args=[_letter("kasi", LetterKind.RECOMMENDATION).token]),
        (PHONE,),
    ),
    Picture("instrumen", "admin", lambda: reverse("intake:instruments")),
    Picture(
        "instrumen-satu",
        "admin",
        lambda: reverse(
            "intake:instrument_show",
            args=[Instrument.objects.filter(status=VersionStatus.PUBLISHED).order_by("pk")[0].pk],
        ),
    ),
    Picture("templat-rencana", "admin", lambda: reverse("referrals:plan_templates")),
    Picture(
        "templat-rencana-satu",
        "admin",
        lambda: reverse(
            "referrals:plan_template", args=[PlanTemplate.objects.order_by("pk")[0].pk]
        ),
    ),
    Picture("jenis-surat", "admin", lambda: reverse("documents:kinds")),
    Picture(
        "jenis-surat-satu",
        "admin",
        lambda: reverse("documents:kind", args=[_wording("surat-pengantar").pk]),
    ),
    Picture("masa-simpan", "admin", lambda: reverse("privacy:retention")),
    Picture("jurnal", "auditor", lambda: reverse("journal:list")),
)


# --- Papers ----------------------------------------------------------------------------------


def _issued(username: str, kind: str, subject: str = "") -> Callable[[], str]:
    return lambda: reverse("documents:pdf", args=[_letter(username, kind, subject).pk])


def _sample(code: str) -> Callable[[], str]:
    """The wording as admin data sees it, with invented people: nobody wrote one in the demo."""
    return lambda: reverse("documents:kind_sample", args=[_wording(code).pk])


def _blank(kind: str) -> str:
    asked = {"jenis": kind, "razia": _raid(RaidStatus.RUNNING).number, "lembar": 1}
    return f"{reverse('intake:sheet_print')}?{urlencode(asked)}"


def _band_sheet() -> str:
    band = Band.objects.select_related("raid").order_by("-pk")[0]
    assert band.raid is not None
    return reverse("intake:band_sheet", args=[band.raid.number, band.sheet])


def _agenda_of_this_month() -> str:
    today = timezone.localdate()
    return f"{reverse('documents:agenda_pdf')}?tahun={today.year}&bulan={today.month}"


STAY, BELONGINGS = Stay._meta.label_lower, Handover._meta.label_lower
L = LetterKind
PAPERS: tuple[Paper, ...] = (
    Paper("kertas-rekomendasi", "kasi", L.RECOMMENDATION, _issued("kasi", L.RECOMMENDATION)),
    Paper("kertas-rujukan", "kasi", L.REFERRAL, _issued("kasi", L.REFERRAL)),
    Paper("kertas-razia", "kasi", "raid_minutes.html", _issued("kasi", L.RAID_MINUTES)),
    Paper(
        "kertas-serah-terima-razia",
        "kasi",
        "custody_handover.html",
        _issued("kasi", L.HANDOVER, BELONGINGS),
    ),
    Paper("kertas-serah-terima-upt", "upt", "handover.html", _issued("upt", L.HANDOVER, STAY)),
    Paper("kertas-undangan-cc", "kasi", "conference_call.html", _issued("kasi", L.CONFERENCE_CALL)),
    Paper(
        "kertas-notulen-cc",
        "kasi",
        "conference_minutes.html",
        _issued("kasi", L.CONFERENCE_MINUTES),
    ),
    Paper(
        "kertas-daftar-hadir-cc",
        "peksos",
        "conference_attendance.html",
        lambda: reverse("referrals:conference_attendance", args=[_conference().number]),
    ),
    Paper("kertas-pengantar", "peksos", "surat-pengantar", _issued("peksos", "surat-pengantar")),
    Paper("kertas-laporan-sosial", "peksos", "laporan-sosial", _issued("peksos", "laporan-sosial")),
    Paper("kertas-balasan", "peksos", "surat-balasan", _issued("peksos", "surat-balasan")),
    Paper("kertas-pernyataan", "admin", "surat-pernyataan", _sample("surat-pernyataan")),
    Paper("kertas-pemulangan", "admin", "surat-pemulangan", _sample("surat-pemulangan")),
    Paper(
        "kertas-pengeluaran",
        "admin",
        "berita-acara-pengeluaran",
        _sample("berita-acara-pengeluaran"),
    ),
    Paper(
        "kertas-genogram",
        "peksos",
        "network.html",
        _case_page("intake:case_network_pdf", _drawn_case),
    ),
    Paper("kertas-buku-agenda", "laporan", "agenda.html", _agenda_of_this_month),
    Paper(
        "kertas-laporan-bulanan",
        "laporan",
        "monthly_report.html",
        lambda: reverse("evaluation:report_pdf", args=[_month()]),
    ),
    Paper(
        "kertas-formulir-temuan",
        "lapangan",
        "blank_people.html",
        lambda: _blank(SheetKind.PEOPLE),
    ),
    Paper("kertas-formulir-razia", "lapangan", "blank_raid.html", lambda: _blank(SheetKind.RAID)),
    Paper("kertas-gelang", "lapangan", "band_sheet.html", _band_sheet),
)
