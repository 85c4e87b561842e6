"""Write the documents into a folder. A process of its own: it needs memory, its caller may not."""

import json
import sys
from pathlib import Path

from documents import box, github, small, stripe
from documents.as_yaml import to_yaml

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, maker in {"github": github, "box": box}.items():
    text = json.dumps(maker.document(), indent=2, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", "utf-8")
for name, maker in {"stripe": stripe, "small": small}.items():
    (folder / f"{name}.yaml").write_text(to_yaml(maker.document()), "utf-8")
