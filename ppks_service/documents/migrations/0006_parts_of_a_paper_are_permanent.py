from django.db import migrations

from ppks_service.triggers import frozen, permanent


class Migration(migrations.Migration):
    """One PDF a paper, for good; what was attached, checked, signed and scanned stays as it was."""

    dependencies = [("documents", "0005_what_belongs_to_a_paper")]

    operations = [
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
    ]
