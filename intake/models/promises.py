"""What somebody signed before they were let go: the promise that a repeat is read against."""

from django.db import models
from django.db.models import Q

from intake.models.cases import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, in_order


class Promise(models.Model):
    """One signed statement (surat pernyataan): who promised what, until when, and who fetched the person.

    The person signs, with the family as supervisor; for a child a parent does (domain.md §5.1 G).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="promises", editable=False)
    signed_on = models.DateField("ditandatangani")
    signed_by = models.CharField(
        "siapa yang berjanji",
        max_length=160,
        help_text="Nama dan hubungan: orangnya sendiri, ibu, wali.",
    )
    content = models.CharField("isi janji", max_length=300)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    fetched_by = models.CharField(
        "dijemput oleh",
        max_length=160,
        blank=True,
        help_text="Nama dan hubungan; kosong bila tidak dijemput.",
    )
    fetched_on = models.DateField("tanggal dijemput", null=True, blank=True)
    witness = models.CharField("saksi", max_length=160, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            in_order(
                "signed_on",
                "valid_until",
                name="promise_valid_after_signing",
                message="Pernyataan tidak dapat berakhir sebelum ditandatangani.",
            ),
            Check(
                condition=Q(fetched_on__isnull=True) | ~Q(fetched_by=""),
                name="promise_fetched_says_by_whom",
                violation_error_message="Tulis siapa yang menjemput.",
            ),
        ]
        indexes = [models.Index(fields=["case", "-signed_on"], name="promise_by_case")]

    def __str__(self) -> str:
        return f"promise {self.pk}"
