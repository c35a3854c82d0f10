import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Case conferences: who was asked, what was decided and why, who saw it otherwise, who does what."""

    dependencies = [
        ("documents", "0008_published_wording_is_frozen"),
        ("intake", "0025_paper_sheets"),
        ("referrals", "0017_agreements_are_permanent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseConference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=20, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("called", "Diundang"),
                            ("held", "Dilaksanakan"),
                            ("cancelled", "Batal"),
                        ],
                        default="called",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="tanggal dan jam")),
                (
                    "place",
                    models.CharField(
                        help_text="Ruang, atau tautan rapat daring.",
                        max_length=160,
                        verbose_name="tempat",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        help_text="Satu pertanyaan, misalnya: ke mana sesudah RSJ?",
                        max_length=300,
                        verbose_name="yang perlu diputuskan",
                    ),
                ),
                (
                    "agenda",
                    models.TextField(
                        blank=True, help_text="Satu pokok tiap baris.", verbose_name="acara"
                    ),
                ),
                ("called_at", models.DateTimeField(editable=False)),
                ("began_at", models.DateTimeField(editable=False, null=True, verbose_name="mulai")),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="selesai"),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True, editable=False, verbose_name="jalannya pembahasan"
                    ),
                ),
                (
                    "decision",
                    models.TextField(blank=True, editable=False, verbose_name="keputusan"),
                ),
                ("reasons", models.TextField(blank=True, editable=False, verbose_name="alasan")),
                ("recorded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="mengapa batal"
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="intake.case",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "minutes_paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="tindakan")),
                (
                    "by_name",
                    models.CharField(blank=True, max_length=120, verbose_name="atau pihak luar"),
                ),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Belum"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "status_note",
                    models.CharField(blank=True, max_length=200, verbose_name="hasil atau alasan"),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Pemimpin"),
                            ("clerk", "Notulis"),
                            ("member", "Peserta"),
                        ],
                        max_length=10,
                        verbose_name="peran",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                ("agency", models.CharField(max_length=160, verbose_name="instansi atau jabatan")),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Hadir"),
                            ("online", "Daring"),
                            ("excused", "Izin"),
                            ("absent", "Tidak hadir"),
                        ],
                        max_length=10,
                        verbose_name="kehadiran",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "Setuju"),
                            ("dissent", "Tidak sependapat"),
                            ("abstain", "Tidak bersuara"),
                        ],
                        max_length=10,
                        verbose_name="sikap",
                    ),
                ),
                ("dissent", models.TextField(blank=True, verbose_name="pendapat berbeda")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceSupplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="tambahan")),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["called", "held", "cancelled"])),
                name="conference_status_is_known",
                violation_error_message="Nilai status tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                    models.Q(("recorded_at__isnull", False), ("recorded_by__isnull", False)),
                    _connector="OR",
                ),
                name="conference_recorded_by_and_at",
                violation_error_message="Isi semua: recorded_by, recorded_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("began_at__isnull", True),
                    ("ended_at__gte", models.F("began_at")),
                    _connector="OR",
                ),
                name="conference_in_order",
                violation_error_message="Selesainya mendahului mulainya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "called")),
                fields=("case",),
                name="conference_one_called",
                violation_error_message="Kasus ini sudah punya pembahasan yang diundang.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "held"), _negated=True),
                    models.Q(
                        models.Q(("minutes", ""), _negated=True),
                        models.Q(("decision", ""), _negated=True),
                        models.Q(("reasons", ""), _negated=True),
                        ("began_at__isnull", False),
                        ("ended_at__isnull", False),
                        ("recorded_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="conference_held_is_complete",
                violation_error_message="Isi jam, jalannya pembahasan, keputusan, dan alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="conference_cancelled_says_why",
                violation_error_message="Tulis mengapa pembahasan batal.",
            ),
        ),
        migrations.AddIndex(
            model_name="conferenceaction",
            index=models.Index(
                condition=models.Q(("status", "planned")),
                fields=["due_on"],
                name="conference_action_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["planned", "done", "cancelled"])),
                name="conference_action_status_is_known",
                violation_error_message="Nilai status tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="conference_action_settled_by_and_at",
                violation_error_message="Isi semua: settled_by, settled_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", False),
                    models.Q(("by_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="conference_action_has_somebody",
                violation_error_message="Pilih petugas, atau tulis pihak luar yang mengerjakan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "planned"),
                    models.Q(("status_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="conference_action_settled_says_how",
                violation_error_message="Tulis hasilnya, atau mengapa batal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["chair", "clerk", "member"])),
                name="conference_participant_role_is_known",
                violation_error_message="Nilai role tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("attendance__in", ["", "present", "online", "excused", "absent"])
                ),
                name="conference_participant_attendance_is_known",
                violation_error_message="Nilai attendance tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["", "agree", "dissent", "abstain"])),
                name="conference_participant_stance_is_known",
                violation_error_message="Nilai stance tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "member"), _negated=True),
                fields=("conference", "role"),
                name="conference_participant_one_chair_and_clerk",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.UniqueConstraint(
                fields=("conference", "user"),
                name="conference_participant_once",
                violation_error_message="Petugas ini sudah ada dalam daftar peserta.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stance", ""), ("attendance__in", ("present", "online")), _connector="OR"
                ),
                name="conference_participant_speaks_if_present",
                violation_error_message="Sikap hanya dicatat dari yang hadir.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferenceparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stance", "dissent"), models.Q(("dissent", ""), _negated=True)),
                    models.Q(models.Q(("stance", "dissent"), _negated=True), ("dissent", "")),
                    _connector="OR",
                ),
                name="conference_participant_dissent_is_written",
                violation_error_message="Tulis pendapat berbeda itu, utuh, dengan kata pemiliknya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferencesupplement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="conference_supplement_is_written",
                violation_error_message="Tulis tambahannya.",
            ),
        ),
    ]
