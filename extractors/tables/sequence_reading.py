"""One way to read a sequence of cells as a table, before it is known which way is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.sequence_tokens import Token

# The tokens of one label: several where the label was wrapped.
Label = tuple[int, ...]
# Where a label stands: line and offset of its first and of its last character.
Printed = tuple[int, int, int, int]
# The labels of one line of cells, outermost first.
Path = tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table without an up and down: two axes, and the values between them; tokens by their index.

    Row by row and column by column flatten to the same kind of sequence: a prefix with the labels of one axis
    (`positions`), then one group after the other, each with a label of the other axis (`groups`) and its
    values, `body[group][position]`, None where nothing is printed. `bits` is the price of the structure:
    minus log2 of how likely a printer is to lay a table out so, up to a constant.
    `unplaced` are groups with fewer values than positions whose places cannot be told.
    `certainty` is the probability that the values of such groups as were placed stand where they should.
    `tall` says that the last value of the first group stands in a cell that reaches over all the groups.
    `lean` is the evidence, in bits, that groups are rows that the layout of the lines gives (negative: columns).
    """

    tokens: tuple[Token, ...]
    corner: Label
    positions: tuple[Path, ...]
    groups: tuple[Path, ...]
    body: tuple[tuple[int | None, ...], ...]
    bits: float = 0.0
    unread: tuple[int, ...] = ()
    unplaced: frozenset[int] = frozenset()
    lean: float = 0.0
    certainty: float = 1.0
    tall: bool = False

    def facts(self) -> frozenset[tuple[frozenset[Printed], Printed]]:
        """Return the tidy data: each value with the labels that it stands under, in whatever order.

        Labels and values are told by where they are printed, so that readings of differently cut cells compare.
        """
        return frozenset(
            (frozenset(map(self._printed, group + position)), self._printed((value,)))
            for group, values in zip(self.groups, self.body, strict=True)
            for position, value in zip(self.positions, values, strict=True)
            if value is not None
        )

    def _printed(self, label: Label) -> Printed:
        if not label:
            return (-1, -1, -1, -1)
        first, last = self.tokens[label[0]], self.tokens[label[-1]]
        line, _, end = last.more[-1] if last.more else (last.line, last.start, last.end)
        return (first.line, first.start, line, end)

    def leaves(self, paths: Sequence[Path]) -> list[Token]:
        """Return the first token of each innermost label of an axis; blank labels have none."""
        return [self.tokens[path[-1][0]] for path in paths if path[-1]]

    def text_of(self, label: Label) -> str:
        """Return a label's printed text; a wrapped one without the break."""
        return "".join(self.tokens[index].text for index in label)
