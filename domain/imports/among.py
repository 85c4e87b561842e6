"""Rows with one of many keys, found one by one in an index."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY


@cache
def among(dialect: str, key: ColumnElement[Any], query: Select[Any]) -> Select[Any]:
    """Select what the query does, where the key is one of `keys`; columns keep their names.

    PostgreSQL knows nothing yet of tables that an import is filling, and would take an index of
    something else, and then hold each of its rows against all keys. So it is told to look for each
    key by itself: what has an offset is not drawn into the query around it.
    """
    if dialect == "sqlite":
        return query.where(key.in_(bindparam("keys", expanding=True)))
    keys = func.unnest(bindparam("keys", type_=ARRAY(String))).table_valued("one")
    keys = keys.render_derived(name="wanted")
    found = query.where(key == keys.c.one).offset(0).lateral("found")
    return select(*found.columns).select_from(keys).join(found, true())
