"""A person, apart from any case: names, documents, relations, and how sure we are who they are."""

import datetime as dt

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from intake.models.lookup import Digits, MarkWords, NameKeys, NormalName, PersonKeys
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area
from ppks_service.constraints import Check, only_choices
from ppks_service.documents.models import StoredFile
from ppks_service.text import Fold, initials

# How the source of a name or number begins that came by import: ``register lama, impor 3, baris 7``.
FROM_REGISTER = "register lama, impor"


class Sex(models.TextChoices):
    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"
    UNKNOWN = "U", "Tidak diketahui"


class BirthPrecision(models.TextChoices):
    DAY = "day", "Tepat"
    MONTH = "month", "Bulan dan tahun"
    YEAR = "year", "Tahun"
    ESTIMATE = "estimate", "Perkiraan"
    UNKNOWN = "unknown", "Tidak diketahui"


class IdentityLevel(models.TextChoices):
    """The ladder of domain.md §6.6 and design §3, lowest first."""

    UNKNOWN = "unknown", "Belum dikenal"
    ASSERTED = "asserted", "Pengakuan sendiri"
    FAMILY = "family", "Dibenarkan keluarga"
    DOCUMENT = "document", "Dokumen terlihat"
    NIK = "nik", "NIK diverifikasi"
    BIOMETRIC = "biometric", "Biometrik Dukcapil"

    @property
    def tone(self) -> str:
        """The colour of its badge: papers prove, words do not."""
        return "ok" if self in (self.DOCUMENT, self.NIK, self.BIOMETRIC) else "soon"


# An import writes a thousand at once: one statement of history for all of them, a tenth of the time.
@pghistory.track(pghistory.InsertEvent(level=pghistory.Statement), pghistory.UpdateEvent())
class Person(models.Model):
    """One human being, known by the register number from the first minute and by a NIK perhaps never."""

    register_number = models.CharField("nomor register", max_length=20, unique=True, editable=False)
    name = models.CharField(
        "nama", max_length=500, help_text="As shown; “Tidak Dikenal L-000014” while nobody knows."
    )
    name_is_placeholder = models.BooleanField(default=False, editable=False)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, default=Sex.UNKNOWN)
    born_on = models.DateField(
        "lahir",
        null=True,
        blank=True,
        help_text="As exact as birth_precision says; the rest is filled with 1.",
    )
    birth_precision = models.CharField(
        "ketepatan", max_length=10, choices=BirthPrecision, default=BirthPrecision.UNKNOWN
    )
    age_said_by = models.CharField("usia menurut", max_length=80, blank=True)
    birth_place = models.CharField("tempat lahir", max_length=120, blank=True)
    nationality = models.CharField(
        "kewarganegaraan", max_length=60, default="Indonesia", blank=True
    )
    languages = models.CharField("bahasa", max_length=120, blank=True)
    communication_aid = models.CharField("bantuan komunikasi", max_length=120, blank=True)
    claimed_origin = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asal diakui"
    )
    claimed_origin_text = models.CharField("asal diakui, kata sendiri", max_length=160, blank=True)
    verified_origin = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asal terbukti"
    )
    marks = models.TextField("ciri tubuh", blank=True)
    is_dead = models.BooleanField(
        "sudah meninggal",
        default=False,
        db_default=False,
        help_text="As the family or a paper says; drawn with a cross.",
    )
    identity_level = models.CharField(
        max_length=10, choices=IdentityLevel, default=IdentityLevel.UNKNOWN, editable=False
    )
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            only_choices("sex", Sex, name="person_sex_is_known"),
            only_choices("birth_precision", BirthPrecision, name="person_birth_precision_is_known"),
            only_choices("identity_level", IdentityLevel, name="person_identity_level_is_known"),
            Check(
                condition=Q(born_on__isnull=True, birth_precision=BirthPrecision.UNKNOWN)
                | (Q(born_on__isnull=False) & ~Q(birth_precision=BirthPrecision.UNKNOWN)),
                name="person_birth_has_precision",
                violation_error_message="Isi tanggal atau perkiraan lahir beserta ketepatannya.",
            ),
        ]
        indexes = [
            GinIndex(PersonKeys("name", "born_on", "claimed_origin"), name="person_by_keys"),
            GinIndex(MarkWords("marks"), name="person_by_marks"),
            models.Index(
                fields=["born_on"], name="person_by_birthday", condition=Q(birth_precision="day")
            ),
        ]

    def __str__(self) -> str:
        return self.register_number

    def age_on(self, day: dt.date) -> int | None:
        """Full years on ``day``, or None where nothing is known of the birth."""
        if self.born_on is None:
            return None
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return max(0, day.year - self.born_on.year - before_birthday)

    @property
    def initials(self) -> str:
        return initials(self.name)


