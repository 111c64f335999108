"""What claims are called in three languages, for letters and pages."""

from collections.abc import Mapping

from service.domain.claims import ExpenseKind
from service.domain.rounds import Text

KINDS: Mapping[ExpenseKind, Text] = {
    "transport": {"fi": "julkinen liikenne", "sv": "kollektivtrafik", "en": "public transport"},
    "car": {"fi": "oma auto", "sv": "egen bil", "en": "own car"},
    "entrance": {"fi": "pääsylippu", "sv": "inträdesbiljett", "en": "entrance ticket"},
}
