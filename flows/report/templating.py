"""Templates become pages: everything printed is escaped, and nothing that a page holds is run or fetched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

# Scripts and styles from the files beside the page alone; nothing inline, no request to anywhere. (`data:` is the empty icon.)
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


def _load(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def environment() -> Environment:
    """Return the environment of the templates: one a process, they are compiled once."""
    made = Environment(
        loader=FunctionLoader(_load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    made.globals["policy"] = POLICY
    return made


def render(template: str, values: dict[str, object]) -> bytes:
    """Return a page in UTF-8. A lone surrogate, which is no character, becomes a question mark."""
    return environment().get_template(template).render(values).encode("utf-8", "replace")
