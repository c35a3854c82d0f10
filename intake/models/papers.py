"""Papers in the file of a case, from outside the house."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from intake.models.cases import Case
from intake.validity import is_over
from ppks_service.accounts.models import User
from ppks_service.constraints import in_order, only_choices
from ppks_service.documents.models import StoredFile


class PaperKind(models.TextChoices):
    """What may be asked for when somebody is to enter a UPT (the union of domain.md §4.4)."""

    COVER_LETTER = "cover_letter", "Surat pengantar"
    SOCIAL_REPORT = "social_report", "Laporan sosial"
    HEALTH = "health", "Surat keterangan sehat"
    CALM = "calm", "Surat dokter: tenang"
    KTP = "ktp", "KTP"
    KK = "kk", "Kartu keluarga"
    BIRTH = "birth", "Akta lahir"
    BPJS = "bpjs", "Kartu BPJS / KIS"
    POVERTY = "poverty", "SKTM / desil DTSEN"
    SKOT = "skot", "Surat orang telantar dari kepolisian"
    LOST = "lost", "Surat kehilangan"
    DIPLOMA = "diploma", "Ijazah"
    PHOTO = "photo", "Pas foto"
    FAMILY_STATEMENT = "family_statement", "Surat pernyataan keluarga"
    CLIENT_CONSENT = "client_consent", "Persetujuan klien atau wali"
    HANDOVER = "handover", "Berita acara serah terima"
    SIGNED_SCAN = "signed_scan", "Pindaian surat bertanda tangan"
    OTHER = "other", "Lainnya"


class PaperQuerySet(models.QuerySet["Paper"]):
    def holding(self) -> "PaperQuerySet":
        """Without those that were to hold until a day that has passed."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))


class Paper(models.Model):
    """One paper in the file of a case, from outside the house."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField("jenis", max_length=20, choices=PaperKind)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", editable=False
    )
    dated_on = models.DateField("tanggal surat", null=True, blank=True)
    issued_by = models.CharField(
        "dikeluarkan oleh",
        max_length=160,
        blank=True,
        help_text="Misalnya: dr. Contoh, Sp.KJ, RSJ Prof. Ildrem.",
    )
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    note = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(PaperQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", PaperKind, name="paper_kind_is_known"),
            in_order(
                "dated_on",
                "valid_until",
                name="paper_valid_after_its_day",
                message="Masa berlaku berakhir sebelum tanggal suratnya.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_over(self) -> bool:
        return is_over(self.valid_until)
