"""Registers taken over from spreadsheets: the file, its rows, and what became of each."""

from django.db import models
from django.db.models import F, Q

from intake.imports.columns import Field
from intake.models.cases import Case
from intake.models.persons import Person
from ppks_service.accounts.models import Office, User
from ppks_service.constraints import Check, only_choices, set_together
from ppks_service.documents.models import StoredFile


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", "Kolom dipasangkan"
    CHECKING = "checking", "Sedang diperiksa"
    CHECKED = "checked", "Uji coba"
    ACCEPTING = "accepting", "Sedang diterima"
    ACCEPTED = "accepted", "Diterima"
    UNDOING = "undoing", "Sedang dibatalkan"
    UNDONE = "undone", "Dibatalkan"
    DROPPED = "dropped", "Tidak jadi"


# While steps wait to be done: ``actions.imports.go_on``.
AT_WORK = (ImportStatus.CHECKING, ImportStatus.ACCEPTING, ImportStatus.UNDOING)


class UndoReason(models.TextChoices):
    WRONG_FILE = "wrong_file", "Salah berkas"
    WRONG_COLUMNS = "wrong_columns", "Kolom salah dipasangkan"
    ALREADY_THERE = "already_there", "Sudah pernah dimasukkan"
    OTHER = "other", "Sebab lain"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> "ImportQuerySet":
        """The imports of a user's own section: whoever may see its cases."""
        return self.filter(office=user.office_id)

    def locked(self) -> "ImportQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Import(models.Model):
    """One register (a sheet of a spreadsheet) on its way into the records of a section."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="seksi")
    filename = models.CharField("berkas", max_length=150)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField("lembar", max_length=100)
    head_first = models.PositiveIntegerField(help_text="First row of the head; 0 is the top.")
    head_last = models.PositiveIntegerField()
    columns = models.JSONField(
        default=list,
        editable=False,
        help_text="Heads, samples and what each column becomes: imports.columns.",
    )
    answers = models.JSONField(
        default=dict,
        editable=False,
        help_text="What a person said that words mean: imports.reading.",
    )
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED, editable=False
    )
    left_out = models.PositiveIntegerField(
        default=0, help_text="Rows that are no data: repeated heads, sums, titles."
    )
    with_warnings = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False, help_text="The first acceptance.")
    finished_at = models.DateTimeField(
        null=True, editable=False, help_text="When its latest row was written."
    )
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undo_reason = models.CharField("sebab", max_length=15, choices=UndoReason, blank=True)

    objects = models.Manager.from_queryset(ImportQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", ImportStatus, name="import_status_is_known"),
            Check(
                condition=Q(undo_reason__in=["", *UndoReason.values]),
                name="import_undo_reason_is_known",
            ),
            set_together("accepted_by", "accepted_at", name="import_accepted_by_and_at"),
            set_together("undone_by", "undone_at", name="import_undone_by_and_at"),
            Check(condition=Q(head_last__gte=F("head_first")), name="import_head_ends_after_start"),
            Check(
                condition=Q(undone_at__isnull=True) | ~Q(undo_reason=""),
                name="import_undone_says_why",
                violation_error_message="Pilih sebab impor dibatalkan.",
            ),
        ]
        indexes = [models.Index(fields=["office", "-uploaded_at"], name="import_by_office")]

    def __str__(self) -> str:
        return f"impor {self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether steps wait to be done."""
        return self.status in AT_WORK


class Verdict(models.TextChoices):
    PENDING = "pending", "Belum diperiksa"
    READY = "ready", "Siap diterima"
    DOUBLE = "double", "Mungkin orang yang sudah tercatat"
    WARNING = "warning", "Peringatan, boleh diterima"
    ERROR = "error", "Tidak dapat diterima"


class RowState(models.TextChoices):
    WAITING = "waiting", "Menunggu"
    TAKEN = "taken", "Diterima"
    SKIPPED = "skipped", "Dilewati"
    UNDONE = "undone", "Ditarik"
    KEPT = "kept", "Tidak dapat ditarik"


class ImportRow(models.Model):
    """One row of a register: what it says, what hinders it, and the person and case it became.

    ``content`` is encrypted, for a row names a person before anybody has judged it.
    """

    source = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(help_text="Its number in the spreadsheet.")
    content = models.BinaryField(help_text="Cells and values, as encrypted JSON.")
    # What it is known by among the rows of its register, hashed: imports.doubles.
    row_mark = models.CharField(max_length=24, blank=True, editable=False)
    number_mark = models.CharField(max_length=24, blank=True, editable=False)
    name_mark = models.CharField(max_length=24, blank=True, editable=False)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.PENDING)
    problems = models.JSONField(default=list, help_text="Column, code, sentence, guess.")
    candidates = models.JSONField(default=list, help_text="Persons or lines it may be, and why.")
    answer = models.CharField(
        max_length=20, blank=True, help_text="new, skip, p:<person>, l:<line>, or nothing yet."
    )
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITING)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="import_rows")
    person_is_new = models.BooleanField(default=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="import_rows")
    added = models.JSONField(default=dict, help_text="Keys of what a known person was given.")
    kept_why = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            only_choices("verdict", Verdict, name="import_row_verdict_is_known"),
            only_choices("state", RowState, name="import_row_state_is_known"),
            models.UniqueConstraint(fields=["source", "line"], name="import_row_once"),
            Check(
                condition=~Q(state=RowState.TAKEN) | Q(person__isnull=False, case__isnull=False),
                name="import_row_taken_has_person_and_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["source", "state", "verdict", "line"], name="import_row_by_verdict"
            )
        ]

    def __str__(self) -> str:
        return f"baris {self.line}"


class ImportMapping(models.Model):
    """What a section made of a column's head the last time, so that it need not pair it again."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    head = models.CharField(max_length=120, help_text="Folded.")
    field = models.CharField(max_length=12, choices=Field, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            Check(condition=Q(field__in=["", *Field.values]), name="import_mapping_field_is_known"),
            models.UniqueConstraint(fields=["office", "head"], name="import_mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.field}"
