from django.db import migrations

from ppks_service.triggers import frozen, permanent


class Migration(migrations.Migration):
    """A decision keeps what was decided by whom; an approval is voided at most once."""

    dependencies = [("referrals", "0009_decisions_are_kept_with_their_content")]

    operations = [
        frozen(
            "referrals_decision",
            "referral_id",
            "outcome",
            "decided_by_id",
            "decided_at",
            "code",
            "note",
            "content",
            "content_hash",
            "letter_id",
            message="a decision keeps what was decided",
            when="true",
        ),
        permanent(
            "referrals_decision",
            message="a voided decision is not changed again",
            when="OLD.voided_at IS NOT NULL",
        ),
    ]
