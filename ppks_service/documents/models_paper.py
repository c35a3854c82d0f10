"""What belongs to one issued paper: how it is signed, what is attached, who checked it, its signed scan."""

from django.db import models
from django.db.models import Q

from ppks_service.accounts.models import User
from ppks_service.constraints import Check, only_choices


class ESignature(models.TextChoices):
    """How the PDF of a paper is signed electronically, as it was set when the paper was issued."""

    NONE = "none", "Tanpa tanda tangan elektronik"
    OWN = "own", "Tanda tangan elektronik, tidak tersertifikasi"
    CERTIFIED = "certified", "Tanda tangan elektronik tersertifikasi"


class Sealing(models.Model):
    """That the kept PDF of a paper carries the signature of one certificate. Permanent by trigger."""

    document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, related_name="sealing", editable=False
    )
    certificate_name = models.CharField(max_length=160, editable=False)
    issuer_name = models.CharField(max_length=160, editable=False)
    certificate_sha256 = models.CharField(max_length=64, editable=False)
    sealed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"sealing {self.pk}"


class Attachment(models.Model):
    """A file that goes with a paper, in the same PDF, as ``Lampiran 1`` and so on. Permanent by trigger."""

    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="attachments", editable=False
    )
    position = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField("nama lampiran", max_length=160, editable=False)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="attachment_place_once"),
            Check(
                condition=Q(position__gte=1) & ~Q(title=""),
                name="attachment_is_named_and_counted",
                violation_error_message="Lampiran diberi nama dan nomor dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lampiran {self.position}"


class ParafAct(models.TextChoices):
    DRAFTED = "drafted", "Konsep"
    CHECKED = "checked", "Diperiksa"


class Paraf(models.Model):
    """Who drafted or checked a paper before it was signed, in which post, and when. Permanent by trigger."""

    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="parafs", editable=False
    )
    position = models.PositiveSmallIntegerField(editable=False)
    act = models.CharField(max_length=10, choices=ParafAct, editable=False)
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    post = models.CharField(max_length=160, editable=False, help_text="As it was that day.")
    left_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            only_choices("act", ParafAct, name="paraf_act_is_known"),
            models.UniqueConstraint(fields=["document", "position"], name="paraf_place_once"),
        ]

    def __str__(self) -> str:
        return f"paraf {self.pk}"


class SignedScan(models.Model):
    """The paper as it was signed by hand, scanned or photographed. A newer one takes its place; all are kept."""

    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="scans", editable=False
    )
    file = models.OneToOneField(
        "documents.StoredFile", models.PROTECT, related_name="+", editable=False
    )
    note = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["document", "-id"], name="signed_scan_newest")]

    def __str__(self) -> str:
        return f"scan {self.pk}"
