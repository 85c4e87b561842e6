"""How long the command line takes to start, beside Python itself.

    .venv/bin/python bench/cli.py [--rounds 20]

Each command is started in turn by `starter.py`; the best and the middle of all rounds are told, in
milliseconds, and how many times the start of Python that is.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CONSOLE = (sys.executable, "-m", "handlers.console")
COMMANDS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "spolvero --help": (*CONSOLE, "--help"),
    "spolvero jobs queue --help": (*CONSOLE, "jobs", "queue", "--help"),
    "spolvero api --help": (*CONSOLE, "api", "--help"),
    "a key of completion": (*CONSOLE, "complete", "bash", "jobs", "list", "--"),
    "spolvero call openapi.yaml --help": (*CONSOLE, "call", "openapi/openapi.yaml", "--help"),
}


def seconds(command: tuple[str, ...]) -> float:
    """How long one start takes."""
    with tempfile.NamedTemporaryFile() as log:
        starter = (sys.executable, "-I", "-S", str(HERE / "starter.py"), log.name)
        ran = subprocess.run((*starter, *command), capture_output=True, text=True, cwd=HERE.parent)
        took, _, _, status = ran.stdout.split()
        if status != "0":
            sys.exit(f"{' '.join(command)}: exit status {status}")
    return float(took)


def main() -> None:
    """Measure all in turns, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            took[name].append(seconds(command) * 1000)
    floor = min(took["python -c pass"])
    print(f"{'':36}{'best':>8}{'middle':>8}   times Python")
    for name, all_of_it in took.items():
        best, middle = min(all_of_it), statistics.median(all_of_it)
        print(f"{name:36}{best:8.0f}{middle:8.0f}{best / floor:10.1f}")


if __name__ == "__main__":
    main()
