from dataclasses import replace

import pytest

from service.domain.letters import Matter
from service.mail.addresses import address, standing, token, tokens_in
from tests.programme import SITE

TOKEN = token(SITE, "reply", Matter("meeting", 1), 1)
ADDRESS = address(SITE, TOKEN)
BARE = f"oksa+{TOKEN}@oksa.example.org"


def test_an_address_is_its_token_and_a_seal() -> None:
    local = ADDRESS.partition("@")[0]
    assert local[:-6] == f"oksa+{TOKEN}"
    assert len(local) <= 64  # RFC 5321 §4.5.3.1.1


@pytest.mark.parametrize(
    "written", [ADDRESS, ADDRESS.upper(), f" {BARE} ", ADDRESS.replace("+", "\\+"), BARE.title()]
)
def test_the_token_is_found_however_a_server_wrote_the_address(written: str) -> None:
    assert tokens_in([written, BARE, "oksa+abc@oksa.example.org"], SITE) == [TOKEN]


def test_another_key_seals_otherwise() -> None:
    assert standing(SITE, ADDRESS) == "ours"
    assert standing(SITE, BARE) == "perhaps"
    assert standing(SITE, ADDRESS.replace("oksa+a", "oksa+b")) == "perhaps"
    assert standing(SITE, ADDRESS[1:]) == "unknown"


def test_a_programmes_address_at_another_domain_is_ours_and_its_neighbours_are_not() -> None:
    site = replace(SITE, sender_address="Mentori@example.fi")
    assert standing(site, "mentori@EXAMPLE.fi") == "ours"
    assert standing(site, "rehtori@example.fi") == "elsewhere"
