from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The assessments that are to be looked at again are found without reading all."""

    dependencies = [
        ("intake", "0006_history_of_many_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                condition=models.Q(("next_review_on__isnull", False), ("status", "finished")),
                fields=["next_review_on"],
                name="assessment_by_review",
            ),
        ),
    ]
