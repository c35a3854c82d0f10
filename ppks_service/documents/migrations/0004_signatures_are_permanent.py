from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """What was signed stays as it was signed, whoever writes."""

    dependencies = [("documents", "0003_signature")]

    operations = [
        permanent("documents_signature", message="a signature is never changed or removed"),
    ]
