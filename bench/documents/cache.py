"""The documents to measure on, as files: written or fetched once, then kept."""

import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parent / "peers" / "types" / "cache"
SYNTHETIC = {
    "small": "small.yaml",
    "box": "box.json",
    "stripe": "stripe.yaml",
    "github": "github.json",
}
REAL_PACKAGE = "@octokit/openapi@23.0.2"
REAL_MEMBER = "package/generated/api.github.com.json"
REAL_BYTES = 13_001_822


def synthetic() -> dict[str, Path]:
    """Give the synthetic documents, smallest first; write them if this folder is newer."""
    newest = max(source.stat().st_mtime for source in HERE.glob("*.py"))
    found = {name: CACHE / file for name, file in SYNTHETIC.items()}
    if not all(path.exists() and path.stat().st_mtime > newest for path in found.values()):
        print("writing the documents", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "documents", CACHE], cwd=HERE.parent, check=True)
    return found


def real() -> dict[str, Path]:
    """Give GitHub's own document; the first time it is fetched from npm, 28 MB."""
    path = CACHE / "api.github.com.json"
    if not path.exists() or path.stat().st_size != REAL_BYTES:
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"fetching {REAL_PACKAGE}", file=sys.stderr)
        command = ["npm", "pack", REAL_PACKAGE, "--silent", "--pack-destination", str(CACHE)]
        archive = CACHE / subprocess.check_output(command, text=True).split()[-1]
        with tarfile.open(archive) as package:
            member = package.extractfile(REAL_MEMBER)
            assert member is not None
            raw = member.read()
        archive.unlink()
        if len(raw) != REAL_BYTES:
            raise SystemExit(f"{REAL_MEMBER} has {len(raw)} bytes, not {REAL_BYTES}")
        path.write_bytes(raw)
    return {"github": path}
