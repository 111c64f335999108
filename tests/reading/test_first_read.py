import json
from pathlib import Path

from tests.reading.first_read import uncertain_readings


def a_case(words: str, certain: bool, **finding: object) -> str:
    context = {
        "asked": "attendance", "received_at": "2026-04-09T08:00:00+03:00", "language": "fi",
        "meeting": {"starts_at": "2026-04-08T17:00:00+03:00", "minutes": 60, "number": 2},
    }  # fmt: skip
    expect = {"findings": [finding], "certain": certain}
    return json.dumps({"id": words[:4], "words": words, "context": context, "expect": expect})


def test_only_what_the_grammar_is_unsure_of_is_kept_with_whether_it_was_right(
    tmp_path: Path,
) -> None:
    path = tmp_path / "set.jsonl"
    words = "Kai me nähtiin, 50 min, vai nähtiinkö sittenkään"
    sure = a_case("Nähtiin, 50 min", certain=True, kind="held", minutes=50)
    unclear = a_case(words, certain=False, kind="held", minutes=50)
    clear = a_case(words, certain=True, kind="held", minutes=50)
    path.write_text("\n".join((sure, unclear, clear)), "utf-8")
    kept = list(uncertain_readings(path))
    assert [(one["id"], one["right"]) for one in kept] == [("Kai ", False), ("Kai ", True)]
    assert kept[0]["traits"]["says held"] == 1
