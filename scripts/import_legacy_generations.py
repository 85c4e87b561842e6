"""Import folders of batches as the generator writes them: --help says how.

docs/operating/legacy-imports.md is the procedure.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handlers.legacy.main import main  # noqa: E402 (from this checkout, wherever one stands)

if __name__ == "__main__":
    raise SystemExit(main("generations", ROOT))
