"""Services given: the ledger of the minimum standards."""

from django.db import models
from django.db.models import Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.constraints import Check, Unique, only_choices, set_together
from ppks_service.journal.openings import FileQuerySet
from upt_facilities.models import Facility


class SPMNeed(models.TextChoices):
    """The needs that count inside panti (domain.md §2.2); the codes are ours."""

    DORM = "DP01", "Asrama yang mudah diakses"
    FOOD = "DP02", "Permakanan"
    CLOTHES = "DP03", "Sandang"
    AID = "DP04", "Alat bantu"
    HEALTH = "DP05", "Perbekalan kesehatan"
    GUIDANCE_PHYSICAL = "DP06F", "Bimbingan fisik"
    GUIDANCE_MENTAL = "DP06M", "Bimbingan mental spiritual"
    GUIDANCE_SOCIAL = "DP06S", "Bimbingan sosial"
    LIFE_SKILLS = "DP07", "Bimbingan keterampilan hidup sehari-hari"
    DOCUMENTS = "DP08", "Fasilitasi NIK dan dokumen"
    ACCESS = "DP09", "Akses pendidikan dan kesehatan dasar"
    FAMILY_TRACING = "DP10", "Penelusuran keluarga"
    REUNIFICATION = "DP11", "Reunifikasi keluarga"
    CARE = "DP12", "Pengasuhan"
    RETURN = "DP13", "Pemulangan ke daerah asal"
    BURIAL = "DP14", "Pemulasaraan"


class ServiceQuerySet(FileQuerySet["ServiceGiven"]):
    def visible_to(self, user: User) -> "ServiceQuerySet":
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id)
        return self.filter(case__in=Case.objects.visible_to(user)).read_by(user)

    def standing(self) -> "ServiceQuerySet":
        """Those that were given indeed: what was written down by mistake is cancelled, never deleted."""
        return self.filter(cancelled_at__isnull=True)


class ServiceGiven(models.Model):
    """One need of the SPM list met for one person on one day: a row of the ledger."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="services", editable=False)
    need = models.CharField("kebutuhan", max_length=6, choices=SPMNeed)
    given_on = models.DateField("tanggal")
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat"
    )
    evidence = models.CharField("bukti atau keterangan", max_length=200, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(ServiceQuerySet)()

    class Meta:
        constraints = [
            only_choices("need", SPMNeed, name="service_need_is_known"),
            Unique(
                fields=["case", "need", "given_on"],
                condition=Q(cancelled_at__isnull=True),
                name="service_once_a_day",
                violation_error_message="Layanan ini sudah tercatat untuk orang ini pada hari itu.",
            ),
            set_together("cancelled_at", "cancelled_by", name="service_cancelled_by_and_at"),
            Check(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="service_cancelled_says_why",
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ]
        indexes = [
            models.Index(fields=["given_on", "need"], name="service_by_day"),
            models.Index(
                fields=["given_on"], condition=Q(evidence=""), name="service_without_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.get_need_display()
