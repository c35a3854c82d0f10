"""What ``manage.py check --deploy`` says about the signing of letters, before a letter has to tell."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from ppks_service.documents.sealing import SealMissing, seal


def certificate_opens(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The certificate of the settings can be opened, where there is one."""
    if not settings.SIGNING_CERTIFICATE:
        return []
    try:
        seal()
    except SealMissing as missing:
        hint = "Check SIGNING_CERTIFICATE (a readable PKCS#12 file) and SIGNING_PASSWORD."
        return [Error(str(missing), hint=hint, id="documents.E001")]
    return []
