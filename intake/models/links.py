"""Two register numbers that are one human being: the link between them, and the question before it."""

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from intake.models.persons import Person
from ppks_service.accounts.models import User
from ppks_service.constraints import (
    Check,
    Unique,
    in_order,
    only_choices,
    only_choices_or_blank,
    set_together,
)


class SameGround(models.TextChoices):
    """What makes two records one person: a human answers, and says by what."""

    PHOTO = "photo", "Foto dibandingkan dua petugas"
    DOCUMENT = "document", "KTP atau dokumen dilihat"
    FAMILY = "family", "Keluarga mengenali"
    BIOMETRIC = "biometric", "Biometrik Disdukcapil"
    SELF = "self", "Diakui orangnya, dengan riwayat yang cocok"


class PersonLinkQuerySet(models.QuerySet["PersonLink"]):
    def open(self) -> "PersonLinkQuerySet":
        return self.filter(undone_at=None)


@pghistory.track()
class PersonLink(models.Model):
    """``person`` was found to be who ``head`` is: both numbers stay, and pages show them as one.

    Nothing of either person moves; undoing the link is all there is to undo. ``root`` is the person
    shown for the whole chain (A → B → C has the root C): the database keeps it, whoever writes.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="links", editable=False)
    head = models.ForeignKey(Person, models.PROTECT, related_name="links_to", editable=False)
    root = models.ForeignKey(Person, models.PROTECT, related_name="links_under", editable=False)
    ground = models.CharField("dasar", max_length=10, choices=SameGround)
    note = models.CharField("keterangan", max_length=300, blank=True)
    linked_at = models.DateTimeField(editable=False)
    linked_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="The second officer, where one of the two is protected.",
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    undone_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)

    objects = models.Manager.from_queryset(PersonLinkQuerySet)()

    class Meta:
        constraints = [
            only_choices("ground", SameGround, name="person_link_ground_is_known"),
            set_together("undone_at", "undone_by", name="person_link_undone_by_and_at"),
            in_order(
                "linked_at",
                "undone_at",
                name="person_link_undone_after_it_was_made",
                message="Penggabungan tidak dapat batal sebelum dibuat.",
            ),
            Check(
                condition=Q(undone_at__isnull=True) | ~Q(undone_reason=""),
                name="person_link_undone_says_why",
                violation_error_message="Tulis mengapa penggabungan dibatalkan.",
            ),
            Check(
                condition=~Q(person=F("head")),
                name="person_link_of_two",
                violation_error_message="Pilih dua orang yang berbeda.",
            ),
            Check(
                condition=~Q(confirmed_by=F("linked_by")),
                name="person_link_confirmed_by_another",
                violation_error_message="Orang terlindung digabung oleh dua petugas yang berbeda.",
            ),
            Unique(
                fields=["person"],
                condition=Q(undone_at__isnull=True),
                include=["root"],
                name="person_link_one_open",
                violation_error_message="Nomor ini sudah digabung dengan nomor lain.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["root", "person"],
                condition=Q(undone_at__isnull=True),
                name="person_link_by_root",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.undone_at is None


def root_of(person: str) -> Coalesce:
    """For a query: the key of whoever is shown for the person at the path ``person``.

    Two records are of one human being where these are equal. It costs a look into one small index.
    """
    own = PersonLink.objects.open().filter(person=OuterRef(person))
    return Coalesce(
        Subquery(own.values("root")[:1]), F(person), output_field=models.BigIntegerField()
    )


def of_group(root: OuterRef | int, *, person: str = "person") -> tuple[Q, Q]:
    """For a query: rows of the person who is shown, and rows of those linked below them.

    Two conditions and not one joined by OR, so that each may use its index; ask each and join the
    answers. ``root`` is a key, or an outer row's ``root_of``.
    """
    below = {f"{person}__links__root": root, f"{person}__links__undone_at": None}
    return Q(**{person: root}), Q(**below)


def any_of_group(rows: models.QuerySet, root: OuterRef, *, person: str = "person") -> Q:
    """For a query: whether ``rows`` has one of the same human being as the outer row."""
    shown, below = of_group(root, person=person)
    return Q(Exists(rows.filter(shown))) | Q(Exists(rows.filter(below)))


class ProposalSource(models.TextChoices):
    REGISTRATION = "registration", "Saat registrasi"
    NIGHTLY = "nightly", "Pemeriksaan malam"
    IMPORT = "import", "Impor"
    OFFICER = "officer", "Petugas"


class ProposalState(models.TextChoices):
    OPEN = "open", "Belum dijawab"
    SECOND = "second", "Menunggu petugas kedua"
    UNSURE = "unsure", "Belum yakin"
    SAME = "same", "Orang yang sama"
    NOT_SAME = "not_same", "Bukan orang yang sama"


WAITING = (ProposalState.OPEN, ProposalState.SECOND, ProposalState.UNSURE)


class DuplicateProposalQuerySet(models.QuerySet["DuplicateProposal"]):
    def waiting(self) -> "DuplicateProposalQuerySet":
        return self.filter(state__in=WAITING)

    def for_list(self) -> "DuplicateProposalQuerySet":
        """With all that one row of a list shows, so that a page costs a fixed number of queries."""
        return self.select_related("left", "right", "owner", "decided_by")

    def locked(self) -> "DuplicateProposalQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@pghistory.track()
class DuplicateProposal(models.Model):
    """One question: are these two registered persons one? Asked once a pair, answered by a person.

    ``reasons`` are those of the moment it was asked: ``[{"words", "weight", "fits"}]``. What was
    answered "not the same" is never asked again.
    """

    left = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    right = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    score = models.FloatField(
        null=True, editable=False, help_text="0 to 1; none where asked by hand."
    )
    reasons = models.JSONField(default=list, editable=False)
    source = models.CharField("asal", max_length=12, choices=ProposalSource, editable=False)
    made_at = models.DateTimeField(editable=False)
    state = models.CharField(
        "jawaban",
        max_length=10,
        choices=ProposalState,
        default=ProposalState.OPEN,
        editable=False,
    )
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    due_on = models.DateField("dijawab paling lambat", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    ground = models.CharField("dasar", max_length=10, choices=SameGround, blank=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    head = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="Whom the first officer wants shown.",
    )
    link = models.OneToOneField(
        PersonLink, models.PROTECT, null=True, related_name="proposal", editable=False
    )

    objects = models.Manager.from_queryset(DuplicateProposalQuerySet)()

    class Meta:
        constraints = [
            only_choices("source", ProposalSource, name="duplicate_proposal_source_is_known"),
            only_choices("state", ProposalState, name="duplicate_proposal_state_is_known"),
            only_choices_or_blank("ground", SameGround, name="duplicate_proposal_ground_is_known"),
            set_together("decided_at", "decided_by", name="duplicate_proposal_decided_by_and_at"),
            Check(
                condition=Q(left__lt=F("right")),
                name="duplicate_proposal_pair_is_ordered",
                violation_error_message="Pilih dua orang yang berbeda.",
            ),
            models.UniqueConstraint(
                fields=["left", "right"],
                name="duplicate_proposal_once_a_pair",
                violation_error_message="Kedua orang ini sudah pernah ditanyakan.",
            ),
            Check(
                condition=Q(state=ProposalState.OPEN) | Q(decided_at__isnull=False),
                name="duplicate_proposal_answer_has_who",
                violation_error_message="Jawaban memerlukan petugas dan waktunya.",
            ),
            Check(
                condition=~Q(state__in=[ProposalState.SAME, ProposalState.SECOND]) | ~Q(ground=""),
                name="duplicate_proposal_same_has_ground",
                violation_error_message="Pilih dasar bahwa keduanya satu orang.",
            ),
            Check(
                condition=~Q(state=ProposalState.UNSURE)
                | Q(owner__isnull=False, due_on__isnull=False),
                name="duplicate_proposal_unsure_is_a_task",
                violation_error_message="Belum yakin memerlukan penanggung jawab dan batas waktu.",
            ),
            Check(
                condition=Q(state=ProposalState.SAME, link__isnull=False)
                | (~Q(state=ProposalState.SAME) & Q(link__isnull=True)),
                name="duplicate_proposal_same_has_link",
                violation_error_message="Jawaban sama memerlukan penggabungannya.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-made_at", "-id"],
                condition=Q(state__in=WAITING),
                name="duplicate_proposal_waiting",
            ),
            models.Index(fields=["owner", "state"], name="duplicate_proposal_by_owner"),
            models.Index(fields=["right"], name="duplicate_proposal_by_right"),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.state in (ProposalState.SAME, ProposalState.NOT_SAME)

    @property
    def waits_for_second(self) -> bool:
        return self.state == ProposalState.SECOND
