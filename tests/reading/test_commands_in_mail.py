import pytest

from service.reading.commands_in_mail import command_in


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Tilanne?", "status"),
        ("Hei, tilanne? Kiitos!", "status"),
        ("Läget?", "status"),
        ("status", "status"),
        ("tietoni", "my_data"),
        ("Mina uppgifter, tack", "my_data"),
        ("My data please", "my_data"),
        ("Poistakaa tietoni.", "erase"),
        ("Radera mina uppgifter", "erase"),
        ("delete my data", "erase"),
        ("Suomeksi", "language:fi"),
        ("svenska", "language:sv"),
        ("English please", "language:en"),
        ("Tilanne on hyvä, tavattiin eilen", None),
        ("Voisiko tavata, suomeksi puhuen?", None),
        ("", None),
    ],
)
def test_only_a_whole_message_is_a_command(text: str, command: str | None) -> None:
    assert command_in(text) == command
