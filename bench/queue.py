"""Measure our queue beside others: `python bench/queue.py [--quick] [--json] [--fsync off]`.

What is measured, and what may be concluded from it, is in bench/README.md; the code is in
bench/queues/. Python has a `queue` of its own, which other libraries import, and the folder of a
script comes before Python's: so this file gives that one to whoever imports it.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from sysconfig import get_path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])
    from bench.queues.report import main

    main()
else:
    spec = spec_from_file_location(__name__, Path(get_path("stdlib"), "queue.py"))
    assert spec
    assert spec.loader
    sys.modules[__name__] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[__name__])
