"""A slip in a judge ends as an empty, uncertain reading (R6), so nothing but this would tell."""

from pathlib import Path

import pytest

from service.reading.reader import reply_text
from service.reading.understand import understand
from service.reading.wire import context_of
from tests.reading.labelled import paths
from tests.reading.measure import cases_in, raw_of


@pytest.mark.parametrize("path", paths(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_labelled_reply_makes_a_judge_slip(path: Path) -> None:
    for case in cases_in(path):
        if case["expect"].get("source", "person") == "person":
            understand(reply_text(raw_of(case, path.parent)), context_of(case["context"]))