class NameKind(models.TextChoices):
    OWN = "own", "Nama sendiri"
    NICKNAME = "nickname", "Sebutan"
    ALIAS = "alias", "Alias"
    SPELLING = "spelling", "Ejaan lain"
    TEMPORARY = "temporary", "Nama sementara"
    DOCUMENT = "document", "Menurut dokumen"


class PersonName(models.Model):
    """One name a person is or was known by, with who said so. The shown name is one of these rows."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    name = models.CharField("nama", max_length=500)
    kind = models.CharField("jenis", max_length=10, choices=NameKind)
    source = models.CharField("sumber", max_length=120, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    folded = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    normal = models.GeneratedField(
        expression=NormalName("name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        constraints = [
            only_choices("kind", NameKind, name="person_name_kind_is_known"),
            models.UniqueConstraint(
                fields=["person", "name"],
                name="person_name_once",
                violation_error_message="Nama ini sudah tercatat pada orang ini.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="person_name_trigram"),
            GinIndex(OpClass(F("normal"), name="gin_trgm_ops"), name="person_name_normal_trigram"),
            GinIndex(NameKeys("normal"), name="person_name_keys"),
            models.Index(fields=["normal"], name="person_name_by_normal"),
        ]

    def __str__(self) -> str:
        return f"name {self.pk}"


class IdentifierKind(models.TextChoices):
    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    BPJS = "bpjs", "BPJS / KIS"
    UNHCR = "unhcr", "Kartu UNHCR"
    PASSPORT = "passport", "Paspor"
    OTHER = "other", "Lainnya"


class IdentifierQuerySet(models.QuerySet["Identifier"]):
    def counted(self) -> "IdentifierQuerySet":
        """What figures count: not the numbers copied out of old registers, which nobody asked for this month."""
        return self.exclude(source__startswith=FROM_REGISTER)


class Identifier(models.Model):
    """One number out of a document of a person: encrypted, found again by its keyed hash.

    The same number on two persons is allowed: it is how doubles are found.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField("jenis", max_length=10, choices=IdentifierKind)
    number_encrypted = models.BinaryField()
    number_hash = models.CharField(max_length=64)
    masked = models.CharField(max_length=40, help_text="As 1271••••••••0003.")
    source = models.CharField("sumber", max_length=120, blank=True)
    warnings = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = models.Manager.from_queryset(IdentifierQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", IdentifierKind, name="identifier_kind_is_known"),
            models.UniqueConstraint(
                fields=["person", "kind", "number_hash"],
                name="identifier_once_a_person",
                violation_error_message="Nomor ini sudah tercatat pada orang ini.",
            ),
        ]
        indexes = [models.Index(fields=["number_hash"], name="identifier_by_hash")]

    def __str__(self) -> str:
        return self.masked


class CheckMethod(models.TextChoices):
    """By what a try was made (needs.md, identity)."""

    SPEECH = "speech", "Ucapan sendiri"
    FAMILY = "family", "Keluarga"
    WITNESS = "witness", "Saksi atau perangkat desa"
    DOCUMENT = "document", "Dokumen"
    REGISTER = "register", "Kueri Dukcapil"
    FINGER = "finger", "Sidik jari"
    IRIS = "iris", "Iris mata"
    FACE = "face", "Wajah"
    INAFIS = "inafis", "Inafis Polri"
    MEDIA = "media", "Media sosial"
    OTHER = "other", "Lainnya"


