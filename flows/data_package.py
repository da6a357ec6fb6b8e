"""A snapshot as a Frictionless Data Package (version 2)."""

from __future__ import annotations

import json

from flows.fields import DatasetSchema, Field
from flows.issue import Issue
from flows.manifest import PublishedFile, Run, Snapshot
from flows.schema import DATASETS, SCHEMA_VERSION

DATA_PACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

# https://datapackage.org/standard/table-schema/#field-types; int8 and int32 are ranges of integer.
_TYPES = {
    "string": "string",
    "int8": "integer",
    "int32": "integer",
    "float64": "number",
    "bool": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "list": "array",
}
# The datasets whose keys others refer to.
_PARENTS = {"article_id": "articles", "table_id": "tables"}


def snapshot_to_data_package(snapshot: Snapshot, name: str = "", prefix: str = "") -> str:
    """Return `datapackage.json`: resources with schemas, keys, sizes and hashes; sources; licences; schema version; runs.

    It is as old as the newest document in it, not as the run, so that the same data make the same package. Where it lies
    outside its snapshot it has the snapshot's `name`, and `prefix` leads to the files.
    """
    created = max((document.extracted_at for document in snapshot.documents), default=None)
    issues = [issue.issue for issue in snapshot.issues]
    licences = sorted({issue.licence for issue in issues if issue.licence})
    package: dict[str, object] = {
        "$schema": PROFILE,
        "name": "shubiao",
        "title": "Tables and numeric claims of journal articles",
        "version": SCHEMA_VERSION,
        **({"created": created} if created else {}),
        "sources": [_to_source(issue) for issue in issues],
        # The terms of an article's facts are its journal's: named as the issues name them.
        **({"licenses": [{"name": _to_name(licence), "title": licence} for licence in licences]} if licences else {}),
        **({"snapshot": name} if prefix else {}),
        "runs": _to_runs(snapshot),
        # The pages that people read: no dataset, so no resource.
        **({"report": _to_report(name if prefix else "")} if any(issue.report for issue in snapshot.issues) else {}),
        "resources": [_to_resource(schema, snapshot, prefix) for schema in DATASETS],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _to_report(name: str) -> str:
    return f"snapshots/{name}/report/index.html" if name else "report/index.html"


def _to_runs(snapshot: Snapshot) -> list[dict[str, object]]:
    """Return the runs that made the files, each once, with the program's revision, what it was told, and its issues."""
    issues: dict[Run, list[str]] = {}
    for issue in snapshot.issues:
        issues.setdefault(issue.run, []).append(issue.issue.id)
    return [
        {
            "program": "shubiao",
            "version": run.version,
            "revision": run.revision,
            "parameters": dict(run.parameters),
            "issues": names,
        }
        for run, names in issues.items()
    ]


def _to_source(issue: Issue) -> dict[str, str]:
    if issue.source is None:
        return {"title": issue.id}
    if issue.source.startswith(("https://", "http://")):
        return {"title": issue.id, "path": issue.source}
    return {"title": f"{issue.id}: {issue.source}"}


def _to_name(licence: str) -> str:
    """Return an identifier such as CC0-1.0: the profile allows letters and digits of ASCII, `-`, `.` and `_`."""
    kept = (letter if letter.isascii() and (letter.isalnum() or letter in "-._") else " " for letter in licence)
    return "-".join("".join(kept).split())[:80] or "other"


def _to_resource(schema: DatasetSchema, snapshot: Snapshot, prefix: str) -> dict[str, object]:
    files = [file for issue in snapshot.issues for file in issue.files if file.dataset == schema.name]
    return {
        "name": schema.name,
        "description": schema.description,
        "type": "table",
        "path": [prefix + file.path for file in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(file.bytes for file in files),
        "rows": sum(file.rows for file in files),
        "files": [_to_entry(file, prefix) for file in files],
        "schema": _to_schema(schema),
    }


def _to_entry(file: PublishedFile, prefix: str) -> dict[str, object]:
    return {"path": prefix + file.path, "bytes": file.bytes, "hash": f"sha256:{file.sha256}", "rows": file.rows}


def _to_schema(schema: DatasetSchema) -> dict[str, object]:
    keys = [
        {"fields": [name], "reference": {"resource": parent, "fields": [name]}}
        for name, parent in _PARENTS.items()
        if name in schema.names and parent != schema.name
    ]
    return {
        "fields": [_to_field(field) for field in schema.fields],
        "missingValues": [],
        **({"primaryKey": list(schema.key)} if schema.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _to_field(field: Field) -> dict[str, object]:
    constraints: dict[str, object] = {} if field.nullable else {"required": True}
    if field.values:
        constraints["enum"] = list(field.values)
    return {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": field.description,
        **({"constraints": constraints} if constraints else {}),
    }
