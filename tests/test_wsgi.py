"""The door for WSGI servers."""

import subprocess
import sys
from pathlib import Path

SAY = "from wsgi import app; print(app.test_client().get('/haku').status_code)"


def started(folder: Path, **environ: str) -> tuple[int, str, str]:
    place = {"OKSA_DATA": str(folder), "PATH": "", **environ}
    done = subprocess.run(
        [sys.executable, "-c", SAY], env=place, cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def test_it_answers_with_settings_from_the_environment(tmp_path: Path) -> None:
    said = started(
        tmp_path, OKSA_BASE_URL="https://oksa.example.fi", OKSA_MAIL_DOMAIN="posti.example.fi"
    )
    assert said == (0, "200", "")


def test_a_missing_setting_stops_it_with_one_line(tmp_path: Path) -> None:
    assert started(tmp_path) == (2, "", "OKSA_BASE_URL is not set")
