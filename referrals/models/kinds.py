"""The kinds of referral, and what each asks of those who decide: data of the office, with its source."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ppks_service.constraints import Check, all_from_choices, only_choices
from upt_facilities.models import FacilityKind


class KindCode(models.TextChoices):
    """What is asked for. It follows from the facility and from whether its rules speak against the place."""

    PLACEMENT = "placement", "Penempatan di UPT"
    SHELTER = "shelter", "Penampungan sementara"
    HOSPITAL = "hospital", "Rawat di rumah sakit"
    SERVICE = "service", "Layanan tanpa menginap"
    EXCEPTION = "exception", "Penempatan dengan pengecualian"


class Hand(models.TextChoices):
    """Whose hand in a case also keeps them from deciding; who asks, writes, assesses and edits never decides."""

    OWNER = "owner", "penanggung jawab kasus"
    PLANNER = "planner", "penyusun rencana layanan"


KIND_OF_FACILITY = {
    FacilityKind.SHELTER: KindCode.SHELTER,
    FacilityKind.HOSPITAL: KindCode.HOSPITAL,
    FacilityKind.AGENCY: KindCode.SERVICE,
}


class ReferralKind(models.Model):
    """How referrals of one kind are decided. The office changes the rows; the codes stay."""

    code = models.CharField(max_length=12, choices=KindCode, unique=True, editable=False)
    needs_second = models.BooleanField(
        "perlu keputusan kedua Kepala Bidang",
        default=False,
        help_text="Kepala Seksi menyetujui lebih dahulu; tempat dan surat ada sesudah Kepala Bidang.",
    )
    barred = ArrayField(
        models.CharField(max_length=10, choices=Hand),
        default=list,
        blank=True,
        verbose_name="juga tidak boleh memutus",
        help_text="Selain pengaju, penulis, pembuat asesmen, dan penyunting terakhir.",
    )
    in_batch = models.BooleanField(
        "boleh disetujui beberapa sekaligus",
        default=False,
        help_text="Hanya yang berisiko rendah, dan hanya bila semua syarat terpenuhi.",
    )
    source = models.CharField("dasar", max_length=200)
    confirmed = models.BooleanField("sudah dipastikan Dinas", default=False)

    class Meta:
        constraints = [
            only_choices("code", KindCode, name="referral_kind_code_is_known"),
            all_from_choices("barred", Hand, name="referral_kind_barred_is_known"),
            Check(
                condition=Q(needs_second=False) | Q(in_batch=False),
                name="referral_kind_second_is_no_batch",
                violation_error_message="Yang perlu keputusan kedua tidak disetujui sekaligus.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_code_display()

    @property
    def barred_in_words(self) -> list[str]:
        return [Hand(hand).label for hand in self.barred]
