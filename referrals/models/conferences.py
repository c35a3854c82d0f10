"""The case conference: called, held once, and from then on only added to."""

from django.db import models
from django.db.models import Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import (
    Check,
    Unique,
    in_order,
    only_choices,
    only_choices_or_blank,
    set_together,
)
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.openings import FileQuerySet
from referrals.models.plans import ActionStatus


class ConferenceStatus(models.TextChoices):
    CALLED = "called", "Diundang"
    HELD = "held", "Dilaksanakan"
    CANCELLED = "cancelled", "Batal"


class ConferenceQuerySet(FileQuerySet["CaseConference"]):
    def visible_to(self, user: User) -> "ConferenceQuerySet":
        """Those of the cases whose file ``user`` may open."""
        return self.filter(case__in=Case.objects.visible_to(user)).read_by(user)

    def for_list(self) -> "ConferenceQuerySet":
        return self.select_related("case__person", "case__section", "called_by")

    def locked(self) -> "ConferenceQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class CaseConference(models.Model):
    """One meeting about one case: question, who was asked to come, what was decided and why.

    A trigger keeps one that was held as it is; what is remembered later is a ``ConferenceSupplement``.
    """

    number = models.CharField(max_length=20, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="conferences", editable=False)
    status = models.CharField(
        max_length=10, choices=ConferenceStatus, default=ConferenceStatus.CALLED, editable=False
    )
    starts_at = models.DateTimeField("tanggal dan jam")
    place = models.CharField("tempat", max_length=160, help_text="Ruang, atau tautan rapat daring.")
    question = models.CharField(
        "yang perlu diputuskan",
        max_length=300,
        help_text="Satu pertanyaan, misalnya: ke mana sesudah RSJ?",
    )
    agenda = models.TextField("acara", blank=True, help_text="Satu pokok tiap baris.")
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    called_at = models.DateTimeField(editable=False)
    invitation = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    began_at = models.DateTimeField("mulai", null=True, editable=False)
    ended_at = models.DateTimeField("selesai", null=True, editable=False)
    minutes = models.TextField("jalannya pembahasan", blank=True, editable=False)
    decision = models.TextField("keputusan", blank=True, editable=False)
    reasons = models.TextField("alasan", blank=True, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(null=True, editable=False)
    minutes_paper = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    cancel_reason = models.CharField("mengapa batal", max_length=300, blank=True, editable=False)

    objects = models.Manager.from_queryset(ConferenceQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", ConferenceStatus, name="conference_status_is_known"),
            set_together("recorded_by", "recorded_at", name="conference_recorded_by_and_at"),
            in_order(
                "began_at",
                "ended_at",
                name="conference_in_order",
                message="Selesainya mendahului mulainya.",
            ),
            Unique(
                fields=["case"],
                condition=Q(status=ConferenceStatus.CALLED),
                name="conference_one_called",
                violation_error_message="Kasus ini sudah punya pembahasan yang diundang.",
            ),
            Check(
                condition=~Q(status=ConferenceStatus.HELD)
                | (
                    ~Q(minutes="")
                    & ~Q(decision="")
                    & ~Q(reasons="")
                    & Q(began_at__isnull=False)
                    & Q(ended_at__isnull=False)
                    & Q(recorded_at__isnull=False)
                ),
                name="conference_held_is_complete",
                violation_error_message="Isi jam, jalannya pembahasan, keputusan, dan alasannya.",
            ),
            Check(
                condition=~Q(status=ConferenceStatus.CANCELLED) | ~Q(cancel_reason=""),
                name="conference_cancelled_says_why",
                violation_error_message="Tulis mengapa pembahasan batal.",
            ),
        ]

    def __str__(self) -> str:
        return f"pembahasan kasus {self.number}"

    @property
    def agenda_lines(self) -> list[str]:
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class ParticipantRole(models.TextChoices):
    CHAIR = "chair", "Pemimpin"
    CLERK = "clerk", "Notulis"
    MEMBER = "member", "Peserta"


class Attendance(models.TextChoices):
    PRESENT = "present", "Hadir"
    ONLINE = "online", "Daring"
    EXCUSED = "excused", "Izin"
    ABSENT = "absent", "Tidak hadir"


CAME = (Attendance.PRESENT, Attendance.ONLINE)


class Stance(models.TextChoices):
    AGREE = "agree", "Setuju"
    DISSENT = "dissent", "Tidak sependapat"
    ABSTAIN = "abstain", "Tidak bersuara"


class ConferenceParticipant(models.Model):
    """One person asked to a conference: of the office or a partner, who came, and what they said to the decision."""

    conference = models.ForeignKey(CaseConference, models.PROTECT, related_name="participants")
    role = models.CharField("peran", max_length=10, choices=ParticipantRole)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("nama", max_length=120)
    agency = models.CharField("instansi atau jabatan", max_length=160)
    email = models.EmailField("pos-el", blank=True, help_text="Of a guest, to be told of the call.")
    attendance = models.CharField("kehadiran", max_length=10, choices=Attendance, blank=True)
    stance = models.CharField("sikap", max_length=10, choices=Stance, blank=True)
    dissent = models.TextField("pendapat berbeda", blank=True)

    class Meta:
        constraints = [
            only_choices("role", ParticipantRole, name="conference_participant_role_is_known"),
            only_choices_or_blank(
                "attendance", Attendance, name="conference_participant_attendance_is_known"
            ),
            only_choices_or_blank("stance", Stance, name="conference_participant_stance_is_known"),
            Unique(
                fields=["conference", "role"],
                condition=~Q(role=ParticipantRole.MEMBER),
                name="conference_participant_one_chair_and_clerk",
            ),
            models.UniqueConstraint(
                fields=["conference", "user"],
                name="conference_participant_once",
                violation_error_message="Petugas ini sudah ada dalam daftar peserta.",
            ),
            Check(
                condition=Q(stance="") | Q(attendance__in=CAME),
                name="conference_participant_speaks_if_present",
                violation_error_message="Sikap hanya dicatat dari yang hadir.",
            ),
            Check(
                condition=(Q(stance=Stance.DISSENT) & ~Q(dissent=""))
                | (~Q(stance=Stance.DISSENT) & Q(dissent="")),
                name="conference_participant_dissent_is_written",
                violation_error_message="Tulis pendapat berbeda itu, utuh, dengan kata pemiliknya.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def came(self) -> bool:
        return self.attendance in CAME


class ConferenceAction(models.Model):
    """One thing that a conference gave somebody to do, until a day."""

    conference = models.ForeignKey(CaseConference, models.PROTECT, related_name="actions")
    what = models.CharField("tindakan", max_length=200)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    by_name = models.CharField("atau pihak luar", max_length=120, blank=True)
    due_on = models.DateField("paling lambat")
    status = models.CharField(
        "keadaan", max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    status_note = models.CharField("hasil atau alasan", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            only_choices("status", ActionStatus, name="conference_action_status_is_known"),
            set_together("settled_by", "settled_at", name="conference_action_settled_by_and_at"),
            Check(
                condition=Q(owner__isnull=False) | ~Q(by_name=""),
                name="conference_action_has_somebody",
                violation_error_message="Pilih petugas, atau tulis pihak luar yang mengerjakan.",
            ),
            Check(
                condition=Q(status=ActionStatus.PLANNED) | ~Q(status_note=""),
                name="conference_action_settled_says_how",
                violation_error_message="Tulis hasilnya, atau mengapa batal.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status=ActionStatus.PLANNED),
                name="conference_action_due",
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        return ", ".join(str(part) for part in (self.owner, self.by_name) if part)


class ConferenceSupplement(models.Model):
    """What somebody added to a conference that was held. Permanent by trigger."""

    conference = models.ForeignKey(CaseConference, models.PROTECT, related_name="supplements")
    text = models.TextField("tambahan")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            Check(
                condition=~Q(text=""),
                name="conference_supplement_is_written",
                violation_error_message="Tulis tambahannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"supplement {self.pk}"
