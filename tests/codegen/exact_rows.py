"""Schemas, with values that their types must take and values that they must refuse.

Only values that TypeScript can tell apart are here: how long a text is, no type says.
"""

from dataclasses import dataclass
from typing import Any

Json = Any


@dataclass(frozen=True)
class Row:
    """A component schema and its values.

    `mistold` fit the schema as JSON Schema reads it, but not what a discriminator says. `beside`
    are more components. A row that is not `judged` goes in circles where JSON Schema never ends.
    """

    name: str
    schema: Json
    takes: tuple[Json, ...] = ()
    refuses: tuple[Json, ...] = ()
    mistold: tuple[Json, ...] = ()
    beside: tuple[tuple[str, Json], ...] = ()
    judged: bool = True


def row(
    name: str,
    schema: Json,
    takes: list[Json],
    refuses: list[Json],
    *,
    mistold: tuple[Json, ...] = (),
    judged: bool = True,
    **beside: Json,
) -> Row:
    others = tuple(beside.items())
    return Row(name, schema, tuple(takes), tuple(refuses), mistold, others, judged)


def ref(name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(*required: str, **properties: Json) -> dict[str, Json]:
    found: dict[str, Json] = {"type": "object", "properties": properties}
    return found | ({"required": list(required)} if required else {})


def needs(*names: str) -> dict[str, Json]:
    return {"required": list(names)}


def listing(**words: Json) -> dict[str, Json]:
    return {"type": "array", **words}


TEXT = {"type": "string"}
NUMBER = {"type": "number"}
WHOLE = {"type": "integer"}
FLAG = {"type": "boolean"}
NULL = {"type": "null"}
CLOSED = {"additionalProperties": False}
SEALED = {"unevaluatedProperties": False}
# One value of each kind.
EACH = ["a", 1, True, None, [1], {"a": 1}]


TYPES = [
    row("String", TEXT, ["", "a"], [1, True, None, [], {}]),
    row("Integer", WHOLE, [1, -1], ["1", True, None, [], {}]),
    row("Number", NUMBER, [1, 1.5, -2e3], ["1", True, None, [], {}]),
    row("Boolean", FLAG, [True, False], ["true", 0, None, [], {}]),
    row("Null", NULL, [None], ["", 0, False, [], {}]),
    row("Array", listing(), [[], [1, "a", None]], ["a", {}, None]),
    row(
        "AnyObject", {"type": "object"}, [{}, {"a": 1, "b": [None]}], ["a", 1, True, None, [], [1]]
    ),
    row("Types", {"type": ["string", "integer"]}, ["a", 1], [True, None, [], {}]),
    row("TypeOfOne", {"type": ["string"]}, ["a"], [1, None]),
    row("TypeOrNull", {"type": ["string", "null"]}, ["a", None], [1, {}]),
    row(
        "RecordOrNull",
        {**record("a", a=TEXT), "type": ["object", "null"]},
        [{"a": "x"}, None],
        [{}, {"a": 1}, "x"],
    ),
    row(
        "ListOrText",
        {"type": ["array", "string"], "items": NUMBER},
        [[], [1], "a"],
        [["a"], 1, None],
    ),
    row(
        "RecordOrListOrText",
        {"type": ["object", "array", "string"], "properties": {"a": TEXT}, "items": NUMBER},
        ["x", [1], {"a": "x"}, {}],
        [{"a": 1}, ["x"], 1, None],
    ),
    row(
        "EveryType",
        {"type": ["string", "number", "boolean", "null", "array", "object"]},
        EACH,
        [],
    ),
    row("NoWords", {}, EACH, []),
    row("OnlyWords", {"description": "Whatever."}, EACH, []),
    row("True", True, EACH, []),
    row("False", False, [], EACH),
    row("NumberOrInteger", {"type": ["number", "integer"]}, [1, 1.5], ["1"]),
    # Neither is said by any type.
    row("Limits", {"type": "string", "minLength": 1, "pattern": "a"}, ["a", "bab"], [1]),
    row("Limited", {"type": "number", "minimum": 1, "multipleOf": 2}, [2, 4], ["2"]),
    row("LimitWithoutType", {"minLength": 1}, ["a", 1, None, {}, []], []),
    # A media type, not JSON inside.
    row("Content", {"type": "string", "contentMediaType": "application/json"}, ["{}"], [{}]),
]

VALUES = [
    row("ConstText", {"const": "a"}, ["a"], ["b", "", 1, None, {}]),
    row("ConstEmptyText", {"const": ""}, [""], ["a", None]),
    row("ConstOddText", {"const": 'a"\\\n\u2028`${x}'}, ['a"\\\n\u2028`${x}'], ["a"]),
    row("ConstNumber", {"const": 1.5}, [1.5], [1, "1.5"]),
    row("ConstNegative", {"const": -3}, [-3], [3]),
    row("ConstLarge", {"const": 1e300}, [1e300], [1]),
    row("ConstTrue", {"const": True}, [True], [False, 1, "true"]),
    row("ConstFalse", {"const": False}, [False], [True, 0, None]),
    row("ConstNull", {"const": None}, [None], [0, "", {}]),
    row("ConstRecord", {"const": {"a": 1}}, [{"a": 1}], [{}, {"a": 2}, {"a": 1, "b": 2}]),
    row("ConstEmptyRecord", {"const": {}}, [{}], [{"a": 1}, [], None]),
    row("ConstList", {"const": [1, "a"]}, [[1, "a"]], [[], [1], ["a", 1], [1, "a", 1]]),
    row("ConstEmptyList", {"const": []}, [[]], [[1], {}]),
    row(
        "ConstDeep",
        {"const": {"a-b": [{"c": None}, []]}},
        [{"a-b": [{"c": None}, []]}],
        [{"a-b": [{"c": 1}, []]}, {"a-b": [{}, []]}],
    ),
    row("Enum", {"enum": ["a", "b"]}, ["a", "b"], ["c", None, 1]),
    row("EnumOfEachKind", {"enum": EACH}, EACH, ["b", 2, False, [2], [], {"a": 2}, {}]),
    row("EnumOfNumbers", {"type": "integer", "enum": [1, 2]}, [1, 2], [3, "1"]),
    row("EnumOfOtherTypes", {"type": "string", "enum": ["a", 1, None]}, ["a"], [1, None]),
    row("EnumOrNull", {"type": ["string", "null"], "enum": ["a", None]}, ["a", None], ["b"]),
    row("EnumWithoutNull", {"type": ["string", "null"], "enum": ["a"]}, ["a"], [None, "b"]),
    row("EnumAndLength", {"enum": ["a", "bb", 7], "minLength": 2}, ["bb", 7], ["a"]),
    row("EnumAndPattern", {"enum": ["ax", "bx"], "pattern": "^a"}, ["ax"], ["bx"]),
    row("EnumAndLimits", {"enum": [1, 5, 9], "minimum": 2, "exclusiveMaximum": 9}, [5], [1, 9]),
    row("EnumAndMultiple", {"enum": [2, 3, 4], "multipleOf": 2}, [2, 4], [3]),
    row("EnumAndConst", {"enum": ["a", "b"], "const": "a"}, ["a"], ["b"]),
    row("EnumAgainstConst", {"enum": ["a", "b"], "const": "c"}, [], ["a", "c"]),
    row("EnumOfNothing", {"enum": []}, [], EACH),
    row("EnumTwice", {"enum": ["a", "a"]}, ["a"], ["b"]),
    row("EnumAndObjectWords", {"enum": [{"a": 1}, {"b": 1}], **needs("a")}, [{"a": 1}], [{"b": 1}]),
    row("EnumAndListWords", {"enum": [[1], [1, 2], "a"], "minItems": 2}, [[1, 2], "a"], [[1]]),
    row("EnumOfBooleans", {"type": "boolean", "enum": [True]}, [True], [False]),
]

RECORDS = [
    row(
        "SomeOptional",
        record("a", a=TEXT, b=WHOLE),
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{}, {"a": 1}, {"a": "x", "b": "1"}, {"a": "x", "b": None}, "x", None, []],
    ),
    row("AllOptional", record(a=TEXT), [{}, {"a": "x"}], [{"a": 1}, 1, "x"]),
    row("NeedsUnnamed", {"type": "object", **needs("a")}, [{"a": 1}, {"a": None}], [{}, "a"]),
    row(
        "NeedsUnnamedOfMap",
        {"type": "object", **needs("a"), "additionalProperties": NUMBER},
        [{"a": 1}, {"a": 1, "b": 2}],
        [{}, {"b": 2}, {"a": "x"}],
    ),
    row(
        "NeedsForbidden",
        {**record("b", a=TEXT), **CLOSED},
        [],
        [{}, {"a": "x"}, {"b": 1}, {"a": "x", "b": 1}],
    ),
    row("Closed", {**record("a", a=TEXT), **CLOSED}, [{"a": "x"}], [{}, {"a": "x", "b": 1}]),
    row("ClosedEmpty", {"type": "object", **CLOSED}, [{}], [{"a": 1}, "a", []]),
    row("ClosedNoProperties", {**record(), **CLOSED}, [{}], [{"a": 1}]),
    row("NoProperties", record(), [{}, {"a": 1}], ["a", []]),
    row(
        "OpenSaid",
        {**record("a", a=TEXT), "additionalProperties": True},
        [{"a": "x"}, {"a": "x", "b": [1]}],
        [{"b": 1}, {"a": 1}],
    ),
    row(
        "OpenSaidByEmpty",
        {**record(a=TEXT), "additionalProperties": {}},
        [{}, {"b": [1], "c": None}],
        [{"a": 1}],
    ),
    row(
        "Map",
        {"type": "object", "additionalProperties": NUMBER},
        [{}, {"a": 1, "b": 2}],
        [{"a": "x"}, {"a": None}, [], "a"],
    ),
    row(
        "MapOfMaps",
        {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"enum": [1]}},
        },
        [{}, {"a": {}}, {"a": {"b": 1}}],
        [{"a": 1}, {"a": {"b": 2}}],
    ),
    row(
        "MapBesideProperties",
        {**record("a", a=TEXT), "additionalProperties": NUMBER},
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{}, {"a": 1}, {"a": "x", "b": True}, {"a": "x", "b": None}],
    ),
    row(
        "MapBesideOptional",
        {**record(a=TEXT), "additionalProperties": NUMBER},
        [{}, {"a": "x"}, {"b": 1}],
        [{"a": 1}, {"b": True}],
    ),
    row(
        "MapBesideRecord",
        {**record(a=record("b", b=TEXT)), "additionalProperties": FLAG},
        [{}, {"a": {"b": "x"}}, {"c": True}],
        [{"a": True}, {"a": {}}, {"c": 1}],
    ),
    row("PropertyNever", record(a=False, b=TEXT), [{}, {"b": "x"}], [{"a": 1}, {"a": None}]),
    row("PropertyNeverNeeded", record("a", a=False), [], [{}, {"a": 1}]),
    row("PropertyAny", record("a", a=True, b={}), [{"a": 1}, {"a": None, "b": [1]}], [{}]),
    row("PropertyNull", record("a", a=NULL), [{"a": None}], [{}, {"a": 0}]),
    row(
        "Nested",
        record("a", a=record("b", b=record("c", c=TEXT))),
        [{"a": {"b": {"c": "x"}}}],
        [{"a": {"b": {}}}, {"a": {}}, {}, {"a": {"b": {"c": 1}}}],
    ),
    row("MaxPropertiesNone", {"type": "object", "maxProperties": 0}, [{}], [{"a": 1}, []]),
    row("MinProperties", {"type": "object", "minProperties": 1}, [{"a": 1}], ["a"]),
    # Without a type, the words about objects speak of objects only.
    row(
        "UntypedProperties",
        {"properties": {"a": TEXT}},
        ["x", 1, True, None, [1], {}, {"a": "x"}, {"a": "x", "b": 1}],
        [{"a": 1}],
    ),
    row("UntypedRequired", needs("a"), ["x", 1, None, [], {"a": 1}, {"a": 1, "b": 2}], [{}]),
    row("UntypedClosed", CLOSED, ["x", 1, [1], {}], [{"a": 1}]),
    row(
        "UntypedClosedProperties",
        {"properties": {"a": TEXT}, **CLOSED},
        ["x", {"a": "x"}],
        [{"a": 1}, {"b": 1}],
    ),
    row("UntypedMap", {"additionalProperties": NUMBER}, ["x", {}, {"a": 1}], [{"a": "x"}]),
    row("UntypedNested", record(a=needs("b")), [{"a": 1}, {"a": {"b": 1}}], [{"a": {}}]),
]

