"""Numbers that identify a person, unreadable in the database and yet found again."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _fernet() -> Fernet:
    key = hashlib.blake2b(
        settings.FIELD_KEY.encode(), digest_size=32, person=b"ppks-encrypt"
    ).digest()
    return Fernet(base64.urlsafe_b64encode(key))


@cache
def _hasher() -> hmac.HMAC:
    """The key taken in already: to copy this is quicker than to begin anew for each text."""
    key = hashlib.blake2b(settings.FIELD_KEY.encode(), digest_size=32, person=b"ppks-hash")
    return hmac.new(key.digest(), digestmod=hashlib.sha256)


def encrypt(text: str) -> bytes:
    """``text`` as bytes that only this installation's ``FIELD_KEY`` opens."""
    return _fernet().encrypt(text.encode())


def decrypt(token: bytes) -> str:
    """Undo ``encrypt``. Raises ``cryptography.fernet.InvalidToken`` under another key."""
    return _fernet().decrypt(bytes(token)).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """As ``encrypt``, for what is no text: a signature, a picture."""
    return _fernet().encrypt(content)


def decrypt_bytes(token: bytes | memoryview) -> bytes:
    """Undo ``encrypt_bytes``. Raises ``cryptography.fernet.InvalidToken`` under another key."""
    return _fernet().decrypt(bytes(token))


def keyed_hash(text: str) -> str:
    """Equal for equal texts, 64 hexadecimal digits, and no use without the key."""
    hasher = _hasher().copy()
    hasher.update(text.encode())
    return hasher.hexdigest()


def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose: the same each time, and no way back to ``FIELD_KEY``."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return kdf.derive(settings.FIELD_KEY.encode())
