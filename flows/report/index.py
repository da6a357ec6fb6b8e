"""The list of articles, and where the files of a report lie in a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flows.manifest import PublishedDocument, Snapshot
from flows.place import PAGES, SNAPSHOTS, Place
from flows.report.assets import load_assets
from flows.report.data import to_script
from flows.report.entry import FOLDER, PICTURES, Entry, read_entries
from flows.report.templating import render
from flows.report.words import Speaker

INDEX = "index.html"
# Column to sort by, its word, and whether it holds numbers.
_COLUMNS = (
    ("title", "title", False),
    ("status", "status", False),
    ("tables", "Tables", True),
    ("observations", "Observations", True),
    ("claims", "Claims stated", True),
    ("contradictions", "Contradictions", True),
    ("lost", "Numerals lost", True),
)
_TOTALS = (
    ("Articles", None),
    ("Tables", "tables"),
    ("Observations", "observations"),
    ("Claims stated", "claims"),
    ("Contradictions", "contradictions"),
    ("Numerals lost", "numerals_unaccounted"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a snapshot: files to write into its folder, and objects to be found there under a name of their own."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def write(self, place: Place, snapshot: str) -> None:
        """Write the report into the folder of a snapshot. A page that is lost is missing there; the data are not held up."""
        folder = f"{SNAPSHOTS}/{snapshot}/{FOLDER}"
        place.link((f"{PAGES}/{target}", f"{folder}/{name}") for name, target in self.links.items())
        if self.files:
            # All pictures that there are: to link those of each snapshot would be ten links an article.
            place.share(f"{PAGES}/{PICTURES}", f"{folder}/{PICTURES}")
        for name, content in self.files.items():
            place.write(f"{folder}/{name}", content)


def make_report(place: Place, snapshot: Snapshot) -> Report:
    """Make the report of a snapshot from the entries of its issues; an empty one where no issue has any."""
    if all(issue.report is None for issue in snapshot.issues):
        return Report()
    entries = {entry.article_id: entry for issue in snapshot.issues for entry in read_entries(place, issue)}
    # Where names are linked, a page has the same name in each snapshot; elsewhere it is found as the object that it is.
    is_linked = place.folder is not None
    assets = load_assets()
    page = render(
        INDEX,
        {
            "t": Speaker("zh"),
            "assets": assets,
            "columns": _COLUMNS,
            "totals": [(key, _sum(snapshot, column)) for key, column in _TOTALS],
            "warnings": sum(entry.warnings for entry in entries.values()),
            "data": to_script(
                _to_facts(snapshot, entries, "" if is_linked else f"../../../{PAGES}/", is_linked=is_linked)
            ),
        },
    )
    links = dict(_to_links(entries.values())) if is_linked else {}
    return Report({asset.name: asset.content for asset in (assets.style, assets.script)} | {INDEX: page}, links)


def _to_facts(snapshot: Snapshot, entries: Mapping[str, Entry], prefix: str, *, is_linked: bool) -> dict[str, object]:
    return {
        "prefix": prefix,
        "issues": [issue.issue.id for issue in snapshot.issues],
        "articles": [
            _to_article(place, document, entries.get(document.article_id), is_linked=is_linked)
            for place, issue in enumerate(snapshot.issues)
            for document in issue.documents
        ],
    }


def _to_article(issue: int, document: PublishedDocument, entry: Entry | None, *, is_linked: bool) -> dict[str, object]:
    entry = entry or Entry(document.article_id)
    counts = document.counts
    warned = {"warned": entry.warnings, "warnings": document.warnings} if entry.warnings else {}
    return warned | {
        "id": document.article_id,
        "issue": issue,
        "source": document.source,
        "title": entry.title,
        "authors": entry.authors,
        "status": document.status,
        "error": document.error,
        "trouble": entry.trouble,
        "tables": counts.tables,
        "observations": counts.observations,
        "claims": counts.claims,
        "contradictions": counts.contradictions,
        "lost": counts.numerals_unaccounted,
        "findings": entry.findings,
        "page": entry.page and (f"{entry.article_id}.html" if is_linked else entry.page),
    }


def _to_links(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for name in entry.files:
            if name.startswith(f"{PICTURES}/"):
                continue
            yield (f"{entry.article_id}.html" if name == entry.page else name), name


def _sum(snapshot: Snapshot, column: str | None) -> int:
    return sum(1 if column is None else getattr(document.counts, column) for document in snapshot.documents)
