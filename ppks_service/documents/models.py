"""Files, letter numbers and the papers that leave the house."""

import secrets

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from ppks_service.accounts.models import Office, User
from ppks_service.constraints import Check, only_choices, set_together
from ppks_service.documents.models_letters import (
    DataNeed,
    LetterLayout,
    LetterNature,
    LetterSubject,
    LetterTemplate,
    SignatureBlock,
)
from ppks_service.documents.models_paper import (
    Attachment,
    ESignature,
    Paraf,
    ParafAct,
    Sealing,
    SignedScan,
)
from ppks_service.journal.openings import FileQuerySet


class StoredFile(models.Model):
    """One file's bytes: in the database, so that a file and its row are saved or lost together."""

    content = models.BinaryField()
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            Check(
                condition=Q(size__gt=0),
                name="stored_file_is_not_empty",
                violation_error_message="Berkas kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"


class Letterhead(models.Model):
    """What stands at the head of an office's papers. One row an office; the Dinas has the first."""

    office = models.OneToOneField(Office, models.PROTECT, related_name="letterhead")
    government = models.CharField("pemerintah", max_length=120)
    name = models.CharField("nama kantor", max_length=120)
    address = models.CharField("alamat", max_length=200)
    contact = models.CharField("telepon, laman, pos-el", max_length=200)
    city = models.CharField("kota penandatanganan", max_length=60)

    def __str__(self) -> str:
        return self.name


class LetterKind(models.TextChoices):
    """The papers that the house makes by acts of its own; admin data adds others (``LetterTemplate``)."""

    RAID_MINUTES = "raid_minutes", "Berita acara hasil razia"
    RECOMMENDATION = "recommendation", "Surat rekomendasi masuk UPT"
    REFERRAL = "referral", "Surat rujukan"
    HANDOVER = "handover", "Berita acara serah terima"
    MONTHLY_REPORT = "monthly_report", "Laporan evaluasi bulanan"
    CONFERENCE_CALL = "conference_call", "Undangan pembahasan kasus"
    CONFERENCE_MINUTES = "conference_minutes", "Notulen pembahasan kasus"


class NumberSeries(models.Model):
    """How the letters of one kind are numbered: by year, without a gap."""

    kind = models.CharField("jenis surat", max_length=40, unique=True)
    name = models.CharField("nama jenis surat", max_length=80)
    classification = models.CharField(
        "klasifikasi", max_length=20, help_text="Permendagri 83/2022, misalnya 400.9."
    )
    unit_code = models.CharField("kode unit", max_length=30)
    template = models.CharField(
        "pola nomor",
        max_length=80,
        default="{klasifikasi}/{urut}/{unit}/{tahun}",
        help_text="Bagian: {klasifikasi}, {urut}, {unit}, {tahun}.",
    )

    class Meta:
        constraints = [
            Check(
                condition=~Q(name=""),
                name="number_series_has_name",
                violation_error_message="Tulis nama jenis surat.",
            ),
            models.UniqueConstraint(
                Replace(
                    Replace(
                        F("template"),
                        Value("{klasifikasi}"),
                        F("classification"),  # type: ignore[arg-type]
                    ),
                    Value("{unit}"),
                    F("unit_code"),  # type: ignore[arg-type]
                ),
                name="number_series_gives_its_own_numbers",
                violation_error_message="Nomor seperti ini sudah dipakai jenis surat lain. Pakai kode unit lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last serial number given under one name, as ``case:2026``; see ``documents.numbers``."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class DocumentStatus(models.TextChoices):
    VALID = "valid", "Berlaku"
    WITHDRAWN = "withdrawn", "Ditarik"
    SUPERSEDED = "superseded", "Digantikan"


def new_token() -> str:
    """What a QR code leads to: 26 letters that cannot be guessed and say nothing."""
    return secrets.token_hex(13)


class IssuedDocumentQuerySet(FileQuerySet["IssuedDocument"]):
    """Papers; those of a case belong to its file."""


class IssuedDocument(models.Model):
    """One numbered paper. Its text is frozen as HTML when the number is taken; see ``documents.actions``.

    The PDF is a pure function of ``html``; it is laid out when first opened and kept, so that a
    reprint has the same bytes.
    """

    kind = models.CharField(max_length=40, help_text="That of its series.")
    kind_name = models.CharField(max_length=80, help_text="As the kind was called that day.")
    wording = models.ForeignKey(
        LetterTemplate,
        models.PROTECT,
        null=True,
        related_name="documents",
        help_text="The version that worded it; none for papers made by code alone.",
    )
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="documents")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField("nomor", max_length=80, unique=True)
    title = models.CharField("perihal", max_length=160, help_text="Names no person.")
    recipient = models.CharField("kepada", max_length=160, blank=True, help_text="As the title.")
    signed_as = models.CharField("penanda tangan", max_length=250, blank=True)
    is_protected = models.BooleanField(default=False, help_text="Was its person that day?")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="menggantikan"
    )
    dated_on = models.DateField("tanggal")
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    html = models.TextField(help_text="The paper as it was issued.")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of html.")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    e_signature = models.CharField(
        max_length=10, choices=ESignature, default=ESignature.NONE, editable=False
    )
    token = models.CharField(max_length=26, unique=True, default=new_token)
    status = models.CharField(
        max_length=12, choices=DocumentStatus, default=DocumentStatus.VALID, editable=False
    )
    void_reason = models.TextField("alasan penarikan", blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    subject_label = models.CharField(
        max_length=60, help_text="What it was made of, as intake.raid."
    )
    subject_pk = models.BigIntegerField()
    case_pk = models.BigIntegerField(null=True, db_index=True)

    objects = models.Manager.from_queryset(IssuedDocumentQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", DocumentStatus, name="issued_document_status_is_known"),
            only_choices("e_signature", ESignature, name="issued_document_e_signature_is_known"),
            Check(
                condition=~Q(kind_name=""),
                name="issued_document_kind_has_name",
                violation_error_message="Surat ini belum diberi nama jenisnya.",
            ),
            set_together("voided_by", "voided_at", name="issued_document_voided_by_and_at"),
            models.UniqueConstraint(
                fields=["series", "year", "serial"], name="issued_document_number_once"
            ),
            Check(
                condition=Q(status=DocumentStatus.VALID) | ~Q(void_reason=""),
                name="issued_document_void_has_reason",
                violation_error_message="Tulis alasan surat ditarik.",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_label", "subject_pk"], name="issued_document_by_subject"),
            models.Index(fields=["-dated_on", "-id"], name="issued_document_by_date"),
            models.Index(fields=["kind", "-dated_on", "-id"], name="issued_document_by_kind"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_kind_display(self) -> str:
        return self.kind_name


class SignatureWay(models.TextChoices):
    """How somebody signed, or why there is no signature of theirs."""

    DRAWN = "drawn", "Digambar di layar"
    PAPER = "paper", "Foto surat bertanda tangan"
    THUMB = "thumb", "Cap jempol di kertas"
    UNABLE = "unable", "Tidak dapat menandatangani"
    REFUSED = "refused", "Menolak menandatangani"


WITH_PICTURE = (SignatureWay.DRAWN, SignatureWay.PAPER)
WITH_REASON = (SignatureWay.THUMB, SignatureWay.UNABLE, SignatureWay.REFUSED)


class Signature(models.Model):
    """How one person signed one thing: drawn, photographed on paper, or not at all with the reason.

    The one model of signatures: whatever is signed points here. Permanent by trigger; the strokes or
    the photo lie sealed in the row itself, so that they cannot be exchanged either.
    """

    way = models.CharField("cara menandatangani", max_length=10, choices=SignatureWay)
    name = models.CharField("nama", max_length=160)
    position = models.CharField("jabatan, instansi, atau hubungan", max_length=160, blank=True)
    content = models.BinaryField(
        null=True, help_text="Strokes or JPEG, sealed under FIELD_KEY; see documents.signing."
    )
    reason = models.CharField("alasan", max_length=300, blank=True)
    signed_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            only_choices("way", SignatureWay, name="signature_way_is_known"),
            Check(
                condition=(Q(way__in=WITH_PICTURE) & Q(content__isnull=False))
                | (~Q(way__in=WITH_PICTURE) & Q(content__isnull=True)),
                name="signature_has_its_picture",
                violation_error_message="Tanda tangan ini belum digambar atau difoto.",
            ),
            Check(
                condition=~Q(way__in=WITH_REASON) | ~Q(reason=""),
                name="signature_without_picture_says_why",
                violation_error_message="Tulis mengapa tidak ada tanda tangan.",
            ),
            Check(
                condition=~Q(name=""),
                name="signature_has_name",
                violation_error_message="Tulis nama yang menandatangani.",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    @property
    def has_picture(self) -> bool:
        return self.way in WITH_PICTURE


__all__ = [
    "WITH_PICTURE",
    "WITH_REASON",
    "Attachment",
    "Counter",
    "DataNeed",
    "DocumentStatus",
    "ESignature",
    "IssuedDocument",
    "LetterKind",
    "LetterLayout",
    "LetterNature",
    "LetterSubject",
    "LetterTemplate",
    "Letterhead",
    "NumberSeries",
    "Paraf",
    "ParafAct",
    "Sealing",
    "Signature",
    "SignatureBlock",
    "SignatureWay",
    "SignedScan",
    "StoredFile",
    "new_token",
]
