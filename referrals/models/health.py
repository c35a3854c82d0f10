"""What of a person's guarded health one letter may tell, and on whose word."""

from django.db import models
from django.db.models import Q

from intake.models import HealthFact
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices, set_together
from referrals.models.referrals import Referral


class DisclosureBasis(models.TextChoices):
    CONSENT = "consent", "Persetujuan orangnya atau walinya"
    LAW = "law", "Kewajiban menurut hukum"


class HealthDisclosure(models.Model):
    """That one guarded fact may stand in the letter of one referral: by consent in its own words, or by law."""

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="disclosures", editable=False
    )
    fact = models.ForeignKey(HealthFact, models.PROTECT, related_name="+", verbose_name="fakta")
    basis = models.CharField("dasar", max_length=10, choices=DisclosureBasis)
    text = models.TextField("bunyi persetujuan, atau pasal yang mewajibkan")
    given_by = models.CharField("diberikan oleh", max_length=120)
    given_on = models.DateField("tanggal")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            only_choices("basis", DisclosureBasis, name="health_disclosure_basis_is_known"),
            Check(
                condition=~Q(text="") & ~Q(given_by=""),
                name="health_disclosure_says_by_whom",
                violation_error_message="Tulis bunyi persetujuan atau pasalnya, dan siapa yang memberikannya.",
            ),
            set_together(
                "withdrawn_by", "withdrawn_at", name="health_disclosure_withdrawn_by_and_at"
            ),
            Unique(
                fields=["referral", "fact"],
                condition=Q(withdrawn_at__isnull=True),
                name="health_disclosure_once",
                violation_error_message="Fakta ini sudah boleh disampaikan dalam surat rujukan ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
