"""Finnish words of going that lead elsewhere: "menen moskeijaan" is no "I am coming"."""

from collections.abc import Sequence

from service.reading.clauses.sayings import Hit, Item

_GOING = {"menen", "meen", "lähden", "lähen", "lähren", "saavun"}
_LEAVING = {"pääsen", "peäsen", "päästään"}
_INTO = (
    "aan", "ään", "een", "oon", "uun", "iin", "yyn", "öön", "lle", "hin", "hun", "hon", "hän",
    "seen", "siin", "lta", "ltä", "sta", "stä", "maan", "mään", "maa", "mää",
)  # fmt: skip
_HERE = {
    "paikalle", "mukaan", "mukaa", "tapaamiseen", "tapaamisiin", "tilaisuuteen", "treffeille",
    "kahville", "lounaalle", "toimistolle", "kampukselle", "kirjastolle", "kirjastoon", "kahvilaan",
    "teamsiin", "zoomiin", "linjoille", "tapaamaan", "osallistumaan", "tulemaan", "varmaan",
    "mielellään", "ajallaan", "suoraan", "kiireestäkin", "irtautumaan", "irrottautumaan",
    "keskustelemaan", "juttelemaan", "näkemään", "näkemää", "kuitenkaan", "mainiosti", "paikallen",
}  # fmt: skip
_DOING = ("mista", "mistä")
_BETWEEN = {"tyvärr", "nog", "ju", "troligen", "då", "dock", "dessvärre", "sannolikt", "mest"}
_PRESENT = {"där", "med", "plats", "närvarande", "här", "dä", "tär", "me", "sen", "försenad"}
_TAKES_PART = {
    "delta", "komma", "närvara", "medverka", "infinna", "dyka", "hinna", "kunna", "klara", "sitta",
    "bli", "ses", "möta", "träffa",
}  # fmt: skip
_WORK = {
    "ha", "jobba", "resa", "åka", "plugga", "sova", "arbeta", "flyga", "ligga", "studera", "missa",
    "behöva", "flytta", "föreläsa", "skriva", "fira",
}  # fmt: skip
_REACH = 3  # words after it


def leads_away(hit: Hit, items: Sequence[Item]) -> bool:
    """Return whether a single word of going has a place after it that is not the meeting's."""
    word = items[hit.last - 1].text
    if word == "kommer" and "come" in hit.means:
        return _will_do(items[hit.last :])
    if hit.last - hit.first > 2 or word not in _GOING | _LEAVING or "come" not in hit.means:
        return False
    following = [one for one in items[hit.last : hit.last + _REACH] if one.value is None]
    said = [one.text for one in following]
    if set(said) & _HERE - {"suoraan", "varmaan", "mielellään"}:
        return False
    away = [
        one
        for one in said
        if one.endswith(_INTO) and one not in _HERE | {"vasta"} and len(one) > 4
        if not one.endswith(_DOING)  # "pääsen ilman juoksemista"
    ]
    return bool(away)


def _will_do(following: Sequence[Item]) -> bool:
    """ "Jag kommer att vara i Tallinn" and "jag kommer jobba då" tell what else will be."""
    said = [one.text for one in following]
    while said and said[0] in _BETWEEN:
        said.pop(0)
    if said[:1] == ["vara"] or said[:2] == ["att", "vara"]:
        return not set(said[1:5]) & _PRESENT
    if said[:1] == ["att"]:
        return not set(said[1:3]) & _TAKES_PART
    return bool(set(said[:1]) & _WORK)
