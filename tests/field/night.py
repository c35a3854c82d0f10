"""What a bad night is made of: a server that can be killed, a line that breaks, a phone that dies."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests.conftest import CHROMIUM, CHROMIUM_FLAGS

PATIENCE = 90
HOST = "127.0.0.1"
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


def until(happened: Callable[[], Any], what: str) -> Any:
    """Wait for a condition, and for no time."""
    deadline = time.monotonic() + PATIENCE
    while not (found := happened()):
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.01)
    return found


# --- The server ------------------------------------------------------------------------------


class Server:
    """The real web server in processes of its own, on the database of the test."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        url = urlsplit(os.environ["DATABASE_URL"])
        database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        command += ["--host", HOST, "--port", str(self.port), "--workers", "1"]
        command += ["--blocking-threads", "2", "--log-level", "critical"]
        self.process = subprocess.Popen(
            [*command, "ppks_service.wsgi:application"],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # it and its worker die together, as with the machine
        )
        until(self._answers, "the server answers")

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the server ended by itself"
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 5) as ask:
            ask.settimeout(20)
            ask.sendall(b"GET /sehat/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return bool(ask.recv(12))
        return False


# --- The line --------------------------------------------------------------------------------


class Line:
    """What lies between phone and server. It is cut after so many bytes one way, and then is dead."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.is_up = True
        self.refused = b""  # a request that begins so meets a broken line
        self.passed = {"up": 0, "down": 0}
        self.cut = threading.Event()
        self._limit: tuple[str, int] | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server((HOST, 0), backlog=64)
        self.url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def restore(self, *, way: str = "", after: int = 0) -> None:
        """Signal again: for good, or until ``after`` bytes went ``way``: "up" or "down"."""
        with self._lock:
            self._limit = (way, self.passed[way] + after) if way else None
            self.cut.clear()
            self.is_up = True

    def drop(self) -> None:
        with self._lock:
            self.is_up = False
            for end in self._open:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self.cut.set()

    def close(self) -> None:
        self.drop()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            try:
                if not self.is_up:
                    raise OSError
                server = socket.create_connection((HOST, self.server_port), 10)
                server.settimeout(None)
            except OSError:
                phone.close()
                continue
            threading.Thread(target=self._carry, args=(phone, server), daemon=True).start()

    def _carry(self, phone: socket.socket, server: socket.socket) -> None:
        with phone, server:
            with self._lock:
                self._open |= {phone, server}
            back = threading.Thread(target=self._pump, args=(server, phone, "down"), daemon=True)
            back.start()
            self._pump(phone, server, "up")
            back.join()
            with self._lock:
                self._open -= {phone, server}

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16 * 1024):
                left = self._allowed(data, way)
                target.sendall(data[:left])
                if left < len(data):
                    break
                if self._limit == (way, self.passed[way]):
                    self.drop()
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        if self._limit and self._limit[1] <= self.passed[self._limit[0]]:
            self.drop()

    def _allowed(self, data: bytes, way: str) -> int:
        """How many of these bytes still pass."""
        with self._lock:
            if not self.is_up or (way == "up" and self.refused and data.startswith(self.refused)):
                return 0
            allowed = len(data)
            if self._limit and self._limit[0] == way:
                allowed = min(allowed, self._limit[1] - self.passed[way])
            self.passed[way] += allowed
            return allowed


# --- The phone -------------------------------------------------------------------------------


class PhoneBrowser:
    """A Chromium on a profile that outlives it."""

    def __init__(self, browser_type: Any, profile: Path) -> None:
        self.browser_type = browser_type
        self.profile = profile
        self.faults: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.page: Any = None

    def start(self, url: str) -> Any:
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        flags = [*CHROMIUM_FLAGS, "--headless=new", "--remote-debugging-port=0"]
        flags += [f"--user-data-dir={self.profile}", "--lang=id-ID", "about:blank"]
        self.process = subprocess.Popen(
            [CHROMIUM, *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        written = until(
            lambda: port_file.exists() and port_file.read_text().split(), "Chromium is there"
        )
        chromium = self.browser_type.connect_over_cdp(f"http://{HOST}:{written[0]}")
        context = chromium.contexts[0]
        self.page = context.pages[0] if context.pages else context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        session = context.new_cdp_session(self.page)
        session.send("Emulation.setDeviceMetricsOverride", PHONE)
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.page.goto(url)
        return self.page

    def kill(self) -> None:
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@contextlib.contextmanager
def a_night(browser_type: Any, profile: Path) -> Iterator[tuple[Server, Line, PhoneBrowser]]:
    server = Server()
    line = Line(server.port)
    phone = PhoneBrowser(browser_type, profile)
    try:
        server.start()
        yield server, line, phone
    finally:
        phone.kill()
        line.close()
        server.kill()


# --- What lies on the phone, read past the app ---------------------------------------------------

OPENED = """
  const db = await new Promise((done) => {
    const asked = indexedDB.open("ppks-lapangan");
    asked.onsuccess = () => done(asked.result);
  });
  const all = (name) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
"""
# Everything as text, bytes letter by letter; and every row of another, tried with the key that is there.
DUMP = (
    "async () => {"
    + OPENED
    + """
  const letters = (bytes) => new TextDecoder("latin1").decode(bytes);
  const text = (value) => JSON.stringify(value, (_, part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? letters(part) : part);
  const stores = {};
  for (const name of db.objectStoreNames) stores[name] = await all(name);
  const [session] = stores.session;
  let opened = 0;
  for (const [name, before] of [["items", ""], ["photos", "photo "]]) for (const row of stores[name]) {
    const additionalData = new TextEncoder().encode(`${row.user}/${before}${row.uuid}`);
    opened += await crypto.subtle.decrypt({name: "AES-GCM", iv: row.iv, additionalData}, session.key, row.sealed).then(() => 1, () => 0);
  }
  const keys = Object.values(stores).flat().flatMap((row) => Object.values(row)).filter((part) => part instanceof CryptoKey);
  db.close();
  return {text: text(stores), opened, rows: stores.items.length, photos: stores.photos.length, session: session.user,
    users: [...new Set(stores.items.map((row) => row.user))], keys: keys.map((key) => key.extractable)};
}"""
)
# Another order of sending: ``order`` holds the new places of the rows, by their old ones.
SHUFFLE = (
    "async (order) => {"
    + OPENED
    + """
  const rows = (await all("items")).sort((a, b) => a.place - b.place);
  const tx = db.transaction("items", "readwrite");
  rows.forEach((row, n) => tx.objectStore("items").put({...row, place: order[n]}));
  await new Promise((done) => { tx.oncomplete = done; });
  db.close();
  return rows.length;
}"""
)
# One person by the app's own form: its answers, its file input, its button.
FILL = """({person, save}) => {
  const form = document.querySelector("#f");
  for (const [name, value] of Object.entries(person.chosen)) form.querySelector(`input[name="${name}"][value="${value}"]`).click();
  form.elements.name.value = person.name;
  const bytes = Uint8Array.from(atob(person.photo), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "foto.jpg", {type: "image/jpeg"}));
  form.elements.photo.files = files.files;
  form.elements.photo.dispatchEvent(new Event("change", {bubbles: true}));
  if (save) document.querySelector('[data-sticky] [data-save="next"]').click();
}"""
# Signal is back, as the phone is told; and whether a sending is under way.
ONLINE = "() => { dispatchEvent(new Event('online')); }"
SENDING = "import('/static/js/field/state.js').then(({app}) => app.sending)"
