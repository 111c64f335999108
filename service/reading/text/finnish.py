"""Finnish words with the sounds of dialect and haste evened out, region by region.

The form that comes out is a key, not a word to read: the standard word and its dialects share it.
"""

import re
from functools import lru_cache

# The sounds inside a word; each with where it is said so.
_INSIDE = (
    (re.compile(r"^([bcdfghjklmnpqrstvw]?)[uo]a(?=[^aeiouyäö])"), r"\1aa"),  # Savo: vuan, suatu
    (re.compile(r"^([bcdfghjklmnpqrstvw]?)[ie]ä(?=[^aeiouyäö])"), r"\1ää"),  # piäse, peäse
    (re.compile(r"^([bcdfghjklmnpqrstvw]*)oe(?=[^aeiouyäö])"), r"\1oi"),  # Savo: oekein
    (re.compile(r"h[dr](?=[aeiouyäö])"), "h"),  # nähdään, nährään, nähään
    (re.compile(r"(?<=[aeiouyäön])d(?=[aeiouyäö])"), "r"),  # west: hoirettu, meirän
    (re.compile(r"ts"), "tt"),  # ittelle, seittemän
    (re.compile(r"([aeiouyäö])([lnrh])\1(?=[mkphvj][aeiouyäö])"), r"\1\2"),  # kolome, ilimotan
    (re.compile(r"(?<=\w\w)oi(?=t)"), "o"),  # alotettiin, kirjotin
)
# The long sounds and endings of whole words, applied in turn.
_ENDINGS = (
    (re.compile(r"(?<=\w\w\w)p[aä]s$"), ""),  # pääsenpäs, käypäs
    (re.compile(r"(?<=\w\w\w\w[nyuie])p[aä]$"), ""),  # tuunpa, pääsenpä
    (re.compile(r"(?<=\w\w\w\wn)h[aä]n$"), ""),  # pääsenhän
    (re.compile(r"([aäeiouyö])h\1n?$"), r"\1\1"),  # Ostrobothnia: tavattihin, tullahan
    (re.compile(r"(?<=[aeiouyäöhst])th(i{1,2}|aa|ää)n?$"), r"t\1"),  # north: tavathin, nähthään
    (re.compile(r"(?<=t)in?$"), "ii"),  # tavathin, tavattin
    (re.compile(r"(aa|ää|ee|ii|oo|uu|yy|öö)n$"), r"\1"),  # nähdää, tavattii
    (re.compile(r"(?<=[nlrs])([uy])t$"), r"\1"),  # tavannu, tullu
    (re.compile(r"(?<=[lnrs])([uy])nn[aä]$"), r"\1"),  # Savo: näkynynnä, tullunna
    (re.compile(r"nehet$"), "neet"),
    (re.compile(r"mm[aä]$"), "mme"),  # tulemma
    (re.compile(r"isi$"), "is"),  # kävis, sopis
    (re.compile(r"isi(?=k[oö])"), "is"),  # käviskö
    (re.compile(r"t[aä]i?si{0,2}n?k[oö]$"), "taisko"),  # voitaisiinko, voitasko
    (re.compile(r"(?<=\w\w\w)([sl])\1[aä]$"), r"\1"),  # kahvilas, paikal
    (re.compile(r"(?<=[ls])t[aä]$"), "t"),  # multa, töistä
    (re.compile(r"ksi$"), "ks"),
    (re.compile(r"([lnmrstkpvhj])\1(?=(?:aa|ää|oo|öö|ee|ii|uu|yy|ua|iä|ie|uo|eä|oa))"), r"\1"),
    (re.compile(r"(?<=[^aeiouyäö])i[aä]$"), "ii"),  # tuntia, tuntii
    (re.compile(r"(?<=[^aeiouyäö])(?:[eou]a|[eöy]ä|oo|öö|uu|yy|ee)$"), "ee"),  # vaikee, tulloo
)


@lru_cache(maxsize=20_000)
def evened(word: str, whole: bool = True) -> str:
    """Return a word with its sounds evened out, or, where it is not `whole`, its beginning."""
    if len(word) < 4:
        return word
    for sound, said in _INSIDE:
        word = sound.sub(said, word)
    if whole and len(word) > 4:
        for sound, said in _ENDINGS:
            word = sound.sub(said, word)
    return word
