"""How the receiving side answers: the link it may be given, and what it said."""

import datetime as dt
import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.constraints import Check, Unique, in_order, only_choices, set_together
from ppks_service.documents.models import StoredFile
from ppks_service.journal.openings import FileQuerySet
from referrals.models.referrals import SENT, Referral

# So many wrong PINs, and the link opens no more: one chance in 200 000 for who has the link alone.
MOST_WRONG_PINS = 5


def token_hash(token: str) -> str:
    """What of a link's token is kept. The token has 256 bits of chance, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class LinkQuerySet(models.QuerySet["PartnerLink"]):
    def of_token(self, token: str) -> "LinkQuerySet":
        return self.filter(token_hash=token_hash(token))

    def standing(self) -> "LinkQuerySet":
        """Those nobody took back; they may have run out all the same."""
        return self.filter(revoked_at__isnull=True)

    def opening(self) -> "LinkQuerySet":
        """Those that still open: as ``PartnerLink.is_usable`` says of one."""
        return self.standing().filter(
            locked_at__isnull=True,
            expires_at__gt=timezone.now(),
            referral__status__in=SENT,
            referral__decided_at__lte=F("issued_at"),
        )

    def locked(self) -> "LinkQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class PartnerLink(models.Model):
    """A way for one partner to answer one referral without an account: a link, and a PIN told apart from it.

    Neither is stored, only what recognises them. ``account`` speaks for the office in the journal and
    on the referral; nobody signs in with it.
    """

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="links", verbose_name="rujukan", editable=False
    )
    account = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    contact = models.CharField(
        "diberikan kepada",
        max_length=160,
        help_text="Bagian atau jabatan yang menjawab, misalnya: IGD, loket rujukan.",
    )
    email = models.EmailField(
        "pos-el penerima",
        blank=True,
        help_text="Tautan dikirim ke sini, tanpa PIN dan tanpa nama siapa pun.",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    pin_hash = models.CharField(max_length=128, editable=False)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    issued_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField("berlaku sampai", editable=False)
    wrong_pins = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    asked_again_at = models.DateTimeField(
        null=True, editable=False, help_text="When its holder asked for a new one, after it closed."
    )
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoke_reason = models.CharField("alasan dicabut", max_length=300, blank=True, editable=False)

    objects = models.Manager.from_queryset(LinkQuerySet)()

    class Meta:
        constraints = [
            set_together("revoked_by", "revoked_at", name="partner_link_revoked_by_and_at"),
            in_order(
                "issued_at",
                "expires_at",
                name="partner_link_expires_after_issue",
                message="Tautan harus berlaku sampai sesudah dikirim.",
            ),
            Check(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""),
                name="partner_link_revoked_says_why",
                violation_error_message="Tulis mengapa tautan dicabut.",
            ),
            Check(
                condition=Q(wrong_pins__lt=MOST_WRONG_PINS) | Q(locked_at__isnull=False),
                name="partner_link_locks_in_time",
                violation_error_message="Tautan ini terkunci.",
            ),
            Unique(
                fields=["referral"],
                condition=Q(revoked_at__isnull=True),
                name="partner_link_one_standing",
                violation_error_message="Rujukan ini sudah punya tautan yang berlaku.",
            ),
        ]

    def __str__(self) -> str:
        return f"tautan {self.pk}"

    def is_usable(self, now: dt.datetime | None = None) -> bool:
        """Whether it still opens. Needs ``referral``: with the referral the link ends too.

        It was given for one approval. Where that fell and another followed, another link does.
        """
        approved_at = self.referral.decided_at
        return (
            self.revoked_at is None
            and self.locked_at is None
            and self.expires_at > (now or timezone.now())
            and self.referral.status in SENT
            and approved_at is not None
            and approved_at <= self.issued_at
        )

    @property
    def pins_left(self) -> int:
        return MOST_WRONG_PINS - self.wrong_pins


class ReplyKind(models.TextChoices):
    ACCEPTED = "accepted", "menerima"
    DECLINED = "declined", "tidak dapat menerima"
    QUESTION = "question", "bertanya"
    ARRIVED = "arrived", "mencatat kedatangan"
    DONE = "done", "selesai melayani"


class ReplyQuerySet(FileQuerySet["PartnerReply"]):
    def visible_to(self, user: User) -> "ReplyQuerySet":
        if user.role in FACILITY_ROLES:
            return self.filter(referral__facility__office=user.office_id, referral__status__in=SENT)
        return self.filter(referral__case__in=Case.objects.visible_to(user)).read_by(user)

    def unread(self) -> "ReplyQuerySet":
        return self.filter(read_at__isnull=True)

    def open_questions(self) -> "ReplyQuerySet":
        return self.filter(kind=ReplyKind.QUESTION, answered_at__isnull=True)

    def locked(self) -> "ReplyQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class PartnerReply(models.Model):
    """One thing that the receiving side said about a referral, until the section has read it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="replies", editable=False)
    kind = models.CharField(max_length=10, choices=ReplyKind, editable=False)
    text = models.TextField(blank=True, editable=False)
    said_at = models.DateTimeField(editable=False)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    said_name = models.CharField(
        max_length=160, blank=True, help_text="Who spoke, where the account does not tell."
    )
    link = models.ForeignKey(
        PartnerLink, models.PROTECT, null=True, related_name="replies", editable=False
    )
    answer = models.TextField("jawaban", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    read_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(ReplyQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", ReplyKind, name="partner_reply_kind_is_known"),
            set_together("answered_by", "answered_at", name="partner_reply_answered_by_and_at"),
            set_together("read_by", "read_at", name="partner_reply_read_by_and_at"),
            Check(
                condition=~Q(kind=ReplyKind.QUESTION) | ~Q(text=""),
                name="partner_reply_question_has_words",
                violation_error_message="Tulis pertanyaannya.",
            ),
            Check(
                condition=Q(answered_at__isnull=True)
                | (Q(kind=ReplyKind.QUESTION) & ~Q(answer="")),
                name="partner_reply_answer_to_question",
                violation_error_message="Tulis jawabannya.",
            ),
        ]
        indexes = [
            models.Index(fields=["referral", "-id"], name="partner_reply_by_referral"),
            models.Index(
                fields=["referral"], condition=Q(read_at__isnull=True), name="partner_reply_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.said_at:%Y-%m-%d}"


class ReplyFile(models.Model):
    """One file that came with a reply."""

    reply = models.ForeignKey(PartnerReply, models.PROTECT, related_name="files", editable=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class PartnerReminder(models.Model):
    """When the receiving side of one referral was last reminded of its answer; the journal has the earlier ones."""

    referral = models.OneToOneField(
        Referral, models.PROTECT, related_name="reminder", editable=False
    )
    sent_at = models.DateTimeField(editable=False)
    mails = models.PositiveSmallIntegerField(
        editable=False, help_text="How many addresses; none, and only the list says it."
    )

    def __str__(self) -> str:
        return str(self.referral_id)
