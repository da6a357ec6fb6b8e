"""Which journal issue a folder belongs to."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

import regex

from flows.failure import Failure

ISSUE_FILE = "issue.toml"
UNFILED = "unfiled"

# raw/<journal>/2024-03, also 2024-S1 and the double number 2024-11-12.
_FOLDER = regex.compile(r"(?P<year>[12]\d{3})-(?P<number>[0-9A-Za-z]{1,8}(?:-[0-9A-Za-z]{1,8})?)")
_NOT_IN_FILE_NAMES = regex.compile(r"[^\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """A journal issue as its `issue.toml` or its folders name it; None where neither says.

    `source` is where the documents were obtained, `licence` under which terms.
    """

    journal: str | None = None
    year: int | None = None
    number: str | None = None
    licence: str | None = None
    source: str | None = None

    @property
    def id(self) -> str:
        """`<journal>/<year>-<number>`, as far as it is known; `unfiled` without a journal."""
        if self.journal is None:
            return UNFILED
        when = "-".join(str(part) for part in (self.year, self.number) if part is not None)
        return "/".join(part for part in (self.journal.replace("/", "-"), when) if part)

    @property
    def slug(self) -> str:
        """The id as part of a file name: letters, digits and hyphens, at most 80 bytes."""
        slug = _NOT_IN_FILE_NAMES.sub("-", self.id).strip("-").lower() or UNFILED
        return slug.encode()[:80].decode(errors="ignore")


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """The folder that makes an issue, the issue, and what is wrong with its `issue.toml`, if anything."""

    folder: PurePath | None
    issue: Issue
    failure: Failure | None = None

    @property
    def conventional(self) -> bool:
        """Tell whether the folder lies in `<journal>/<year>-<number>`."""
        return self.folder is not None and _FOLDER.fullmatch(self.folder.name) is not None


def _read_file(path: PurePath) -> bytes | None:
    file = Path(path)
    return file.read_bytes() if file.is_file() else None


def find_issue(folder: PurePath, read: Callable[[PurePath], bytes | None] = _read_file) -> IssueFolder:
    """Find the issue that documents directly in a folder (an absolute path) belong to.

    The nearest folder upwards counts that holds an `issue.toml` or is called `<year>-<number>`; what the
    file leaves out is taken from the folders' names. A file that cannot be read is a failure, and the
    names decide. `read` gives what a file holds, None where there is none.
    """
    for candidate in (folder, *folder.parents):
        named = _names_to_issue(candidate)
        try:
            content = read(candidate / ISSUE_FILE)
            if content is not None:
                return IssueFolder(candidate, _file_to_issue(content, named or Issue()))
        except (OSError, ValueError) as error:
            sentence = f"cannot be used ({_one_line(error)}); mend it, the folders' names are used meanwhile."
            return IssueFolder(candidate, named or Issue(), Failure("IssueFileError", sentence))
        if named is not None:
            return IssueFolder(candidate, named)
    return IssueFolder(None, Issue())


def _names_to_issue(folder: PurePath) -> Issue | None:
    match = _FOLDER.fullmatch(folder.name)
    if match is None or not folder.parent.name:
        return None
    number = match["number"].lstrip("0") or "0"
    return Issue(folder.parent.name.encode(errors="replace").decode(), int(match["year"]), number)


def _file_to_issue(content: bytes, named: Issue) -> Issue:
    values = tomllib.loads(content.decode("utf-8-sig"))
    year = values.get("year", named.year)
    if isinstance(year, str) and year.isascii() and year.isdigit():
        year = int(year)
    if year is not None and (not isinstance(year, int) or isinstance(year, bool) or not 1000 <= year <= 2999):
        raise ValueError("year is not a year")
    number = values.get("number", named.number)
    if isinstance(number, int) and not isinstance(number, bool):
        number = str(number)
    return Issue(
        _to_text(values.get("journal", named.journal), "journal"),
        year,
        _to_text(number, "number"),
        _to_text(values.get("licence", values.get("license")), "licence"),
        _to_text(values.get("source"), "source"),
    )


def _to_text(value: object, key: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    return (value.strip() or None) if value else None


def _one_line(error: Exception) -> str:
    return " ".join(str(error.strerror if isinstance(error, OSError) else error).split())[:200]
