"""What every generator in Python pays: `floor.py SPEC OUT BYTES`.

It starts, parses by the fastest parser there is, looks at every node once, writes as many bytes of
text as ours does, and ends. It makes nothing of what it sees, collects no garbage, and leaves its
memory to the system.
"""

import gc
import os
import sys

gc.disable()

LINE = "    readonly some_property?: string | null;"
# Below this, importing orjson (12 ms) takes longer than what it saves.
WORTH_ORJSON = 256 * 1024


def parse(raw: bytes, name: str) -> object:
    """Give the document as dicts and lists."""
    if not name.endswith(".json"):
        try:
            import fast_yaml
        except ImportError:
            sys.exit("The floor needs the fastest YAML parser: pip install fastyaml-rs")
        return fast_yaml.safe_load(raw.decode())
    if len(raw) < WORTH_ORJSON:
        import json

        return json.loads(raw)
    import orjson

    return orjson.loads(raw)


def count(document: object) -> int:
    """Look at every node once."""
    nodes = 0
    inner = [document]
    while inner:
        node = inner.pop()
        for each in node.values() if type(node) is dict else node:  # type: ignore[attr-defined]
            nodes += 1
            if type(each) is dict or type(each) is list:
                inner.append(each)
    return nodes


def main() -> None:
    """Do it all."""
    source, target, size = sys.argv[1:]
    with open(source, "rb") as file:  # noqa: PTH123 - importing pathlib is not for the floor
        raw = file.read()
    nodes = count(parse(raw, source))
    lines = [f"// {nodes} nodes", *[LINE] * (int(size) // (len(LINE) + 1))]
    with open(target, "wb") as file:  # noqa: PTH123
        file.write("\n".join(lines).encode())
    os._exit(0)  # taking the document apart again helps nobody


main()
