"""Stages 4 and 5: the plan, the referral and its decision, and the services given."""

import pghistory
from django.db import models
from django.db.models import F, Q

from intake.models import Case, Need
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.constraints import Check, only_choices, only_choices_or_blank, set_together
from ppks_service.documents.models import IssuedDocument
from upt_facilities.models import Facility, Occupancy, Stay, Ward


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "Disusun"
    AGREED = "agreed", "Disepakati"
    APPROVED = "approved", "Disetujui"
    SUPERSEDED = "superseded", "Digantikan"


class AgreedBy(models.TextChoices):
    PERSON = "person", "Orangnya sendiri"
    GUARDIAN = "guardian", "Wali atau keluarga"
    NOBODY = "nobody", "Tidak ada yang menyepakati"


class PlanQuerySet(models.QuerySet["ServicePlan"]):
    def current(self) -> "PlanQuerySet":
        return self.exclude(status=PlanStatus.SUPERSEDED)

    def locked(self) -> "PlanQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class ServicePlan(models.Model):
    """One version of what shall be done for a case: goals and actions, agreed and approved."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans", editable=False)
    version = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(
        max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False
    )
    own_words = models.TextField("keinginan orangnya, kata sendiri", blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.CharField("disepakati oleh", max_length=10, choices=AgreedBy, blank=True)
    agreed_name = models.CharField("nama yang menyepakati", max_length=160, blank=True)
    agreed_how = models.CharField(
        "cara", max_length=120, blank=True, help_text="Tanda tangan, cap jempol, lisan."
    )
    not_agreed_reason = models.CharField("mengapa belum disepakati", max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(PlanQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", PlanStatus, name="plan_status_is_known"),
            only_choices_or_blank("agreed_by", AgreedBy, name="plan_agreed_by_is_known"),
            set_together("approved_by", "approved_at", name="plan_approved_by_and_at"),
            models.UniqueConstraint(fields=["case", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(status=PlanStatus.SUPERSEDED),
                name="plan_one_current",
                violation_error_message="Kasus ini sudah punya rencana yang berlaku.",
            ),
            Check(
                condition=~Q(approved_by=F("written_by")),
                name="plan_approved_by_another",
                violation_error_message="Tidak seorang pun menyetujui rencananya sendiri.",
            ),
            Check(
                condition=~Q(agreed_by=AgreedBy.NOBODY) | ~Q(not_agreed_reason=""),
                name="plan_not_agreed_says_why",
                violation_error_message="Tulis mengapa rencana tidak disepakati.",
            ),
            Check(
                condition=Q(status=PlanStatus.DRAFT) | ~Q(agreed_by=""),
                name="plan_agreed_by_somebody",
                violation_error_message="Pilih siapa yang menyepakati rencana.",
            ),
            Check(
                condition=~Q(status=PlanStatus.APPROVED) | Q(approved_at__isnull=False),
                name="plan_approved_has_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"rencana versi {self.version}"


class PlanGoal(models.Model):
    """One aim for one need, in words that can be checked later."""

    plan = models.ForeignKey(ServicePlan, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="goals", verbose_name="kebutuhan")
    goal = models.CharField("tujuan", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "need"],
                name="plan_goal_once_a_need",
                violation_error_message="Kebutuhan ini sudah punya tujuan dalam rencana.",
            ),
        ]

    def __str__(self) -> str:
        return self.goal


class ActionBy(models.TextChoices):
    OFFICE = "office", "Dinas"
    PARTNER = "partner", "Mitra atau UPT"
    FAMILY = "family", "Keluarga"
    PERSON = "person", "Orangnya sendiri"


class ActionStatus(models.TextChoices):
    PLANNED = "planned", "Belum"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class PlanAction(models.Model):
    """One act towards a goal: what, who, until when."""

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="actions")
    what = models.CharField("tindakan", max_length=200)
    by_kind = models.CharField("oleh", max_length=10, choices=ActionBy)
    by_name = models.CharField("siapa", max_length=120, blank=True)
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat"
    )
    due_on = models.DateField("paling lambat", null=True, blank=True)
    status = models.CharField(
        "keadaan", max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    status_note = models.CharField("keterangan", max_length=200, blank=True)

    class Meta:
        constraints = [
            only_choices("by_kind", ActionBy, name="plan_action_by_is_known"),
            only_choices("status", ActionStatus, name="plan_action_status_is_known"),
            Check(
                condition=~Q(status=ActionStatus.CANCELLED) | ~Q(status_note=""),
                name="plan_action_cancelled_says_why",
                violation_error_message="Tulis mengapa tindakan dibatalkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ReferralStatus(models.TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Menunggu keputusan"
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


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: User) -> "ReferralQuerySet":
        """The house sees those of its visible cases; the receiving side those sent to it and open."""
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id, status__in=SENT)
        return self.filter(case__in=Case.objects.visible_to(user))

    def awaiting_decision(self) -> "ReferralQuerySet":
        return self.filter(status=ReferralStatus.SUBMITTED).order_by("submitted_at", "pk")

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
    that four different hands asked, assessed, edited and decided.
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
    override_reason = models.TextField("alasan memilih tempat yang tidak cocok", blank=True)
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
            set_together("submitted_by", "submitted_at", name="referral_submitted_by_and_at"),
            set_together("decided_by", "decided_at", name="referral_decided_by_and_at"),
            set_together("answered_by", "answered_at", name="referral_answered_by_and_at"),
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
            models.UniqueConstraint(
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


class SPMNeed(models.TextChoices):
    """The needs that count inside panti (domain.md §2.2); the codes are ours."""

    DORM = "DP01", "Asrama yang mudah diakses"
    FOOD = "DP02", "Permakanan"
    CLOTHES = "DP03", "Sandang"
    AID = "DP04", "Alat bantu"
    HEALTH = "DP05", "Perbekalan kesehatan"
    GUIDANCE_PHYSICAL = "DP06F", "Bimbingan fisik"
    GUIDANCE_MENTAL = "DP06M", "Bimbingan mental spiritual"
    GUIDANCE_SOCIAL = "DP06S", "Bimbingan sosial"
    LIFE_SKILLS = "DP07", "Bimbingan keterampilan hidup sehari-hari"
    DOCUMENTS = "DP08", "Fasilitasi NIK dan dokumen"
    ACCESS = "DP09", "Akses pendidikan dan kesehatan dasar"
    FAMILY_TRACING = "DP10", "Penelusuran keluarga"
    REUNIFICATION = "DP11", "Reunifikasi keluarga"
    CARE = "DP12", "Pengasuhan"
    RETURN = "DP13", "Pemulangan ke daerah asal"
    BURIAL = "DP14", "Pemulasaraan"


class ServiceQuerySet(models.QuerySet["ServiceGiven"]):
    def visible_to(self, user: User) -> "ServiceQuerySet":
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id)
        return self.filter(case__in=Case.objects.visible_to(user))


class ServiceGiven(models.Model):
    """One need of the SPM list met for one person on one day: a row of the ledger."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="services", editable=False)
    need = models.CharField("kebutuhan", max_length=6, choices=SPMNeed)
    given_on = models.DateField("tanggal")
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat"
    )
    evidence = models.CharField("bukti atau keterangan", max_length=200, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(ServiceQuerySet)()

    class Meta:
        constraints = [
            only_choices("need", SPMNeed, name="service_need_is_known"),
            models.UniqueConstraint(
                fields=["case", "need", "given_on"],
                name="service_once_a_day",
                violation_error_message="Layanan ini sudah tercatat untuk orang ini pada hari itu.",
            ),
        ]
        indexes = [
            models.Index(fields=["given_on", "need"], name="service_by_day"),
            models.Index(
                fields=["given_on"], condition=Q(evidence=""), name="service_without_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.get_need_display()
