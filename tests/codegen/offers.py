"""Offers that hold for a while: bounds of what is listed, of a stock, and of the days."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import parse_qsl

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import said

BASE = "http://offers.test"
ADA = Identity("ada", {})
JSON = "application/json"
ID = {"type": "string", "maxLength": 12}
DAY = {"type": "string", "format": "date"}
MONEY = {"type": "number", "minimum": 0, "maximum": 100000}
COUNT = {"type": "integer", "minimum": 0, "maximum": 1000}
WRITTEN: dict[str, Any] = {
    "name": {"type": "string", "minLength": 1, "maxLength": 60},
    "price": MONEY,
    "minStock": COUNT,
    "maxStock": COUNT,
    "validFrom": DAY,
    "validTo": {**DAY, "description": "On or after `validFrom`."},
}
NEEDED = ["name", "price", "minStock", "maxStock", "validFrom", "validTo"]
SCHEMAS: dict[str, Any] = {
    "OfferNew": {
        "type": "object",
        "required": NEEDED,
        "additionalProperties": False,
        "properties": WRITTEN,
    },
    "OfferPatch": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": WRITTEN,
    },
    "Offer": {
        "type": "object",
        "required": ["id", *NEEDED],
        "properties": {"id": ID, **WRITTEN},
    },
    "Offers": {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Offer"}}},
    },
}
STOCK = "422 if `minStock` is greater than `maxStock`."


def _operation(key: str, status: str, gives: str = "Offer", takes: str = "", **more: Any) -> Any:
    yes: dict[str, Any] = {"description": "Yes."}
    if gives:
        yes["content"] = {JSON: {"schema": {"$ref": f"#/components/schemas/{gives}"}}}
    responses = {status: yes, **{each: {"description": "No."} for each in ("404", "422")}}
    found = {"operationId": key, "responses": responses, **more}
    if takes:
        schema = {"$ref": f"#/components/schemas/{takes}"}
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return found


def _query(name: str, schema: Any, description: str = "") -> Any:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def document() -> dict[str, Any]:
    path = [{"name": "offer_id", "in": "path", "required": True, "schema": ID}]
    listed = _operation(
        "list",
        "200",
        "Offers",
        parameters=[
            _query("from", DAY, "Offers that hold on this day or later."),
            _query("to", DAY, "Offers that hold on this day or earlier. Not before `from`: 422."),
            _query("priceMin", MONEY, "Offers with price >= priceMin."),
            _query("priceMax", MONEY, "Offers with price <= priceMax."),
        ],
        description="`to` must not be before `from`.",
    )
    listed["responses"]["422"] = {"description": "The price min is above the price max."}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Offers", "version": "1"},
        "paths": {
            "/offers": {
                "get": listed,
                "post": _operation("make", "201", takes="OfferNew", description=STOCK),
            },
            "/offers/{offer_id}": {
                "parameters": path,
                "get": _operation("read", "200"),
                "put": _operation("replace", "200", takes="OfferNew", description=STOCK),
                "patch": _operation("change", "200", takes="OfferPatch", description=STOCK),
                "delete": _operation("drop", "204", ""),
            },
        },
        "components": {"schemas": SCHEMAS},
    }


SPEC = Spec(document(), "offers.json")
LAWS, FAULTS = read_laws(SPEC)


class Offers:
    """The server, which may tell one lie, or have one honest habit."""

    def __init__(self, way: str = "") -> None:
        self.way = way
        self.offers: dict[str, dict[str, Any]] = {}
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        path, _, query = request.url.removeprefix(BASE).partition("?")
        parts = path.strip("/").split("/")
        method = "GET" if request.method == "HEAD" else request.method
        body: Any = json.loads(request.body) if request.body else None
        if parts == ["offers"] and method == "GET":
            return self._list(dict(parse_qsl(query)))
        if parts == ["offers"] and method == "POST":
            return self._make(body)
        offer = self.offers.get(parts[-1])
        if offer is None:
            return said(404)
        if method == "PUT":
            return self._written(offer, body, body, "OfferNew")
        if method == "PATCH":
            return self._written(offer, body, {**offer, **body}, "OfferPatch")
        if method == "DELETE":
            del self.offers[parts[-1]]
            return said(204)
        return said(200, offer)

    def _list(self, query: dict[str, str]) -> Reply:
        first, last = query.get("from", "0"), query.get("to", "9")
        low = float(query.get("priceMin", 0))
        high = float(query.get("priceMax", 1e9))
        if first > last and self.way != "lists any days":
            return said(422)
        if first == last and self.way == "lists no single day":
            return said(422)
        if self.way == "lists no distant days" and (last < "2000" or "2030" < first < "9"):
            return said(422)
        if low > high and self.way != "lists any prices":
            return said(422)
        found = [
            each
            for each in self.offers.values()
            if each["validFrom"] <= last
            and each["validTo"] >= first
            and low <= each["price"] <= high
        ]
        return said(200, {"items": found})

    def _make(self, body: Any) -> Reply:
        if not _fits("OfferNew", body) or (
            not _in_order(body) and self.way != "makes what is out of order"
        ):
            return said(422)
        offer = {"id": f"o{next(self._ids)}", **body}
        self.offers[offer["id"]] = offer
        return said(201, offer)

    def _written(self, offer: dict[str, Any], body: Any, whole: dict[str, Any], as_: str) -> Reply:
        if not _fits(as_, body):
            return said(422)
        if self.way == "moves the other" and as_ == "OfferPatch":
            whole = _moved(body, whole)
        sent = as_ == "OfferPatch" and self.way == "minds only what is sent"
        looked = body if sent else whole
        if not _in_order(looked) and self.way != f"any order in {as_}":
            if self.way == "saves and refuses":
                offer |= whole
            return said(422)
        offer |= whole
        return said(200, offer)


def _in_order(offer: dict[str, Any]) -> bool:
    stock: bool = offer.get("minStock", 0) <= offer.get("maxStock", 1000)
    days: bool = offer.get("validFrom", "0") <= offer.get("validTo", "9")
    return stock and days


def _moved(body: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """What was sent alone takes the other along."""
    for low, high in (("minStock", "maxStock"), ("validFrom", "validTo")):
        if len({low, high} & body.keys()) == 1 and whole[low] > whole[high]:
            value = body[low] if low in body else body[high]
            whole = {**whole, low: value, high: value}
    return whole


def _fits(schema: str, value: Any) -> bool:
    return bool(SPEC.validator(f"/components/schemas/{schema}").is_valid(value))
