"""What goes with the letter of a referral: papers of the file, chosen with the draft."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, Q, QuerySet

from intake.models import Case, Paper, PaperKind
from ppks_service.documents.models import LetterKind
from ppks_service.documents.parts import Enclosed
from ppks_service.documents.queries import telling_of_health
from ppks_service.indonesian import long_date
from referrals.models import Enclosure, Referral
from upt_facilities.models import Facility, FacilityKind

# Papers that tell of somebody's health leave the house only to who takes care of it, and only with a
# kind of letter whose words may tell of it too.
HEALTH = (PaperKind.HEALTH, PaperKind.CALM)
TREATS = (FacilityKind.UPT, FacilityKind.SHELTER, FacilityKind.HOSPITAL)
KEPT_BACK = "Surat tentang kesehatan hanya dilampirkan pada jenis surat yang memuat keadaan kesehatan, ke UPT, rumah penampungan, atau rumah sakit."


def choosable(case: Case, facility: Facility) -> QuerySet[Paper]:
    """The papers of the file of which there is more than paper, and that may go to ``facility``."""
    found = case.papers.filter(file__isnull=False).defer("file__content").order_by("pk")
    if facility.kind not in TREATS:
        return found.exclude(kind__in=HEALTH)
    return found.filter(~Q(kind__in=HEALTH) | Exists(telling_of_health(kind_for(facility))))


def kind_for(facility: Facility) -> LetterKind:
    """A UPT of the Dinas gets a recommendation; hospitals, agencies and others a referral."""
    is_ours = facility.kind == FacilityKind.UPT
    return LetterKind.RECOMMENDATION if is_ours else LetterKind.REFERRAL


def choose(referral: Referral, papers: Iterable[Paper]) -> None:
    """Put ``papers`` with the letter instead of those chosen before. Call it under the referral's lock."""
    chosen = {paper.pk for paper in papers}
    allowed = set(choosable(referral.case, referral.facility).values_list("pk", flat=True))
    if chosen - allowed:
        raise ValidationError({"enclosures": KEPT_BACK})
    referral.enclosures.exclude(paper__in=chosen).delete()
    there = set(referral.enclosures.values_list("paper", flat=True))
    Enclosure.objects.bulk_create(
        Enclosure(referral=referral, paper_id=pk) for pk in sorted(chosen - there)
    )


def papers_of(referral: Referral) -> list[Paper]:
    """Those chosen that may still go to the facility that is asked now."""
    chosen = referral.enclosures.values("paper")
    return list(choosable(referral.case, referral.facility).filter(pk__in=chosen))


def enclosed_of(referral: Referral) -> list[Enclosed]:
    """The same for the letter, each named by its kind and date, which name nobody."""
    chosen = referral.enclosures.values("paper")
    papers = choosable(referral.case, referral.facility).filter(pk__in=chosen)
    return [
        Enclosed(title_of(paper), paper.file)
        for paper in papers.select_related("file")
        if paper.file
    ]


def title_of(paper: Paper) -> str:
    """``Surat dokter: tenang, 3 Oktober 2026``; of one that holds no more, that it ran out."""
    dated = f", {long_date(paper.dated_on)}" if paper.dated_on else ""
    ended = paper.valid_until if paper.is_over else None
    over = f", habis berlaku {long_date(ended)}" if ended else ""
    return f"{paper.get_kind_display()}{dated}{over}"
