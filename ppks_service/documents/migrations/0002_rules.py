from django.db import migrations

from ppks_service.triggers import frozen, permanent


class Migration(migrations.Migration):
    """A paper and what belongs to it stay as they were issued; only validity and the laid-out PDF are added."""

    replaces = [
        ("documents", "0002_issued_text_is_frozen"),
        ("documents", "0004_signatures_are_permanent"),
        ("documents", "0006_parts_of_a_paper_are_permanent"),
        ("documents", "0008_published_wording_is_frozen"),
    ]
    dependencies = [("documents", "0001_tables")]

    operations = [
        # An issued paper keeps its number, date and text; only its validity and its laid-out PDF are added.
        frozen(
            "documents_issueddocument",
            "kind",
            "series_id",
            "year",
            "serial",
            "number",
            "title",
            "dated_on",
            "html",
            "content_hash",
            "token",
            message="an issued document keeps its number and text",
            when="true",
        ),
        # What was signed stays as it was signed, whoever writes.
        permanent("documents_signature", message="a signature is never changed or removed"),
        # One PDF a paper, for good; what was attached, checked, signed and scanned stays as it was.
        frozen(
            "documents_issueddocument",
            "e_signature",
            message="an issued document keeps how it is signed",
            when="true",
            part="_e_signature",
        ),
        frozen(
            "documents_issueddocument",
            "pdf_id",
            message="an issued document keeps its PDF",
            when="OLD.pdf_id IS NOT NULL",
            part="_pdf",
        ),
        permanent("documents_sealing", message="a sealing is never changed or removed"),
        permanent("documents_attachment", message="an attachment is never changed or removed"),
        permanent("documents_paraf", message="a paraf is never changed or removed"),
        permanent("documents_signedscan", message="a signed scan is never changed or removed"),
        # What an issued letter says of its kind is frozen with it, and so is a kind's published version.
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
