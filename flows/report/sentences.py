"""The claims of an article in their sentences, by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flows.report.refs import Row, to_ref


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence; with the name of the claim that it is, and the verdict on that."""

    text: str
    ref: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence, and the claims in it that overlap with others and so stand behind it."""

    phrases: tuple[Phrase, ...]
    others: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """The sentences under one heading (empty without one) that state something."""

    title: str
    sentences: tuple[SentenceView, ...]


def find_sections(rows: Mapping[str, Sequence[Row]], states: Mapping[str, str]) -> list[SectionView]:
    """Return the sections with claims, in the order of the article; `states` are verdicts by name."""
    return [
        SectionView(
            title or "",
            tuple(
                _to_sentence(sentence, list(claims), states)
                for sentence, claims in groupby(section, lambda claim: claim["sentence"])
            ),
        )
        for title, section in groupby(rows["claims"], lambda claim: claim["section"])
    ]


def _to_sentence(sentence: str, claims: Sequence[Row], states: Mapping[str, str]) -> SentenceView:
    phrases: list[Phrase] = []
    others: list[Phrase] = []
    end = 0
    for claim in sorted(claims, key=lambda claim: (claim["char_start"], claim["char_end"])):
        ref = to_ref(claim["claim_id"])
        if claim["char_start"] < end or claim["char_end"] > len(sentence) or claim["char_start"] >= claim["char_end"]:
            others.append(Phrase(claim["text"], ref, states.get(ref, "")))
            continue
        phrases.append(Phrase(sentence[end : claim["char_start"]]))
        end = claim["char_end"]
        phrases.append(Phrase(sentence[claim["char_start"] : end], ref, states.get(ref, "")))
    phrases.append(Phrase(sentence[end:]))
    return SentenceView(tuple(phrase for phrase in phrases if phrase.text), tuple(others))
