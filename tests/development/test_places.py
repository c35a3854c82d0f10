import os
import stat
from pathlib import Path

import pytest

from ppks_service.development import places
from ppks_service.development.places import LONGEST_SOCKET_PATH, SOCKET_NAME, DatabaseProblem


@pytest.fixture
def as_plain_user(monkeypatch):
    monkeypatch.setattr(places.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(places.os, "getuid", lambda: 1000)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(places.os, "geteuid", lambda: 0)


def test_two_clones_never_share_a_socket_or_data(tmp_path, as_plain_user):
    here = places.cluster_named("main", tmp_path / "here")
    there = places.cluster_named("main", tmp_path / "there")

    assert places.socket_folder(here) != places.socket_folder(there)
    assert here.data != there.data


def test_the_two_clusters_of_a_clone_never_meet(tmp_path, as_plain_user):
    main, test = (places.cluster_named(name, tmp_path) for name in ("main", "test"))

    assert places.socket_folder(main) != places.socket_folder(test)
    assert main.data != test.data


def test_a_clone_has_one_socket_whatever_the_link_it_is_reached_by(tmp_path, as_plain_user):
    clone, link = tmp_path / "clone", tmp_path / "link"
    clone.mkdir()
    link.symlink_to(clone)

    one, other = (places.cluster_named("main", path) for path in (clone, link))

    assert places.socket_folder(one) == places.socket_folder(other)


def test_only_the_cluster_for_tests_gives_up_durability(tmp_path):
    assert places.cluster_named("main", tmp_path).settings == {}
    assert places.cluster_named("test", tmp_path).settings["fsync"] == "off"


@pytest.mark.parametrize("depth", [1, 40])
def test_the_path_of_the_socket_is_short_however_deep_the_clone(tmp_path, as_plain_user, depth):
    base = tmp_path.joinpath(*["a-folder-with-a-long-name"] * depth)

    folder = places.socket_folder(places.cluster_named("main", base))

    assert len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def test_a_runtime_folder_with_a_long_name_is_passed_over(tmp_path, as_plain_user, monkeypatch):
    runtime = tmp_path / ("x" * LONGEST_SOCKET_PATH)
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))

    folder = places.socket_folder(places.cluster_named("main", tmp_path))

    assert runtime not in folder.parents
    assert folder.parent == Path("/tmp")


def test_a_runtime_folder_of_the_user_is_preferred(as_plain_user, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")
    monkeypatch.setattr(places.os, "access", lambda path, mode: True)

    candidates = places.socket_folder_candidates(places.cluster_named("main"))

    assert len(candidates) == 2


def test_root_keeps_the_data_of_an_open_clone_in_the_clone(tmp_path, as_root, monkeypatch):
    monkeypatch.setattr(places, "open_to_others", lambda folder: True)

    assert places.home_of(tmp_path) == tmp_path / "var" / "postgres"


def test_root_keeps_the_data_of_a_closed_clone_where_the_server_reaches_it(tmp_path, as_root):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    home = places.home_of(closed)

    assert home.parent.parent == Path("/var/lib")
    assert places.clone_key(closed) in str(home)


def test_a_folder_is_open_only_when_all_above_it_are(monkeypatch):
    modes = {"/a/b/c": 0o755, "/a/b": 0o700, "/a": 0o755, "/": 0o755}

    def mode_of(path):
        return os.stat_result((stat.S_IFDIR | modes[str(path)], *[0] * 9))

    monkeypatch.setattr(Path, "resolve", lambda path: path)
    monkeypatch.setattr(Path, "stat", mode_of)

    assert places.open_to_others(Path("/a"))
    assert not places.open_to_others(Path("/a/b/c"))


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "socket"
    link.symlink_to(elsewhere)

    with pytest.raises(DatabaseProblem, match="belongs to somebody else"):
        places.make_private(link)


def test_a_private_folder_is_closed_to_others(tmp_path):
    folder = tmp_path / "socket"
    folder.mkdir(mode=0o777)

    places.make_private(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
