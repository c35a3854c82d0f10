"""Words looked for in a page."""

import re


def says(text: str, word: str) -> bool:
    """Whether ``text`` has ``word`` as a word: three letters alone stand in a random token now and then."""
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
