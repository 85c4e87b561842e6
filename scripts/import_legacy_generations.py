"""Import folders of batches as the generator writes them: --help says how.

docs/operating/legacy-imports.md is the procedure.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handlers.legacy.interpreter import take_own  # noqa: E402 (wherever one stands)

take_own(ROOT)

from handlers.legacy.main import main  # noqa: E402 (needs what is installed)

if __name__ == "__main__":
    raise SystemExit(main("generations", ROOT))