PATTERNS = [
    row(
        "Pattern",
        {"type": "object", "patternProperties": {"^x-": TEXT}, **CLOSED},
        [{}, {"x-a": "s", "x-": "s"}],
        [{"x-a": 1}, {"y": "s"}],
    ),
    row(
        "PatternOpen",
        {"type": "object", "patternProperties": {"^x-": TEXT}, "additionalProperties": True},
        [{}, {"x-a": "s", "y": 1}],
        [{"x-a": 1}],
    ),
    row(
        "PatternBesideProperties",
        {**record("a", a=WHOLE), "patternProperties": {"^x-": TEXT}},
        [{"a": 1}, {"a": 1, "x-a": "s"}],
        [{"a": "s"}, {"x-a": "s"}, {"a": 1, "x-a": 1}],
    ),
    row(
        "PatternAndProperty",
        {**record(**{"x-a": {"enum": ["s", 1]}}), "patternProperties": {"^x-": TEXT}, **CLOSED},
        [{}, {"x-a": "s"}, {"x-b": "t"}],
        [{"x-a": 1}, {"x-a": "t"}, {"x-b": 1}],
    ),
    row(
        "PatternAtEnd",
        {"type": "object", "patternProperties": {"_id$": WHOLE}, **CLOSED},
        [{"a_id": 1}],
        [{"a_id": "x"}, {"a": 1}],
    ),
    row(
        "PatternInside",
        {"type": "object", "patternProperties": {"-": WHOLE}, **CLOSED},
        [{"a-b": 1}],
        [{"a-b": "x"}, {"ab": 1}],
    ),
    row(
        "PatternOfBothEnds",
        {"type": "object", "patternProperties": {"^a.*z$": WHOLE}, **CLOSED},
        [{"az": 1, "abz": 2}],
        [{"abz": "x"}, {"ab": 1}],
    ),
    row(
        "PatternOfOneName",
        {"type": "object", "patternProperties": {"^a$": WHOLE}, **CLOSED},
        [{}, {"a": 1}],
        [{"a": "x"}, {"ab": 1}],
    ),
    row(
        "PatternOfNames",
        {"type": "object", "patternProperties": {"^(a|b)$": WHOLE}, **CLOSED},
        [{}, {"a": 1, "b": 2}],
        [{"a": "x"}, {"c": 1}],
    ),
    row(
        "PatternOfAll",
        {"type": "object", "patternProperties": {".*": WHOLE}},
        [{}, {"a": 1}],
        [{"a": "x"}],
    ),
    row(
        "PatternsThatMeet",
        {"type": "object", "patternProperties": {"^x": {"enum": [1, 2]}, "y$": {"enum": [2, 3]}}},
        [{"xa": 1}, {"ay": 3}, {"xy": 2}],
        [{"xa": 3}, {"ay": 1}, {"xa": "s"}],
    ),
    row(
        "PatternAndMap",
        {"type": "object", "patternProperties": {"^x-": TEXT}, "additionalProperties": NUMBER},
        [{"x-a": "s", "n": 1}],
        [{"x-a": 1}, {"n": True}],
    ),
    row(
        "PatternNever",
        {**record(a=TEXT), "patternProperties": {"^x-": False}},
        [{}, {"a": "s"}],
        [{"x-a": 1}],
    ),
    row(
        "PatternNoTypeSays",
        {"type": "object", "patternProperties": {"^[0-9]{3}$": TEXT}, **CLOSED},
        [{"123": "s"}],
        ["a"],
    ),
    row(
        "PatternUntyped",
        {"patternProperties": {"^x-": TEXT}},
        ["s", 1, {"x-a": "s"}, {"b": 1}],
        [{"x-a": 1}],
    ),
    row(
        "PatternOddLetters",
        {"type": "object", "patternProperties": {"^\\$\\{`": WHOLE}, **CLOSED},
        [{"${`a": 1}],
        [{"${`a": "x"}, {"a": 1}],
    ),
    row(
        "Names",
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}},
        [{}, {"a": 1}, {"a": "x", "b": None}],
        [{"c": 1}, "a"],
    ),
    row(
        "NamesOfMap",
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "additionalProperties": NUMBER},
        [{}, {"a": 1}],
        [{"a": "x"}, {"c": 1}],
    ),
    row(
        "NamesAndProperties",
        {**record(a=TEXT, c=TEXT), "propertyNames": {"enum": ["a", "b"]}},
        [{}, {"a": "x", "b": 1}],
        [{"a": 1}, {"c": "x"}],
    ),
    row(
        "NamesNeeded",
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}, **needs("a")},
        [{"a": 1}, {"a": 1, "b": 2}],
        [{}, {"b": 1}, {"a": 1, "c": 1}],
    ),
    row("NamesConst", {"type": "object", "propertyNames": {"const": "a"}}, [{"a": 1}], [{"b": 1}]),
    row(
        "NamesPattern",
        {"type": "object", "propertyNames": {"pattern": "^x-"}},
        [{}, {"x-a": 1}],
        [{"a": 1}],
    ),
    row("NamesNever", {"type": "object", "propertyNames": False}, [{}], [{"a": 1}]),
    row("NamesLimit", {"type": "object", "propertyNames": {"maxLength": 3}}, [{"abc": 1}], ["a"]),
    row(
        "NamesByReference",
        {"type": "object", "propertyNames": ref("Letter"), "additionalProperties": NUMBER},
        [{"a": 1}],
        [{"c": 1}, {"a": "x"}],
        Letter={"type": "string", "enum": ["a", "b"]},
    ),
    row("NamesUntyped", {"propertyNames": {"enum": ["a"]}}, ["x", {"a": 1}], [{"b": 1}]),
]

LISTS = [
    row("Items", listing(items=TEXT), [[], ["a"], ["a", "b"]], [[1], ["a", 1], "a", {}]),
    row("ItemsOfLists", listing(items=listing(items=NUMBER)), [[], [[]], [[1]]], [[1], [["a"]]]),
    row("ItemsOfUnion", listing(items={"enum": ["a", 1]}), [["a", 1]], [["b"], [2]]),
    row("ItemsNever", listing(items=False), [[]], [[1], {}]),
    row("ItemsAny", listing(items=True), [[], [1, "a"]], [{}]),
    row("ItemsOfRecords", listing(items=record("a", a=TEXT)), [[{"a": "x"}]], [[{}], [{"a": 1}]]),
    row(
        "Prefix",
        listing(prefixItems=[TEXT, NUMBER]),
        [[], ["a"], ["a", 1], ["a", 1, True]],
        [[1], ["a", "b"]],
    ),
    row(
        "PrefixClosed",
        listing(prefixItems=[TEXT, NUMBER], items=False),
        [[], ["a"], ["a", 1]],
        [[1], ["a", "b"], ["a", 1, 1]],
    ),
    row(
        "PrefixWhole",
        listing(prefixItems=[TEXT, NUMBER], items=False, minItems=2),
        [["a", 1]],
        [[], ["a"], [1, "a"], ["a", 1, 1]],
    ),
    row(
        "PrefixLimited",
        listing(prefixItems=[TEXT, NUMBER], minItems=2, maxItems=2),
        [["a", 1]],
        [["a"], ["a", 1, 1]],
    ),
    row(
        "PrefixAndRest",
        listing(prefixItems=[TEXT], items=NUMBER, minItems=1),
        [["a"], ["a", 1, 2]],
        [[], [1], ["a", "b"]],
    ),
    row(
        "PrefixHalfNeeded",
        listing(prefixItems=[TEXT, NUMBER, FLAG], items=False, minItems=1),
        [["a"], ["a", 1], ["a", 1, True]],
        [[], ["a", True], ["a", 1, True, 1]],
    ),
    row("PrefixCut", listing(prefixItems=[TEXT, NUMBER], maxItems=1), [[], ["a"]], [["a", 1]]),
    row("PrefixNever", listing(prefixItems=[TEXT, False]), [[], ["a"]], [["a", 1], [1]]),
    row(
        "PrefixOfUnions",
        listing(prefixItems=[{"enum": ["a", 1]}, {"type": ["string", "null"]}], items=False),
        [[], ["a"], [1, None]],
        [["b"], ["a", 1]],
    ),
    row(
        "PrefixLong",
        listing(prefixItems=[TEXT] * 6, items=False, minItems=6),
        [["a"] * 6],
        [["a"] * 5, ["a"] * 7, [1] * 6],
    ),
    row("AtLeastOne", listing(items=TEXT, minItems=1), [["a"], ["a", "b"]], [[], [1]]),
    row("Pair", listing(items=NUMBER, minItems=2, maxItems=2), [[1, 2]], [[1], [1, 2, 3], ["a"]]),
    row("AtMostThree", listing(items=NUMBER, maxItems=3), [[], [1, 2, 3]], [[1, 2, 3, 4], ["a"]]),
    row(
        "OneToThree", listing(items=NUMBER, minItems=1, maxItems=3), [[1], [1, 2, 3]], [[], [1] * 4]
    ),
    row("NoItems", listing(maxItems=0), [[]], [[1]]),
    row("LimitsWithoutItems", listing(minItems=1, maxItems=2), [[1], [1, "a"]], [[], [1, 2, 3]]),
    row(
        "Sixteen", listing(items=NUMBER, minItems=16, maxItems=16), [[1] * 16], [[1] * 15, [1] * 17]
    ),
    row("Seventeen", listing(items=NUMBER, minItems=17, maxItems=17), [[1] * 17], [["a"] * 17, []]),
    row("AtMostMany", listing(items=NUMBER, maxItems=99), [[], [1] * 9], [["a"]]),
    row("AtLeastMany", listing(items=NUMBER, minItems=9), [[1] * 9], [[], ["a"] * 9]),
    row("MinAboveMax", listing(minItems=2, maxItems=1), [], [[], [1], [1, 2]]),
    row("UntypedItems", {"items": TEXT}, ["a", 1, {"a": 1}, [], ["a"]], [[1]]),
    row("UntypedPrefix", {"prefixItems": [TEXT]}, [1, [], ["a", 1]], [[1]]),
    row("UntypedMinItems", {"minItems": 1}, ["a", {}, [1]], [[]]),
    row("Contains", listing(contains=NUMBER), [[1], ["a", 1]], [[], {}]),
    row("ContainsTwo", listing(contains=NUMBER, minContains=2), [[1, 1]], [[], [1]]),
    row("ContainsNone", listing(contains=NUMBER, minContains=0), [[], ["a"]], [{}]),
    row("ContainsNever", listing(contains=False), [], [[], [1]]),
    row("Unique", listing(items=TEXT, uniqueItems=True), [[], ["a", "b"]], [[1]]),
    row(
        "TupleOfTuples",
        listing(items=listing(prefixItems=[NUMBER, NUMBER], items=False, minItems=2), minItems=1),
        [[[1, 2]], [[1, 2], [3, 4]]],
        [[], [[1]], [[1, 2, 3]], [1, 2]],
    ),
]

