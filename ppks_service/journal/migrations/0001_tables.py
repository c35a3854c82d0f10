import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who did what, when and why."""

    replaces = [
        ("journal", "0001_initial"),
        ("journal", "0003_find_entries_by_number"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("action", models.CharField(help_text="As referral.approve.", max_length=60)),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_pk", models.CharField(max_length=60)),
                (
                    "subject_text",
                    models.CharField(help_text="Its number; never a name.", max_length=120),
                ),
                (
                    "case_pk",
                    models.BigIntegerField(
                        help_text="The case whose file this belongs to.", null=True
                    ),
                ),
                (
                    "person_pk",
                    models.BigIntegerField(help_text="The person this is about.", null=True),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="What happened, or why, as a reader will see it."
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("origin", models.GenericIPAddressField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case_pk", "-at"], name="entry_by_case"),
                    models.Index(fields=["person_pk", "-at"], name="entry_by_person"),
                    models.Index(fields=["subject_label", "subject_pk"], name="entry_by_subject"),
                    models.Index(fields=["actor", "-at"], name="entry_by_actor"),
                    models.Index(fields=["subject_text", "-id"], name="entry_by_number"),
                ],
            },
        ),
    ]
