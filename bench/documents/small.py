"""5 KB of YAML: what most people try a generator with first."""

from typing import Any

from documents.words import Json


def document() -> Json:
    """Give the document: albums, four operations."""
    album, image = ({"$ref": f"#/components/schemas/{name}"} for name in ("Album", "Image"))
    return {
        "openapi": "3.0.3",
        "info": {"title": "Albums", "version": "1.0.0", "description": "Pictures, in order."},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {
            "/albums": {
                "get": _operation("list_albums", "List albums", "AlbumPage") | {"parameters": PAGE},
                "post": _operation("create_album", "Create an album", "Album", "201", "NewAlbum"),
            },
            "/albums/{album_id}": {
                "parameters": [{"$ref": "#/components/parameters/album_id"}],
                "get": _operation("get_album", "Open an album", "Album"),
                "patch": _operation("change_album", "Change an album", "Album", body="NewAlbum"),
            },
        },
        "components": {
            "parameters": {
                "album_id": {
                    "name": "album_id",
                    "in": "path",
                    "required": True,
                    "description": "The album that is meant, as `list_albums` gives it.",
                    "schema": _text("An id.", format="uuid"),
                }
            },
            "schemas": {
                "Album": {
                    "description": "Images in an order that their owner chose; none is in twice.",
                    "type": "object",
                    "required": ["id", "title", "visibility", "images"],
                    "properties": {
                        "id": _text("Never changes.", format="uuid", readOnly=True),
                        "title": _text("Shown above the images.", minLength=1, maxLength=200),
                        "summary": _text("Markdown; null where nobody wrote one.", nullable=True),
                        "visibility": {"$ref": "#/components/schemas/Visibility"},
                        "images": {"type": "array", "items": image},
                        "parent": {"nullable": True, "allOf": [album]},
                        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                        "created_at": _text("When it was made.", format="date-time"),
                    },
                },
                "NewAlbum": {
                    "type": "object",
                    "required": ["title"],
                    "properties": {
                        "title": _text("Shown above the images.", minLength=1, maxLength=200),
                        "summary": _text("Markdown.", nullable=True),
                        "visibility": {"$ref": "#/components/schemas/Visibility"},
                    },
                },
                "AlbumPage": {
                    "type": "object",
                    "required": ["items"],
                    "properties": {
                        "items": {"type": "array", "items": album},
                        "next_cursor": _text("Ask for the rest with it.", nullable=True),
                    },
                },
                "Image": {
                    "type": "object",
                    "required": ["id", "url", "width", "height"],
                    "properties": {
                        "id": _text("Never changes.", format="uuid"),
                        "url": _text("Where the picture lies.", format="uri"),
                        "width": {"type": "integer", "minimum": 1, "maximum": 8192},
                        "height": {"type": "integer", "minimum": 1, "maximum": 8192},
                        "seed": {"type": "integer", "format": "int64", "nullable": True},
                    },
                },
                "Visibility": {"type": "string", "enum": ["private", "link", "public"]},
                "Problem": {
                    "type": "object",
                    "required": ["title", "status"],
                    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
                },
            },
        },
    }


PAGE = [
    {
        "name": "limit",
        "in": "query",
        "description": "How many at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50},
    },
    {"name": "cursor", "in": "query", "schema": {"type": "string"}},
]


def _text(description: str, **more: Any) -> Json:
    return {"type": "string", "description": description, **more}


def _json(schema: str) -> Json:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _operation(name: str, summary: str, answer: str, status: str = "200", body: str = "") -> Json:
    found: Json = {"operationId": name, "summary": summary, "tags": ["albums"]}
    if body:
        found["requestBody"] = {"required": True, "content": _json(body)}
    found["responses"] = {
        status: {"description": "Done as asked.", "content": _json(answer)},
        "default": {"description": "Why not.", "content": _json("Problem")},
    }
    return found
