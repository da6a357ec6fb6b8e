"""The key under which a document was read: everything but its bytes that its rows depend on."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
from flows import fields, reference, rows, schema
from flows.corrections import CorrectionsFile
from flows.issue import Issue

# Libraries that decide what is read from a page: another release may read other words.
_LIBRARIES = ("cn2an", "pdfminer.six", "pdfplumber", "regex")
_SOURCES = (".py", ".toml", ".csv")


def compute_code_key() -> str:
    """Return the SHA-256 of the extractors' sources and vocabulary, of the schema, the reading of references, and the libraries' versions.

    The version number of the project is not asked: it does not change with every edit.
    """
    digest = sha256()
    package = Path(extractors.__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in _SOURCES)
    for file in [*files, *(Path(str(module.__file__)) for module in (fields, reference, rows, schema))]:
        name = file.relative_to(package).as_posix() if package in file.parents else file.name
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    for library in _LIBRARIES:
        try:
            digest.update(f"{library}=={version(library)}\0".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()


def compute_extraction_key(
    issue: Issue, code_key: str, knowledge_key: str = "", corrections: CorrectionsFile | None = None
) -> str:
    """Return the extraction key of a document: 16 hex digits over code, issue's metadata, user's knowledge and corrections."""
    metadata = json.dumps(asdict(issue), sort_keys=True, ensure_ascii=True)
    added = f"\0{knowledge_key}" if knowledge_key else ""
    added += f"\0corrections {corrections.key}" if corrections else ""
    return sha256(f"{code_key}\0{metadata}{added}".encode()).hexdigest()[:16]
