"""A plain HTTP client that measures what a user waits for."""

import http.client
import re
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Timing:
    """Seconds that one kind of request took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds) if self.seconds else float("nan")

    @property
    def p95(self) -> float:
        if len(self.seconds) < 2:
            return self.p50
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[18]


class Visitor:
    """One signed-in browser without the browser: keeps its connection and cookies."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {"sessionid": session}

    def request(
        self, method: str, path: str, data: dict[str, object] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return response.status, text, {k.title(): v for k, v in response.headers.items()}

    def token(self, path: str) -> str:
        """The CSRF token of the form at ``path``."""
        status, text, _ = self.request("GET", path)
        found = TOKEN.search(text)
        if status != 200 or not found:
            raise RuntimeError(f"no form at {path}: {status}")
        return found[1]

    def timed(
        self,
        timing: Timing,
        method: str,
        path: str,
        data: dict[str, object] | None = None,
        *,
        expected: tuple[int, ...] = (200,),
    ) -> str:
        """Request ``path`` and add what it took to ``timing``."""
        started = time.perf_counter()
        status, text, headers = self.request(method, path, data)
        timing.seconds.append(time.perf_counter() - started)
        timing.size = len(text)
        if status not in expected:
            timing.faults.append(f"{status} {path} {headers.get('Location', '')}")
        return text
