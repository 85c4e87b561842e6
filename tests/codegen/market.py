"""A market whose goods nobody can make: an API that keeps its contract, or breaks it in one way."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codegen.spec import Spec
from tests.codegen.laws_documents import document, gives, operation, path, ref, thing

NUMBER = {"type": "integer", "minimum": 1, "maximum": 1000}
COUNT = {"type": "integer", "minimum": 1, "maximum": 99}
TEXT = {"type": "string", "minLength": 1, "maxLength": 40}
OWN = {"type": "string", "readOnly": True}
LINE = thing(("good_id", "count"), good_id=NUMBER, count=COUNT)


def _takes(schema: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _document() -> Spec:
    good, order, review = path("good_id", NUMBER), path("order_id"), path("review_id")
    refused = {**gives("400"), **gives("404"), **gives("409")}
    one = {**gives("200", ref("Order")), **refused}
    basket = {**gives("200", ref("Basket")), **refused}
    return document(
        {
            "/goods": {
                "get": operation("goods", gives("200", {"type": "array", "items": ref("Good")}))
            },
            "/goods/{good_id}": {
                "get": operation(
                    "good", {**gives("200", ref("Good")), **refused}, parameters=[good]
                )
            },
            "/goods/{good_id}/reviews": {
                "get": operation(
                    "reviews",
                    {**gives("200", {"type": "array", "items": ref("Review")}), **refused},
                    parameters=[good],
                ),
                "post": operation(
                    "review",
                    {**gives("201", ref("Review")), **refused},
                    parameters=[good],
                    requestBody=_takes(thing(("text",), text=TEXT)),
                ),
            },
            "/goods/{good_id}/reviews/{review_id}": {
                "get": operation(
                    "get_review",
                    {**gives("200", ref("Review")), **refused},
                    parameters=[good, review],
                ),
                "delete": operation(
                    "drop_review", {**gives("204"), **refused}, parameters=[good, review]
                ),
            },
            "/basket": {
                "get": operation("basket", basket),
                "put": operation(
                    "fill_basket",
                    basket,
                    requestBody=_takes(
                        thing(("lines",), lines={"type": "array", "maxItems": 5, "items": LINE})
                    ),
                ),
            },
            "/basket/lines/{good_id}": {
                "put": operation(
                    "put_line",
                    basket,
                    parameters=[good],
                    requestBody=_takes(thing(("count",), count=COUNT)),
                ),
                "delete": operation("drop_line", {**gives("204"), **refused}, parameters=[good]),
            },
            "/orders": {
                "post": operation(
                    "order",
                    {**gives("201", ref("Order")), **refused},
                    requestBody=_takes(thing(("to",), to=ref("To"))),
                )
            },
            "/orders/{order_id}": {
                "get": operation("get_order", one, parameters=[order]),
                "patch": operation(
                    "change_order",
                    one,
                    parameters=[order],
                    requestBody=_takes(
                        thing(to=thing(street=TEXT, door={"type": ["string", "null"]})),
                        "application/merge-patch+json",
                    ),
                ),
            },
            "/orders/{order_id}/pay": {"post": operation("pay", one, parameters=[order])},
        },
        {
            "Good": thing(("id", "name"), id=NUMBER, name=TEXT),
            "Review": thing(
                ("id", "text", "author"), id=OWN, text=TEXT, author=OWN, good_id=NUMBER
            ),
            "Basket": thing(
                ("lines",),
                lines={
                    "type": "array",
                    "items": thing(
                        ("good_id", "name", "count"), good_id=NUMBER, name=TEXT, count=COUNT
                    ),
                },
            ),
            "To": thing(("street",), street=TEXT, door={"type": "string"}),
            "Order": thing(
                ("id", "state", "to", "views"),
                id={"type": "string"},
                state={"enum": ["open", "paid"]},
                to=ref("To"),
                views={"type": "integer"},
            ),
        },
    )


class Market:
    """The server. `lie` names the one thing in which it is not true."""

    def __init__(self, lie: str = "", basket: dict[int, int] | None = None) -> None:
        self.lie = lie
        self.goods = {number: f"good {number}" for number in range(501, 506)}
        self.basket = dict(basket or {})
        self.reviews: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, dict[str, Any]] = {}
        self.made = 0

    def application(self) -> Starlette:
        routes = {
            "/goods": self.list_goods,
            "/goods/{good:int}": self.one_good,
            "/goods/{good:int}/reviews": self.all_reviews,
            "/goods/{good:int}/reviews/{review}": self.one_review,
            "/basket": self.whole_basket,
            "/basket/lines/{good:int}": self.one_line,
            "/orders": self.all_orders,
            "/orders/{order}": self.one_order,
            "/orders/{order}/pay": self.pay,
        }
        methods = ["GET", "PUT", "POST", "PATCH", "DELETE"]
        return Starlette(routes=[Route(at, call, methods=methods) for at, call in routes.items()])

    def new(self) -> str:
        self.made += 1
        return f"t{self.made}"

    async def list_goods(self, request: Request) -> Response:
        return JSONResponse([{"id": own, "name": name} for own, name in self.goods.items()])

    async def one_good(self, request: Request) -> Response:
        own = request.path_params["good"]
        found = own in self.goods
        return JSONResponse({"id": own, "name": self.goods.get(own)}, 200 if found else 404)

    async def all_reviews(self, request: Request) -> Response:
        good = request.path_params["good"]
        if good not in self.goods:
            return Response(status_code=404)
        if request.method == "GET":
            return JSONResponse([one for one in self.reviews.values() if one["good_id"] == good])
        body = await _json(request)
        if not _texts(body, "text"):
            return Response(status_code=400)
        author = str(body.get("author", "me")) if self.lie == "takes the author" else "me"
        own = self.new()
        self.reviews[own] = {"id": own, "text": body["text"], "author": author, "good_id": good}
        if self.lie == "review cut":
            self.reviews[own] = {**self.reviews[own], "text": body["text"][:20]}
        return JSONResponse(self.reviews[own], 201)

    async def one_review(self, request: Request) -> Response:
        own, good = request.path_params["review"], request.path_params["good"]
        found = self.reviews.get(own)
        if found is None or (found["good_id"] != good and self.lie != "review of any good"):
            return Response(status_code=404)
        if request.method == "DELETE":
            del self.reviews[own]
            return Response(status_code=204)
        return JSONResponse(found)

    def shown(self) -> Response:
        lines = sorted(self.basket.items())
        told = [{"good_id": own, "name": self.goods[own], "count": n} for own, n in lines]
        return JSONResponse({"lines": told})

    async def whole_basket(self, request: Request) -> Response:
        if request.method == "PUT":
            body = await _json(request)
            lines = body.get("lines") if isinstance(body, dict) else None
            if not isinstance(lines, list) or len(lines) > 5 or not all(map(self.fits, lines)):
                return Response(status_code=400)
            if len({each["good_id"] for each in lines}) < len(lines):
                return Response(status_code=400)
            before = self.basket if self.lie == "basket merges" else {}
            self.basket = {**before, **{each["good_id"]: each["count"] for each in lines}}
        return self.shown()

    def fits(self, line: Any) -> bool:
        return isinstance(line, dict) and line.get("good_id") in self.goods and _counts(line)

    async def one_line(self, request: Request) -> Response:
        own = request.path_params["good"]
        if request.method == "DELETE":
            if self.lie == "line stays":
                return Response(status_code=204)
            self.basket.pop(own, None)
            if self.lie == "last line goes too" and self.basket:
                self.basket.popitem()
            return Response(status_code=204)
        body = await _json(request)
        if own not in self.goods:
            return Response(status_code=404)
        if not isinstance(body, dict) or not _counts(body):
            return Response(status_code=400)
        most = 10 if self.lie == "line capped" else 99
        self.basket[own] = min(body["count"], most)
        return self.shown()

    async def all_orders(self, request: Request) -> Response:
        body = await _json(request)
        to = body.get("to") if isinstance(body, dict) else None
        if not _texts(to, "street") or not isinstance(to.get("door", ""), str):
            return Response(status_code=400)
        own = self.new()
        kept = {name: to[name] for name in ("street", "door") if name in to}
        self.orders[own] = {"id": own, "state": "open", "to": kept, "views": 0}
        return JSONResponse(self.orders[own], 201)

    async def one_order(self, request: Request) -> Response:
        found = self.orders.get(request.path_params["order"])
        if found is None:
            return Response(status_code=404)
        if request.method == "PATCH":
            body = await _json(request)
            to = body.get("to", {}) if isinstance(body, dict) else None
            if not isinstance(to, dict) or ("street" in to and not _texts(to, "street")):
                return Response(status_code=400)
            if not isinstance(to.get("door"), str | None):
                return Response(status_code=400)
            before = {"street": "-"} if self.lie == "address as a whole" and to else found["to"]
            merged = {**before, **{name: to[name] for name in ("street", "door") if name in to}}
            found["to"] = {name: value for name, value in merged.items() if value is not None}
        found["views"] += 1
        return JSONResponse(found)

    async def pay(self, request: Request) -> Response:
        found = self.orders.get(request.path_params["order"])
        if found is None:
            return Response(status_code=404)
        if found["state"] == "paid":
            return Response(status_code=409)
        if self.lie == "payment lost":
            return JSONResponse({**found, "state": "paid"})
        for each in self.orders.values() if self.lie == "pays all" else [found]:
            each["state"] = "paid"
        return JSONResponse(found)


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


def _texts(value: Any, name: str) -> bool:
    found = value.get(name) if isinstance(value, dict) else None
    return isinstance(found, str) and 1 <= len(found) <= 40


def _counts(value: dict[str, Any]) -> bool:
    count = value.get("count")
    return type(count) is int and 1 <= count <= 99


SPEC = _document()
