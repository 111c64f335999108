"""Parts as copies of the supervisor: they begin and end as programs of their own would."""

import os
import subprocess
import sys
from pathlib import Path

# A program with one thread, which pytest need not have, starts copies and says how they end.
SHOW = """
import os, sys
sys.path[:0] = sys.argv[1:]
os.environ["LEFT"] = "here"
from jobs import copies
copies.prepare(["json", "shown"])
copy = copies.start("shown", ["--parent", "x"], {"GIVEN": "there"})
print(copy.stdout.read().decode(), copy.wait(5), copy.poll(), end="")
"""


def test_a_copy_has_its_arguments_and_environment_and_no_file_of_the_supervisor(
    tmp_path: Path,
) -> None:
    says = (
        "import os, sys\ndef main():\n"
        "    print(sys.argv, os.environ['LEFT'], os.environ['GIVEN'], os.getsid(0) == os.getpid(),"
        " sorted(os.listdir('/proc/self/fd'))[:-1], sys.stdin.read(),"
        " open('/proc/self/comm').read(), sep='|', end='')"
    )
    said = _shown(tmp_path, says)
    assert said == ("['shown', '--parent', 'x']|here|there|True|['0', '1', '2']||oksa-shown\n 0 0")


def test_a_copy_ends_with_the_code_of_a_program(tmp_path: Path) -> None:
    assert _shown(tmp_path, "import sys\ndef main(): sys.exit(2)") == " 2 2"
    assert _shown(tmp_path, "def main(): raise ValueError") == " 1 1"
    assert _shown(tmp_path, "import os\ndef main(): os.kill(os.getpid(), 9)") == " -9 -9"
    # the supervisor's own way of heeding a signal is not the copy's
    assert _shown(tmp_path, "import os\ndef main(): os.kill(os.getpid(), 15)") == " -15 -15"


def test_copies_share_the_memory_of_what_was_prepared(tmp_path: Path) -> None:
    says = (
        "held = [str(number) for number in range(300_000)]\n"
        "def main():\n"
        "    import gc; gc.collect()\n"
        "    lines = open('/proc/self/smaps_rollup').read().split('\\n')[1:-1]\n"
        "    sizes = {line.split(':')[0]: int(line.split()[1]) for line in lines}\n"
        "    print(sizes['Rss'] > 25_000, sizes['Private_Dirty'] < 5_000, end='')"
    )
    assert _shown(tmp_path, says) == "True True 0 0"


def _shown(folder: Path, code: str) -> str:
    (folder / "shown.py").write_text(code)
    ended = subprocess.run(
        [sys.executable, "-c", SHOW, str(folder), os.getcwd()],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return ended.stdout
