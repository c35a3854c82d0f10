"""Numbers that identify a person, unreadable in the database and yet found again."""

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12  # bytes
SEALED = b"\x01"  # begins what is sealed today; an older token begins with a letter


@cache
def _cipher() -> AESGCM:
    return AESGCM(_key(b"ppks-seal"))


@cache
def _fernet() -> Fernet:
    """Opens what was sealed until December 2026."""
    return Fernet(base64.urlsafe_b64encode(_key(b"ppks-encrypt")))


def _key(purpose: bytes) -> bytes:
    return hashlib.blake2b(settings.FIELD_KEY.encode(), digest_size=32, person=purpose).digest()


@cache
def _hasher() -> hmac.HMAC:
    """The key taken in already: to copy this is quicker than to begin anew for each text."""
    return hmac.new(_key(b"ppks-hash"), digestmod=hashlib.sha256)


def encrypt(text: str) -> bytes:
    """``text`` as bytes that only this installation's ``FIELD_KEY`` opens."""
    return encrypt_bytes(text.encode())


def decrypt(token: bytes | memoryview) -> str:
    """Undo ``encrypt``. Raises as ``decrypt_bytes``."""
    return decrypt_bytes(token).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """As ``encrypt``, for what is no text: a signature, a picture."""
    nonce = os.urandom(NONCE)
    return SEALED + nonce + _cipher().encrypt(nonce, content, SEALED)


def decrypt_bytes(token: bytes | memoryview) -> bytes:
    """Undo ``encrypt_bytes``.

    Raises ``cryptography.exceptions.InvalidTag`` where the key is another or a bit was changed, and
    ``cryptography.fernet.InvalidToken`` for a token of the older kind.
    """
    token = bytes(token)
    if not token.startswith(SEALED):
        return _fernet().decrypt(token)
    start = len(SEALED) + NONCE
    return _cipher().decrypt(token[len(SEALED) : start], token[start:], SEALED)


def keyed_hash(text: str) -> str:
    """Equal for equal texts, 64 hexadecimal digits, and no use without the key."""
    hasher = _hasher().copy()
    hasher.update(text.encode())
    return hasher.hexdigest()


def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose: the same each time, and no way back to ``FIELD_KEY``."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return kdf.derive(settings.FIELD_KEY.encode())
