"""What came of a run, for people who were not there: which documents were read, what failed, what the articles state wrongly."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.data_package import DATA_PACKAGE
from flows.dictionary import README
from flows.finding_lines import findings_to_lines
from flows.findings import Finding, find_findings
from flows.manifest import PublishedDocument, Snapshot, read_snapshot
from flows.place import CURRENT, SNAPSHOTS, Place
from flows.plain_text import escape_markdown, plain
from flows.plan import Plan
from flows.summary import what_was_done

# What a page still shows at once; the datasets have the rest.
_ROWS_SHOWN = 500
_FINDINGS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """`documents` are those that this run read, each with its issue, and `findings` the contradictions in their issues."""

    said: tuple[str, ...]
    documents: tuple[tuple[str, PublishedDocument], ...]
    findings: tuple[Finding, ...]
    place: Place
    strays: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[PublishedDocument, ...]:
        """The documents that could not be read."""
        return tuple(document for _, document in self.documents if document.status == "failed")

    @property
    def warnings(self) -> tuple[str, ...]:
        """Corrections that do not apply to the documents that were read, or belong to none."""
        said = (f"{document.source}: {warning}" for _, document in self.documents for warning in document.warnings)
        return (*self.strays, *said)

    @property
    def sentence(self) -> str:
        """The outcome in a line."""
        failed, warned = len(self.failed), len(self.warnings)
        return " ".join(
            [
                *self.said,
                *([f"{failed} of them could not be read."] if failed else []),
                *([f"Corrections that do not apply: {warned}."] if warned else []),
            ]
        )


def find_outcome(plan: Plan, place: Place) -> Outcome:
    """Gather what came of a plan that is carried out and published."""
    snapshot = read_snapshot(place) or Snapshot()
    changed = {issue.issue.id for issue in plan.changed}
    read = {reading.article_id for issue in plan.changed for reading in issue.readings}
    documents = tuple(
        (issue.issue.id, document)
        for issue in snapshot.issues
        if issue.issue.id in changed
        for document in issue.documents
        if document.article_id in read
    )
    findings = find_findings(place, issues=changed) if documents else ()
    return Outcome(what_was_done(plan, len(snapshot.documents)), documents, findings, place, plan.strays)


def outcome_to_rows(outcome: Outcome) -> list[dict[str, object]]:
    """Return a row for each document that was read: those that failed first, and not more than a page can show."""
    documents = sorted(outcome.documents, key=lambda pair: pair[1].status != "failed")
    return [
        {
            "issue": plain(issue),
            "document": plain(document.source),
            "status": document.status,
            "tables": document.counts.tables,
            "observations": document.counts.observations,
            "claims": document.counts.claims,
            "contradictions": document.counts.contradictions,
            "error": plain(document.error or ""),
        }
        for issue, document in documents[:_ROWS_SHOWN]
    ]


def outcome_to_markdown(outcome: Outcome) -> str:
    """Return what was done, the documents that could not be read, and the contradictions."""
    lines = [line for sentence in outcome.said for line in (escape_markdown(plain(sentence)), "")]
    if outcome.failed:
        lines += ["## Documents that could not be read", ""]
        lines += [_failure_to_line(document) for document in outcome.failed[:_ROWS_SHOWN]]
        lines += [""]
    if outcome.warnings:
        lines += ["## Corrections that do not apply", ""]
        lines += [f"- {escape_markdown(plain(warning))}" for warning in outcome.warnings[:_ROWS_SHOWN]]
        lines += [""]
    if outcome.documents:
        # Whoever reads this is not on the machine where the files are: a document has the name that the datasets give it.
        shown = [replace(finding, file=finding.source) for finding in outcome.findings[:_FINDINGS_SHOWN]]
        lines += ["## Contradictions", "", findings_to_lines(shown, "markdown")]
    hidden = len(outcome.findings) - _FINDINGS_SHOWN
    return "\n".join([*lines, *([f"{hidden} more: shubiao check {outcome.place.name}"] if hidden > 0 else [])])


def _failure_to_line(document: PublishedDocument) -> str:
    return f"- {escape_markdown(plain(document.source))}: {escape_markdown(plain(document.error or ''))}"


def find_report(place: Place) -> str:
    """Return the address of the page that people read first in what is published: the report, else the data dictionary."""
    if place.folder is None:
        head, snapshot = place.head(), read_snapshot(place)
        if head and snapshot and any(issue.report for issue in snapshot.issues):
            return f"{place.name}/{SNAPSHOTS}/{head.snapshot}/report/index.html"
        return f"{place.name}/{DATA_PACKAGE}"
    current = place.folder.absolute() / CURRENT
    report = current / "report" / "index.html"
    return (report if report.exists() else current / README).as_uri()
