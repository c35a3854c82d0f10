"""What was typed into the filter of cases: in the session, for it may be a name and stands in no address."""

import secrets
from collections.abc import Mapping, MutableMapping
from typing import Any

WORDS_KEPT = 10
SESSION_KEY = "case_words"


def keep_words(session: MutableMapping[str, Any], words: str) -> str:
    """Put what was typed into the session and return the key that may stand in an address."""
    kept = dict(session.get(SESSION_KEY, {}))
    key = secrets.token_hex(4)
    kept[key] = words
    session[SESSION_KEY] = dict(list(kept.items())[-WORDS_KEPT:])
    return key


def kept_words(session: Mapping[str, Any], key: str) -> str:
    """What was typed under ``key``, or nothing."""
    return str(session.get(SESSION_KEY, {}).get(key, ""))
