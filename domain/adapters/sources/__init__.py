"""Sources of imports: folders of this machine, and how their files come into the file store."""

from domain.adapters.files import Folder
from domain.adapters.sources.staging import CopyStaging, FolderStaging
from domain.adapters.sources.tree import Tree
from domain.ports import FileStore, SourceTree, Staging

__all__ = ["Folders", "open_staging"]


class Folders:
    """A `Sources` on the local file systems."""

    def tree(self, folder: str) -> SourceTree:
        """Give the tree of a folder, by its absolute path. It need not be there."""
        return Tree(folder)


def open_staging(files: FileStore) -> Staging:
    """Give the way into this file store: links where it is a folder, else copies."""
    return FolderStaging(files) if isinstance(files, Folder) else CopyStaging(files)
