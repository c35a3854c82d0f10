"""What a row of a register says, sealed: nobody has judged yet whether it is to be kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ppks_service.crypto import decrypt, encrypt

# The columns of a row whose words were cleared away.
NO_WORDS: dict[str, Any] = {"content": b"", "row_mark": "", "number_mark": "", "name_mark": ""}


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def seal(cells: Sequence[str], values: Mapping[str, Any] | None = None) -> bytes:
    """Cells and values of one row, encrypted."""
    return encrypt(_as_json({"cells": list(cells), "values": values or {}}))


def opened(content: bytes | memoryview) -> tuple[list[str], dict[str, Any]]:
    """The cells and values of one row; none of either once they were cleared away."""
    if not content:
        return [], {}
    data = json.loads(decrypt(bytes(content)))
    return data["cells"], data["values"]
