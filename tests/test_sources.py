from __future__ import annotations

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from flows.failure import RunError
from flows.issue import Issue, find_issue
from flows.sources import find_sources, printable, refuse_copies
from tests.permissions import permissions_bind


def write(path: Path, content: bytes | str = b"text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(raw: Path) -> list[str]:
    return [document.source for document in find_sources(raw).documents]


def failures(raw: Path) -> dict[str, str]:
    return {document.source: document.failure.text for document in find_sources(raw).documents if document.failure}


def test_documents_come_in_the_order_of_their_paths_with_their_hashes(tmp_path):
    for name in ("乙刊/2024-1/b.PDF", "乙刊/2024-1/a.txt", "甲刊/2023-12/c.pdf"):
        write(tmp_path / name, name)
    documents = find_sources(tmp_path).documents
    assert [document.source for document in documents] == sorted(
        ["乙刊/2024-1/a.txt", "乙刊/2024-1/b.PDF", "甲刊/2023-12/c.pdf"]
    )
    assert all(document.sha256 == sha256(document.source.encode()).hexdigest() for document in documents)


def test_a_document_has_one_name_whether_the_root_a_journal_an_issue_or_itself_is_given(tmp_path):
    file = write(tmp_path / "raw" / "学报" / "2024-03" / "a.txt")
    for raw in (tmp_path / "raw", *list(file.parents)[:2], file):
        (document,) = find_sources(raw).documents
        assert document.source == "学报/2024-03/a.txt"
        assert document.issue == Issue("学报", 2024, "3")


def test_the_nearest_issue_file_decides_and_the_folders_fill_what_it_leaves_out(tmp_path):
    write(tmp_path / "issue.toml", 'journal = "远"\nyear = 1999\n')
    write(
        tmp_path / "学报" / "2024-3" / "issue.toml",
        'journal = "新学报"\nlicence = "CC0-1.0"\nsource = "https://e.org"\n',
    )
    write(tmp_path / "学报" / "2024-3" / "appendix" / "a.txt")
    write(tmp_path / "stray" / "b.txt")
    near, far = find_sources(tmp_path).documents[::-1]
    assert near.issue == Issue("新学报", 2024, "3", "CC0-1.0", "https://e.org")
    assert far.issue == Issue("远", 1999)
    assert (near.issue.id, far.issue.id) == ("新学报/2024-3", "远/1999")


def test_numbers_of_issues_may_be_double_or_supplements(tmp_path):
    assert find_issue(tmp_path / "学报" / "2024-11-12").issue.id == "学报/2024-11-12"
    assert find_issue(tmp_path / "学报" / "2024-S1").issue.id == "学报/2024-S1"


def test_other_folders_are_unfiled(tmp_path):
    write(tmp_path / "papers" / "2024" / "a.txt")
    (document,) = find_sources(tmp_path / "papers").documents
    assert (document.issue.id, document.source) == ("unfiled", "2024/a.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("journal = ", "Invalid value"),
        ("year = 'soon'", "year is not a year"),
        ("journal = 7", "journal is not a text"),
        ("number = [1]", "number is not a text"),
    ],
)
def test_an_issue_file_that_cannot_be_used_is_a_failure_and_the_names_decide(tmp_path, text, words):
    write(tmp_path / "学报" / "2024-3" / "issue.toml", text)
    write(tmp_path / "学报" / "2024-3" / "a.txt")
    (source, error), *others = failures(tmp_path).items()
    assert not others
    assert source == "学报/2024-3/issue.toml"
    assert error.startswith("IssueFileError: cannot be used")
    assert words in error
    assert {document.issue.id for document in find_sources(tmp_path).documents} == {"学报/2024-3"}


def test_slugs_are_safe_in_file_names_and_short():
    assert Issue("../Journal of A & B", 2024, "1/2").slug == "journal-of-a-b-2024-1-2"
    assert Issue("学报" * 100, 2024, "1").slug == ("学报" * 14)[:26]
    assert Issue("..").slug == "unfiled"


