"""Kinds of letter as data: what admin data writes in pages, version by version."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ppks_service.accounts.roles import Role
from ppks_service.constraints import Check, all_from_choices, only_choices
from ppks_service.versions import VersionStatus, version_constraints


class LetterSubject(models.TextChoices):
    """What a letter is made of: it says which fields its text may use."""

    CASE = "case", "Kasus"
    REFERRAL = "referral", "Rujukan"
    STAY = "stay", "Masa tinggal di UPT atau tempat lain"


class LetterLayout(models.TextChoices):
    LETTER = "letter", "Surat: nomor, sifat, hal, dan kepada di atas"
    TITLED = "titled", "Naskah berjudul: berita acara, laporan, pernyataan"


class LetterNature(models.TextChoices):
    ORDINARY = "ordinary", "Biasa"
    URGENT = "urgent", "Segera"
    CONFIDENTIAL = "confidential", "Rahasia"
    BOTH = "both", "Segera, rahasia"


class SignatureBlock(models.TextChoices):
    """Who signs, in the order of the paper: left, then right."""

    ISSUER = "issuer", "Yang menerbitkan"
    ISSUER_KNOWN = "issuer_known", "Yang menerbitkan, diketahui Kepala Seksi"
    PERSON = "person", "Yang bersangkutan, di hadapan petugas"
    PARTIES = "parties", "Pihak pertama dan pihak kedua, diketahui Kepala Seksi"


class DataNeed(models.TextChoices):
    """What is left out of every letter whose kind does not say that it needs it."""

    IDENTITY = "identity", "Nama dan identitas orang yang dilindungi"
    HEALTH = "health", "Keadaan kesehatan, asesmen, dan kriteria yang bersandar padanya"


class LetterTemplate(models.Model):
    """One version of a kind of letter: its number, its text with known fields, who issues and signs it.

    ``documents.letter_text`` reads the text. Frozen once published: issued letters keep their version.
    """

    code = models.CharField(max_length=40, help_text="As referral, or surat-pengantar.")
    version = models.PositiveSmallIntegerField()
    name = models.CharField("nama jenis surat", max_length=80)
    status = models.CharField(
        max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT, editable=False
    )
    subject = models.CharField("dibuat dari", max_length=10, choices=LetterSubject)
    layout = models.CharField(
        "bentuk", max_length=10, choices=LetterLayout, default=LetterLayout.LETTER
    )
    classification = models.CharField("kode klasifikasi", max_length=20)
    unit_code = models.CharField("kode unit", max_length=30)
    number_pattern = models.CharField(
        "pola nomor", max_length=80, default="{klasifikasi}/{urut}/{unit}/{tahun}"
    )
    nature = models.CharField(
        "sifat", max_length=12, choices=LetterNature, default=LetterNature.ORDINARY
    )
    enclosure = models.CharField("lampiran", max_length=60, default="–")
    title = models.CharField("hal", max_length=120)
    recipient = models.CharField("kepada", max_length=160, blank=True)
    issuers = ArrayField(
        models.CharField(max_length=20, choices=Role), verbose_name="diterbitkan oleh", default=list
    )
    prints = ArrayField(
        models.CharField(max_length=10, choices=DataNeed),
        verbose_name="perlu memuat",
        default=list,
        blank=True,
    )
    asks = models.TextField("ditanyakan saat surat dibuat", blank=True)
    body = models.TextField("isi surat")
    copies = models.TextField("tembusan", blank=True)
    signature = models.CharField(
        "tanda tangan", max_length=12, choices=SignatureBlock, default=SignatureBlock.ISSUER
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            *version_constraints(
                "letter_template",
                "jenis surat",
                published="Versi lain dari jenis surat ini masih berlaku.",
            ),
            only_choices("subject", LetterSubject, name="letter_template_subject_is_known"),
            only_choices("layout", LetterLayout, name="letter_template_layout_is_known"),
            only_choices("nature", LetterNature, name="letter_template_nature_is_known"),
            only_choices("signature", SignatureBlock, name="letter_template_signature_is_known"),
            all_from_choices("issuers", Role, name="letter_template_issuers_are_known"),
            all_from_choices("prints", DataNeed, name="letter_template_prints_are_known"),
            Check(
                condition=Q(status=VersionStatus.DRAFT) | Q(published_at__isnull=False),
                name="letter_template_published_says_when",
                violation_error_message="Jenis surat yang berlaku mencatat kapan diterbitkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (versi {self.version})"
