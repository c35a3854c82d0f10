"""``make mutants``: plant faults in what decides, place and number, and count how many the tests find.

``[tool.mutants.…]`` of ``pyproject.toml`` says which modules belong together, and which tests watch them.
"""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[3]
FOUND = ("killed", "too long", "does not load")
BAR = 90


def main(asked: list[str]) -> int:
    configured = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["mutants"]
    if unknown := set(asked) - set(configured):
        print(f"Known are {', '.join(configured)}, not {', '.join(sorted(unknown))}.")
        return 2
    lines, survivors, low = [], [], False
    for name in asked or configured:
        results = faults_of(name, configured[name])
        if results is None:
            return 1
        for path in configured[name]["modules"]:
            fates = Counter(r["fate"] for r in results if r["path"] == path)
            made, found = fates.total(), sum(fates[fate] for fate in FOUND)
            share = 100 * found / made if made else 100.0
            low |= share < BAR
            alive = f"{fates['survived']} survived, {fates['no test']} without a test"
            lines.append(f"| `{path}` | {made} | {found} | {share:.1f} % | {alive} |")
        survivors += [r for r in results if r["fate"] not in FOUND]
    for fault in survivors:
        was, now = (" ".join(str(fault[key]).split()) for key in ("was", "now"))
        where = f"{fault['path']}:{fault['line']} {fault['function']}"
        print(f"  {fault['fate']}: {where}: {was} → {now}")
    print("\n| module | faults | found | share | else |\n| --- | ---: | ---: | ---: | --- |")
    print("\n".join(lines))
    return int(low)


def faults_of(name: str, group: dict[str, list[str]]) -> list[dict[str, Any]] | None:
    """What came of each fault in the modules of ``group``; None where the tests fail without any."""
    result = BASE_DIR / "var" / "mutants" / f"{name}.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.unlink(missing_ok=True)
    print(f"{name} …", flush=True)
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db"),
        *("-p", "ppks_service.development.mutants.plugin", f"--mutate-result={result}"),
        *(f"--mutate={module}" for module in group["modules"]),
        *group["tests"],
    ]
    subprocess.call(command, cwd=BASE_DIR)
    return json.loads(result.read_text()) if result.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
