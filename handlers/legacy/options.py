"""What the import scripts take: the options of old, and those of `plan_import`."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from handlers.cli.parser import Parser, width
from handlers.cli.table import Table

STATUSES = """\
exit status:
  0    everything fits
  1    there are discrepancies, or files that could not be read or imported
  2    it could not be done: wrongly asked, refused, out of reach, or the world has moved
  130  interrupted by Ctrl+C"""

ABOUT = """\
Plan an import of a folder, carry the plan out, and compare what there is then. The folder is never
written. It works beside the server, and without one; run it as often as you like.
docs/operating/legacy-imports.md is the procedure."""


def parse(prog: str, profile: str, table: Table, given: Sequence[str] | None) -> Namespace:
    """Read the options. Raises Fault for what cannot be."""
    fields = _fields(table)
    parser = Parser(
        prog=prog,
        usage=f"{prog} --outputs-root FOLDER [options]",
        description=f"{ABOUT} Profile: {profile}.",
        epilog=STATUSES,
        allow_abbrev=False,
        formatter_class=partial(_Formatter, max_help_position=30, width=width()),
    )
    asked = parser.add_argument_group("what to import")
    asked.add_argument("--outputs-root", metavar="FOLDER", required=True, help=_OUTPUTS)
    asked.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
    asked.add_argument("--ingest", action="store_true", help=_INGEST)
    how = asked.add_mutually_exclusive_group()
    staging = fields["staging"]
    how.add_argument("--staging", choices=staging["enum"], help=_plain(staging))
    how.add_argument("--no-symlink", action="store_true", help=_NO_SYMLINK)
    visibility = fields["visibility"]
    asked.add_argument("--visibility", choices=visibility["enum"], help=_plain(visibility))
    asked.add_argument("--time-zone", metavar="NAME", help=_plain(fields["time_zone"]))
    for name in ("require_sidecar", "deep"):
        flag = f"--{name.replace('_', '-')}"
        asked.add_argument(flag, action="store_true", help=_plain(fields[name]))
    files = parser.add_argument_group("what is written down")
    files.add_argument("--staging-root", metavar="FOLDER", help=_STAGING_ROOT)
    files.add_argument("--manifest", metavar="FILE", help=_MANIFEST)
    files.add_argument("--summary", metavar="FILE", help=_SUMMARY)
    said = parser.add_argument_group("what is said")
    said.add_argument("--yes", "-y", action="store_true", help=_YES)
    said.add_argument(
        "--json", action="store_true", help="print the summary, and nothing else; ask nothing"
    )
    said.add_argument("--verbose", "-v", action="store_true", help=_VERBOSE)
    return parser.parse_args(given)


def request(chosen: Namespace, source: str, profile: str) -> dict[str, Any]:
    """Give the body of `plan_import`: what is not said is left to the contract's defaults."""
    body: dict[str, Any] = {"source": source, "profile": profile}
    said = {
        "staging": "copy" if chosen.no_symlink else chosen.staging,
        "visibility": chosen.visibility,
        "time_zone": chosen.time_zone,
        "require_sidecar": chosen.require_sidecar or None,
        "deep": chosen.deep or None,
    }
    return body | {name: value for name, value in said.items() if value is not None}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Wraps what each option is, and leaves the table of exit statuses as it is."""


def _fields(table: Table) -> Mapping[str, Any]:
    command = table.find("plan_import")
    assert command is not None
    fields: Mapping[str, Any] = command["body"]["media"]["application/json"]["value"]["fields"]
    return fields


def _plain(field: Mapping[str, Any]) -> str:
    text = field["help"].replace("`", "").replace("%", "%%").replace("Null:", "Without it:")
    default = field.get("default")
    return f"{text} (default: {default})" if isinstance(default, str) else text


_OUTPUTS = "the folder to import from: it is only read"
_DRY_RUN = "only plan: say what would become of each file, and import nothing"
_INGEST = "import into the database: what happens without --dry-run anyway, since nothing is staged"
_INGEST += " that no image is made of"
_NO_SYMLINK = "copy the pictures, as --staging copy does: symbolic links are made only if asked for"
_STAGING_ROOT = (
    "where manifest.yaml and staging-summary.json are written (default: a folder of each run's own,"
    " imports/RUN in SPOLVERO_HOME); pictures are staged in the studio's own files"
)
_MANIFEST = "write the manifest here: YAML, a list of all pictures and what became of each"
_SUMMARY = "write the summary here: JSON, the contract's ImportSummary"
_YES = "do not ask at a terminal whether to carry the plan out; nobody is asked elsewhere"
_JSON = "print the summary, and nothing else; ask nothing"
_VERBOSE = "name each file that comes to anything but created or unchanged, and why"
