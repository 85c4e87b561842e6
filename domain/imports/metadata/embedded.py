"""What is written within a picture: PNG's texts, EXIF, XMP."""

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from domain.imports.metadata import comfy
from domain.imports.metadata.facts import Facts, combine
from domain.imports.metadata.fitting import fit

LONGEST = 100_000
"""More characters of one text are not looked at."""

OBJECTS = ("invokeai_metadata", "sd-metadata")
"""Where others write an object of fields."""

DESCRIPTIONS = ("exif:ImageDescription", "Description")

SETTING = re.compile(r'([A-Za-z][\w \-/]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')

NAMES = {
    "steps": "steps",
    "cfg scale": "guidance_scale",
    "seed": "seed",
    "model": "model",
}
"""Of A1111's settings, those that the studio keeps."""

LORA = re.compile(r"<lora:([^:<>]{1,200})(?::([^:<>]{1,20}))?[^<>]{0,100}>")
"""A1111 has adapters in the prompt."""

_ITEM = re.compile(r"<rdf:li\b[^>]{0,200}>([^<]*)</rdf:li>")


def of_texts(texts: Mapping[str, str]) -> Facts:
    """Give what the texts within a picture tell, the most exact first. Nothing is refused."""
    facts = of_words(texts["parameters"]) if "parameters" in texts else Facts()
    # A1111 and its kin have it here in JPEG and WebP, where cameras may say whatever they like.
    comment = _comment(texts.get("exif:UserComment", ""))
    if "Steps: " in comment or comment.startswith("{"):
        facts = combine(facts, of_words(comment))
    for keyword in OBJECTS:
        said = _object(texts.get(keyword, ""))
        if said is not None:
            facts = combine(facts, fit([said]))
    graph = _object(texts.get("prompt", ""))
    if graph is not None:
        facts = combine(facts, fit([comfy.said(graph)]))
    if facts.prompt is None and (described := _described(texts)):
        facts = combine(facts, fit([{"prompt": described}]))
    return facts


def of_words(text: str) -> Facts:
    """Read a recipe as A1111 writes it: prompts on lines of their own, then a line of settings."""
    said = _object(text)
    if said is not None:
        return fit([said])
    text = text[:LONGEST].replace("\r\n", "\n")
    words, settings = _apart(text)
    prompt, negative = _split(words)
    told: dict[str, Any] = {"prompt": prompt}
    if settings or negative is not None:
        told["negative_prompt"] = negative or ""
    for name, value in _settings(settings):
        if name in NAMES:
            told.setdefault(NAMES[name], value)
        elif name == "size" and re.fullmatch(r"\d{1,6}x\d{1,6}", value):
            told["width"], told["height"] = value.split("x")
        elif name == "adapters":
            told["adapters"] = [_adapter(each) for each in value.split(", ")]
    if "adapters" not in told and LORA.search(prompt):
        told["adapters"] = [
            {"name": name, "weight": weight or None} for name, weight in LORA.findall(prompt)
        ]
    return fit([told])


def _apart(text: str) -> tuple[str, str]:
    """Part the last line of settings from what stands before it."""
    start = f"\n{text}".rfind("\nSteps: ")
    if start < 0:
        return text, ""
    return text[: max(0, start - 1)], text[start:].partition("\n")[0]


def _split(words: str) -> tuple[str, str | None]:
    """Part the prompt from the negative one, which A1111 begins with a line of its own."""
    prompt, mark, negative = f"\n{words}".partition("\nNegative prompt:")
    return prompt.strip("\n"), negative.strip() if mark else None


def _settings(line: str) -> list[tuple[str, str]]:
    return [(name.lower(), _unquoted(value.strip())) for name, value in SETTING.findall(line)]


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError:
        return value


def _adapter(written: str) -> dict[str, Any]:
    name, _, weight = written.rpartition(":")
    return {"name": name or weight, "weight": weight if name else None}


def _object(text: str) -> Mapping[str, Any] | None:
    """Read a JSON object; None if it is none."""
    if text.lstrip()[:1] != "{":
        return None
    try:
        value = json.loads(text, parse_int=lambda digits: digits)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, Mapping) else None


def _comment(text: str) -> str:
    """Take off EXIF's eight bytes that say how a comment is encoded (EXIF 2.32, 4.6.5)."""
    return re.sub(r"^(?:UNICODE|ASCII|JIS)?\0+", "", text)


def _described(texts: Mapping[str, str]) -> str | None:
    """Give the picture's description, in words of whoever made it."""
    for keyword in DESCRIPTIONS:
        if texts.get(keyword, "").strip("\0 \n"):
            return texts[keyword].strip("\0 \n")
    _, begun, rest = texts.get("xmp", "")[:LONGEST].partition("<dc:description")
    item = _ITEM.search(rest.partition("</dc:description>")[0]) if begun else None
    return unescape(item[1]).strip() or None if item else None
