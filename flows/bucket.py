"""A bucket of an S3-compatible object store: the only file that knows its library. Credentials come from the usual environment."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from flows.failure import RunError

SCHEME = "s3://"
# What S3 answers to a condition that does not hold, and to two conditional writes at once.
_REFUSALS = {"PreconditionFailed", "ConditionalRequestConflict"}
_PIECE = 2**20
_AT_ONCE = 1000  # names that one request may remove


@dataclass(frozen=True, slots=True)
class Stored:
    """An object in a listing: its name below the address that was listed, and what its store says of it."""

    name: str
    bytes: int
    modified: float
    tag: str


def is_stored(address: object) -> bool:
    """Tell whether RAW or OUTPUT is the address of a bucket."""
    return str(address).startswith(SCHEME)


class Bucket:
    """What lies below an address such as `s3://bucket/folder`. What fails is an `OSError` with the address."""

    def __init__(self, address: str) -> None:
        bucket, _, folder = address.removeprefix(SCHEME).strip("/").partition("/")
        if not bucket:
            raise RunError(f"{address}: names no bucket; write s3://bucket/folder.")
        self.address = f"{SCHEME}{bucket}/{folder}".rstrip("/")
        self._bucket, self._folder = bucket, folder

    def read(self, name: str) -> tuple[bytes, str]:
        """Return an object and its tag. Refused (`FileNotFoundError`): one that is not there."""
        pieces: list[bytes] = []
        # Content and tag of one answer: between two, the object might be replaced.
        tag = self.copy(name, pieces.append)
        return b"".join(pieces), tag

    def write(self, name: str, content: bytes, *, seen: str | None = None, absent: bool = False) -> bool:
        """Write an object; only if it has the tag that was `seen`, or only if it is `absent`. False: not so."""
        condition = {"IfMatch": seen} if seen is not None else {"IfNoneMatch": "*"} if absent else {}
        try:
            with self._told(name):
                _connect().call_s3("put_object", Bucket=self._bucket, Key=self._key(name), Body=content, **condition)
        except OSError as error:
            if condition and _to_code(error) in _REFUSALS:
                return False
            if seen is not None and isinstance(error, FileNotFoundError):
                return False
            raise
        return True

    def upload(self, name: str, file: Path) -> None:
        """Write an object from a file of any size."""
        with self._told(name):
            _connect().put_file(str(file), f"{self._bucket}/{self._key(name)}")

    def copy(self, name: str, sink: Callable[[bytes], object]) -> str:
        """Give an object to a sink piece by piece, and return its tag."""
        with self._told(name):
            answer = _connect().call_s3("get_object", Bucket=self._bucket, Key=self._key(name))
            _pour(answer["Body"], sink)
            return str(answer["ETag"])

    def list(self, folder: str = "") -> list[Stored]:
        """List all objects below a folder in the order of their names, as they are now."""
        root = "/".join(part for part in (self._folder, folder) if part)
        prefix = f"{root}/" if root else ""
        with self._told(folder):
            found: list[Stored] = []
            token: dict[str, str] = {}
            while True:
                page = _connect().call_s3("list_objects_v2", Bucket=self._bucket, Prefix=prefix, **token)
                found += (self._to_stored(entry) for entry in page.get("Contents", ()))
                if not page.get("IsTruncated"):
                    return sorted(found, key=lambda stored: stored.name)
                token = {"ContinuationToken": page["NextContinuationToken"]}

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects; one that is not there is no error."""
        keys = [{"Key": self._key(name)} for name in names]
        for start in range(0, len(keys), _AT_ONCE):
            part = {"Objects": keys[start : start + _AT_ONCE], "Quiet": True}
            with self._told(""):
                answer = _connect().call_s3("delete_objects", Bucket=self._bucket, Delete=part)
                if errors := answer.get("Errors"):
                    raise OSError(errno.EIO, str(errors[0].get("Message", "could not be removed")))

    def _key(self, name: str) -> str:
        return "/".join(part for part in (self._folder, name) if part)

    def _to_stored(self, entry: dict[str, Any]) -> Stored:
        modified: datetime = entry["LastModified"]
        name = str(entry["Key"])[len(self._folder) + 1 if self._folder else 0 :]
        return Stored(name, int(entry["Size"]), modified.timestamp(), str(entry["ETag"]))

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Let every error say which address it is about."""
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415 (an extra)

        address = f"{self.address}/{name}".rstrip("/")
        try:
            yield
        except FileNotFoundError as error:
            raise FileNotFoundError(errno.ENOENT, "there is no such bucket or object", address) from error
        except PermissionError as error:
            raise PermissionError(errno.EACCES, f"the store refuses access ({error})", address) from error
        except (OSError, BotoCoreError) as error:
            raise OSError(errno.EIO, " ".join(str(error).split())[:300], address) from error


@cache
def _connect() -> Any:  # noqa: ANN401 (an extra, without types)
    try:
        import s3fs  # noqa: PLC0415
    except ImportError as error:
        raise RunError("s3:// needs an extra: pip install 'shubiao[s3]'.") from error
    # What others write has to be seen at once.
    return s3fs.S3FileSystem(use_listings_cache=False)


def _pour(body: Any, sink: Callable[[bytes], object]) -> None:  # noqa: ANN401 (as above)
    from fsspec.asyn import sync  # noqa: PLC0415 (as above)

    async def pour() -> None:
        async with body as stream:
            while piece := await stream.read(_PIECE):
                sink(piece)

    sync(_connect().loop, pour)


def _to_code(error: BaseException) -> str:
    """Return the store's own word for what happened."""
    cause: BaseException | None = error
    while cause is not None:
        response = getattr(cause, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
        cause = cause.__cause__
    return ""
