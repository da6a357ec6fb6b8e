"""What stops an article. Everything short of that is a row, not an error."""

from __future__ import annotations


class ExtractionError(Exception):
    """An article cannot be read. The message is one sentence: the document's name, what is wrong, what to do."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")
        self.name = name
        self.sentence = sentence


class UnreadableSourceError(ExtractionError):
    """The bytes are not what the name says, are damaged, or are in no known encoding."""


class EncryptedSourceError(ExtractionError):
    """The document asks for a password."""


class EmptySourceError(ExtractionError):
    """There is nothing to read: no bytes, or pages without a text layer."""


class OversizedSourceError(ExtractionError):
    """The document is larger than the limits allow."""
