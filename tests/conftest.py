"""What every test may ask for: an empty database on disk."""

from pathlib import Path

import pytest

from service import store


@pytest.fixture
def db(tmp_path: Path) -> store.Database:
    return store.connect(tmp_path)
