"""Groups under a common label: spans of a header, panels of a stub, or the first line of a wrapped label."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_reading import Path
from extractors.tables.sequence_tokens import Token

_BROAD = 0x2E7F  # ideographs and their punctuation are twice as wide as letters
_LEAST_WIDTH = 5.0  # ideographs: shorter lines are not broken
LEAD_BITS = 4.0  # a group with one label more than the others


def spans_to_paths(
    tokens: Sequence[Token], paths: tuple[Path, ...], spans: Sequence[int], lead: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the readings of groups under spans that begin at the groups `spans`.

    A span reaches to the next one, unless the last one goes on past the members that the others have: then
    what follows stands beside the spans (a total), not under the last of them.
    """
    ends = [*spans[1:], len(paths)]
    sizes = [end - start for start, end in zip(spans, ends, strict=True)]
    # Spans of one width with the same members save what it costs to begin them: the layout is told once.
    readings = [(paths, _spans_bits(tokens, paths, spans, sizes))]
    readings.append((wrapped_paths(paths, spans, lead), _wraps_bits(tokens, paths, spans)))
    readings += scattered_paths(tokens, paths, spans, lead)
    width = sizes[0]
    if len(sizes) > 1 and sizes[-1] > width and len(set(sizes[:-1])) == 1:
        cut = spans[-1] + width
        loose = paths[:cut] + tuple(path[1:] for path in paths[cut:])
        readings.append((loose, _spans_bits(tokens, loose, spans, [width] * len(sizes)) + 3.0))
    return readings


def scattered_paths(
    tokens: Sequence[Token], paths: Sequence[Path], spans: Sequence[int], lead: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the paths under spans that tools printed with any one of their columns, where the members repeat; at most one.

    A span is centred over its columns, and a tool that gathers words into boxes puts it above whichever it stands over.
    """
    width = len(paths) // len(spans)
    own = [path[max(len(path) - lead, 0) :] for path in paths]
    names = ["".join(tokens[index].text for label in path for index in label).replace(" ", "") for path in own]
    if len(spans) < 2 or len(paths) % len(spans) or width < 2 or len(set(names[:width])) < width:
        return []
    late = any(not (number - 1) * width < at < (number + 1) * width for number, at in enumerate(spans))
    if late or names != names[:width] * len(spans) or list(spans) == list(range(0, len(paths), width)):
        return []
    heads = [paths[at][: max(len(paths[at]) - lead, 0)] for at in spans]
    scattered = tuple(heads[number // width] + path for number, path in enumerate(own))
    return [(scattered, -LEAD_BITS * (len(spans) - 1) - 4.0)]


def wrapped_paths(paths: Sequence[Path], spans: Sequence[int], lead: int) -> tuple[Path, ...]:
    """Return the paths with the label of a span as the beginning of the label that it stands before."""
    joined: list[Path] = []
    for number, path in enumerate(paths):
        cut = max(len(path) - lead, 0)
        own = path[cut:]
        if number in spans:
            own = (tuple(index for label in (*path[:cut], own[0]) for index in label), *own[1:])
        joined.append(own)
    return tuple(joined)


def _wraps_bits(tokens: Sequence[Token], paths: Sequence[Path], spans: Sequence[int]) -> float:
    def width(label: Path) -> int:
        return sum(len(tokens[index].text) for part in label for index in part)

    longest = max((width(path[-1:]) for path in paths), default=0)
    bits = 1.0 + (6.0 if 2 < len(spans) == len(paths) else 0.0)  # two labels in every group are two stub columns
    filled = _are_filled(tokens, paths, spans)
    for number in spans:
        head = to_plain(tokens[paths[number][0][0]].text)
        # Lines of a cell are filled before they are broken, so no label is much longer than the others.
        bits += 1.0 + (3.0 if width(paths[number]) > 1.5 * longest + 1 and not filled else 0.0)
        bits += 8.0 if regex.search(r"[::：]$|^其中|^[一二三四五六七八九十]、|^[A-Z]\. ", head) else 0.0
    return bits - (LEAD_BITS * len(spans) if filled else 0.0)


def _are_filled(tokens: Sequence[Token], paths: Sequence[Path], spans: Sequence[int]) -> bool:
    # A cell's line is broken where its column ends: the first lines of wrapped labels are as long as the longest
    # label on one line, or nearly so, and their last lines are no longer. The heads of panels are of any length.
    def width(label: Sequence[int]) -> float:
        return max(sum(1.0 if ord(letter) > _BROAD else 0.5 for letter in tokens[index].text) for index in label)

    singles = [width(path[-1]) for number, path in enumerate(paths) if number not in spans and path[-1]]
    heads = [width(paths[number][0]) for number in spans if len(paths[number]) > 1 and paths[number][0]]
    tails = [width(paths[number][-1]) for number in spans if paths[number][-1]]
    full = max(singles + heads + tails)
    if len(heads) < len(spans) or len(tails) < len(spans) or full < _LEAST_WIDTH or not singles:
        return False
    return all(head >= full - 1.0 for head in heads) and min(tails) < full - 1.0


def _spans_bits(tokens: Sequence[Token], paths: Sequence[Path], spans: Sequence[int], sizes: Sequence[int]) -> float:
    def name(path: Path) -> str:
        return "".join(tokens[index].text for label in path[1:] for index in label).replace(" ", "")

    members = [[name(path) for path in paths[at : at + size]] for at, size in zip(spans, sizes, strict=True)]
    if len(members) > 1 and all(found == members[0] for found in members[1:]) and sizes[0] > 1:
        return -LEAD_BITS * (len(spans) - 1) - 6.0
    if len(spans) == 1:
        return 4.0  # what would it tell apart?
    if len(set(sizes)) == 1 and len(sizes) > 1 and sizes[0] > 1:
        return -LEAD_BITS * 0.5 * (len(spans) - 1)
    return 4.0 * sum(size == 1 for size in sizes)  # a span over one line of cells is more likely a wrapped label