class CheckResult(models.TextChoices):
    FOUND = "found", "Cocok"
    NOT_FOUND = "not_found", "Tidak ditemukan"
    IMPOSSIBLE = "impossible", "Tidak dapat dilakukan"


class IdentityCheck(models.Model):
    """One try on the ladder of knowing who somebody is: how, what came of it, and its evidence."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_checks")
    level = models.CharField("tingkat", max_length=10, choices=IdentityLevel)
    method = models.CharField("cara", max_length=10, choices=CheckMethod, default=CheckMethod.OTHER)
    result = models.CharField(
        "hasil", max_length=10, choices=CheckResult, default=CheckResult.FOUND
    )
    evidence = models.CharField("bukti", max_length=200)
    checked_on = models.DateField("tanggal")
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            only_choices("level", IdentityLevel, name="identity_check_level_is_known"),
            only_choices("method", CheckMethod, name="identity_check_method_is_known"),
            only_choices("result", CheckResult, name="identity_check_result_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class RelationKind(models.TextChoices):
    MOTHER = "mother", "Ibu dari"
    FATHER = "father", "Ayah dari"
    GUARDIAN = "guardian", "Wali dari"
    SIBLING = "sibling", "Saudara dari"
    SPOUSE = "spouse", "Suami/istri dari"
    OTHER_FAMILY = "other_family", "Keluarga lain dari"
    MET_TOGETHER = "met_together", "Ditemukan bersama"
    EXPLOITER = "exploiter", "Diduga memanfaatkan"


class Relation(models.Model):
    """``person`` is the ``kind`` of ``other``: claimed until it is proven."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, models.PROTECT, related_name="relations_to")
    kind = models.CharField("hubungan", max_length=15, choices=RelationKind)
    proven = models.BooleanField("terbukti", default=False)
    evidence = models.CharField("bukti", max_length=200, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        constraints = [
            only_choices("kind", RelationKind, name="relation_kind_is_known"),
            models.UniqueConstraint(
                fields=["person", "other", "kind"],
                name="relation_once",
                violation_error_message="Hubungan ini sudah tercatat.",
            ),
            Check(
                condition=~Q(person=F("other")),
                name="relation_of_two",
                violation_error_message="Hubungan memerlukan dua orang yang berbeda.",
            ),
            Check(
                condition=Q(proven=False) | ~Q(evidence=""),
                name="relation_proven_has_evidence",
                violation_error_message="Tulis bukti hubungan yang terbukti.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ContactResult(models.TextChoices):
    REACHED = "reached", "Terhubung, bersedia"
    REFUSED = "refused", "Terhubung, menolak"
    UNDECIDED = "undecided", "Terhubung, belum memutuskan"
    NO_ANSWER = "no_answer", "Tidak dijawab"
    DEAD_NUMBER = "dead_number", "Nomor mati"
    WRONG_ADDRESS = "wrong_address", "Alamat keliru"


class FamilyContact(models.Model):
    """One try to reach a person's family: failed tries are evidence too."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="family_contacts")
    contacted_at = models.DateTimeField("waktu")
    channel = models.CharField("cara", max_length=80)
    whom = models.CharField("siapa", max_length=120, blank=True)
    number = models.CharField("nomor", max_length=40, blank=True)
    result = models.CharField("hasil", max_length=15, choices=ContactResult)
    note = models.TextField("catatan", blank=True)
    evidence = models.CharField(
        "bukti penolakan",
        max_length=200,
        blank=True,
        help_text="Surat pernyataan, rekaman, atau siapa yang menyaksikan.",
    )
    contacted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    phone = models.GeneratedField(
        expression=Digits("number", "channel", "whom"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(OpClass(F("phone"), name="gin_trgm_ops"), name="family_contact_by_phone")
        ]
        constraints = [
            only_choices("result", ContactResult, name="family_contact_result_is_known"),
            Check(
                condition=~Q(result=ContactResult.REFUSED) | ~Q(evidence=""),
                name="family_contact_refusal_has_evidence",
                violation_error_message="Penolakan keluarga memerlukan bukti.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display()
