"""The referral of one case to one facility: asked, decided, answered, arrived."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.constraints import (
    Check,
    Unique,
    only_choices,
    only_choices_or_blank,
    set_together,
)
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.openings import FileQuerySet
from referrals.models.kinds import KindCode
from upt_facilities.models import Facility, Occupancy, Override, Stay, Ward


class ReferralStatus(models.TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Menunggu keputusan"
    ENDORSED = "endorsed", "Menunggu keputusan kedua"
    RETURNED = "returned", "Dikembalikan"
    REFUSED = "refused", "Ditolak"
    APPROVED = "approved", "Disetujui, dikirim"
    ACCEPTED = "accepted", "Diterima, ditunggu"
    DECLINED = "declined", "Tidak dapat diterima"
    ARRIVED = "arrived", "Tiba"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"
    LAPSED = "lapsed", "Pemesanan lewat batas"


# While one of these, a referral to the same facility waits on somebody.
OPEN_REFERRAL = (
    ReferralStatus.DRAFT,
    ReferralStatus.SUBMITTED,
    ReferralStatus.ENDORSED,
    ReferralStatus.RETURNED,
    ReferralStatus.APPROVED,
    ReferralStatus.ACCEPTED,
)
DECIDED = (
    ReferralStatus.RETURNED,
    ReferralStatus.REFUSED,
    ReferralStatus.APPROVED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.DECLINED,
    ReferralStatus.ARRIVED,
    ReferralStatus.DONE,
    ReferralStatus.LAPSED,
)
# What the receiving side sees: the packet, only while the referral is open to it.
SENT = (ReferralStatus.APPROVED, ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED)


class DecisionCode(models.TextChoices):
    """Why a referral came back or was refused."""

    PAPERS = "papers", "Surat kurang"
    ASSESSMENT = "assessment", "Asesmen perlu dilengkapi"
    BETTER_PLACE = "better_place", "Ada tempat yang lebih cocok"
    FAMILY = "family", "Keluarga mungkin dapat merawat"
    CONSENT = "consent", "Klien belum setuju"
    OTHER = "other", "Lainnya"
    CHANGED = "changed", "Isi berubah sesudah diputuskan"


# What an officer may choose; that the content changed, the system finds by itself.
CHOSEN_CODES = [choice for choice in DecisionCode.choices if choice[0] != DecisionCode.CHANGED]


class DeclineCode(models.TextChoices):
    """Why a facility cannot take somebody (domain.md §4.4)."""

    FULL = "full", "Penuh"
    AGE = "age", "Di luar usia"
    SEX = "sex", "Jenis kelamin"
    PREGNANT = "pregnant", "Hamil"
    DEPENDENT = "dependent", "Tidak mandiri"
    MULTIPLE = "multiple", "Cacat ganda"
    NOT_CALM = "not_calm", "Belum tenang"
    CONTAGIOUS = "contagious", "Penyakit menular aktif"
    PAPERS = "papers", "Dokumen kurang"
    AREA = "area", "Luar wilayah"
    PERSON_REFUSES = "person_refuses", "Klien menolak"
    LEGAL = "legal", "Masih proses hukum"
    OTHER = "other", "Lain"


def states_seen_by(user: User) -> tuple[str, ...]:
    """The house sees referrals in every state; the receiving side those that are sent and open."""
    return SENT if user.role in FACILITY_ROLES else tuple(ReferralStatus.values)


class ReferralQuerySet(FileQuerySet["Referral"]):
    def visible_to(self, user: User) -> "ReferralQuerySet":
        """The house sees those of its visible cases; the receiving side those sent to it and open."""
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id, status__in=states_seen_by(user))
        return self.filter(case__in=Case.objects.visible_to(user)).read_by(user)

    def awaiting_decision(self) -> "ReferralQuerySet":
        return self.filter(status=ReferralStatus.SUBMITTED).order_by("submitted_at", "pk")

    def declined_for(self, case_pk: int) -> "ReferralQuerySet":
        """Those by which a facility said that it cannot take the person of this case."""
        return self.filter(case=case_pk).exclude(decline_code="")

    def for_list(self) -> "ReferralQuerySet":
        """With all that one row of a list shows, so that a page costs a fixed number of queries."""
        return self.select_related(
            "case__person", "case__main_type", "facility", "ward", "submitted_by", "hold__place"
        )

    def locked(self) -> "ReferralQuerySet":
        """Lock the referral's own row, and no row it points to, until the transaction ends."""
        return self.select_for_update(of=("self",), no_key=True)