BASE = record(a=TEXT, b=NUMBER)

ALL_OF = [
    row(
        "AllOf",
        {"allOf": [record("a", a=TEXT), record("b", b=NUMBER)]},
        [{"a": "x", "b": 1}],
        [{"a": "x"}, {"b": 1}, {"a": 1, "b": 1}, "a"],
    ),
    row(
        "AllOfNarrowed",
        {"allOf": [ref("Base")], **needs("a")},
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{}, {"b": 1}, {"a": 1}],
        Base=BASE,
    ),
    row(
        "AllOfNarrowedByPart",
        {"allOf": [ref("Base"), needs("a")]},
        [{"a": "x"}],
        [{}, {"b": 1}, {"a": 1}],
    ),
    row(
        "AllOfNarrowedThroughTwo",
        {"allOf": [ref("AllOfNarrowed"), needs("b")]},
        [{"a": "x", "b": 1}],
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": "y"}],
    ),
    row(
        "AllOfNeedsFromSibling",
        {"allOf": [needs("a")], **record(a=TEXT)},
        [{"a": "x"}],
        [{}, {"a": 1}],
    ),
    row("AllOfOne", {"allOf": [TEXT]}, ["a"], [1, None]),
    row("AllOfScalars", {"allOf": [TEXT, {"enum": ["a", 1]}]}, ["a"], [1, "b"]),
    row("AllOfEnums", {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ["b"], ["a", "c"]),
    row("AllOfApart", {"allOf": [TEXT, NUMBER]}, [], EACH),
    row("AllOfTrue", {"allOf": [True, TEXT]}, ["a"], [1]),
    row("AllOfFalse", {"allOf": [False, TEXT]}, [], EACH),
    row("AllOfNothing", {"allOf": [{}]}, EACH, []),
    row("AllOfLimits", {"allOf": [TEXT, {"minLength": 1}]}, ["a"], [1]),
    row(
        "AllOfSharpened",
        {"allOf": [record("kind", kind=TEXT), record(kind={"const": "cat"})]},
        [{"kind": "cat"}],
        [{"kind": "dog"}, {}],
    ),
    row(
        "AllOfAgainst",
        {"allOf": [record(a=TEXT), record(a=NUMBER)]},
        [{}],
        [{"a": "x"}, {"a": 1}],
    ),
    row(
        "AllOfClosedPart",
        {"allOf": [{**record(a=TEXT), **CLOSED}, record(b=TEXT)]},
        [{}, {"a": "x"}],
        [{"b": "x"}, {"a": "x", "b": "x"}, {"c": 1}],
    ),
    row(
        "AllOfNullable",
        {"allOf": [{"type": ["string", "null"]}, {"type": ["null", "number"]}]},
        [None],
        ["a", 1],
    ),
    row(
        "AllOfUntyped",
        {"allOf": [{"properties": {"a": TEXT}}, needs("a")]},
        ["x", 1, {"a": "x"}, {"a": "x", "b": 1}],
        [{}, {"a": 1}],
    ),
    row(
        "AllOfMap",
        {"allOf": [{"type": "object", "additionalProperties": NUMBER}, record("a", a={})]},
        [{"a": 1}, {"a": 1, "b": 2}],
        [{}, {"a": "x"}, {"a": 1, "b": "x"}],
    ),
    row("AllOfLists", {"allOf": [listing(items=TEXT), {"minItems": 1}]}, [["a"]], [[], [1], "a"]),
    row(
        "AllOfPrefixes",
        {"allOf": [listing(prefixItems=[TEXT]), listing(prefixItems=[{}, NUMBER], minItems=2)]},
        [["a", 1], ["a", 1, 2]],
        [[], ["a"], [1, 1], ["a", "b"]],
    ),
    row(
        "AllOfNested",
        {"allOf": [{"allOf": [record("a", a=TEXT)]}, {"allOf": [{"allOf": [needs("b")]}]}]},
        [{"a": "x", "b": 1}],
        [{"a": "x"}, {"b": 1}],
    ),
    row(
        "AllOfUnions",
        {"allOf": [{"anyOf": [TEXT, NUMBER]}, {"anyOf": [NUMBER, FLAG]}]},
        [1],
        ["a", True],
    ),
    row(
        "AllOfWithOneOf",
        {"allOf": [ref("Base"), {"oneOf": [record("c", c=TEXT), record("d", d=TEXT)]}]},
        [{"c": "x"}, {"a": "x", "d": "x"}],
        [{"a": "x"}, {"a": 1, "c": "x"}, {"c": "x", "d": "x"}],
    ),
    row(
        "AllOfBesideProperties",
        {"allOf": [ref("Base")], **record("c", c=FLAG)},
        [{"c": True}, {"a": "x", "c": True}],
        [{}, {"a": "x"}, {"a": 1, "c": True}],
    ),
    row(
        "AllOfPropertyOnlyNarrowed",
        {"allOf": [ref("Base"), {"properties": {"a": {"const": "x"}}}]},
        [{}, {"a": "x"}, {"b": 1}],
        [{"a": "y"}, {"a": 1}],
    ),
    row(
        "AllOfDeepNarrowed",
        {"allOf": [record(a=record(b=TEXT)), record("a", a=needs("b"))]},
        [{"a": {"b": "x"}}],
        [{}, {"a": {}}, {"a": {"b": 1}}],
    ),
]

CAT = record("kind", "claws", kind={"const": "cat"}, claws=NUMBER)
DOG = record("kind", "tail", kind={"const": "dog"}, tail=FLAG)

ANY_OF = [
    row("AnyOf", {"anyOf": [TEXT, NUMBER]}, ["a", 1], [True, None, {}]),
    row("AnyOfOne", {"anyOf": [TEXT]}, ["a"], [1]),
    row("AnyOfNull", {"anyOf": [record("a", a=TEXT), NULL]}, [{"a": "x"}, None], [{}, "x"]),
    row("AnyOfTrue", {"anyOf": [TEXT, True]}, EACH, []),
    row("AnyOfFalse", {"anyOf": [TEXT, False]}, ["a"], [1]),
    row("AnyOfConsts", {"anyOf": [{"const": "a"}, {"const": "b"}]}, ["a", "b"], ["c"]),
    row("AnyOfOpenEnum", {"anyOf": [{"enum": ["a"]}, TEXT]}, ["a", "z"], [1]),
    row(
        "AnyOfRecords",
        {"anyOf": [record("a", a=TEXT), record("b", b=NUMBER)]},
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": 1}],
        [{}, {"a": 1}, {"b": "x"}, {"c": 1}],
    ),
    row(
        "AnyOfNeeds",
        {**record(a=TEXT, b=NUMBER), "anyOf": [needs("a"), needs("b")]},
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": 1}],
        [{}, {"a": 1}, {"b": "x"}, {"a": "x", "b": "x"}],
    ),
    row(
        "AnyOfBesideProperties",
        {**record("c", c=TEXT), "anyOf": [record("a", a=TEXT), record("b", b=TEXT)]},
        [{"c": "x", "a": "x"}, {"c": "x", "b": "x"}],
        [{"c": "x"}, {"a": "x"}],
    ),
    row(
        "AnyOfBesideType",
        {"type": "string", "anyOf": [{"enum": ["a", 1]}, {"const": "b"}]},
        ["a", "b"],
        [1, "c"],
    ),
    row(
        "AnyOfReferences",
        {"anyOf": [ref("Cat"), ref("Dog")]},
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}],
        [{"kind": "cat", "tail": True}, {"kind": "cow"}, {}],
        Cat=CAT,
        Dog=DOG,
    ),
    row(
        "AnyOfLists",
        {"anyOf": [listing(items=TEXT), listing(items=NUMBER)]},
        [[], ["a"], [1]],
        [["a", 1], [True]],
    ),
    row(
        "AnyOfTwice",
        {
            "allOf": [{"anyOf": [needs("a"), needs("b")]}, {"anyOf": [needs("c"), needs("d")]}],
            "type": "object",
        },
        [{"a": 1, "c": 1}, {"b": 1, "d": 1}],
        [{}, {"a": 1, "b": 1}, {"c": 1}],
    ),
    row(
        "AnyOfMapOrRecord",
        {"anyOf": [{"type": "object", "additionalProperties": NUMBER}, record("a", a=TEXT)]},
        [{}, {"b": 1}, {"a": "x"}],
        [{"b": "x"}, {"a": True}],
    ),
]

