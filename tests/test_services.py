"""The services that docs/operations.md gives for systemd, as far as it can check them without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

OPERATIONS = Path(__file__).parent.parent / "docs" / "operations.md"
HOME = "/srv/shubiao"

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd: apt-get install systemd"),
]


def find_services() -> list[str]:
    """The blocks of the page that are services."""
    text = OPERATIONS.read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks if "    [Service]\n" in block]


def test_systemd_finds_nothing_wrong_with_the_services(tmp_path):
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("shubiao", "prefect"):
        (programs / name).write_text("#!/bin/sh\n", encoding="ascii")
        (programs / name).chmod(0o755)
    services = find_services()
    assert len(services) == 3
    for number, service in enumerate(services):
        assert HOME in service
        path = tmp_path / f"shubiao-{number}.service"
        path.write_text(service.replace(HOME, str(tmp_path)), encoding="utf-8")
        done = subprocess.run(
            ["systemd-analyze", "verify", path], capture_output=True, text=True, check=False, timeout=60
        )
        # It tells of other services of the machine too.
        said = [line for line in done.stderr.splitlines() if path.name in line]
        assert (done.returncode, said) == (0, []), done.stderr