@pghistory.track()
class Referral(models.Model):
    """A request to place the person of one case in one facility, or to have it serve them.

    ``status`` moves only through ``referrals.actions``; ``referrals.workflow`` has the table.
    ``assessed_by`` is copied from the assessment it rests on, so that the database can see to it
    that four different hands asked, assessed, edited and decided; so are ``owned_by`` and
    ``planned_by``, where the kind keeps these from deciding too, and whether it asks for two decisions.
    """

    number = models.CharField("nomor rujukan", max_length=20, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals", editable=False)
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="referrals", verbose_name="tujuan"
    )
    ward = models.ForeignKey(
        Ward,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wisma yang diminta",
    )
    reason = models.TextField("mengapa tempat ini")
    service_asked = models.CharField("layanan yang diminta", max_length=200, blank=True)
    override_reason = models.TextField("alasan memilih tempat ini", blank=True)
    override = models.CharField(
        max_length=10,
        choices=Override,
        blank=True,
        editable=False,
        help_text="Against what the place was chosen, as it stood when the referral was submitted.",
    )
    status = models.CharField(
        max_length=10, choices=ReferralStatus, default=ReferralStatus.DRAFT, editable=False
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    assessed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    last_edited_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    kind = models.CharField(
        max_length=12, choices=KindCode, default=KindCode.PLACEMENT, editable=False
    )
    needs_second = models.BooleanField(default=False, editable=False)
    owned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    planned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    endorsed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    endorsed_at = models.DateTimeField(null=True, editable=False)
    paused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateField(null=True, editable=False)
    pause_reason = models.CharField(max_length=200, blank=True, editable=False)
    paused_days = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Working days of pauses that are over."
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_code = models.CharField(
        max_length=15, choices=DecisionCode, blank=True, editable=False
    )
    decision_note = models.TextField(blank=True, editable=False)
    decided_hash = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of what was decided."
    )
    hold = models.OneToOneField(
        Occupancy, models.PROTECT, null=True, related_name="referral", editable=False
    )
    letter = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    seen_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    decline_code = models.CharField(max_length=15, choices=DeclineCode, blank=True, editable=False)
    answer_note = models.TextField(blank=True, editable=False)
    expected_at = models.DateTimeField("ditunggu", null=True, blank=True, editable=False)
    stay = models.OneToOneField(
        Stay, models.PROTECT, null=True, related_name="referral", editable=False
    )
    ended_at = models.DateTimeField(
        null=True, editable=False, help_text="Done, cancelled, refused, declined."
    )
    end_note = models.TextField(blank=True, editable=False)

    objects = models.Manager.from_queryset(ReferralQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", ReferralStatus, name="referral_status_is_known"),
            only_choices_or_blank(
                "decision_code", DecisionCode, name="referral_decision_code_is_known"
            ),
            only_choices_or_blank(
                "decline_code", DeclineCode, name="referral_decline_code_is_known"
            ),
            only_choices_or_blank("override", Override, name="referral_override_is_known"),
            Check(
                condition=Q(override="") | ~Q(override_reason=""),
                name="referral_override_says_why",
                violation_error_message="Tulis mengapa tempat ini tetap dipilih.",
            ),
            set_together("submitted_by", "submitted_at", name="referral_submitted_by_and_at"),
            set_together("decided_by", "decided_at", name="referral_decided_by_and_at"),
            set_together("answered_by", "answered_at", name="referral_answered_by_and_at"),
            set_together("endorsed_by", "endorsed_at", name="referral_endorsed_by_and_at"),
            set_together(
                "paused_by", "paused_at", "paused_until", name="referral_paused_by_at_and_until"
            ),
            Check(
                condition=Q(paused_at__isnull=True) | ~Q(pause_reason=""),
                name="referral_paused_says_why",
                violation_error_message="Tulis mengapa keputusan dijeda.",
            ),
            only_choices("kind", KindCode, name="referral_kind_is_known"),
            Check(
                condition=~Q(decided_by=F("owned_by")) & ~Q(decided_by=F("planned_by")),
                name="referral_decided_by_no_barred_hand",
                violation_error_message="Jenis rujukan ini tidak diputus penanggung jawab kasus "
                "atau penyusun rencananya.",
            ),
            Check(
                condition=~Q(endorsed_by=F("submitted_by"))
                & ~Q(endorsed_by=F("written_by"))
                & ~Q(endorsed_by=F("assessed_by"))
                & ~Q(endorsed_by=F("last_edited_by"))
                & ~Q(endorsed_by=F("owned_by"))
                & ~Q(endorsed_by=F("planned_by")),
                name="referral_endorsed_by_another",
                violation_error_message="Keputusan pertama tidak diberikan yang ikut menyusunnya.",
            ),
            Check(
                condition=~Q(decided_by=F("endorsed_by")),
                name="referral_second_by_another",
                violation_error_message="Keputusan kedua diberikan orang lain daripada yang pertama.",
            ),
            Check(
                condition=~Q(
                    status__in=[
                        ReferralStatus.ENDORSED,
                        ReferralStatus.APPROVED,
                        ReferralStatus.ACCEPTED,
                        ReferralStatus.ARRIVED,
                        ReferralStatus.DONE,
                    ]
                )
                | Q(needs_second=False)
                | Q(endorsed_by__isnull=False),
                name="referral_second_follows_a_first",
            ),
            Check(
                condition=~Q(status=ReferralStatus.ENDORSED) | Q(needs_second=True),
                name="referral_endorsed_needs_second",
            ),
            Check(
                condition=~Q(decided_by=F("submitted_by")) & ~Q(decided_by=F("written_by")),
                name="referral_decided_by_another",
                violation_error_message="Tidak seorang pun memutus rujukannya sendiri.",
            ),
            Check(
                condition=~Q(decided_by=F("assessed_by")),
                name="referral_decided_by_no_assessor",
                violation_error_message="Penyusun asesmen tidak memutus rujukan yang memakainya.",
            ),
            Check(
                condition=~Q(decided_by=F("last_edited_by")),
                name="referral_decided_by_no_editor",
                violation_error_message="Penyunting terakhir tidak memutus rujukan ini.",
            ),
            Unique(
                fields=["case", "facility"],
                condition=Q(status__in=OPEN_REFERRAL),
                name="referral_one_open_per_facility",
                violation_error_message="Kasus ini sudah punya rujukan terbuka ke tempat ini.",
            ),
            Check(
                condition=~Q(
                    status__in=[
                        ReferralStatus.APPROVED,
                        ReferralStatus.ACCEPTED,
                        ReferralStatus.ARRIVED,
                        ReferralStatus.DONE,
                    ]
                )
                | (Q(decided_by__isnull=False, letter__isnull=False) & ~Q(decided_hash="")),
                name="referral_approved_has_letter",
            ),
            Check(
                condition=~Q(status__in=[ReferralStatus.RETURNED, ReferralStatus.REFUSED])
                | ~Q(decision_code=""),
                name="referral_sent_back_says_why",
                violation_error_message="Pilih alasan mengembalikan atau menolak.",
            ),
            Check(
                condition=~Q(status=ReferralStatus.DECLINED) | ~Q(decline_code=""),
                name="referral_declined_says_why",
                violation_error_message="Pilih mengapa orang ini tidak dapat diterima.",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at", "id"], name="referral_inbox"),
            models.Index(fields=["facility", "status"], name="referral_by_facility"),
            models.Index(fields=["case", "-id"], name="referral_by_case"),
            models.Index(fields=["decided_at"], name="referral_by_decision"),
            models.Index(fields=["submitted_at"], name="referral_by_submission"),
            models.Index(fields=["answered_at"], name="referral_by_answer"),
            models.Index(fields=["ended_at"], name="referral_by_ending"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def waiting_since(self) -> dt.datetime:
        """When the clock of the step that it waits in began; ``referrals.queries.due_of`` ends it."""
        begun = {
            ReferralStatus.SUBMITTED: self.submitted_at,
            ReferralStatus.ENDORSED: self.endorsed_at,
            ReferralStatus.APPROVED: self.decided_at,
            ReferralStatus.ACCEPTED: self.answered_at,
        }
        return begun.get(ReferralStatus(self.status)) or self.decided_at or self.written_at
