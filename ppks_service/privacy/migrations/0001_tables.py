from django.db import migrations, models


class Migration(migrations.Migration):
    """Proofs of deletion."""

    replaces = [
        ("privacy", "0001_deletions_are_proven"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retention", models.CharField(db_index=True, max_length=20)),
                (
                    "before",
                    models.DateTimeField(
                        help_text="What began its period before this was deleted."
                    ),
                ),
                (
                    "rows",
                    models.PositiveIntegerField(
                        help_text="Rows of the database, photos and files included."
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
