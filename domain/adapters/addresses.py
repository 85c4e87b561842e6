"""What `SPOLVERO_FILES_URL` may say: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…`."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
REGION = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class FolderAddress:
    """A folder of this machine, or one that it has mounted."""

    path: Path


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """A bucket, and under which names in it; where its server is, if not Amazon's."""

    bucket: str
    prefix: str
    endpoint: str | None
    region: str | None


def read_address(url: str) -> FolderAddress | BucketAddress:
    """Read the URL. Raises ValueError, whose text goes on from the setting's name."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError("is no URL") from None
    if parts.fragment:
        raise ValueError("may have no fragment")
    if parts.scheme == "file":
        return _folder(parts)
    if parts.scheme == "s3":
        return _bucket(parts)
    raise ValueError("must begin with file:/// or s3://")


def _folder(parts: SplitResult) -> FolderAddress:
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost") or not path.startswith("/") or "\0" in path:
        raise ValueError("must name a folder from the root on, as in file:///srv/files")
    if parts.query:
        raise ValueError("may say nothing after the folder")
    return FolderAddress(Path(path))


def _bucket(parts: SplitResult) -> BucketAddress:
    if "@" in parts.netloc:
        raise ValueError("may hold no credentials; they come from AWS_ACCESS_KEY_ID and the like")
    if not BUCKET_NAME.fullmatch(parts.netloc):
        raise ValueError("must name a bucket, as in s3://pictures")
    prefix = unquote(parts.path).strip("/")
    if prefix and any(part in ("", ".", "..") for part in prefix.split("/")):
        raise ValueError("must name a prefix without empty parts, . and ..")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    options = dict(asked)
    if len(options) < len(asked) or not options.keys() <= {"endpoint", "region"}:
        raise ValueError("may say endpoint=… and region=… after the bucket, once each")
    endpoint, region = options.get("endpoint"), options.get("region")
    if endpoint is not None and not _is_endpoint(endpoint):
        raise ValueError("must name its endpoint as in endpoint=https://s3.example.org:8333")
    if region is not None and not REGION.fullmatch(region):
        raise ValueError("must name its region as in region=eu-south-1")
    return BucketAddress(parts.netloc, prefix, endpoint, region)


def _is_endpoint(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and port != 0
        and "@" not in parts.netloc
        and not (parts.query or parts.fragment)
    )
