"""PDFs and a certificate that the tests make themselves, and ways to look into a PDF."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

PASSWORD = "sandi-uji"


def a_pdf(pages: int = 1, *, password: str = "") -> bytes:
    """A small PDF from outside, of A5 pages, so that they are told from ours."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(420, 595))
    out = io.BytesIO()
    pdf.save(
        out, encryption=pikepdf.Encryption(owner=password, user=password) if password else None
    )
    return out.getvalue()


@cache
def a_certificate() -> tuple[bytes, x509.Certificate]:
    """A self-signed certificate with its key as PKCS#12, for one run of the tests."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Dinas Contoh, hanya untuk uji")]
    )
    now = dt.datetime.now(dt.UTC)
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"uji", key, certificate, None, serialization.BestAvailableEncryption(PASSWORD.encode())
    )
    return packed, certificate


def sealing(settings: Any, tmp_path: Path, *, is_certified: bool = False) -> None:
    """Set the certificate of the tests, as a file that goes with the test."""
    path = tmp_path / "uji.p12"
    path.write_bytes(a_certificate()[0])
    settings.SIGNING_CERTIFICATE = str(path)
    settings.SIGNING_PASSWORD = PASSWORD
    settings.SIGNING_IS_CERTIFIED = is_certified


def verified(content: bytes) -> Any:
    """What pyHanko says of the one signature of a PDF, trusting the certificate of the tests."""
    # pyHanko runs an event loop of its own; Playwright's may hold this thread.
    with ThreadPoolExecutor(1) as own:
        return own.submit(_verified, content).result()


def _verified(content: bytes) -> Any:
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = asn1.Certificate.load(a_certificate()[1].public_bytes(serialization.Encoding.DER))
    signatures = PdfFileReader(io.BytesIO(content)).embedded_signatures
    assert len(signatures) == 1
    return validate_pdf_signature(signatures[0], ValidationContext(trust_roots=[root]))
