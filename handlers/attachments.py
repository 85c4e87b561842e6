"""Bodies that are kept as files."""

from urllib.parse import quote


def attachment(name: str) -> str:
    """Say under which name to keep a body (RFC 6266, 4.3; RFC 8187): twice, for old clients too."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
