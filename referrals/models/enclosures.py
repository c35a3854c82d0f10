"""Which papers of the case's file go with the letter of a referral."""

from django.db import models

from intake.models import Paper
from referrals.models.referrals import Referral


class Enclosure(models.Model):
    """A paper chosen to go with the letter; the letter keeps its own copy once it is issued."""

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="enclosures", editable=False
    )
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "paper"],
                name="enclosure_once",
                violation_error_message="Berkas ini sudah dilampirkan.",
            )
        ]

    def __str__(self) -> str:
        return f"enclosure {self.pk}"
