"""Which cells of a table a claim speaks of, and how surely its words say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.checks.choices import BEFORE, CARRIED, FARTHER, OWN, Choice, crossed, runs
from extractors.checks.counted_words import counts_in
from extractors.checks.labels import PLAIN, label_to_tokens, pairs_of
from extractors.checks.mentions import Mention, is_place, joined_with
from extractors.checks.positions import SAME, THEM, goes_on, held_behind, is_set_against
from extractors.checks.sheets import Axis, Entry, Sheet, balance_of, code_of_measure
from extractors.checks.words import Sentence
from extractors.model import Claim, Dimension, Observation, Span
from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.indicators import flow_of_value

# How surely a name belongs to a number, by where it stands.
_BEHIND: Final = 0.85  # behind the number in its clause
_WHOLE: Final = 0.7  # no name: the total
_SAID_WHOLE: Final = 0.9  # the total, by a word for it
_ANCHORED: Final = 0.9  # of the figure before it: 为4.18亿元，占24.5%
_GOES_ON: Final = 0.9  # in the sentence before, by a pronoun
_OPEN: Final = 0.3  # not named at all
_OPEN_LINE: Final = 0.19  # one line of several that are not named
_MOST_OPEN: Final = 12
_UNIT: Final = 0.8  # the only line that counts in the claim's unit
_UNIT_PERCENT: Final = 0.6
_ANOTHER: Final = regex.compile(r"\b(?:as|while|whereas|when|and|but|because)\b", regex.IGNORECASE)
_ADDED: Final = regex.compile(r".{0,6}?(?:合计|共|总|平均|together|combined|in total)", regex.IGNORECASE)
# 3.8 times the mackerel catch, 323 more than Finnmark, NOK 9.1 billion short of Poland's
_BEHIND_IT: Final = regex.compile(
    r"\s?(?:[a-z]{3,10}\s)?(?:(?:more|less|fewer|higher|lower|larger|smaller|greater|faster|slower)(?:\s(?:per|a|each)\s?[a-z]{0,8})? than|times|as (?:much|many|high|large) as|above|below|short of|ahead of|behind|that of|those of|the)\b",
    regex.IGNORECASE,
)
_SUM_OF: Final = regex.compile(
    r"[”」』\"]?(?:[两二三四五](?:者|国|省|市|县|区|地|家|行|项|类|种|个\p{Han}{1,3}))?(?:之和|的?总和|的?合计|加总)",
    regex.IGNORECASE,
)
_FORMER: Final = regex.compile(r"前者|后者|二者|两者|相差|former|latter|the two", regex.IGNORECASE)
_ALL_OF: Final = regex.compile(r"\b(?:total|combined|overall|aggregate)\s(?P<what>[a-z]+)", regex.IGNORECASE)
_TOTALS: Final = frozenset(("total", "all", "overall", "sum", "grand"))
# Words of an indicator that say how much of it is meant, not what it is.
_NO_MEASURE: Final = frozenset(
    ("total", "all", "overall", "combined", "aggregate", "the", "of", "in", "and", "for", "its", "their")
)
_OF_LINES: Final = regex.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b|\b(?:top|largest|biggest|leading)\b", regex.IGNORECASE
)
_CAPTION: Final = 0.8
_KNOWN: Final = 0.6  # of an indicator's words in or over a table


@dataclass(frozen=True, slots=True)
class View:
    """One claim before one table: its sentence, the table's names in it, and in the sentence before.

    `foreign` are the places of names that only other tables have, `main` is the place that the article is about, `anchor`
    is the cell that the number before the claim in its sentence quotes.
    """

    claim: Claim
    sheet: Sheet
    sentence: Sentence
    mentions: tuple[Mention, ...]
    carried: tuple[Mention, ...]
    foreign: tuple[Span, ...] = ()
    main: str | None = None
    anchor: Observation | None = None

    def choices(self, axis: Axis, cells: Sequence[Observation]) -> list[Choice]:
        """Return the lines of an axis that the claim may mean among those of given cells, the surest first.

        Where all of the cells have one and the same names on an axis, no name needs to be said.
        """
        every = frozenset(cell.row if axis == "row" else cell.column for cell in cells)
        entries = [entry for entry in self.sheet.entries if entry.axis == axis and entry.lines & every]
        apart = [entry for entry in entries if not every <= entry.lines]
        if not apart:
            if not entries or self.sheet.lines(axis) <= every:
                return [Choice((), every, OWN)]
            # The only column that counts in the claim's unit: percentages are of anything, amounts less so.
            said = any(mention.entry in entries for mention in self.mentions)
            return [Choice((), every, OWN if said else _UNIT_PERCENT if self.claim.unit.code == "percent" else _UNIT)]
        found = [*self._own(apart), *self._named(axis, every), *self._carried(axis, every)]
        bare = every - {line for entry in apart for line in entry.lines}
        if bare and bare < every:
            # Years beside 增减额 or 占比: what has no name but its period is meant where nothing else is named.
            said = any(m.exact for m in self._lying(axis, every, self.mentions))
            found.append(Choice((), bare, CARRIED if said else BEFORE))
        if not any(choice.weight > CARRIED for choice in found):
            found += [Choice((entry,), entry.lines, self._whole_weight(entry)) for entry in apart if entry.whole]
        if not found or all(choice.entries and choice.entries[0].whole for choice in found):
            found.append(Choice((), every, _OPEN))
            if len(every) <= _MOST_OPEN:
                found += [Choice((), frozenset({line}), _OPEN_LINE) for line in sorted(every)]
        if self.anchor is not None:
            lines = self.sheet.beside(self.anchor, axis) & every
            found += [Choice((), lines, _ANCHORED)] if lines else []
        found += crossed(found)
        best: dict[frozenset[int], Choice] = {}
        for choice in found:
            known = best.get(choice.lines)
            if known is None:
                best[choice.lines] = choice
            elif known.weight < choice.weight:
                named = choice if choice.entries else replace(choice, entries=known.entries, place=known.place)
                best[choice.lines] = named
        return sorted(best.values(), key=lambda choice: -choice.weight)

    def _whole_weight(self, entry: Entry) -> float:
        """Return how surely the total is meant where no part is named: more where it is said (total exports, renewables of Total renewables)."""
        start = self.sentence.clause_start(self.claim.start)
        said = _ALL_OF.search(self.sentence.text, start, self.claim.start)
        if said is not None and set(label_to_tokens(said["what"])) <= set(self.sheet.over):
            return _SAID_WHOLE
        core = [token for token in entry.tokens if token not in _TOTALS]
        return _SAID_WHOLE if core and core[0].isascii() and set(core) <= set(self.sentence.words) else _WHOLE

    def _own(self, entries: Sequence[Entry]) -> Iterator[Choice]:
        claim = self.claim
        listed = claim.list_id is not None
        for dimension in (claim.entity, claim.partner, claim.category):
            if dimension.label is None or not (dimension.stated or dimension.source == "list"):
                continue
            for entry in entries:
                if _names(dimension, entry):
                    # Outside of a list the entity may be that of an earlier clause: its mention there tells.
                    yield Choice((entry,), entry.lines, OWN if listed else FARTHER)

    def bases(self, axis: Axis, cells: Sequence[Observation]) -> list[Choice]:
        """Return the lines of an axis that the claim may set something against, the surest first."""
        every = frozenset(cell.row if axis == "row" else cell.column for cell in cells)
        mine = [m for m in self.mentions if m.entry.axis == axis and m.entry.lines & every and m.entry.label]
        before = [mention for mention in mine if mention.span.start < self.claim.start]
        said = [mention for mention in before if self.is_base(mention)]
        run = joined_with(mine, mine.index(before[-1]), self.sentence.text) if before else []
        if len(run) > 1 and (said or len(before) > len(run)) and _SUM_OF.match(self.sentence.text, run[-1].span.end):
            # 相当于甲与乙之和的1.43倍
            lines = frozenset(line for mention in run for line in mention.entry.lines)
            return [Choice(tuple(m.entry for m in run), lines, OWN, run[-1].span.start)]
        if said:
            return [Choice((said[-1].entry,), said[-1].entry.lines, OWN, said[-1].span.start)]
        if len(before) > 1 and _FORMER.search(
            self.sentence.text, self.sentence.clause_start(self.claim.start), self.claim.start
        ):
            # 后者比前者快: of the two named last.
            return [Choice((m.entry,), m.entry.lines, OWN, m.span.start) for m in before[-2:]]
        end = self.sentence.clause_end(self.claim.end)
        behind = [mention for mention in mine if self.claim.end <= mention.span.start < end]
        if behind and _BEHIND_IT.match(self.sentence.text, self.claim.end):
            return [Choice((behind[0].entry,), behind[0].entry.lines, OWN, behind[0].span.start)]
        if not before and THEM.search(self.sentence.text, 0, self.claim.start):
            before = [
                m for m in self.carried if m.entry.axis == axis and m.exact and not m.entry.whole and m.entry.label
            ]
            return [Choice((m.entry,), m.entry.lines, _BEHIND, place) for place, m in enumerate(before[-2:])]
        return [Choice((mention.entry,), mention.entry.lines, FARTHER, mention.span.start) for mention in before]

    def _named(self, axis: Axis, every: frozenset[int]) -> Iterator[Choice]:
        claim, text = self.claim, self.sentence.text
        mine = [mention for mention in self._lying(axis, every, self.mentions) if not self.is_base(mention)]
        named = [mention for mention in mine if not mention.entry.whole and mention.entry.label]
        if named and named[0].span.start < claim.start:
            # 成都居六市州首位: what is counted behind a name is the field, not the subject.
            mine = [
                m for m in mine if not m.counted or m.span.start < named[0].span.start or _ADDED.match(text, m.span.end)
            ]
        clause = self.sentence.clause_start(claim.start)
        before = [index for index, mention in enumerate(mine) if mention.span.start < claim.start]
        held = held_behind(claim, self.sentence.text, mine) if claim.list_id is None else None
        # 1,346 vessels: what is counted is named within the number's own words.
        within = [mention for mention in mine if claim.start < mention.span.start < claim.end]
        for mention in within:
            yield Choice((mention.entry,), mention.entry.lines, OWN, mention.span.start)
        held = held or (within[-1] if within else None)
        if held is not None:
            yield Choice((held.entry,), held.entry.lines, OWN, held.span.start)
        for index in reversed(before):
            run = joined_with(mine, index, text)
            # Two lines may bear one name (Dublin, and Dublin as an index): both are named last.
            last = run[-1].span.start == mine[before[-1]].span.start and held is None
            near = run[-1].span.end > clause
            weight = (OWN if near else BEFORE) if last and claim.list_id is None else FARTHER
            if run[-1].entry.whole and self._counts_others(axis):
                weight = FARTHER
            yield from runs(run, weight if run[-1].exact else weight * BEFORE)
        end = self.sentence.clause_end(claim.end)
        for mention in mine:
            behind = claim.end <= mention.span.start < end and not any(
                mine[index].span.start >= clause for index in before
            )
            # lost 3.6 per cent as inflation reached 8.7: what another verb is said of has a number of its own.
            if behind and not _ANOTHER.search(text, claim.end, mention.span.start):
                yield Choice((mention.entry,), mention.entry.lines, _BEHIND, mention.span.start)

    def is_base(self, mention: Mention) -> bool:
        """Tell whether a name is what something is set against: 占全省, 比红河高, 是福建的4.2倍, than in Ghana."""
        return is_set_against(self.claim, self.sentence.text, mention.span)

    def _counts_others(self, axis: Axis) -> bool:
        """Tell whether the clause counts what it adds up, and the table has more or fewer lines (三种方式合计 of five provinces)."""
        clause = self.sentence.text[self.sentence.clause_start(self.claim.start) : self.claim.start]
        counted = [number for number, _ in counts_in(clause)]
        return bool(counted) and len(self.sheet.parts(axis)) not in counted

    def _carried(self, axis: Axis, every: frozenset[int]) -> Iterator[Choice]:
        mine = self._lying(axis, every, self.carried)
        clause = self.sentence.text[self.sentence.clause_start(self.claim.start) : self.claim.start]
        counted = {number for number, _ in counts_in(clause)} - self._counted_before(axis)
        if THEM.search(clause):
            # The distance between them: each of the two that the sentence before names.
            both = list(dict.fromkeys(m.entry for m in mine if m.exact and not m.entry.whole and m.entry.label))[-2:]
            yield from (Choice((entry,), entry.lines, _BEHIND, place) for place, entry in enumerate(both))
        start = self.sentence.clause_start(self.claim.start)
        before = [m for m in self._lying(axis, every, self.mentions) if m.span.start < start and m.exact]
        for group in (mine, before):
            names = list(dict.fromkeys(m.entry for m in group if not m.entry.whole and m.entry.label))
            if len(names) in counted and len(names) > 1:
                # 三市合计, the two markets: those that the sentence or the one before it names.
                yield Choice(tuple(names), frozenset(line for entry in names for line in entry.lines), BEFORE)
        if mine and not any(
            mention.span.start < self.claim.start for mention in self._lying(axis, every, self.mentions)
        ):
            # This was 2.8 times the volume of 2016; they rose: a pronoun goes on with what was named last.
            yield from runs([mine[-1]], _GOES_ON if self._goes_on() and not mine[-1].entry.whole else CARRIED)

    def _counted_before(self, axis: Axis) -> set[int]:
        """Return how many names of the other axis the clause lists: what it counts are these (价格便宜和选择范围广两项合计)."""
        start = self.sentence.clause_start(self.claim.start)
        named = {
            m.entry
            for m in self.mentions
            if m.entry.axis != axis and m.exact and not m.counted and start <= m.span.start < self.claim.start
        }
        return {len(named)}

    @staticmethod
    def _lying(axis: Axis, every: frozenset[int], mentions: Sequence[Mention]) -> list[Mention]:
        return [mention for mention in mentions if mention.entry.axis == axis and mention.entry.lines & every]

    def is_elsewhere(self, inputs: Sequence[str]) -> bool:
        """Tell whether the claim states a place or a class that none of some cells shows, nor their table."""
        claim, sheet = self.claim, self.sheet
        cells = [cell for cell in sheet.cells.values() if cell.observation_id in inputs]
        shown = {d.code for cell in cells for d in (cell.entity, cell.partner, cell.category) if d.code is not None}
        # Which of the names that the table has is meant, the readings weigh; here it is asked for others.
        own = {mention.entry.code for mention in self.mentions if mention.exact}
        stated = [
            d
            for d in (claim.entity, claim.partner, claim.category)
            if (d.stated or d.source == "list")
            and (d.code is None or d.code not in own)
            and not self._is_named_by(d, cells)
        ]
        if shown and any(d.code is not None and d.code not in shown for d in stated):
            return True
        places = [d.code for d in stated if d in {claim.entity, claim.partner} and d.code is not None]
        if claim.entity in stated and claim.entity.code is None:
            # 甘肃、四川两省 together are no place that is known, but each of them is.
            places += [mention.code for mention in load_vocabulary().places.find(claim.entity.label or "")]
            if any(code not in {self.main, *shown} for code in places):
                return True
        if not shown and any(code != self.main for code in places):
            return True
        if claim.category not in stated or claim.category.code is not None or claim.value is None:
            return False
        about = {*sheet.over, *(token for entry in sheet.entries for token in entry.tokens)}
        # Danish output: the adjective is a name of the table's Denmark.
        named = (self.sentence.text[m.span.start : m.span.end] for m in self.mentions if m.exact)
        about |= {token for text in named for token in label_to_tokens(text)}
        if _OF_LINES.search(claim.category.label or ""):
            return False  # the two largest producers are lines of the table, and no class
        stated_words = [w for w in label_to_tokens(claim.category.label or "") if PLAIN.fullmatch(w) is None]
        return 2 * sum(word not in about for word in stated_words) > len(stated_words)

    def _is_named_by(self, dimension: Dimension, cells: Sequence[Observation]) -> bool:
        """Tell whether the words of a dimension stand in the name of a line that the sentence says, and that cells lie on (汽车 of 汽车制造业)."""
        words = set(label_to_tokens(dimension.label or ""))
        lines = {"row": {cell.row for cell in cells}, "column": {cell.column for cell in cells}}
        return bool(words) and any(
            words <= set(mention.entry.tokens) and not mention.entry.lines.isdisjoint(lines[mention.entry.axis])
            for mention in self.mentions
            if mention.exact
        )

    def is_named(self, *, known: bool = False) -> bool:
        """Tell whether a sentence points to the table: by a name of its own, or by the claim's indicator in its words.

        Part of a name (政府 of 政府卫生支出) is enough where other figures of the sentence are `known` to be the table's.
        """
        mentions = (*self.mentions, *(self.carried if self._goes_on() else ()))
        exact = any((m.exact or known) and not m.counted and not m.entry.whole for m in mentions)
        return exact or self.measure() >= _KNOWN

    def _goes_on(self) -> bool:
        return goes_on(self.sentence.text, self.claim.start)

    def is_of_another_measure(self) -> bool:
        """Tell whether a sentence goes on with a measure (on this measure) that the sentence before names of another table."""
        return SAME.search(self.sentence.text) is not None and all(is_place(m.entry.code) for m in self.carried)

    def is_carried(self) -> bool:
        """Tell whether a sentence names the table by a total, or the one before it by any name."""
        return any(m.exact and not m.counted and m.entry.label for m in (*self.mentions, *self.carried))

    def names_others(self) -> bool:
        """Tell whether the claim's clause, or the one before it, names what only another table has."""
        start = self.sentence.clause_start(max(self.sentence.clause_start(self.claim.start) - 1, 0))
        return any(start <= span.start < self.claim.start for span in self.foreign)

    def measure(self) -> float:
        """Return the share of the words of the claim's indicator that stand in or over the table, whatever their order."""
        if self.sentence.text.isascii() and self._says_caption():
            return _CAPTION
        tokens = [t for t in label_to_tokens(self.claim.indicator.label or "") if t not in _NO_MEASURE]
        about = {*self.sheet.over, *(token for entry in self.sheet.entries for token in entry.tokens)}
        return sum(token in about for token in tokens) / len(tokens) if tokens else 0.0

    def _says_caption(self) -> bool:
        """Tell whether an English sentence has two words of the caption that stand beside each other there (output of cheese)."""
        return bool(pairs_of(label_to_tokens(self.sheet.table.caption or "")) & pairs_of(self.sentence.words))


def _names(dimension: Dimension, entry: Entry) -> bool:
    if dimension.code is not None and entry.code is not None:
        return dimension.code == entry.code
    return label_to_tokens(dimension.label or "") == entry.tokens


def same_flow(claim: Claim, cell: Observation) -> bool | None:
    """Tell whether a cell shows the side of trade that a claim speaks of; None where either names none."""
    wanted, shown = flow_of_value(balance_of(claim.indicator.code)), flow_of_value(code_of_measure(cell))
    return None if wanted is None or shown is None else wanted == shown