ONE_OF = [
    row("OneOf", {"oneOf": [TEXT, NUMBER, NULL]}, ["a", 1, None], [True, {}, []]),
    row("OneOfConsts", {"oneOf": [{"const": "a"}, {"const": 1}]}, ["a", 1], ["b", 2]),
    row("OneOfEnums", {"oneOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ["a", "c"], ["b"]),
    row("OneOfNullTwice", {"oneOf": [NULL, {"type": ["string", "null"]}]}, ["a"], [None, 1]),
    row("OneOfSame", {"oneOf": [TEXT, TEXT]}, [], EACH),
    row("OneOfTrue", {"oneOf": [True, TEXT]}, [1, None, {}], ["a"]),
    row("OneOfTrueFalse", {"oneOf": [True, False]}, EACH, []),
    row("OneOfTrueTwice", {"oneOf": [True, True]}, [], EACH),
    row("OneOfNumbers", {"oneOf": [WHOLE, NUMBER]}, [1.5], ["a", None]),
    row("OneOfTextOrEnum", {"oneOf": [TEXT, {"enum": ["a", 1]}]}, ["b", 1], [2, None]),
    row(
        "OneOfInline",
        {"oneOf": [CAT, DOG]},
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}],
        [{"kind": "cat", "tail": True}, {"kind": "cow"}, {}, {"kind": "cat"}],
    ),
    row(
        "OneOfRecords",
        {"oneOf": [record("a", a=TEXT), record("b", b=NUMBER)]},
        [{"a": "x"}, {"b": 1}],
        [{}, {"a": "x", "b": 1}, {"a": 1}, {"b": "x"}],
    ),
    row(
        "OneOfInside",
        {"oneOf": [record("a", a=TEXT), record("a", "b", a=TEXT, b=NUMBER)]},
        [{"a": "x"}],
        [{}, {"a": "x", "b": 1}],
    ),
    row(
        "OneOfThree",
        {"oneOf": [record("a", a=TEXT), record("b", b=TEXT), record("c", c=TEXT)]},
        [{"a": "x"}, {"b": "x"}, {"c": "x"}],
        [{}, {"a": "x", "b": "x"}, {"b": "x", "c": "x"}, {"a": "x", "b": "x", "c": "x"}],
    ),
    row(
        "OneOfNeeds",
        {**record(a=TEXT, b=NUMBER), "oneOf": [needs("a"), needs("b")]},
        [{"a": "x"}, {"b": 1}],
        [{}, {"a": "x", "b": 1}, {"a": 1}, {"b": "x"}],
    ),
    row(
        "OneOfNeedsUntyped",
        {"oneOf": [needs("a"), needs("b")]},
        [{"a": 1}, {"b": 1}, {"a": 1, "c": 1}],
        ["x", 1, None, [], {}, {"a": 1, "b": 1}],
    ),
    row(
        "OneOfNeedsOrNone",
        {**record(a=TEXT, b=NUMBER), "oneOf": [needs("a"), {"not": needs("a")}]},
        [{}, {"a": "x"}, {"b": 1}],
        [{"a": 1}, {"b": "x"}],
    ),
    row(
        "OneOfClosed",
        {"oneOf": [{**record("a", a=TEXT), **CLOSED}, {**record("b", b=TEXT), **CLOSED}]},
        [{"a": "x"}, {"b": "x"}],
        [{}, {"a": "x", "b": "x"}],
    ),
    row(
        "OneOfReferences",
        {"oneOf": [ref("Cat"), ref("Dog")]},
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}],
        [{"kind": "cat", "tail": True}, {"kind": "cow"}, {}, None],
    ),
    row(
        "OneOfReferenceOrNull",
        {"oneOf": [ref("Cat"), NULL]},
        [{"kind": "cat", "claws": 1}, None],
        [{}, "cat"],
    ),
    row(
        "OneOfBesideProperties",
        {**record("id", id=TEXT), "oneOf": [CAT, DOG]},
        [{"id": "x", "kind": "cat", "claws": 1}],
        [{"kind": "cat", "claws": 1}, {"id": "x"}, {"id": 1, "kind": "cat", "claws": 1}],
    ),
    row(
        "OneOfLists",
        {"oneOf": [listing(items=TEXT, minItems=1), listing(items=NUMBER, minItems=1)]},
        [["a"], [1]],
        [[], ["a", 1], [True]],
    ),
    row("OneOfTextOrList", {"oneOf": [TEXT, listing(items=TEXT)]}, ["a", ["a"]], [1, [1]]),
    row(
        "OneOfListLengths",
        {"oneOf": [listing(maxItems=1), listing(minItems=3, maxItems=3)]},
        [[], [1], [1, 2, 3]],
        [[1, 2]],
    ),
    row(
        "OneOfMany",
        {"oneOf": [record(f"p{n}", **{f"p{n}": TEXT}) for n in range(10)]},
        [{"p0": "x"}, {"p9": "x"}],
        [{}, {"p0": 1}, "x"],
    ),
    row(
        "OneOfOptional",
        {"oneOf": [record(a=TEXT), record(a=NUMBER)]},
        [{"a": "x"}, {"a": 1}],
        [{}, {"a": True}],
    ),
    row(
        "OneOfTwiceNeeds",
        {
            "type": "object",
            "allOf": [{"oneOf": [needs("a"), needs("b")]}, {"oneOf": [needs("c"), needs("d")]}],
        },
        [{"a": 1, "c": 1}, {"b": 1, "d": 1}],
        [{}, {"a": 1}, {"a": 1, "b": 1, "c": 1}, {"a": 1, "c": 1, "d": 1}],
    ),
]

BY_MAPPING = {
    "propertyName": "kind",
    "mapping": {"c": "#/components/schemas/Tabby", "d": "Hound", "e": "Hound"},
}

DISCRIMINATORS = [
    row(
        "Mapped",
        {"oneOf": [ref("Tabby"), ref("Hound")], "discriminator": BY_MAPPING},
        [{"kind": "c", "claws": 1}, {"kind": "d", "tail": True}, {"kind": "e", "tail": False}],
        [{"kind": "c"}, {"claws": 1}, {"kind": 1, "claws": 1}, {}],
        mistold=({"kind": "c", "tail": True}, {"kind": "x", "claws": 1}, {"kind": "d", "claws": 1}),
        Tabby=record("kind", "claws", kind=TEXT, claws=NUMBER),
        Hound=record("kind", "tail", kind=TEXT, tail=FLAG),
    ),
    row(
        "MappedAnyOf",
        {"anyOf": [ref("Tabby"), ref("Hound")], "discriminator": BY_MAPPING},
        [{"kind": "c", "claws": 1}, {"kind": "e", "tail": True}],
        [{"kind": "c"}, {}],
        mistold=({"kind": "d", "claws": 1},),
    ),
    row(
        "Implicit",
        {"oneOf": [ref("Tabby"), ref("Hound")], "discriminator": {"propertyName": "kind"}},
        [{"kind": "Tabby", "claws": 1}, {"kind": "Hound", "tail": True}],
        [{"kind": "Tabby"}, {}],
        mistold=({"kind": "Tabby", "tail": True}, {"kind": "tabby", "claws": 1}),
    ),
    row(
        "ImplicitOrNull",
        {"oneOf": [ref("Tabby"), ref("Hound"), NULL], "discriminator": {"propertyName": "kind"}},
        [{"kind": "Tabby", "claws": 1}, None],
        [{"kind": "Tabby"}, "Tabby"],
        mistold=({"kind": "Tabby", "tail": True},),
    ),
    row(
        "Optional",
        {"anyOf": [ref("Loose"), ref("Hound")], "discriminator": {"propertyName": "kind"}},
        [{"kind": "Loose"}, {"kind": "Hound", "tail": True}],
        [{"kind": 1}],
        mistold=({"kind": "x"},),
        Loose=record(kind=TEXT, claws=NUMBER),
    ),
    row(
        "ConstAgrees",
        {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "Dog"}},
        },
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}],
        [{"kind": "cat", "tail": True}, {"kind": "Cat", "claws": 1}, {}],
    ),
    # What the property says itself is kept where the mapping says another value.
    row(
        "ConstDisagrees",
        {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {"propertyName": "kind", "mapping": {"CAT": "Cat", "DOG": "Dog"}},
        },
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}],
        [{"kind": "CAT", "claws": 1}],
    ),
    row(
        "EnumNarrowed",
        {
            "oneOf": [ref("Either"), ref("Or")],
            "discriminator": {"propertyName": "kind", "mapping": {"a": "Either", "b": "Or"}},
        },
        [{"kind": "a", "x": 1}, {"kind": "b", "y": 1}],
        [{"kind": "c", "x": 1}, {"x": 1}],
        mistold=({"kind": "b", "x": 1}, {"kind": "a", "y": 1}),
        Either=record("kind", "x", kind={"enum": ["a", "b"]}, x=NUMBER),
        Or=record("kind", "y", kind=ref("Kind"), y=NUMBER),
        Kind={"type": "string", "enum": ["a", "b"]},
    ),
    row(
        "NestedUnion",
        {
            "oneOf": [ref("Pets"), ref("Rock")],
            "discriminator": {"propertyName": "kind", "mapping": {"rock": "Rock"}},
        },
        [{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}, {"kind": "rock", "kg": 1}],
        [{"kind": "cat"}, {"kind": "rock"}, {}],
        mistold=({"kind": "stone", "kg": 1},),
        Pets={
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "Dog"}},
        },
        Rock=record("kind", "kg", kind=TEXT, kg=NUMBER),
    ),
    # Heirs are known by the discriminator of their parent.
    row(
        "Heir",
        {"allOf": [ref("Parent"), record("x", x=NUMBER)]},
        [{"kind": "heir", "x": 1}],
        [{"kind": "heir"}, {"x": 1}, {}],
        mistold=({"kind": "Heir", "x": 1}, {"kind": "other", "x": 1}),
        Parent={
            **record("kind", kind=TEXT),
            "discriminator": {"propertyName": "kind", "mapping": {"heir": "Heir"}},
        },
    ),
    row(
        "HeirByName",
        {"allOf": [ref("Parent"), record(y=NUMBER)]},
        [{"kind": "HeirByName", "y": 1}, {"kind": "GrandHeir"}],
        [{"y": 1}],
        mistold=({"kind": "heir"},),
    ),
    row(
        "GrandHeir",
        {"allOf": [ref("HeirByName"), record("z", z=NUMBER)]},
        [{"kind": "GrandHeir", "z": 1}],
        [{"kind": "GrandHeir"}, {"z": 1}],
        mistold=({"kind": "HeirByName", "z": 1},),
    ),
    row("ParentAlone", ref("Parent"), [{"kind": "heir"}, {"kind": "any"}], [{}, {"kind": 1}]),
    row(
        "UnionOfHeirs",
        {"oneOf": [ref("Heir"), ref("HeirByName")], "discriminator": {"propertyName": "kind"}},
        [{"kind": "HeirByName", "y": 1}],
        [{"y": 1}, {"kind": "other", "x": 1}],
    ),
    # A parent that lists its own heirs goes in circles, by the letter of JSON Schema.
    row(
        "Shape",
        {
            **record("form", form=TEXT),
            "oneOf": [ref("Circle"), ref("Square")],
            "discriminator": {
                "propertyName": "form",
                "mapping": {"circle": "Circle", "square": "Square"},
            },
        },
        [{"form": "circle", "r": 1}, {"form": "square", "side": 1}],
        [{"form": "circle"}, {"form": "circle", "side": 1}, {"r": 1}, {}],
        judged=False,
        Circle={"allOf": [ref("Shape"), record("r", r=NUMBER)]},
        Square={"allOf": [ref("Shape"), record("side", side=NUMBER)]},
    ),
    row(
        "CircleAlone",
        ref("Circle"),
        [{"form": "circle", "r": 1}],
        [{"form": "square", "r": 1}, {"r": 1}, {"form": "circle"}],
        judged=False,
    ),
]

