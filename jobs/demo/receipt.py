"""A receipt as the demo's people photograph them: a small PDF, made here."""

_OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 226 140] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>",
    b"",  # the words
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
)


def receipt(lines: list[str]) -> bytes:
    """Return a page that says some lines; characters of Western Europe only."""
    words = b"BT /F1 12 Tf 16 110 Td 18 TL" + b"".join(_shown(line) for line in lines) + b" ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words)
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(_OBJECTS, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body or stream)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def _shown(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        plain = plain.replace(sign, b"\\" + sign)
    return b" (%s) Tj T*" % plain
