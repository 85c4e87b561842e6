"""The graph of nodes that ComfyUI writes into its pictures, as far as it says what others say."""

from collections.abc import Iterator, Mapping
from typing import Any

FARTHEST = 50
"""How many nodes are followed from one to the next."""


def said(graph: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields that the graph's first sampler, and what leads to it, tell."""
    for _, node in sorted(graph.items(), key=lambda item: (len(item[0]), item[0])):
        given = _inputs(node)
        if "steps" in given and ("seed" in given or "noise_seed" in given):
            return {
                "seed": _plain(given, "seed") or _plain(given, "noise_seed"),
                "steps": _plain(given, "steps"),
                "guidance_scale": _plain(given, "cfg"),
                "prompt": _text(graph, given.get("positive")),
                "negative_prompt": _text(graph, given.get("negative")),
                **_models(graph, given.get("model")),
            }
    return {}


def _text(graph: Mapping[str, Any], link: Any) -> str | None:
    """Follow a link to the first node that has a text."""
    for given in _along(graph, link, ("conditioning", "conditioning_1", "text")):
        if isinstance(given.get("text"), str):
            return str(given["text"])
    return None


def _models(graph: Mapping[str, Any], link: Any) -> dict[str, Any]:
    """Follow a link through the adapters to the model."""
    adapters: list[Any] = []
    for given in _along(graph, link, ("model",)):
        if "lora_name" in given:
            weight = _plain(given, "strength_model")
            adapters.insert(0, {"path": given["lora_name"], "weight": weight})
        name = _plain(given, "ckpt_name") or _plain(given, "unet_name")
        if name:
            return {"model": name, "adapters": adapters}
    return {"adapters": adapters}


def _along(
    graph: Mapping[str, Any], link: Any, names: tuple[str, ...]
) -> Iterator[Mapping[str, Any]]:
    """Give the inputs of one node after the other; a link is a list of a node's id and a number."""
    for _ in range(FARTHEST):
        if not (isinstance(link, list) and link and isinstance(link[0], str)):
            return
        given = _inputs(graph.get(link[0]))
        yield given
        link = next((given[name] for name in names if isinstance(given.get(name), list)), None)


def _inputs(node: Any) -> Mapping[str, Any]:
    given = node.get("inputs") if isinstance(node, Mapping) else None
    return given if isinstance(given, Mapping) else {}


def _plain(given: Mapping[str, Any], name: str) -> Any:
    """Give a value that is not a link to another node."""
    value = given.get(name)
    return None if isinstance(value, list | dict) else value