NOT = [
    row("NotText", {"not": TEXT}, [1, True, None, [], {"a": 1}], ["a", ""]),
    row("NotTypes", {"not": {"type": ["string", "null"]}}, [1, {}], ["a", None]),
    row("NotTyped", {"type": ["string", "number"], "not": NUMBER}, ["a"], [1, None]),
    row("NotNull", {"not": NULL}, ["a", 0, {}], [None]),
    row("NotAnything", {"not": {}}, [], EACH),
    row("NotTrue", {"not": True}, [], EACH),
    row("NotFalse", {"not": False}, EACH, []),
    row("NotNot", {"not": {"not": TEXT}}, ["a"], [1, None]),
    row("NotEnum", {"enum": ["a", "b", 1], "not": {"enum": ["a", 1]}}, ["b"], ["a", 1, "c"]),
    row("NotConst", {"enum": ["a", "b"], "not": {"const": "a"}}, ["b"], ["a"]),
    row(
        "NotConstOfReference", {"allOf": [ref("Letter")], "not": {"const": "a"}}, ["b"], ["a", "c"]
    ),
    row("NotTrueValue", {"type": "boolean", "not": {"const": True}}, [False], [True, None]),
    # No type says all texts but one.
    row("NotOneText", {"type": "string", "not": {"const": "a"}}, ["b"], [1]),
    row("NotLimited", {"type": "string", "not": {"minLength": 3}}, ["ab"], [1]),
    row("NotAnyOf", {"not": {"anyOf": [TEXT, NUMBER]}}, [True, None, {}], ["a", 1]),
    row("NotAllOf", {"not": {"allOf": [TEXT, {"enum": ["a", 1]}]}}, ["b", 1, None], []),
    row("NotObject", {"not": {"type": "object"}}, ["a", [1], None], [{}, {"a": 1}]),
    row("NotArray", {"not": {"type": "array"}}, ["a", {"a": 1}, None], [[], [1]]),
    row(
        "NotNeeded",
        {**record(a=TEXT, b=TEXT), "not": needs("a")},
        [{}, {"b": "x"}],
        [{"a": "x"}, {"b": 1}],
    ),
    row(
        "NotBoth",
        {**record(a=TEXT, b=TEXT), "not": needs("a", "b")},
        [{}, {"a": "x"}, {"b": "x"}],
        [{"a": "x", "b": "x"}, {"a": 1}],
    ),
    row(
        "NotEither",
        {**record(a=TEXT, b=TEXT), "not": {"anyOf": [needs("a"), needs("b")]}},
        [{}],
        [{"a": "x"}, {"b": "x"}, {"a": "x", "b": "x"}],
    ),
    row(
        "NotNeededByAllOf",
        {"allOf": [ref("Base"), {"not": needs("a")}]},
        [{}, {"b": 1}],
        [{"a": "x"}, {"b": "x"}],
    ),
    row(
        "NotThisKind",
        {**record("kind", kind={"enum": ["a", "b"]}), "not": record("kind", kind={"const": "a"})},
        [{"kind": "b"}],
        [{"kind": "a"}, {}, {"kind": "c"}],
    ),
    row("NotUntyped", {"not": needs("a")}, [{}, {"b": 1}], ["x", 1, [], {"a": 1}]),
    row("NotEmptyList", listing(items=TEXT, **{"not": {"maxItems": 0}}), [["a"]], [[], [1]]),
    row("NotInItems", listing(items={"not": TEXT}), [[], [1, None]], [["a"]]),
    row(
        "NotInMap",
        {"type": "object", "additionalProperties": {"not": NULL}},
        [{"a": 1}],
        [{"a": None}],
    ),
]

IF = [
    row(
        "If",
        {
            **record("country", country={"enum": ["us", "it"]}, zip=TEXT, cap=NUMBER),
            "if": {"properties": {"country": {"const": "us"}}},
            "then": needs("zip"),
            "else": needs("cap"),
        },
        [{"country": "us", "zip": "x"}, {"country": "it", "cap": 1}],
        [{"country": "us", "cap": 1}, {"country": "it", "zip": "x"}, {"country": "us"}, {}],
    ),
    row(
        "IfWithoutElse",
        {
            **record("paid", paid=FLAG, by=TEXT),
            "if": {"properties": {"paid": {"const": True}}},
            "then": needs("by"),
        },
        [{"paid": True, "by": "x"}, {"paid": False}, {"paid": False, "by": "x"}],
        [{"paid": True}, {}, {"by": "x"}, {"paid": False, "by": 1}],
    ),
    row(
        "IfWithoutThen",
        {
            **record("paid", paid=FLAG, by=TEXT),
            "if": {"properties": {"paid": {"const": True}}},
            "else": needs("by"),
        },
        [{"paid": True}, {"paid": False, "by": "x"}],
        [{"paid": False}, {}],
    ),
    row("IfAlone", {"type": "string", "if": {"const": "a"}}, ["a", "b"], [1]),
    row("ThenAlone", {"type": "string", "then": {"const": "a"}}, ["a", "b"], [1]),
    row(
        "IfKind",
        {"if": TEXT, "then": {"enum": ["a", "b"]}, "else": NUMBER},
        ["a", "b", 1],
        ["c", True, None, {}],
    ),
    row("IfTrue", {"if": True, "then": TEXT, "else": NUMBER}, ["a"], [1]),
    row("IfFalse", {"if": False, "then": TEXT, "else": NUMBER}, [1], ["a"]),
    row(
        "IfNeeded",
        {
            **record(a=TEXT, b=TEXT, c=TEXT),
            "if": needs("a"),
            "then": needs("b"),
            "else": needs("c"),
        },
        [{"a": "x", "b": "x"}, {"c": "x"}, {"a": "x", "b": "x", "c": "x"}],
        [{"a": "x"}, {}, {"b": "x"}, {"a": "x", "c": "x"}],
    ),
    row(
        "IfForbids",
        {
            **record("open", open=FLAG, key=TEXT),
            "if": {"properties": {"open": {"const": True}}},
            "then": {"properties": {"key": False}},
        },
        [{"open": True}, {"open": False}, {"open": False, "key": "x"}],
        [{"open": True, "key": "x"}, {}],
    ),
    row(
        "IfAndUnevaluated",
        {
            "type": "object",
            "properties": {"a": TEXT},
            "if": needs("b"),
            "else": {"properties": {"c": {}}},
            "unevaluatedProperties": NUMBER,
        },
        [{}, {"a": "x", "c": {}}, {"c": "x"}],
        [{"a": 1}],
    ),
    row(
        "IfTwice",
        {
            **record("kind", kind={"enum": ["a", "b", "c"]}, x=TEXT, y=TEXT),
            "allOf": [
                {"if": {"properties": {"kind": {"const": "a"}}}, "then": needs("x")},
                {"if": {"properties": {"kind": {"const": "b"}}}, "then": needs("y")},
            ],
        },
        [{"kind": "a", "x": "s"}, {"kind": "b", "y": "s"}, {"kind": "c"}],
        [{"kind": "a"}, {"kind": "a", "y": "s"}, {"kind": "b", "x": "s"}, {}],
    ),
    row(
        "IfElseIf",
        {
            **record("n", n={"enum": [1, 2, 3]}, x=TEXT),
            "if": {"properties": {"n": {"const": 1}}},
            "then": needs("x"),
            "else": {
                "if": {"properties": {"n": {"const": 2}}},
                "then": {"properties": {"x": False}},
            },
        },
        [{"n": 1, "x": "s"}, {"n": 2}, {"n": 3}, {"n": 3, "x": "s"}],
        [{"n": 1}, {"n": 2, "x": "s"}, {}],
    ),
]

