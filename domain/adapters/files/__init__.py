"""The file store behind a URL: a folder by default, a bucket by the same port."""

from domain.adapters.addresses import BucketAddress, FolderAddress, read_address
from domain.adapters.files.folder import Folder
from domain.adapters.settings import NAMES, BadSetting
from domain.ports import FileStore

__all__ = ["Folder", "open_files"]


def open_files(url: str, *, reads: bool = False) -> FileStore:
    """Open the store and try it once. Raises BadSetting.

    A folder is made where it lacks; a bucket must be there. For whoever only `reads`, nothing is
    made, and nothing put to try it.
    """
    name = NAMES["files_url"]
    try:
        match read_address(url):
            case FolderAddress(path):
                if reads and not path.is_dir():
                    raise ValueError("names no folder that is there")
                return Folder(path)
            case BucketAddress() as address:
                from domain.adapters.files.bucket import Bucket

                bucket = Bucket(address)
                if not reads:
                    bucket.check()
                return bucket
    except ValueError as wrong:
        raise BadSetting(f"{name} {wrong}.") from None
    except ImportError as missing:
        needs = f"needs the Python package {missing.name}: install spolvero[s3]"
        raise BadSetting(f"{name} {needs}.") from None
    except OSError as wrong:
        raise BadSetting(f"{name}: no files can be kept there ({wrong.strerror}).") from None
