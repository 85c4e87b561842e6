"""openapi/bundle.json: the whole contract in one file, as running services read it."""

import json

from codegen.model import Api


def bundle(api: Api) -> str:
    """Write the document in the author's order."""
    return json.dumps(api.document, indent=2, ensure_ascii=False) + "\n"
