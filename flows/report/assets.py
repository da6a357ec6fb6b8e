"""The style sheet and the scripts of the pages, named by their content: pages of two versions may stand side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from flows.report.words import load_words

# Vega, Vega-Lite and the interpreter of its expressions, which a strict Content-Security-Policy asks for. The order counts.
_CHART_SCRIPTS: Final = ("vega.min.js", "vega-lite.min.js", "vega-interpreter.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages share."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """What the pages load: a style sheet, a script, and the runtime of the charts, loaded when one comes into sight."""

    style: Asset
    script: Asset
    charts: Asset

    @property
    def all(self) -> tuple[Asset, ...]:
        """The files."""
        return (self.style, self.script, self.charts)


@cache
def load_assets() -> Assets:
    """Return the assets of this version of the program."""
    words = json.dumps(load_words(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    script = f"const WORDS = {words};\n".encode() + _read("report.js")
    charts = b"\n".join(_read(f"vega/{name}") for name in _CHART_SCRIPTS)
    return Assets(
        _to_asset("report", "css", _read("report.css")),
        _to_asset("report", "js", b"(function () {\n" + script + b"})();\n"),
        _to_asset("charts", "js", charts),
    )


def _read(name: str) -> bytes:
    return (files(__package__) / "static" / name).read_bytes()


def _to_asset(stem: str, ending: str, content: bytes) -> Asset:
    return Asset(f"{stem}-{sha256(content).hexdigest()[:8]}.{ending}", content)
