"""Where the private PostgreSQL of one clone keeps its files and its socket.

Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
UNPRIVILEGED_USER = "nobody"
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
WITHOUT_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class DatabaseProblem(Exception):
    """Why there is no database, as one sentence to the developer."""


@dataclass(frozen=True)
class Cluster:
    """The folders of one cluster of one clone."""

    name: str
    base_dir: Path = BASE_DIR
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return home_of(self.base_dir) / self.name

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"


def cluster_named(name: str, base_dir: Path = BASE_DIR) -> Cluster:
    return Cluster(name, base_dir, {} if name == "main" else WITHOUT_DURABILITY)


def clone_key(base_dir: Path) -> str:
    """Ten characters that are each clone's own, from its path."""
    return hashlib.sha256(str(base_dir.resolve()).encode()).hexdigest()[:10]


def home_of(base_dir: Path) -> Path:
    """``var/postgres``; or, as root in a folder closed to others, one under ``/var/lib``."""
    if os.geteuid() == 0 and not open_to_others(base_dir):
        return Path("/var/lib") / f"ppks-service-{clone_key(base_dir)}" / "postgres"
    return base_dir / "var" / "postgres"


def open_to_others(folder: Path) -> bool:
    """Whether any user may pass through ``folder`` and all folders above it."""
    folder = folder.resolve()
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def socket_folder_candidates(cluster: Cluster) -> list[Path]:
    """Short, private places for the socket, the best first."""
    name = f"ppks-{clone_key(cluster.base_dir)}-{cluster.name}"
    if os.geteuid() == 0:
        return [Path("/run") / name]
    places = [Path("/tmp") / f"{name}-{os.getuid()}"]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.path.isdir(runtime) and os.access(runtime, os.W_OK):
        places.insert(0, Path(runtime) / name)
    return places


def socket_folder(cluster: Cluster) -> Path:
    """The first candidate whose socket's path is short enough for the kernel."""
    for folder in socket_folder_candidates(cluster):
        if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return folder
    raise DatabaseProblem("No folder for the database's socket has a path of 107 letters or less.")


def make_private(folder: Path) -> None:
    """Create ``folder`` for the server's user alone, and refuse one that somebody else made."""
    owner = server_user()
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.pw_uid:
        raise DatabaseProblem(f"{folder} belongs to somebody else: remove it and start again.")
    folder.chmod(0o700)


def server_user() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.getuid())
    return pwd.getpwnam(UNPRIVILEGED_USER)
