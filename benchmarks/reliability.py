"""A reliability diagram as SVG: share of exact tables against stated confidence, one panel a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

Point = tuple[float, float, float, float, int]  # stated, share exact, ends of its interval, number of tables
_SIDE, _GAP, _LEFT, _TOP = 190.0, 36.0, 56.0, 52.0
_BEFORE, _AFTER = "#9a9a9a", "#1f5fa8"


def draw_reliability(panels: Mapping[str, tuple[Sequence[Point], Sequence[Point]]]) -> str:
    """Return the drawing; each panel has the points before calibration (hollow) and after it (filled, with intervals)."""
    width = _LEFT + len(panels) * (_SIDE + _GAP)
    height = _TOP + _SIDE + 62
    body = "\n".join(
        line
        for index, (name, (before, after)) in enumerate(panels.items())
        for line in _panel(_LEFT + index * (_SIDE + _GAP), name, before, after)
    )
    legend = (
        f'<circle cx="{_LEFT + 6}" cy="16" r="4" fill="none" stroke="{_BEFORE}"/>'
        f'<text x="{_LEFT + 16}" y="20">how well it fits, before calibration</text>'
        f'<circle cx="{_LEFT + 246}" cy="16" r="4" fill="{_AFTER}"/>'
        f'<text x="{_LEFT + 256}" y="20">published confidence, with the 95 % interval of the share</text>'
    )
    side = f'<text transform="translate(16 {_TOP + _SIDE / 2}) rotate(-90)" text-anchor="middle">share of tables exact</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{legend}\n{side}\n{body}\n</svg>\n'
    )


def _panel(left: float, name: str, before: Sequence[Point], after: Sequence[Point]) -> Iterator[str]:
    def x(value: float) -> float:
        return left + value * _SIDE

    def y(value: float) -> float:
        return _TOP + (1 - value) * _SIDE

    number = sum(point[4] for point in after)
    yield f'<text x="{x(0.5):.1f}" y="{_TOP - 8}" text-anchor="middle" font-weight="bold">{escape(name)} ({number})</text>'
    yield f'<rect x="{left}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#444"/>'
    yield f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#bbb" stroke-dasharray="4 3"/>'
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield f'<text x="{x(tick):.1f}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{tick:g}</text>'
        yield f'<text x="{left - 5}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>'
    yield f'<text x="{x(0.5):.1f}" y="{_TOP + _SIDE + 36}" text-anchor="middle">confidence</text>'
    for stated, share, _, _, _ in before:
        yield f'<circle cx="{x(stated):.1f}" cy="{y(share):.1f}" r="4" fill="none" stroke="{_BEFORE}" stroke-width="1.5"/>'
    for stated, share, low, high, _ in after:
        yield f'<line x1="{x(stated):.1f}" y1="{y(low):.1f}" x2="{x(stated):.1f}" y2="{y(high):.1f}" stroke="{_AFTER}"/>'
        yield f'<circle cx="{x(stated):.1f}" cy="{y(share):.1f}" r="4" fill="{_AFTER}"/>'
