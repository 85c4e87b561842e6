"""Run a command once and tell what it took."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

STARTER = Path(__file__).with_name("starter.py")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took; of the processes that it started in turn, too."""

    seconds: float
    cpu: float
    """Seconds of processor time, user and system."""
    megabytes: float
    """Peak memory of the largest of its processes."""
    status: int
    said: str
    """The end of what it printed, for when it failed."""


def clocked(command: Sequence[str], folder: Path, limit: float) -> Run:
    """Run a command in `folder`. A run of more than `limit` seconds is ended with status -9."""
    log = folder / "said.log"
    whole = [sys.executable, "-I", "-S", str(STARTER), str(log), *command]
    starter = subprocess.Popen(whole, cwd=folder, stdout=subprocess.PIPE, start_new_session=True)
    try:
        out, _ = starter.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        return Run(limit, 0.0, 0.0, -signal.SIGKILL, f"not done after {limit:.0f} s")
    finally:
        if starter.poll() is None:
            os.killpg(starter.pid, signal.SIGKILL)
            starter.wait()
    if starter.returncode:  # it has said why on our stderr
        return Run(0.0, 0.0, 0.0, starter.returncode, f"{command[0]} cannot be started")
    seconds, cpu, peak, status = out.split()
    said = log.read_text(errors="replace")[-2000:].strip()
    return Run(float(seconds), float(cpu), float(peak) / 1e6, int(status), said)
