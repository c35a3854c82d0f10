"""The clocks by which work is due."""

from django.db import models
from django.db.models import Q

from ppks_service.constraints import Check, only_choices


class ClockCode(models.TextChoices):
    """Every clock that some app starts. The values of a clock are rows that the office can change."""

    ASSESSMENT = "assessment", "Asesmen awal"
    PLAN = "plan", "Rencana layanan"
    DECISION = "decision", "Keputusan rujukan"
    CHILD_DECISION = "child_decision", "Keputusan rujukan anak"
    ANSWER = "answer", "Jawaban penerima rujukan"
    REMINDER = "reminder", "Pengingat kepada penerima rujukan"
    SILENCE = "silence", "Penerima diam: naik ke Kepala Seksi"
    PARTNER_LINK = "partner_link", "Tautan mitra berlaku"
    HOLD = "hold", "Tempat dipesan"
    SHELTER = "shelter", "Penampungan sementara"
    HOSPITAL = "hospital", "Rawat RSJ"
    VISIT = "visit", "Kunjungan bimbingan lanjut"
    RAID_CLOSING = "raid_closing", "Penutupan razia"
    TRIAGE = "triage", "Triase temuan"
    ESCALATE_DIVISION = "escalate_division", "Keputusan lewat batas: ke Kepala Bidang"
    ESCALATE_DEPARTMENT = "escalate_department", "Keputusan lewat batas: ke Kepala Dinas"


class ClockUnit(models.TextChoices):
    HOURS = "hours", "jam"
    DAYS = "days", "hari"
    WORKING_DAYS = "working_days", "hari kerja"


class Clock(models.Model):
    """How long one kind of work may take, with the source of that figure."""

    code = models.CharField(max_length=20, choices=ClockCode, unique=True)
    amount = models.PositiveSmallIntegerField("lama")
    unit = models.CharField("satuan", max_length=15, choices=ClockUnit)
    source = models.CharField("dasar", max_length=200)
    confirmed = models.BooleanField("sudah dipastikan Dinas", default=False)

    class Meta:
        constraints = [
            only_choices("code", ClockCode, name="clock_code_is_known"),
            only_choices("unit", ClockUnit, name="clock_unit_is_known"),
            Check(
                condition=Q(amount__gt=0),
                name="clock_amount_is_positive",
                violation_error_message="Lama jam paling sedikit 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.amount} {self.get_unit_display()}"
