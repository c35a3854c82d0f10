import re
import subprocess
from pathlib import Path

from ppks_service.development import bootstrap

ROOT = Path(bootstrap.BASE_DIR)
README = (ROOT / "README.md").read_text()


def test_every_variable_of_the_settings_is_in_the_table():
    settings = (ROOT / "ppks_service" / "settings.py").read_text()
    read = set(re.findall(r"""env\.\w+\(\s*["']([A-Z_]+)["']""", settings)) - {"SERVING_WEB"}
    table = set(re.findall(r"^\| (`[A-Z_`, ]+`) \|", README, flags=re.MULTILINE))
    told = {name for row in table for name in re.findall(r"[A-Z_]+", row)}

    assert len(read) > 10
    assert read <= told


def test_every_command_of_the_makefile_is_told():
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)

    told = [name for name in targets.group(1).split() if f"`make {name}`" in README]

    assert set(told) | {"setup"} == set(targets.group(1).split())
    assert set(targets.group(1).split()) == set(bootstrap.COMMANDS)


def test_every_demo_account_is_told():
    assert [name for name in bootstrap.DEMO_ACCOUNTS if f"`{name}`" not in README] == []


def test_what_the_readme_and_the_units_point_to_exists():
    named = set(re.findall(r"deploy/([a-z][\w.-]+\w)", README))
    for unit in (ROOT / "deploy").glob("*.service"):
        named |= set(re.findall(r"deploy/([\w.-]+)", unit.read_text()))

    assert {name for name in named if not list((ROOT / "deploy").glob(name + "*"))} == set()
    assert (ROOT / "LICENSE").read_text().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_no_tracked_file_names_a_package_registry():
    listed = subprocess.run(
        ["git", "grep", "-lIE", r"(pyp[i]|pythonhoste[d]|npmj[s]|yarnpk[g])\.(org|com)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert listed.stdout.split() in ([], ["tests/development/test_readme.py"])