def test_what_accompanies_documents_is_passed_over_and_other_files_are_listed(tmp_path):
    for name in ("a.txt", "issue.toml", "README.txt", "corrections.toml", ".hidden.txt", "~$a.pdf", "LICENSE"):
        write(tmp_path / name, "")
    for name in ("scan.jpg", "b.docx", ".git/c.txt"):
        write(tmp_path / name)
    found = find_sources(tmp_path)
    assert [document.source for document in found.documents] == ["a.txt"]
    assert found.skipped == ("b.docx", "scan.jpg")


def test_a_single_file_is_taken_whatever_its_ending(tmp_path):
    assert names(write(tmp_path / "article.md")) == ["article.md"]


def test_links_are_followed_and_circles_are_not(tmp_path):
    write(tmp_path / "elsewhere" / "a.txt")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "folder").symlink_to(tmp_path / "elsewhere")
    (raw / "again").symlink_to(raw)
    (raw / "b.txt").symlink_to(write(tmp_path / "target", "other"))
    assert names(raw) == ["b.txt", "folder/a.txt"]


def test_links_to_nothing_and_round_in_circles_are_failures(tmp_path):
    write(tmp_path / "good.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "round.pdf").symlink_to(tmp_path / "round.pdf")
    assert set(failures(tmp_path)) == {"gone.txt", "round.pdf"}
    assert "link to a file that is not there" in failures(tmp_path)["gone.txt"]
    assert failures(tmp_path)["round.pdf"].startswith("UnreadableSourceError: cannot be read")


def test_what_is_no_regular_file_is_a_failure_and_is_never_opened(tmp_path):
    write(tmp_path / "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.pdf"))
        assert failures(tmp_path) == dict.fromkeys(
            ("pipe.txt", "socket.pdf"), "UnreadableSourceError: is not a regular file; put a file in its place."
        )


def test_a_folder_or_file_without_permission_is_a_failure_and_the_others_go_on(tmp_path):
    write(tmp_path / "good.txt")
    write(tmp_path / "shut" / "a.txt")
    write(tmp_path / "closed.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    with permissions_bind():
        assert set(failures(tmp_path)) == {"shut", "closed.txt"}
    (tmp_path / "shut").chmod(0o755)


def test_a_file_beyond_the_counted_size_is_refused_without_being_read(tmp_path):
    with write(tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2**31)
    assert failures(tmp_path) == {"huge.txt": "OversizedSourceError: is larger than 2 GiB; split it."}


def test_names_that_are_not_utf_8_are_printed_with_their_bytes(tmp_path):
    write(tmp_path / os.fsdecode(b"\xb1\xfb") / os.fsdecode(b"\xd2\xd2.txt"))
    (document,) = find_sources(tmp_path).documents
    assert document.source == r"\xb1\xfb/\xd2\xd2.txt"
    assert document.path.read_bytes() == b"text"
    assert printable(document.path).endswith(document.source)


@pytest.mark.parametrize("make", [lambda _: None, lambda path: path.mkdir(), lambda path: write(path / "a.jpg")])
def test_a_raw_without_any_document_is_refused(tmp_path, make):
    make(tmp_path / "raw")
    with pytest.raises(RunError, match=r"raw: (there is no such|holds no document)"):
        find_sources(tmp_path / "raw")


def test_the_second_copy_of_the_same_bytes_is_refused(tmp_path):
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        write(tmp_path / name, "same")
    write(tmp_path / "d.txt", "other")
    documents = refuse_copies(find_sources(tmp_path).documents, {})
    refused = {document.source: document.failure.text for document in documents if document.failure}
    sentence = "DuplicateSourceError: has the same bytes as a.txt; remove one of the two."
    assert refused == {"b.txt": sentence, "sub/c.txt": sentence}


def test_a_copy_of_what_is_published_from_elsewhere_is_refused(tmp_path):
    write(tmp_path / "a.txt", "same")
    digest = sha256(b"same").hexdigest()
    (document,) = refuse_copies(find_sources(tmp_path).documents, {digest: "other/2020-1/z.txt"})
    assert "other/2020-1/z.txt" in document.failure.text
