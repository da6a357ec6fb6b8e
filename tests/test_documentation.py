from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import extractors
from flows.cli import app

ROOT = Path(__file__).parent.parent


def test_the_readme_says_what_the_code_does():
    failures, examples = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert (failures, examples > 3) == (0, True)


def test_examples_in_docstrings_hold():
    names = ["extractors", *(module.name for module in pkgutil.walk_packages(extractors.__path__, "extractors."))]
    results = {name: doctest.testmod(importlib.import_module(name)) for name in names}
    assert {name: result.failed for name, result in results.items() if result.failed} == {}
    assert sum(result.attempted for result in results.values()) > 2


def test_no_committed_file_names_a_package_index():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "index-url" not in text
        assert "://" not in text


def test_commands_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\s+make (\w+)", readme, re.MULTILINE):
        assert f"\n{target}:" in makefile
    for command in set(re.findall(r"^\s+(?:\S*/)?shubiao (\w+)", readme, re.MULTILINE)):
        assert command in app


def test_links_between_the_pages_of_the_repository_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    missing = [
        f"{page.name}: {link}" for page, link in links if "://" not in link and not (page.parent / link).exists()
    ]
    assert (missing, len(links) > 3) == ([], True)