DEPENDENT = [
    row(
        "DependentRequired",
        {**record(card=TEXT, code=TEXT), "dependentRequired": {"card": ["code"]}},
        [{}, {"code": "x"}, {"card": "x", "code": "x"}],
        [{"card": "x"}, {"card": 1, "code": "x"}, {"code": 1}],
    ),
    row(
        "DependentBothWays",
        {**record(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"], "b": ["a"]}},
        [{}, {"a": "x", "b": "x"}],
        [{"a": "x"}, {"b": "x"}],
    ),
    row(
        "DependentChain",
        {**record(a=TEXT, b=TEXT, c=TEXT), "dependentRequired": {"a": ["b"], "b": ["c"]}},
        [{}, {"c": "x"}, {"b": "x", "c": "x"}, {"a": "x", "b": "x", "c": "x"}],
        [{"a": "x"}, {"b": "x"}, {"a": "x", "b": "x"}, {"a": "x", "c": "x"}],
    ),
    row(
        "DependentOnNeeded",
        {**record("a", a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"]}},
        [{"a": "x", "b": "x"}],
        [{"a": "x"}, {"b": "x"}, {}],
    ),
    row(
        "DependentUntyped",
        {"dependentRequired": {"a": ["b"]}},
        ["x", 1, [], {}, {"b": 1}, {"a": 1, "b": 1}],
        [{"a": 1}],
    ),
    row(
        "DependentOnNothing",
        {**record(a=TEXT), "dependentRequired": {"a": []}},
        [{}, {"a": "x"}],
        [{"a": 1}],
    ),
    row(
        "DependentSchemas",
        {
            **record(card=TEXT),
            "dependentSchemas": {"card": record("code", code=NUMBER)},
        },
        [{}, {"card": "x", "code": 1}],
        [{"card": "x"}, {"card": "x", "code": "y"}, {"card": 1, "code": 1}],
    ),
    row(
        "DependentNever",
        {**record(a=TEXT, b=TEXT), "dependentSchemas": {"a": False}},
        [{}, {"b": "x"}],
        [{"a": "x"}],
    ),
    row(
        "DependentThroughAllOf",
        {"allOf": [ref("Base"), {"dependentRequired": {"a": ["b"]}}]},
        [{}, {"b": 1}, {"a": "x", "b": 1}],
        [{"a": "x"}, {"b": "x"}],
    ),
]

UNEVALUATED = [
    row("Sealed", {**record("a", a=TEXT), **SEALED}, [{"a": "x"}], [{}, {"a": "x", "b": 1}]),
    row(
        "SealedAllOf",
        {"allOf": [record("a", a=TEXT), record(b=TEXT)], "type": "object", **SEALED},
        [{"a": "x"}, {"a": "x", "b": "y"}],
        [{}, {"a": "x", "c": 1}, {"a": "x", "b": 1}],
    ),
    row(
        "SealedReference",
        {**ref("Base"), "type": "object", "properties": {"c": FLAG}, **SEALED},
        [{}, {"a": "x", "c": True}],
        [{"d": 1}, {"c": 1}, {"a": 1}],
    ),
    row(
        "SealedAnyOf",
        {
            "type": "object",
            "anyOf": [record("a", a=TEXT), record("b", b=TEXT)],
            **SEALED,
        },
        [{"a": "x"}, {"b": "x"}, {"a": "x", "b": "x"}],
        [{}, {"a": "x", "c": 1}, {"a": "x", "b": 1}],
    ),
    row(
        "SealedOneOf",
        {"type": "object", "oneOf": [record("a", a=TEXT), record("b", b=TEXT)], **SEALED},
        [{"a": "x"}, {"b": "x"}],
        [{}, {"a": "x", "b": "x"}, {"a": "x", "c": 1}],
    ),
    row(
        "SealedIf",
        {
            **record("kind", kind={"enum": ["a", "b"]}),
            "if": {"properties": {"kind": {"const": "a"}}},
            "then": record(x=TEXT),
            "else": record(y=TEXT),
            **SEALED,
        },
        [{"kind": "a", "x": "s"}, {"kind": "b", "y": "s"}, {"kind": "a"}],
        [{"kind": "a", "y": "s"}, {"kind": "b", "x": "s"}, {"kind": "a", "z": 1}, {}],
    ),
    row(
        "SealedNested",
        {
            "allOf": [{"allOf": [record("a", a=TEXT)]}, ref("Base")],
            "type": "object",
            **SEALED,
        },
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{"b": 1}, {"a": "x", "c": 1}],
    ),
    row(
        "SealedPattern",
        {"type": "object", "patternProperties": {"^x-": TEXT}, **SEALED},
        [{}, {"x-a": "s"}],
        [{"y": 1}, {"x-a": 1}],
    ),
    row(
        "SealedButOpenPart",
        {"type": "object", "allOf": [{"type": "object", "additionalProperties": NUMBER}], **SEALED},
        [{}, {"a": 1}],
        [{"a": "x"}],
    ),
    row(
        "UnevaluatedMap",
        {**record("a", a=TEXT), "unevaluatedProperties": NUMBER},
        [{"a": "x"}, {"a": "x", "b": 1}],
        [{}, {"a": 1}, {"a": "x", "b": True}],
    ),
    row(
        "SealedDependent",
        {**record(a=TEXT), "dependentSchemas": {"a": {"properties": {"b": TEXT}}}, **SEALED},
        [{}, {"a": "x"}, {"a": "x", "b": "y"}],
        [{"b": "y"}, {"c": 1}, {"a": "x", "b": 1}],
    ),
    row("SealedUntyped", {"properties": {"a": TEXT}, **SEALED}, ["s", 1, {"a": "x"}], [{"b": 1}]),
    row(
        "SealedList",
        listing(prefixItems=[TEXT], unevaluatedItems=False),
        [[], ["a"]],
        [[1], ["a", 1]],
    ),
    row(
        "SealedListAllOf",
        listing(
            allOf=[{"prefixItems": [TEXT]}, {"prefixItems": [True, NUMBER]}], unevaluatedItems=False
        ),
        [[], ["a"], ["a", 1]],
        [[1], ["a", "b"], ["a", 1, 1]],
    ),
    row(
        "SealedListAnyOf",
        listing(
            minItems=1,
            anyOf=[{"prefixItems": [TEXT]}, {"prefixItems": [NUMBER, NUMBER], "minItems": 2}],
            unevaluatedItems=False,
        ),
        [["a"], [1, 2]],
        [[], [1], ["a", 1], [1, 2, 3]],
    ),
    row(
        "UnevaluatedRest",
        listing(prefixItems=[TEXT], unevaluatedItems=NUMBER),
        [[], ["a"], ["a", 1, 2]],
        [[1], ["a", "b"]],
    ),
]

RECURSION = [
    row(
        "Tree",
        record("name", name=TEXT, twigs=listing(items=ref("Tree"))),
        [{"name": "a"}, {"name": "a", "twigs": [{"name": "b", "twigs": []}]}],
        [{}, {"name": "a", "twigs": [{}]}, {"name": "a", "twigs": [{"name": "b", "twigs": [1]}]}],
    ),
    row(
        "JsonValue",
        {
            "oneOf": [
                *({"type": kind} for kind in ("string", "number", "boolean", "null")),
                listing(items=ref("JsonValue")),
                {"type": "object", "additionalProperties": ref("JsonValue")},
            ]
        },
        [*EACH, [[{"a": [None, {}]}]], {"a": {"b": [1]}}],
        [],
    ),
    row(
        "Texts",
        {"oneOf": [TEXT, listing(items=ref("Texts"))]},
        ["a", [], ["a", [["b"]]]],
        [1, [1], [[1]], {}],
    ),
    row(
        "Mutual",
        record(other=ref("Lautum")),
        [{}, {"other": {"back": {}}}],
        [{"other": {}}, {"other": {"back": {"other": 1}}}, {"other": 1}],
        Lautum=record("back", back=ref("Mutual")),
    ),
    row(
        "LinkedList",
        record("value", value=NUMBER, next={"anyOf": [ref("LinkedList"), NULL]}),
        [{"value": 1}, {"value": 1, "next": None}, {"value": 1, "next": {"value": 2}}],
        [{}, {"value": 1, "next": {}}, {"value": 1, "next": 2}],
    ),
    row(
        "MapOfItself",
        {"type": "object", "additionalProperties": ref("MapOfItself")},
        [{}, {"a": {}}, {"a": {"b": {}}}],
        [{"a": 1}, {"a": {"b": 1}}],
    ),
    row(
        "ListOfItself",
        listing(items=ref("ListOfItself")),
        [[], [[]], [[[], [[]]]]],
        [[1], [["a"]], {}],
    ),
    row(
        "TupleOfItself",
        listing(prefixItems=[TEXT, ref("TupleOfItself")], items=False, minItems=1),
        [["a"], ["a", ["b"]]],
        [[], ["a", []], ["a", 1]],
    ),
    row(
        "PartOfItself",
        {
            "allOf": [ref("Base"), record("parts", parts=listing(items=ref("PartOfItself")))],
        },
        [{"parts": []}, {"a": "x", "parts": [{"parts": []}]}],
        [{}, {"parts": [{}]}, {"a": 1, "parts": []}],
    ),
    row(
        "Expression",
        {
            "oneOf": [
                record("value", value=NUMBER),
                record("plus", plus=listing(items=ref("Expression"), minItems=2, maxItems=2)),
            ]
        },
        [{"value": 1}, {"plus": [{"value": 1}, {"plus": [{"value": 1}, {"value": 2}]}]}],
        [{}, {"plus": [{"value": 1}]}, {"plus": [{"value": 1}, {}]}, {"value": "1"}],
    ),
    row(
        "NotInItself",
        {**record(child=ref("NotInItself"), leaf=FLAG), "not": needs("child", "leaf")},
        [{}, {"leaf": True}, {"child": {"leaf": True}}],
        [{"child": {}, "leaf": True}, {"child": {"child": {}, "leaf": True}}],
    ),
    row(
        "InsideOfItself",
        record(
            a=record(
                "b", b=TEXT, again={"$ref": "#/components/schemas/InsideOfItself/properties/a"}
            )
        ),
        [{}, {"a": {"b": "x"}}, {"a": {"b": "x", "again": {"b": "y"}}}],
        [{"a": {}}, {"a": {"b": "x", "again": {}}}],
    ),
]

REFERENCES = [
    row("Reference", ref("Letter"), ["a"], ["c", 1]),
    row("ReferenceToReference", ref("Reference"), ["a"], ["c", 1]),
    row("ReferenceToTrue", ref("True"), EACH, []),
    row("ReferenceToFalse", ref("False"), [], EACH),
    row("ReferenceAndMore", {**ref("Letter"), "const": "a"}, ["a"], ["b"]),
    row("ReferenceAndNote", {**ref("Letter"), "description": "One letter."}, ["a", "b"], ["c"]),
    row("ReferenceAndNeeds", {**ref("Base"), **needs("a")}, [{"a": "x"}], [{}, {"a": 1}]),
    row(
        "Definitions",
        {
            **record("a", a={"$ref": "#/components/schemas/Definitions/$defs/Small"}),
            "$defs": {"Small": {"enum": [1, 2]}},
        },
        [{"a": 1}],
        [{"a": 3}, {}],
    ),
    row(
        "DefinitionThatRecurs",
        {
            **record("top", top={"$ref": "#/components/schemas/DefinitionThatRecurs/$defs/Twig"}),
            "$defs": {
                "Twig": record(
                    twigs=listing(
                        items={"$ref": "#/components/schemas/DefinitionThatRecurs/$defs/Twig"}
                    )
                )
            },
        },
        [{"top": {}}, {"top": {"twigs": [{"twigs": []}]}}],
        [{}, {"top": {"twigs": [1]}}, {"top": {"twigs": [{"twigs": 1}]}}],
    ),
    row(
        "Anchored",
        {
            **record("a", a={"$ref": "#small-number"}),
            "$defs": {"any": {"$anchor": "small-number", "enum": [1, 2]}},
        },
        [{"a": 2}],
        [{"a": 3}, {}],
    ),
    row(
        "IntoProperty",
        record("x", x={"$ref": "#/components/schemas/Base/properties/a"}),
        [{"x": "s"}],
        [{"x": 1}, {}],
    ),
    row(
        "IntoItems",
        {"$ref": "#/components/schemas/ItemsOfRecords/items"},
        [{"a": "x"}],
        [{}, {"a": 1}, []],
    ),
    row(
        "IntoPart",
        {"$ref": "#/components/schemas/AllOf/allOf/1"},
        [{"b": 1}],
        [{}, {"b": "x"}],
    ),
    row(
        "IntoPrefix",
        listing(items={"$ref": "#/components/schemas/Prefix/prefixItems/1"}),
        [[1]],
        [["a"]],
    ),
    row(
        "IntoOddName",
        {"$ref": "#/components/schemas/OddNames/properties/a~1b~0%25%20c"},
        [1],
        ["a"],
        OddNames=record(**{"a/b~% c": WHOLE}),
    ),
]

INHERITED = ("constructor", "toString", "valueOf", "hasOwnProperty")

NAMES = [
    row(
        "OddProperties",
        record(
            "a-b", "1", "", "ünï", **dict.fromkeys(("a-b", "1", "", "ünï", "日本", "🍵"), NUMBER)
        ),
        [
            {"a-b": 1, "1": 2, "": 3, "ünï": 4},
            {"a-b": 1, "1": 2, "": 3, "ünï": 4, "日本": 5, "🍵": 6},
        ],
        [
            {"1": 2, "": 3, "ünï": 4},
            {"a-b": 1, "": 3, "ünï": 4},
            {"a-b": 1, "1": 2, "ünï": 4},
            {"a-b": 1, "1": 2, "": 3},
            {"a-b": "x", "1": 2, "": 3, "ünï": 4},
            {"a-b": 1, "1": 2, "": 3, "ünï": 4, "🍵": "x"},
        ],
    ),
    row(
        "OddLetters",
        record(
            '"', "\\", "\n", **dict.fromkeys(('"', "\\", "\n", "*/", "a b", "$ref", "${x}"), NUMBER)
        ),
        [{'"': 1, "\\": 1, "\n": 1}, {'"': 1, "\\": 1, "\n": 1, "*/": 1, "$ref": 1, "${x}": 1}],
        [{"\\": 1, "\n": 1}, {'"': 1, "\n": 1}, {'"': 1, "\\": 1}, {'"': "x", "\\": 1, "\n": 1}],
    ),
    row(
        "NumbersAsNames",
        record("1e3", "-1", "01", **dict.fromkeys(("1e3", "-1", "01", "0x1", "1.50"), NUMBER)),
        [{"1e3": 1, "-1": 1, "01": 1}, {"1e3": 1, "-1": 1, "01": 1, "0x1": 1, "1.50": 1}],
        [{"1000": 1, "-1": 1, "01": 1}, {"1e3": 1, "-1": 1, "1": 1}, {"1e3": 1, "01": 1}],
    ),
    row(
        "WordsAsNames",
        record(
            "default", "class", **dict.fromkeys(("default", "class", "new", "get", "null"), NUMBER)
        ),
        [{"default": 1, "class": 1}, {"default": 1, "class": 1, "new": 1, "get": 1, "null": 1}],
        [{"class": 1}, {"default": 1}, {"default": 1, "class": 1, "get": "x"}],
    ),
    row(
        "Proto",
        record("__proto__", **{"__proto__": NUMBER}),
        [{"__proto__": 1}],
        [{"__proto__": "x"}, {}],
    ),
    row(
        "ProtoOptional",
        record(**{"__proto__": NUMBER}),
        [{}, {"__proto__": 1}],
        [{"__proto__": "x"}],
    ),
    row(
        "InheritedNeeded",
        record(*INHERITED, **dict.fromkeys(INHERITED, NUMBER)),
        [dict.fromkeys(INHERITED, 1)],
        [dict.fromkeys(INHERITED, "x")],
    ),
    row(
        "InheritedOptional",
        record(**dict.fromkeys(INHERITED, NUMBER)),
        [{}, {"constructor": 1}],
        [{"constructor": "x"}, {"toString": True}],
    ),
    row("ConstProto", {"const": {"__proto__": 1}}, [{"__proto__": 1}], [{"__proto__": 2}, {}]),
    row("a-b", {"const": 1}, [1], [2]),
    row("1", {"const": 2}, [2], [1]),
    row("a.b", {"const": 3}, [3], [1]),
    row("a_b", {"const": 4}, [4], [1]),
    row("string", {"const": 5}, [5], ["a"]),
    row("toString", {"const": 6}, [6], [1]),
    row("constructor", {"const": 7}, [7], [1]),
    row("__proto__", {"const": 8}, [8], [1]),
    row("Date", {"const": 9}, [9], [1]),
    row("Record", {"const": 10}, [10], [1]),
    row("paths", {"const": 11}, [11], [1]),
    row("components", {"const": 12}, [12], [1]),
    row("ünï", {"const": 13}, [13], [1]),
    row("type", {"const": 14}, [14], [1]),
    row("never", {"const": 15}, [15], [1]),
    row(
        "OddReferences",
        listing(
            prefixItems=[
                ref(name) for name in ("a-b", "1", "a.b", "string", "__proto__", "Object")
            ],
            minItems=6,
            items=False,
        ),
        [[1, 2, 3, 5, 8, {"constructor": 1}]],
        [[2, 2, 3, 5, 8, {}], [1, 2, 3, 5, 9, {}], [1, 2, 3, 5, 8, {"constructor": "x"}]],
        # What it is called is also what TypeScript calls every object.
        Object=record(constructor=NUMBER),
    ),
]

TOGETHER = [
    row(
        "ClosedBesideAllOf",
        {"allOf": [ref("Base")], **record(c=FLAG), **CLOSED},
        [{}, {"c": True}],
        [{"a": 1}, {"c": 1}, {"d": 1}],
    ),
    row(
        "ClosedBesideOneOf",
        {**record(a=TEXT, b=NUMBER), **CLOSED, "oneOf": [needs("a"), needs("b")]},
        [{"a": "x"}, {"b": 1}],
        [{}, {"a": "x", "b": 1}, {"a": "x", "z": 1}],
    ),
    row(
        "NeedsAndForbids",
        {
            **record(a=TEXT, b=NUMBER),
            "oneOf": [{**needs("a"), "not": needs("b")}, {**needs("b"), "not": needs("a")}],
        },
        [{"a": "x"}, {"b": 1}],
        [{}, {"a": "x", "b": 1}],
    ),
    row("NeedsTwice", {**record(a=TEXT), "required": ["a", "a"]}, [{"a": "x"}], [{}]),
    row(
        "MapOfUnions",
        {"type": "object", "additionalProperties": {"oneOf": [ref("Cat"), ref("Dog"), NULL]}},
        [{}, {"a": None}, {"a": {"kind": "cat", "claws": 1}}],
        [{"a": 1}, {"a": {"kind": "cat"}}],
    ),
    row(
        "MapOfLists",
        {"type": "object", "additionalProperties": listing(items=ref("Letter"))},
        [{}, {"x": ["a", "b"]}],
        [{"x": "a"}, {"x": ["c"]}],
    ),
    row("EnumOrNullByReference", {"anyOf": [ref("Letter"), NULL]}, ["a", None], ["c"]),
    row(
        "ListOfUnions",
        listing(items={"oneOf": [ref("Cat"), ref("Dog")]}, minItems=1),
        [[{"kind": "cat", "claws": 1}, {"kind": "dog", "tail": True}]],
        [[], [{"kind": "cat", "tail": True}], [None]],
    ),
    row(
        "TupleInRecord",
        record("at", at=listing(prefixItems=[NUMBER, NUMBER], items=False, minItems=2)),
        [{"at": [1, 2]}],
        [{}, {"at": [1]}, {"at": [1, 2, 3]}],
    ),
    row(
        "IfDeep",
        {
            **record("a", a=record("k", k={"enum": [1, 2]}), b=TEXT),
            "if": {"properties": {"a": {"properties": {"k": {"const": 1}}}}},
            "then": needs("b"),
        },
        [{"a": {"k": 1}, "b": "x"}, {"a": {"k": 2}}],
        [{}, {"a": {}}, {"a": {"k": 3}, "b": "x"}],
    ),
    row(
        "DependentOneOf",
        {
            **record(card=FLAG),
            "dependentSchemas": {
                "card": {
                    "oneOf": [
                        {"properties": {"card": {"const": True}, "n": TEXT}, **needs("n")},
                        {"properties": {"card": {"const": False}}},
                    ]
                }
            },
        },
        [{}, {"card": False}, {"card": True, "n": "x"}],
        [{"card": True}, {"card": 1}, {"card": True, "n": 1}],
    ),
    row(
        "OneOfSeveralKinds",
        {
            "oneOf": [
                record("k", "x", k={"enum": ["a", "b"]}, x=TEXT),
                record("k", "y", k={"enum": ["c"]}, y=TEXT),
                record("k", k={"type": "null"}),
            ]
        },
        [{"k": "a", "x": "s"}, {"k": "b", "x": "s"}, {"k": "c", "y": "s"}, {"k": None}],
        [{"k": "a"}, {"k": "c", "x": "s"}, {"k": "d", "x": "s"}, {}],
    ),
    row(
        "OneOfOneOf",
        {"oneOf": [{"oneOf": [CAT, DOG]}, {"oneOf": [NULL, TEXT]}]},
        [{"kind": "cat", "claws": 1}, None, "x"],
        [{"kind": "cat"}, 1, {}],
    ),
    row(
        "SealedHeir",
        {"allOf": [ref("PartOfSealed")], **record("b", b=TEXT), **SEALED},
        [{"a": "x", "b": "y"}],
        [{"b": "y"}, {"a": "x", "b": "y", "c": 1}],
        PartOfSealed={"allOf": [record("a", a=TEXT)]},
    ),
    row(
        "OneOfSealed",
        {"oneOf": [{**record("a", a=TEXT), **SEALED}, {**record("b", b=TEXT), **SEALED}]},
        [{"a": "x"}, {"b": "x"}],
        [{}, {"a": "x", "b": "x"}],
    ),
    row(
        "AnyOfClosed",
        {"anyOf": [{**record("a", a=TEXT), **CLOSED}, {**record("b", b=TEXT), **CLOSED}]},
        [{"a": "x"}, {"b": "x"}],
        [{}, {"a": "x", "b": "x"}],
    ),
    row(
        "NotReference",
        {"not": ref("Cat")},
        ["x", {}, {"kind": "dog"}, {"kind": "cat"}],
        [],
    ),
    row(
        "NotReferenceInUnion",
        {"anyOf": [ref("Cat"), ref("Dog")], "not": ref("Cat")},
        [{"kind": "dog", "tail": True}],
        [{"kind": "cow"}, {}],
    ),
    row(
        "AnyOfItself",
        {"anyOf": [TEXT, ref("AnyOfItself")]},
        ["a"],
        [],
        judged=False,
    ),
    row(
        "ListThroughAllOf",
        record("n", n=NUMBER, next={"allOf": [ref("ListThroughAllOf")]}),
        [{"n": 1}, {"n": 1, "next": {"n": 2}}],
        [{}, {"n": 1, "next": {}}, {"n": 1, "next": None}],
    ),
    row(
        "IfInItself",
        {
            **record("leaf", leaf=FLAG, kids=listing(items=ref("IfInItself"))),
            "if": {"properties": {"leaf": {"const": True}}},
            "then": {"properties": {"kids": False}},
            "else": needs("kids"),
        },
        [{"leaf": True}, {"leaf": False, "kids": [{"leaf": True}]}],
        [{"leaf": False}, {"leaf": True, "kids": []}, {"leaf": False, "kids": [{"leaf": False}]}],
    ),
    row(
        "ConstByReference",
        record("k", k=ref("ConstText"), l={"allOf": [ref("ConstText")]}),
        [{"k": "a"}, {"k": "a", "l": "a"}],
        [{}, {"k": "b"}, {"k": "a", "l": "b"}],
    ),
    row(
        "EmptyPattern",
        {"type": "object", "patternProperties": {"": NUMBER}},
        [{}, {"a": 1}],
        [{"a": "x"}],
    ),
    row(
        "AllOfSameReference",
        {"allOf": [ref("Base"), ref("Base")]},
        [{}, {"a": "x"}],
        [{"a": 1}],
    ),
    row(
        "AllOfEnumByReference",
        {"allOf": [ref("Letter"), {"enum": ["b", "c"]}]},
        ["b"],
        ["a", "c"],
    ),
    row(
        "AllOfNullOrReference",
        {"allOf": [{"anyOf": [ref("Base"), NULL]}, {"type": ["object", "null"]}]},
        [{}, {"a": "x"}, None],
        [{"a": 1}, "x"],
    ),
    row(
        "NeverItems",
        record("a", a=listing(items=ref("False"))),
        [{"a": []}],
        [{"a": [1]}, {}],
    ),
    row(
        "Envelope",
        {
            "allOf": [
                record("data", "meta", data={}, meta=record("page", page=WHOLE)),
                record(data=listing(items=ref("Base"))),
            ]
        },
        [{"data": [{"a": "x"}], "meta": {"page": 1}}],
        [
            {"meta": {"page": 1}},
            {"data": [{"a": 1}], "meta": {"page": 1}},
            {"data": 1, "meta": {"page": 1}},
        ],
    ),
    row(
        "ReadAndWrite",
        record("a", a={**TEXT, "readOnly": True}, b={**TEXT, "writeOnly": True, "default": "x"}),
        [{"a": "x"}, {"a": "x", "b": "y"}],
        [{}, {"a": 1}],
    ),
]

NEW = (
    *TYPES,
    *VALUES,
    *RECORDS,
    *PATTERNS,
    *LISTS,
    *ALL_OF,
    *ANY_OF,
    *ONE_OF,
    *DISCRIMINATORS,
    *NOT,
    *IF,
    *DEPENDENT,
    *UNEVALUATED,
    *RECURSION,
    *REFERENCES,
    *NAMES,
    *TOGETHER,
)
"""The rows of OpenAPI 3.1, whose schemas are JSON Schema."""


def nullable(**words: Json) -> dict[str, Json]:
    return {**words, "nullable": True}


OLD = (
    row("Nullable", nullable(type="string"), ["a", None], [1]),
    row("NotNullable", {"type": "string", "nullable": False}, ["a"], [None]),
    row("NullableEnum", nullable(type="string", enum=["a"]), ["a", None], ["b"]),
    row("NullableRecord", nullable(**record("a", a=TEXT)), [{"a": "x"}, None], [{}, "x"]),
    row("NullableList", nullable(**listing(items=TEXT)), [[], ["a"], None], [[1]]),
    row(
        "NullableProperty",
        record("a", a=nullable(type="number")),
        [{"a": 1}, {"a": None}],
        [{}, {"a": "x"}],
    ),
    row("NullableItems", listing(items=nullable(type="number")), [[1, None]], [["a"], None]),
    row(
        "NullableReference",
        nullable(allOf=[ref("Plain")]),
        [{"a": "x"}, None],
        [{}],
        Plain=record("a", a=TEXT),
    ),
    row("NullableOneOf", nullable(oneOf=[ref("Plain"), NUMBER]), [{"a": "x"}, 1, None], [{}, "x"]),
    # By the letter of 3.0, what stands beside a reference is not read.
    row(
        "BesideReference",
        {**ref("Plain"), "nullable": True, **needs("b")},
        [{"a": "x"}],
        [{}, None],
    ),
    row(
        "PropertiesOnly",
        {"properties": {"a": TEXT}, **needs("a")},
        [{"a": "x"}],
        [{}, "x", 1, None],
    ),
    row("MapOnly", {"additionalProperties": NUMBER}, [{}, {"a": 1}], [{"a": "x"}, "x"]),
    row("ItemsOnly", {"items": TEXT}, [[], ["a"]], [[1], "a", {}]),
    row("Bounds", {"type": "number", "minimum": 1, "exclusiveMinimum": True}, [2], ["2"]),
    row(
        "BoundedEnum",
        {"type": "number", "enum": [1, 2, 3], "minimum": 1, "exclusiveMinimum": True},
        [2, 3],
        [1, 4],
    ),
    row(
        "AllOfOld",
        {"allOf": [ref("Plain"), {"properties": {"b": NUMBER}, **needs("b")}]},
        [{"a": "x", "b": 1}],
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": "x"}],
    ),
    row(
        "NeedsOld",
        {"allOf": [ref("Loose")], **needs("a")},
        [{"a": "x"}],
        [{}, {"a": 1}],
        Loose=record(a=TEXT, b=NUMBER),
    ),
    row(
        "AnyOfNeedsOld",
        {**record(a=TEXT, b=NUMBER), "anyOf": [needs("a"), needs("b")]},
        [{"a": "x"}, {"b": 1}, {"a": "x", "b": 1}],
        [{}, {"a": 1}],
    ),
    row(
        "OneOfNeedsOld",
        {**record(a=TEXT, b=NUMBER), "oneOf": [needs("a"), needs("b")]},
        [{"a": "x"}, {"b": 1}],
        [{}, {"a": "x", "b": 1}],
    ),
    row(
        "NotNeededOld",
        {**record(a=TEXT, b=NUMBER), "not": needs("a")},
        [{}, {"b": 1}],
        [{"a": "x"}],
    ),
    row("ClosedOld", {**record(a=TEXT), **CLOSED}, [{}, {"a": "x"}], [{"b": 1}]),
    row(
        "MappedOld",
        {
            "oneOf": [ref("OldCat"), ref("OldDog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": "#/components/schemas/OldCat"},
            },
        },
        [{"kind": "cat", "claws": 1}, {"kind": "OldDog", "tail": True}],
        [{"kind": "cat", "tail": True}, {"kind": "cat"}, {}, {"kind": "OldCat", "claws": 1}],
        OldCat=record("kind", "claws", kind=TEXT, claws=NUMBER),
        OldDog=record("kind", "tail", kind=TEXT, tail=FLAG),
    ),
    row(
        "HeirOld",
        {"allOf": [ref("ParentOld"), {"properties": {"x": NUMBER}}]},
        [{"kind": "HeirOld"}, {"kind": "HeirOld", "x": 1}],
        [{"kind": "other"}, {"x": 1}],
        ParentOld={**record("kind", kind=TEXT), "discriminator": {"propertyName": "kind"}},
    ),
)
"""The rows of OpenAPI 3.0."""

Z = {"z": 1}
SLIPS: dict[str, Json] = {
    "SomeOptional": {"a": "x", **Z},
    "AllOptional": Z,
    "NeedsUnnamed": {"a": 1, **Z},
    "RecordOrNull": {"a": "x", **Z},
    "Nested": {"a": {"b": {"c": "x", **Z}}},
    "ItemsOfRecords": [{"a": "x", **Z}],
    "PatternBesideProperties": {"a": 1, **Z},
    "AllOf": {"a": "x", "b": 1, **Z},
    "AllOfNarrowed": {"a": "x", **Z},
    "AllOfNarrowedByPart": {"a": "x", **Z},
    "AllOfNeedsFromSibling": {"a": "x", **Z},
    "AllOfSharpened": {"kind": "cat", **Z},
    "AllOfBesideProperties": {"c": True, **Z},
    "AllOfWithOneOf": {"c": "x", **Z},
    "AllOfPropertyOnlyNarrowed": {"a": "x", **Z},
    "AnyOfNull": {"a": "x", **Z},
    "AnyOfRecords": {"a": "x", **Z},
    "AnyOfNeeds": {"a": "x", **Z},
    "AnyOfBesideProperties": {"a": "x", "c": "x", **Z},
    "AnyOfReferences": {"kind": "cat", "claws": 1, **Z},
    "OneOfInline": {"kind": "cat", "claws": 1, **Z},
    "OneOfRecords": {"a": "x", **Z},
    "OneOfInside": {"a": "x", **Z},
    "OneOfThree": {"a": "x", **Z},
    "OneOfNeeds": {"a": "x", **Z},
    "OneOfNeedsOrNone": {"a": "x", **Z},
    "OneOfReferences": {"kind": "cat", "claws": 1, **Z},
    "OneOfReferenceOrNull": {"kind": "cat", "claws": 1, **Z},
    "OneOfBesideProperties": {"id": "x", "kind": "cat", "claws": 1, **Z},
    "OneOfOptional": {"a": "x", **Z},
    "Mapped": {"kind": "c", "claws": 1, **Z},
    "ImplicitOrNull": {"kind": "Tabby", "claws": 1, **Z},
    "Heir": {"kind": "heir", "x": 1, **Z},
    "NotNeeded": {"b": "x", **Z},
    "NotBoth": {"a": "x", **Z},
    "NotThisKind": {"kind": "b", **Z},
    "If": {"country": "us", "zip": "x", **Z},
    "IfWithoutElse": {"paid": False, **Z},
    "IfNeeded": {"c": "x", **Z},
    "IfTwice": {"kind": "c", **Z},
    "IfElseIf": {"n": 3, **Z},
    "DependentRequired": {"card": "x", "code": "x", **Z},
    "DependentSchemas": {"card": "x", "code": 1, **Z},
    "DependentThroughAllOf": {"b": 1, **Z},
    "Tree": {"name": "a", "twigs": [{"name": "b", **Z}]},
    "LinkedList": {"value": 1, "next": {"value": 2, **Z}},
    "Expression": {"plus": [{"value": 1}, {"value": 2, **Z}]},
    "PartOfItself": {"parts": [], **Z},
    "ReferenceAndNeeds": {"a": "x", **Z},
}
"""Values of the rows of 3.1 that fit and are refused all the same: a literal with a property that
nobody named, where it was said that it is an object, is most likely mistyped."""
