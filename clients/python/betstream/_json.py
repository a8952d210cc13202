"""JSON without a float on the way: numbers with a point come as Decimal, and a Decimal goes as its exact digits."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any


def parse(text: str | bytes) -> Any:
    return json.loads(text, parse_float=Decimal)


def write(value: object) -> bytes:
    pieces: list[str] = []
    _write(value, pieces)
    return "".join(pieces).encode()


def _write(value: object, pieces: list[str]) -> None:
    if value is None:
        pieces.append("null")
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, str):
        pieces.append(json.dumps(value))
    elif isinstance(value, int):
        pieces.append(int.__repr__(value))
    elif isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number of JSON")
        pieces.append(format(value, "f"))
    elif isinstance(value, float):
        # Only what a model puts into `meta`; the digits are the shortest ones that read as this float again.
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number of JSON")
        pieces.append(float.__repr__(value))
    elif isinstance(value, dict):
        _write_object(value, pieces)
    elif isinstance(value, (list, tuple)):
        _write_array(value, pieces)
    else:
        raise TypeError(f"a {type(value).__name__} is no value of JSON")


def _write_object(value: dict[Any, object], pieces: list[str]) -> None:
    separator = "{"
    for key, member in value.items():
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r} is no text")
        pieces.append(f"{separator}{json.dumps(key)}:")
        _write(member, pieces)
        separator = ","
    pieces.append("}" if value else "{}")


def _write_array(value: list[object] | tuple[object, ...], pieces: list[str]) -> None:
    separator = "["
    for item in value:
        pieces.append(separator)
        _write(item, pieces)
        separator = ","
    pieces.append("]" if value else "[]")
