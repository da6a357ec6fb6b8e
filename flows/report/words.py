"""The words of the pages, in Chinese and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from markupsafe import Markup

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words of each language by key. Both languages have the same keys."""
    content: dict[str, list[str]] = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    return {language: {key: pair[index] for key, pair in content.items()} for index, language in enumerate(LANGUAGES)}


def to_language(language: object) -> Language:
    """Return the language that a page is written in before its reader's is known: that of its article, else Chinese."""
    return "en" if language == "en" else "zh"


class Speaker:
    """Puts words into a page so that the script can put those of the other language in their place."""

    def __init__(self, language: Language) -> None:
        self._words = load_words()[language]

    def __call__(self, key: str) -> Markup:
        """Return a word in an element of its own."""
        return Markup('<span data-t="{}">{}</span>').format(key, self._words[key])

    def plain(self, key: str) -> str:
        """Return a word for an attribute; the element names it in `data-t-label` or its like."""
        return self._words[key]

    def of(self, kind: str, name: object) -> Markup:
        """Return the word for one of a list of codes, such as a verdict; the code itself where there is none."""
        key = f"{kind}.{name}"
        return self(key) if key in self._words else Markup("<span>{}</span>").format(str(name))
