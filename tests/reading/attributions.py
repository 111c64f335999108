"""What mail clients write around a quoted letter, by client and language (docs: facts of mail)."""

DAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "fi": (
        "tammik.", "helmik.", "maalisk.", "huhtik.", "toukok.", "kesäk.",
        "heinäk.", "elok.", "syysk.", "lokak.", "marrask.", "jouluk.",
    ),
    "sv": (
        "jan.", "feb.", "mars", "apr.", "maj", "juni",
        "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
    ),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}  # fmt: skip
_OUTLOOK = {
    "fi": "{name} <{mail}> kirjoitti {d}/{m}/{y} {H}.{M}:",
    "sv": 'Den {d}.{m}.{y} kl. {H}:{M} skrev "{name}" <{mail}> följande:',
    "en": "On {d}/{m}/{y}, {H}:{M}, {name} <{mail}> wrote:",
}
_PLAIN = {
    "fi": "{name} <{mail}> kirjoitti {d}.{m}.{y} klo {H}.{M}:",
    "sv": "Den {d} {month} {y} {H}:{M} skrev {name} <{mail}>:",
    "en": "On {d} {month} {y} {H}:{M}, {name} <{mail}> wrote:",
}
# The pattern of the line above the quoted letter.
ABOVE = {
    "gmail": {
        "fi": "{day} {d}.{m}.{y} klo {H}.{M} {name} ({mail}) kirjoitti:",
        "sv": "Den {day} {d} {month} {y} kl {H}:{M} skrev {name} <{mail}>:",
        "en": "On {day}, {d} {month} {y} at {H}:{M}, {name} <{mail}> wrote:",
    },
    "ios": {
        "fi": "{name} <{mail}> kirjoitti {d}.{m}.{y} kello {H}.{M}:",
        "sv": "{d} {month} {y} kl. {H}:{M} skrev {name} <{mail}>:",
        "en": "On {d} {month} {y}, at {H}.{M}, {name} <{mail}> wrote:",
    },
    "apple-mail": {
        "fi": "{name} <{mail}> kirjoitti {d}.{m}.{y} kello {H}.{M}:",
        "sv": "{d} {month} {y} kl. {H}:{M} skrev {name} <{mail}>:",
        "en": "On {d} {month} {y}, at {H}.{M}, {name} <{mail}> wrote:",
    },
    "thunderbird": {
        "fi": "{name} kirjoitti {d}.{m}.{y} klo {H}.{M}:",
        "sv": "Den {iso} kl. {H}:{M}, skrev {name}:",
        "en": "On {d}/{m}/{y} {H}:{M}, {name} wrote:",
    },
    "evolution": {
        "fi": "{day}, {iso} kello {H}:{M} +0200, {name} kirjoitti:",
        "sv": "{day} {iso} klockan {H}:{M} +0200 skrev {name}:",
        "en": "On {day}, {iso} at {H}:{M} +0200, {name} wrote:",
    },
    "roundcube": {
        "fi": "{name} kirjoitti {d}.{m}.{y} {H}:{M}:",
        "sv": "{iso} {H}:{M} skrev {name}:",
        "en": "On {iso} {H}:{M}, {name} wrote:",
    },
    "k9": _PLAIN,
    "outlook-mac": _OUTLOOK,
}
TAGS = {
    "ios": {
        "fi": "Lähetetty iPhonesta", "sv": "Skickat från min iPhone", "en": "Sent from my iPhone",
    },
    "outlook-mobile": {
        "fi": "Hanki Outlook for iOS<https://aka.ms/o0ukef>",
        "sv": "Skaffa Outlook för Android<https://aka.ms/AAb9ysg>",
        "en": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    },
    "samsung": {
        "fi": "Lähetetty Galaxy-laitteesta", "sv": "Skickat från min Galaxy",
        "en": "Sent from my Galaxy",
    },
    "k9": {
        "fi": "-- \nLähetetty Android-laitteestani K-9 Maililla. Pahoittelut lyhyestä viestistä.",
        "sv": "-- \nSkickat från min Android-enhet med K-9 Mail. Ursäkta min fåordighet.",
        "en": "-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.",
    },
}  # fmt: skip
# The block of headers that Outlook and others print above the letter.
HEADS = {
    "fi": "Lähettäjä: {name} <{mail}>\nLähetetty: {day} {d}. {month} {y} {H}.{M}\n"
    "Vastaanottaja: Sinä <sina@example.fi>\nAihe: Oksa",
    "sv": "Från: {name} <{mail}>\nSkickat: den {d} {month} {y} {H}:{M}\n"
    "Till: Du <du@example.fi>\nÄmne: Oksa",
    "en": "From: {name} <{mail}>\nSent: {day} {d} {month} {y} {H}:{M}\n"
    "To: You <you@example.fi>\nSubject: Oksa",
}
ORIGINAL = {
    "fi": "Alkuperäinen viesti", "sv": "Ursprungligt meddelande", "en": "Original message",
}  # fmt: skip
LETTERS = {
    "fi": "Hei!\n\nTapasitteko tiistaina 10.3. klo 17? Vastaa omin sanoin, esimerkiksi:\n\n"
    "    Kyllä, tavattiin tiistaina, 1,5 h\n    Emme tavanneet\n    Siirretty 14.3. klo 17\n\n"
    "Terveisin\nOksa",
    "sv": "Hej!\n\nTräffades ni tisdagen den 10 mars kl. 17? Svara med egna ord, till exempel:\n\n"
    "    Ja, vi träffades på tisdag, 1,5 h\n    Vi träffades inte\n    Flyttad till 14.3 kl. 17"
    "\n\nHälsningar\nOksa",
    "en": "Hello,\n\nDid you meet on Tuesday 10 March at 17? Answer in your own words:\n\n"
    "    Yes, we met on Tuesday, 1.5 h\n    We did not meet\n    Moved to 14.3. at 17\n\n"
    "Best regards\nOksa",
}
