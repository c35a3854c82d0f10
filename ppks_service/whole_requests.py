"""A request whose line broke in its middle is no request.

The web server hands on what arrived as if it were all, and half a form looks like a whole one: the
photo cut short, the last answers missing. Whoever sent it sends it again; the half must leave no trace.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...
    def readline(self, size: int = ..., /) -> bytes: ...


class WholeBody:
    """The body of a request, which fails to be read when it ends before its announced length."""

    def __init__(self, stream: Readable, length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1) -> bytes:
        return self._counted(self._stream.read(size), is_last=size < 0, asked=size)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self._stream.readline(size), is_last=False, asked=size)

    def _counted(self, data: bytes, *, is_last: bool, asked: int) -> bytes:
        self._left -= len(data)
        if self._left > 0 and (is_last or (not data and asked != 0)):
            raise ConnectionError("the request was cut off")
        return data


def whole_requests(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that never takes the beginning of a request for all of it."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve
