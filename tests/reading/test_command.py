import io
import json
from pathlib import Path

from service.reading.command import run

CONTEXT = {
    "asked": "attendance", "received_at": "2026-04-09T08:00:00+03:00", "language": "fi",
    "meeting": {"starts_at": "2026-04-08T17:00:00+03:00", "minutes": 90, "number": 2},
}  # fmt: skip
MAIL = b"From: Anna <anna@example.org>\nContent-Type: text/plain; charset=utf-8\n\n"


def batch(folder: Path, *lines: object) -> tuple[int, list[dict[str, object]]]:
    cases = folder / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    out = io.StringIO()
    status = run(str(cases), None, None, out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_batch_gives_a_line_a_case_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL + "Kyllä, 1,5 h".encode())
    status, answers = batch(tmp_path, {"id": "a", "eml": "a.eml", "context": CONTEXT, "expect": 1})
    held = {"kind": "held", "minutes": 90, "evidence": "Kyllä, 1,5 h"}
    assert (status, answers) == (
        0,
        [
            {
                "id": "a", "source": "person", "text": "Kyllä, 1,5 h", "language": "fi",
                "findings": [held], "certain": True,
            }
        ],
    )  # fmt: skip


def test_what_is_missing_or_wrong_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL + b"Joo")
    bad = {**CONTEXT, "received_at": "yesterday"}
    status, answers = batch(
        tmp_path,
        {"id": "gone", "eml": "gone.eml", "context": CONTEXT},
        {"id": "bad", "eml": "a.eml", "context": bad},
        {"id": "none", "eml": "a.eml"},
        {"id": "zone", "eml": "a.eml", "context": {**CONTEXT, "timezone": "Mars/Base"}},
        {"id": "a", "eml": "a.eml", "context": CONTEXT},
    )
    assert status == 1
    assert [(one["id"], "error" in one) for one in answers] == [
        ("gone", True), ("bad", True), ("none", True), ("zone", True), ("a", False),
    ]  # fmt: skip
    assert answers[1]["error"] == "context.received_at: 'yesterday' is not ISO 8601"


def test_times_are_told_in_the_contexts_zone(tmp_path: Path) -> None:
    text = "siirretään to 16.4. klo 16"
    (tmp_path / "a.eml").write_bytes(MAIL + text.encode())
    (tmp_path / "context.json").write_text(json.dumps(CONTEXT), "utf-8")
    out = io.StringIO()
    status = run(None, str(tmp_path / "context.json"), str(tmp_path / "a.eml"), out)
    answer = json.loads(out.getvalue())
    assert (status, answer["findings"]) == (
        0,
        [{"kind": "moved", "to": "2026-04-16T16:00:00+03:00", "agreed": False, "evidence": text}],
    )


def test_a_call_without_files_is_wrong_usage() -> None:
    assert run(None, None, None, io.StringIO()) == 2
