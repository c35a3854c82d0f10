"""Who may fetch a person, and what forbids giving them to anybody."""

from django.db import models
from django.db.models import F, Q

from intake.models.cases import Case
from intake.models.persons import Person
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices, set_together


class CollectorStatus(models.TextChoices):
    PROPOSED = "proposed", "Diusulkan"
    ALLOWED = "allowed", "Boleh menjemput"
    BARRED = "barred", "Tidak boleh"


class Collector(models.Model):
    """Somebody who asks to fetch a person; nobody may before three things are proven.

    The relation, a home that was seen, and the person's own will (a child's: what the child says).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="collectors")
    name = models.CharField("nama", max_length=160)
    relation = models.CharField("sebagai", max_length=80, help_text="Misalnya: adik kandung.")
    relation_proof = models.CharField(
        "hubungan terbukti oleh", max_length=200, blank=True, help_text="KK, atau dua saksi."
    )
    home_proof = models.CharField(
        "rumah sudah dilihat", max_length=200, blank=True, help_text="Kapan, oleh siapa, hasilnya."
    )
    own_will = models.CharField(
        "kata orangnya sendiri", max_length=200, blank=True, help_text="Setuju pulang kepadanya?"
    )
    status = models.CharField(
        max_length=10, choices=CollectorStatus, default=CollectorStatus.PROPOSED, editable=False
    )
    reason = models.CharField("alasan", max_length=200, blank=True, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            only_choices("status", CollectorStatus, name="collector_status_is_known"),
            set_together("decided_by", "decided_at", name="collector_decided_by_and_at"),
            Check(
                condition=Q(status=CollectorStatus.PROPOSED) | Q(decided_at__isnull=False),
                name="collector_decided_by_somebody",
            ),
            Check(
                condition=~Q(status=CollectorStatus.ALLOWED)
                | (~Q(relation_proof="") & ~Q(home_proof="") & ~Q(own_will="")),
                name="collector_allowed_on_three_proofs",
                violation_error_message=(
                    "Belum boleh menjemput: lengkapi bukti hubungan, kunjungan rumah, dan kata "
                    "orangnya sendiri."
                ),
            ),
            Check(
                condition=~Q(status=CollectorStatus.BARRED) | ~Q(reason=""),
                name="collector_barred_says_why",
                violation_error_message="Tulis mengapa orang ini tidak boleh menjemput.",
            ),
        ]

    def __str__(self) -> str:
        return f"collector {self.pk}"

    @property
    def missing(self) -> list[str]:
        """Which of the three proofs are not there yet, in the words of the page."""
        proofs = (
            (self.relation_proof, "hubungan terbukti (KK atau dua saksi)"),
            (self.home_proof, "kunjungan kelayakan ke rumah"),
            (self.own_will, "kata orangnya sendiri"),
        )
        return [words for proof, words in proofs if not proof]


class ReunionLock(models.Model):
    """A suspicion of trafficking or exploitation: nobody is given back until a head has cleared it.

    Domain.md §6.8: children went home to those who sent them begging while the inquiry still ran.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="reunion_locks")
    reason = models.CharField("dugaan", max_length=300)
    locked_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    locked_at = models.DateTimeField(auto_now_add=True)
    cleared_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    cleared_at = models.DateTimeField(null=True, editable=False)
    ground = models.CharField("dasar membuka kunci", max_length=300, blank=True, editable=False)

    class Meta:
        constraints = [
            set_together("cleared_by", "cleared_at", name="reunion_lock_cleared_by_and_at"),
            Check(
                condition=Q(cleared_at__isnull=True) | ~Q(ground=""),
                name="reunion_lock_cleared_says_why",
                violation_error_message="Tulis dasar membuka kunci: siapa memeriksa, apa hasilnya.",
            ),
            Check(
                condition=Q(cleared_by__isnull=True) | ~Q(cleared_by=F("locked_by")),
                name="reunion_lock_cleared_by_another",
                violation_error_message="Yang mengunci tidak membuka kuncinya sendiri.",
            ),
            Unique(
                fields=["case"],
                condition=Q(cleared_at__isnull=True),
                name="reunion_lock_one_open",
                violation_error_message="Reunifikasi kasus ini sudah terkunci.",
            ),
        ]

    def __str__(self) -> str:
        return f"lock {self.pk}"
