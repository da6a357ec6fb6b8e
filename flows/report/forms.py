"""What is offered under "correct this": entries of a corrections file with blanks that the page's script fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from extractors.corrections import cell_to_snippet, claim_to_snippet, no_claim_to_snippet
from flows.corrections import ENDING
from flows.report.refs import Row

# A form is written by what writes such entries anywhere, for a thing whose texts are "@name" and whose numbers are these:
# a page holds a few hundred cells and claims, and an entry for each would be a third of it.
ROW: Final = 987654321
COLUMN: Final = 987654322
VALUE: Final = 987654323
_OFFERED: Final = ("unit", "period", "entity", "partner", "category", "indicator", "kind", "denominator")


@cache
def load_forms() -> dict[str, str]:
    """Return the entries for a cell and for a claim, and for a claim that is none, with blanks."""
    fields: dict[str, object] = {name: f"@{name}" for name in _OFFERED}
    return {
        "cell": cell_to_snippet("@/@table", ROW, COLUMN, "@text"),
        "claim": claim_to_snippet("@/@claim", "@sentence", "@text", fields | {"value": VALUE}),
        "not_a_claim": no_claim_to_snippet("@/@claim", "@sentence", "@text"),
    }


def corrections_file(rows: Mapping[str, Sequence[Row]]) -> str:
    """Return the name of the file that holds the corrections of an article: the one that it has, else the one to make.

    That is called after the whole name of the document, for another one beside it may differ by its ending alone.
    """
    article = rows["articles"][0]
    name = PurePosixPath(article["source"])
    short, long = f"{name.stem}{ENDING}", f"{name.name}{ENDING}"
    used = any(row["source"] == short for row in rows["repairs"])
    said = any(warning.startswith((f"{short}, ", f"{short}: ", f"{short} ")) for warning in article["warnings"] or ())
    return short if used or said else long
