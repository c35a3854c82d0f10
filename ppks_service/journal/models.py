"""Who did what to what, why, when and from where."""

from django.db import models

from ppks_service.accounts.models import User

# How the actions of a mere reading end: nothing was changed by them.
READINGS = ("read", "photo_read", "file_read", "name_read", "print", "letter_print", "export")
# Those by which somebody opened a protected file with a reason.
OPENINGS = ("unseal",)


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_case(self, case_pk: int) -> "EntryQuerySet":
        """What was done in the file of one case, newest first."""
        return self.filter(case_pk=case_pk).select_related("actor").order_by("-at", "-pk")

    def of_subject(self, subject: models.Model) -> "EntryQuerySet":
        """What was done to this very thing, by whom."""
        label = subject._meta.label_lower
        mine = self.filter(subject_label=label, subject_pk=str(subject.pk))
        return mine.select_related("actor")


class Entry(models.Model):
    """One act of one person on one thing. Permanent: a trigger refuses every change.

    Subjects are named by label and key, for the journal lies below the apps whose things it
    names. ``case_pk`` and ``person_pk`` say to whose file the act belongs.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60, help_text="As referral.approve.")
    subject_label = models.CharField(max_length=60)
    subject_pk = models.CharField(max_length=60)
    subject_text = models.CharField(max_length=120, help_text="Its number; never a name.")
    case_pk = models.BigIntegerField(null=True, help_text="The case whose file this belongs to.")
    person_pk = models.BigIntegerField(null=True, help_text="The person this is about.")
    note = models.TextField(blank=True, help_text="What happened, or why, as a reader will see it.")
    data = models.JSONField(default=dict)
    origin = models.GenericIPAddressField(null=True)

    objects = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["case_pk", "-at"], name="entry_by_case"),
            models.Index(fields=["person_pk", "-at"], name="entry_by_person"),
            models.Index(fields=["subject_label", "subject_pk"], name="entry_by_subject"),
            models.Index(fields=["actor", "-at"], name="entry_by_actor"),
            models.Index(fields=["subject_text", "-id"], name="entry_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_text}"

    @property
    def is_read(self) -> bool:
        """Whether this is a reading, a print or an export, and no change."""
        return self.action.rpartition(".")[2] in READINGS

    @property
    def is_opening(self) -> bool:
        """Whether a protected file was opened with a reason: no change, and more than a reading."""
        return self.action.rpartition(".")[2] in OPENINGS
