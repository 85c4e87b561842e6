"""Start a command, wait for it, print its seconds, processor seconds, peak bytes, exit status.

`python -I -S starter.py LOG COMMAND...`. This is a process of its own, and imports next to nothing,
because Linux counts what the starting process holds as memory of the started one: a benchmark of
60 MB would never see a child with less. This one holds 8 MB, less than any interpreter needs.
"""

import os
import sys
import time

log, *command = sys.argv[1:]
actions = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    (os.POSIX_SPAWN_DUP2, 1, 2),
]
began = time.perf_counter()
try:
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
except OSError as reason:
    sys.exit(str(reason))
_, status, used = os.wait4(process, 0)
seconds = time.perf_counter() - began
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(seconds, used.ru_utime + used.ru_stime, peak, os.waitstatus_to_exitcode(status))
