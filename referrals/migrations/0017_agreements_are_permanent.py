from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """Who agreed, or why not, stays as it was said; a later answer is another row."""

    dependencies = [("referrals", "0016_plans_can_be_measured_and_followed")]

    operations = [
        permanent("referrals_planagreement", message="an agreement is never changed or removed"),
    ]
