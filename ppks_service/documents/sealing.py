"""The electronic signature of the office on its papers: PAdES, with the certificate of the settings.

A certificate belongs to the office, not to an officer: it says that the file is ours and unchanged.
Whether it counts as certified (PP 71/2019 article 60) depends on who issued it; the settings tell.
"""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from ppks_service.documents.models import ESignature

FIELD = "TandaTangan"


class SealMissing(PermissionDenied):
    """A paper says that it is signed electronically, and the certificate cannot be used now."""


@dataclass(frozen=True)
class Seal:
    """The certificate of the settings, with its key. ``name`` and ``issuer`` are the certificate's."""

    signer: Any
    name: str
    issuer: str
    sha256: str


def e_signature() -> ESignature:
    """How papers issued now are signed, as the settings say."""
    if not settings.SIGNING_CERTIFICATE:
        return ESignature.NONE
    return ESignature.CERTIFIED if settings.SIGNING_IS_CERTIFIED else ESignature.OWN


def seal() -> Seal:
    """The certificate of the settings. Raises ``SealMissing`` with what is wrong with it."""
    from pyhanko.sign.signers import SimpleSigner  # slow to import: only where a paper is signed

    path = settings.SIGNING_CERTIFICATE
    if not path:
        raise SealMissing("Sertifikat tanda tangan elektronik belum dipasang di peladen.")
    try:
        content = Path(path).read_bytes()
        signer = SimpleSigner.load_pkcs12_data(
            content, other_certs=[], passphrase=settings.SIGNING_PASSWORD.encode()
        )
    except (OSError, ValueError) as broken:
        raise SealMissing("Sertifikat tanda tangan elektronik tidak dapat dibuka.") from broken
    certificate = getattr(signer, "signing_cert", None)
    if certificate is None:
        raise SealMissing("Sertifikat atau kata sandinya tidak cocok.")
    return Seal(
        signer=signer,
        name=_common_name(certificate.subject.native),
        issuer=_common_name(certificate.issuer.native),
        sha256=hashlib.sha256(certificate.dump()).hexdigest(),
    )


def sealed(content: bytes, by: Seal, *, reason: str, place: str) -> bytes:
    """``content`` with the signature of ``by`` added behind it (PAdES B-B), invisible on the page."""
    # pyHanko signs in an event loop of its own: a thread has none yet, whatever the caller's has.
    with ThreadPoolExecutor(1) as own:
        return own.submit(_sealed, content, by, reason, place).result()


def _sealed(content: bytes, by: Seal, reason: str, place: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            reason=reason,
            location=place or None,
        ),
        signer=by.signer,
        # PDF/A forbids hidden fields, PDF/UA untagged ones on the page: this one lies beside it.
        new_field_spec=fields.SigFieldSpec(
            FIELD,
            readable_field_name="Tanda tangan elektronik kantor",
            invis_sig_settings=fields.InvisSigSettings(
                set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
            ),
        ),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=out)
    return out.getvalue()


def _common_name(name: dict[str, Any]) -> str:
    return str(name.get("common_name") or name.get("organization_name") or "")
