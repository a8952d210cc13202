"""The types of the Python client in words that can be compared with a JSON schema."""

import inspect
import types as python_types
import typing
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from betstream import BetStream, types

simple = {int: "integer", str: "string", bool: "boolean", Decimal: "number", type(None): "null"}


def described(type_: Any) -> Any:
    origin, parts = typing.get_origin(type_), typing.get_args(type_)
    if type_ in simple:
        return simple[type_]
    if origin is typing.Literal:
        return {"enum": list(parts)}
    if origin in (list, Sequence):
        return {"array": described(parts[0])}
    if origin in (dict, Mapping):
        return "any object"
    if origin in (typing.Union, python_types.UnionType):
        return {"any": [described(part) for part in parts]}
    return {"name": type_.__name__}


def described_types() -> dict[str, Any]:
    """Every TypedDict by its name: its members, each with its type and whether it is required; and the other words."""
    found: dict[str, Any] = {}
    for name, type_ in vars(types).items():
        if typing.is_typeddict(type_) and name != "TypedDict":
            hints = typing.get_type_hints(type_)
            found[name] = {
                "members": {member: described(hint) for member, hint in hints.items()},
                "required": sorted(type_.__required_keys__),
            }
        elif typing.get_origin(type_) in (typing.Literal, python_types.UnionType, typing.Union):
            found[name] = described(type_)
    methods = {name: method for name, method in vars(BetStream).items() if callable(method) and not name.startswith("_")}
    found["python_parameters"] = {name: list(inspect.signature(method).parameters) for name, method in methods.items()}
    return found
