"""What an operator copies from `deploy/`: units that systemd takes, and commands that exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SYSTEMD = Path("deploy/systemd").absolute()
COMPOSE = Path("deploy/compose").absolute()
OKSA = str(Path(sys.executable).with_name("oksa"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = [tmp_path / path.name for path in SYSTEMD.glob("oksa*")]
    assert len(units) == 3
    for unit in units:
        said = (SYSTEMD / unit.name).read_text().replace("/opt/oksa/.venv/bin/oksa", OKSA)
        unit.write_text(said)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_started_is_a_command_of_ours() -> None:
    files = [path for folder in (SYSTEMD, COMPOSE) for path in folder.iterdir()]
    text = "\n".join(path.read_text("utf-8") for path in files)
    called = set(
        re.findall(r"(?:bin/oksa|^oksa|oksa oksa|CMD \[\"oksa\",) \"?([a-z]+)", text, re.M)
    )
    assert called >= {"run", "backup", "verify", "check", "coordinator"}
    for name in called:
        assert subprocess.run([OKSA, name, "--help"], capture_output=True).returncode == 0
