import json
from pathlib import Path

from tests.reading.first_read import first_readings


def a_case(words: str, certain: bool, **finding: object) -> str:
    context = {
        "asked": "attendance", "received_at": "2026-04-09T08:00:00+03:00", "language": "fi",
        "meeting": {"starts_at": "2026-04-08T17:00:00+03:00", "minutes": 60, "number": 2},
    }  # fmt: skip
    expect = {"findings": [finding], "certain": certain}
    return json.dumps({"id": words[:4], "words": words, "context": context, "expect": expect})


def test_what_a_reply_may_say_is_kept_with_whether_it_was_right(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    words = "Kai me nähtiin, 50 min, vai nähtiinkö sittenkään"
    sure = a_case("Nähtiin, 50 min", certain=True, kind="held", minutes=50)
    unclear = a_case(words, certain=False, kind="held", minutes=50)
    clear = a_case(words, certain=True, kind="held", minutes=50)
    path.write_text("\n".join((sure, unclear, clear)), "utf-8")
    first, second, third, *_ = first_readings(path)
    kept = [(one["id"], one["right"]) for one in (first, second, third)]
    assert kept == [("Näht", True), ("Kai ", False), ("Kai ", True)]
    assert first["traits"]["grammar is certain"] == second["traits"]["says held"] == 1
    assert "grammar is certain" not in second["traits"]
