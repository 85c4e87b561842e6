"""How files of a source come into the file store."""

from collections.abc import Iterable, Iterator, Sequence

from domain.adapters.files import Folder
from domain.ports import FileStore, SourceTree, Staged, ToStage


class CopyStaging:
    """A Staging into any file store: by copies, or not at all."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def refusal(self, how: str) -> str | None:
        raise NotImplementedError

    def stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        raise NotImplementedError

    def staged(self, share: str) -> Iterator[Staged]:
        raise NotImplementedError

    def digests(self, names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
        raise NotImplementedError


class FolderStaging(CopyStaging):
    """A Staging into a folder of this machine."""

    def __init__(self, files: Folder) -> None:
        super().__init__(files)
