"""Drawing the picture of a link: words, and a branch with leaves."""

import math
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from forms.cards import Card

FONTS = Path(__file__).parent / "fonts"
SIZE = (1200, 630)
SCALE = 2  # drawn twice as large and shrunk: Pillow's own lines have steps
PAPER, INK, GREY, GREEN, LEAF = "#FBFAF5", "#16241F", "#4A5550", "#1F5C4A", "#CFE3D8"
MARGIN, WIDTH = 88, 960
Point = tuple[float, float]


def keep(card: Card, path: Path) -> None:
    """Draw a card into a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".png")
    with os.fdopen(handle, "wb") as file:
        draw(card).save(file, "PNG", optimize=True)
    Path(name).replace(path)


def draw(card: Card) -> Image.Image:
    """Return a card as a picture of few colours, some tens of kilobytes as PNG."""
    large = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    pen = ImageDraw.Draw(large)
    _branch(pen)
    _write(pen, card)
    small = large.resize(SIZE, Image.Resampling.LANCZOS)
    return small.quantize(96, dither=Image.Dither.NONE)


def _write(pen: ImageDraw.ImageDraw, card: Card) -> None:
    pen.text(_at(MARGIN, 84), card.call, GREEN, _font("Regular", 38))
    font, lines = _fitted(card.name)
    for n, line in enumerate(lines):
        pen.text(_at(MARGIN, 148 + n * font.size / SCALE * 1.14), line, INK, font)
    pen.text(_at(MARGIN, 522), card.line, GREY, _font("Bold", 44))


def _fitted(name: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which a name takes two lines, or three small ones."""
    for size in (96, 84, 72, 60):
        lines = _broken(name, _font("Bold", size))
        if len(lines) <= 2:
            return _font("Bold", size), lines
    return _font("Bold", 52), _broken(name, _font("Bold", 52))[:3]


def _broken(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH * SCALE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _branch(pen: ImageDraw.ImageDraw) -> None:
    """Draw a thin branch that rises from the lower left to the right edge, with leaves."""
    points = list(_curve((0, 470), (380, 506), (800, 452), (1210, 316)))
    for n, (along, length, side) in enumerate(
        [
            (0.1, 50, -1),
            (0.3, 60, -1),
            (0.52, 74, 1),
            (0.66, 86, -1),
            (0.8, 100, 1),
            (0.91, 112, -1),
        ]
    ):
        at, ahead = points[int(along * 100)], points[int(along * 100) + 2]
        angle = math.atan2(ahead[1] - at[1], ahead[0] - at[0]) + side * (0.75 + 0.05 * n)
        _leaf(pen, at, angle, length)
    pen.line([_at(*point) for point in points], GREEN, 3 * SCALE, "curve")


def _leaf(pen: ImageDraw.ImageDraw, at: Point, angle: float, length: float) -> None:
    def along(share: float, off: float) -> Point:
        x, y = share * length, off * length
        turned = (
            x * math.cos(angle) - y * math.sin(angle),
            x * math.sin(angle) + y * math.cos(angle),
        )
        return at[0] + turned[0], at[1] + turned[1]

    tip = along(1, 0)
    over = list(_curve(at, along(0.25, -0.36), along(0.7, -0.3), tip))
    under = list(_curve(tip, along(0.7, 0.3), along(0.25, 0.36), at))
    edge = [_at(*point) for point in (*over, *under)]
    pen.polygon(edge, LEAF)
    pen.line(edge, GREEN, 2 * SCALE, "curve")
    pen.line([_at(*at), _at(*along(0.72, 0))], GREEN, SCALE)


def _curve(a: Point, b: Point, c: Point, d: Point) -> Iterator[Point]:
    for n in range(101):
        t = n / 100
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        yield (
            sum(part * point[0] for part, point in zip(parts, (a, b, c, d), strict=True)),
            sum(part * point[1] for part, point in zip(parts, (a, b, c, d), strict=True)),
        )


def _at(x: float, y: float) -> Point:
    return x * SCALE, y * SCALE


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Cantarell-{weight}.otf", size * SCALE)
