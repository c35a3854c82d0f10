from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """What an issued letter says of its kind is frozen with it, and so is a kind's published version."""

    dependencies = [("documents", "0007_letter_kinds_as_data")]

    operations = [
        frozen(
            "documents_issueddocument",
            "kind_name",
            "wording_id",
            "recipient",
            "signed_as",
            "is_protected",
            "replaces_id",
            message="an issued document keeps what its kind was called and whom it replaces",
            when="true",
            part="_wording",
        ),
        frozen(
            "documents_lettertemplate",
            "code",
            "version",
            "name",
            "subject",
            "layout",
            "classification",
            "unit_code",
            "number_pattern",
            "nature",
            "enclosure",
            "title",
            "recipient",
            "issuers",
            "prints",
            "asks",
            "body",
            "copies",
            "signature",
            message="a published kind of letter is never changed",
            when="OLD.status <> 'draft'",
        ),
    ]
