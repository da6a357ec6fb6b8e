"""What is published in a bucket: the same rules as in a folder, against a real S3 server on this machine."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pandas as pd
import pytest
import s3fs

from flows.bucket import Bucket
from flows.cli import main
from flows.failure import RunError
from flows.manifest import read_snapshot
from flows.object_place import ObjectPlace
from flows.place import open_place
from flows.plan import make_plan
from flows.prune import Pruned, prune
from flows.stored_sources import fetch_readings
from tests.example_article import ARTICLE
from tests.publication import NOON, ingest
from tests.stores import forget, make_bucket, serve, told, upload

DOCUMENTS = ("甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt", "乙刊/2024-2/c.txt")


@pytest.fixture(scope="module")
def server():
    with serve() as endpoint, told(endpoint):
        yield endpoint


@pytest.fixture
def bucket(server, request) -> str:
    return make_bucket(f"b{abs(hash(request.node.name))}")


@pytest.fixture
def raw(bucket) -> str:
    for name in DOCUMENTS:
        Bucket(bucket).write(f"raw/{name}", name.encode())
    return f"{bucket}/raw"


@pytest.fixture
def output(bucket) -> str:
    return f"{bucket}/output"


def articles(output: str) -> pd.DataFrame:
    package = json.loads(Bucket(output).read("datapackage.json")[0])
    paths = next(resource["path"] for resource in package["resources"] if resource["name"] == "articles")
    return pd.concat([pd.read_parquet(f"{output}/{path}") for path in paths]).set_index("source")


def test_an_object_is_replaced_only_under_the_tag_that_was_seen(bucket):
    store = Bucket(bucket)
    assert store.write("head", b"first", absent=True)
    assert not store.write("head", b"second", absent=True)
    content, tag = store.read("head")
    assert content == b"first"
    assert store.write("head", b"third", seen=tag)
    assert not store.write("head", b"fourth", seen=tag)
    assert store.read("head")[0] == b"third"
    store.remove(["head", "never there"])
    assert not store.write("head", b"fifth", seen=tag)
    with pytest.raises(FileNotFoundError, match="head"):
        store.read("head")


def test_documents_in_a_bucket_are_published_in_a_bucket_and_then_nothing_is_read(raw, output):
    assert ingest(raw, output)[1] == ["乙刊/2024-2/c.txt", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt"]
    before = open_place(output).head()
    plan, read = ingest(raw, output, now=NOON + timedelta(days=1))
    assert (plan.is_empty, read) == (True, [])
    assert open_place(output).head() == before
    locations = [document.location for document in read_snapshot(open_place(output)).documents]
    assert locations == [f"{raw}/{name}" for name in ("乙刊/2024-2/c.txt", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt")]


def test_what_is_new_is_fetched_once_to_look_and_once_to_read_and_what_is_forced_once(
    raw, output, tmp_path, monkeypatch
):
    fetched: list[str] = []
    copy = Bucket.copy
    monkeypatch.setattr(Bucket, "copy", lambda self, name, sink: fetched.append(name) or copy(self, name, sink))

    def fetch(*, force: bool = False) -> tuple[int, int]:
        """What the command does, and what the run does after it."""
        fetched.clear()
        options = {"limits": "", "now": NOON, "force": force}
        make_plan(raw, open_place(output), **options)
        looked = count()
        plan = make_plan(raw, open_place(output), folder=tmp_path, **options)
        fetch_readings(plan, tmp_path)
        return looked, count() - looked

    def count() -> int:
        return sum(name.endswith(".txt") for name in fetched)

    assert fetch() == (3, 3)
    ingest(raw, output)
    assert fetch() == (0, 0)
    assert fetch(force=True) == (0, 3)


def test_added_changed_and_removed_documents_are_told_apart_and_others_not_read(raw, output):
    ingest(raw, output)
    store = Bucket(raw)
    store.write("甲刊/2024-1/a.txt", b"changed")
    store.write("乙刊/2024-2/d.txt", b"added")
    store.remove(["乙刊/2024-2/c.txt"])
    plan, read = ingest(raw, output)
    assert sorted(read) == ["乙刊/2024-2/d.txt", "甲刊/2024-1/a.txt"]
    assert (plan.reasons, plan.removed) == ({"added": 1, "changed": 1}, ("乙刊/2024-2/c.txt",))
    assert list(articles(output).index) == ["乙刊/2024-2/d.txt", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt"]


def test_the_files_are_those_of_a_folder_byte_for_byte(raw, output, tmp_path):
    for name in DOCUMENTS:
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).write_bytes(name.encode())
    ingest(raw, output)
    ingest(tmp_path / "raw", tmp_path / "output")
    for stored in Bucket(output).list("objects"):
        assert Bucket(output).read(stored.name)[0] == (tmp_path / "output" / stored.name).read_bytes()


def test_a_folder_is_published_in_a_bucket_and_a_bucket_in_a_folder(raw, output, tmp_path):
    ingest(raw, tmp_path / "output")
    assert len(pd.read_parquet(tmp_path / "output" / "current" / "articles")) == 3
    assert ingest(raw, tmp_path / "output")[0].is_empty
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "e.txt").write_text("e", encoding="utf-8")
    ingest(tmp_path / "raw", output)
    assert ingest(tmp_path / "raw", output)[0].is_empty
    assert list(articles(output).index) == ["e.txt"]


def test_issues_take_their_metadata_from_the_bucket_and_one_that_is_broken_is_a_row(bucket, output):
    store = Bucket(bucket)
    store.write("raw/x/issue.toml", 'journal = "丙刊"\nyear = 2020\nnumber = 3\n'.encode())
    store.write("raw/x/deep/f.txt", b"f")
    store.write("raw/y/issue.toml", b"journal = [")
    store.write("raw/y/.hidden/g.txt", b"g")
    store.write("raw/y/notes.docx", b"n")
    store.write("raw/y/README.txt", b"r")
    plan, read = ingest(f"{bucket}/raw", output)
    assert (read, plan.skipped) == (["x/deep/f.txt"], ("y/notes.docx",))
    rows = articles(output)
    assert rows.issue["x/deep/f.txt"] == "丙刊/2020-3"
    assert rows.error["y/issue.toml"].startswith("IssueFileError: cannot be used")
    # The issue of a single document is looked for upwards, beyond what is ingested.
    ingest(f"{bucket}/raw/x/deep/f.txt", f"{bucket}/single")
    assert articles(f"{bucket}/single").issue.to_dict() == {"deep/f.txt": "丙刊/2020-3"}


def test_one_document_is_ingested_by_its_address(raw, output):
    assert ingest(f"{raw}/甲刊/2024-1/b.txt", output)[1] == ["甲刊/2024-1/b.txt"]


def test_an_output_below_raw_is_not_taken_for_documents(raw):
    output = f"{raw}/output"
    ingest(raw, output)
    Bucket(output).write("note.txt", b"no article")
    assert ingest(raw, output)[0].is_empty


def test_issues_of_two_ingestions_at_once_are_both_there(raw, output):
    ingest(f"{raw}/甲刊", output, meanwhile=lambda: ingest(f"{raw}/乙刊", output))
    assert set(articles(output).index) == set(DOCUMENTS)


def test_of_two_ingestions_of_one_issue_the_second_says_that_the_first_stays(raw, output):
    def other() -> None:
        Bucket(raw).write("甲刊/2024-1/a.txt", b"theirs")
        ingest(f"{raw}/甲刊", output)

    with pytest.raises(RunError, match="甲刊/2024-1 was published by another ingestion meanwhile, and its rows stay"):
        ingest(f"{raw}/甲刊", output, meanwhile=other)
    assert len(articles(output)) == 2


def test_many_writers_lose_nothing(bucket, tmp_path):
    output, faults = f"{bucket}/output", []
    for number in range(6):
        folder = tmp_path / "raw" / f"刊{number}" / "2024-1"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(str(number), encoding="utf-8")

    def write(first: int) -> None:
        try:
            for number in range(first, first + 2):
                ingest(tmp_path / "raw" / f"刊{number}", output)
        except Exception as error:  # noqa: BLE001 (told by the test)
            faults.append(error)

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 2, 4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    assert len(articles(output)) == 6


def test_old_snapshots_go_and_objects_that_nothing_leads_to_once_they_are_old(raw, output, monkeypatch):
    for text in "123":
        Bucket(raw).write("甲刊/2024-1/a.txt", text.encode())
        ingest(raw, output)
    Bucket(output).write("objects/cells/orphan.parquet", b"of a run that may still publish it")
    place = open_place(output)
    assert prune(place, keep=2, grace=0) == Pruned(snapshots=1)
    assert len(Bucket(output).list("history")) == 1
    monkeypatch.setattr("flows.object_place._ORPHANED", -3600.0)  # an hour from now
    pruned = prune(place, keep=2, grace=0)
    assert (pruned.snapshots, pruned.objects) == (0, 1 + 9)
    assert len(articles(output)) == 3
    assert prune(place, keep=2, grace=0) == Pruned()


def test_objects_that_were_lost_are_made_again(raw, output):
    ingest(raw, output)
    lost = Bucket(output).list("objects/claims")[0].name
    Bucket(output).remove([lost])
    assert ingest(raw, output)[1]
    assert lost in [stored.name for stored in Bucket(output).list("objects/claims")]


def test_what_is_wrong_with_a_bucket_is_told_in_a_sentence(server, bucket, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    assert main(["ingest", "s3://no-such-bucket/raw", "--output", str(tmp_path / "output")]) == 2
    assert capsys.readouterr().err == "shubiao: s3://no-such-bucket/raw: there is no such bucket or object.\n"
    assert main(["ingest", f"{bucket}/raw", "--output", str(tmp_path / "output")]) == 2
    assert "holds no document" in capsys.readouterr().err
    assert main(["check", f"{bucket}/output"]) == 2
    assert "holds no snapshot" in capsys.readouterr().err
    assert main(["check", "s3://"]) == 2
    assert "names no bucket" in capsys.readouterr().err
    Bucket(bucket).write("output/datapackage.json", b'{"name": "of another program"}')
    assert main(["check", f"{bucket}/output"]) == 2
    assert "was not made by a publication" in capsys.readouterr().err


def test_a_store_that_does_not_answer_is_told_of_in_a_sentence(server, monkeypatch, capsys):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    forget()
    try:
        assert main(["check", "s3://bucket/output"]) == 2
    finally:
        monkeypatch.undo()
        forget()
    assert "s3://bucket/output/datapackage.json: Could not connect" in capsys.readouterr().err


def test_the_command_publishes_from_bucket_to_bucket_and_reads_what_it_published(bucket, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    upload(tmp_path / "local", f"{bucket}/raw/学报/2024-1")
    assert main(["ingest", f"{bucket}/raw", "--output", f"{bucket}/output", "--workers", "1"]) == 0
    assert capfd.readouterr().out.startswith("Published: 1 document read (1 added).\n")
    assert len(articles(f"{bucket}/output")) == 1
    assert main(["ingest", f"{bucket}/raw", "--output", f"{bucket}/output"]) == 0
    assert capfd.readouterr().out.startswith("Nothing has changed: 1 document published already.")
    assert main(["check", f"{bucket}/output"]) == 0
    assert main(["labels", f"{bucket}/output"]) == 0
    assert main(["export", f"{bucket}/output", str(tmp_path / "csv")]) == 0
    assert (tmp_path / "csv" / "observations.csv").exists()
    # Nothing is left on this machine but the engine's home.
    assert {path.name for path in tmp_path.iterdir()} == {"local", "csv", ".state"}
    assert [path.name for path in (tmp_path / ".state" / "runs").iterdir()] == [".lock"]


def test_a_place_in_a_bucket_lists_what_is_there_now(bucket):
    place = ObjectPlace(f"{bucket}/x")
    place.write("objects/a", b"1")
    s3fs.S3FileSystem(use_listings_cache=False).pipe_file(f"{bucket}/x/objects/b", b"22")
    assert [(entry.name, entry.bytes) for entry in place.list("objects")] == [("objects/a", 1), ("objects/b", 2)]
    assert place.list("object") == ()
