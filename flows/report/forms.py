"""What is offered under "correct this": entries of a corrections file with blanks that the page's script fills in."""

from __future__ import annotations

from functools import cache
from typing import Final

from extractors.corrections import cell_to_snippet, claim_to_snippet

# A form is written by what writes such entries anywhere, for a thing whose texts are "@name" and whose numbers are these:
# a page holds a few hundred cells and claims, and an entry for each would be a third of it.
ROW: Final = 987654321
COLUMN: Final = 987654322
VALUE: Final = 987654323
_OFFERED: Final = ("unit", "period", "entity", "partner", "category", "indicator", "kind", "denominator")


@cache
def load_forms() -> dict[str, str]:
    """Return the entry for a cell and for a claim, with blanks."""
    fields: dict[str, object] = {name: f"@{name}" for name in _OFFERED}
    return {
        "cell": cell_to_snippet("@/@table", ROW, COLUMN, "@text"),
        "claim": claim_to_snippet("@/@claim", "@sentence", "@text", fields | {"value": VALUE}),
    }
