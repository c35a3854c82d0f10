from django.db import migrations, models


class Migration(migrations.Migration):
    """A guest of a case conference may leave an address, to be told when and where it is."""

    dependencies = [("referrals", "0004_no_conference_about_a_child")]

    operations = [
        migrations.AddField(
            model_name="conferenceparticipant",
            name="email",
            field=models.EmailField(
                blank=True,
                help_text="Of a guest, to be told of the call.",
                max_length=254,
                verbose_name="pos-el",
            ),
        ),
    ]
