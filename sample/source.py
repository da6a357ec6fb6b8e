"""The sources of the sample articles: what they say, before it is printed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.printing.article import Heading, Item, Paragraph, PrintedTable, grid_to_table


def read_tables(article: Mapping[str, Any], folder: Path, **around: object) -> dict[str, PrintedTable]:
    """Return the tables by number; their cells stand in CSV files, what is printed around them in the article."""
    tables = {}
    for entry in article["table"]:
        with (folder / f"table-{entry['number']}.csv").open(encoding="utf-8", newline="") as file:
            grid = list(csv.reader(file))
        fields = {**entry, "notes": tuple(entry["notes"]), **around}
        tables[entry["number"]] = grid_to_table(grid, fields.pop("header_rows", 1), **fields)
    return tables


def read_items(article: Mapping[str, Any], folder: Path, **around: object) -> Iterator[Item]:
    """Yield headings, paragraphs and tables in the order of the source."""
    tables = read_tables(article, folder, **around)
    for part in article["text"]["body"].strip().split("\n\n"):
        if part.startswith("{table "):
            yield tables[part[len("{table ") : -1]]
        elif part.startswith("#"):
            marks, _, text = part.partition(" ")
            yield Heading(text, len(marks))
        else:
            yield Paragraph(part)


def print_issue(article: Mapping[str, Any]) -> str:
    """Return issue.toml: what the journal says of the issue."""
    issue = article["issue"]
    return (
        f'journal = "{issue["journal"]}"\n'
        f"year = {issue['year']}\n"
        f"number = {issue['number']}\n"
        f'licence = "{issue["licence"]}"\n'
        f'source = "{issue["source"]}"\n'
    )


def folder_of(article: Mapping[str, Any]) -> str:
    """Return the folder of the issue below raw/."""
    issue = article["issue"]
    return f"{issue['journal']}/{issue['year']}-{issue['number']}"
