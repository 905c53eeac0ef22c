"""Turns records into JSON values and back, strictly: an unknown, missing or ill-typed field raises."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar, Union, cast

from witnessmark.records.canonical import Json

T = TypeVar("T")


def encode(value: object) -> Json:
    """Return the JSON value of a record: dataclasses as objects, enumerations by value, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in _field_names(type(value))}
    if isinstance(value, Enum):
        return cast(Json, value.value)
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise ValueError(f"{type(value).__name__} is no part of a record")


def decode(kind: type[T], value: Json, *, where: str = "") -> T:
    """Return the record of a type from its JSON value.

    Raises ValueError that names the field (`where` is put before it).
    """
    return cast(T, _decode(kind, value, where or kind.__name__))


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, value: Json, where: str) -> Any:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _decode_optional(args, value, where)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"{where}: a list is wanted, not {value!r}")
        return tuple(_decode(args[0], item, f"{where}[{n}]") for n, item in enumerate(value))
    if origin in (dict, Mapping):
        if not isinstance(value, Mapping):
            raise ValueError(f"{where}: an object is wanted, not {value!r}")
        return {key: _decode(args[1], item, f"{where}.{key}") for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        return _decode_record(cast(type, kind), value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(repr(item.value) for item in kind)
            raise ValueError(f"{where}: {value!r} is none of {allowed}") from None
    if kind in (str, bool, int) and type(value) is kind:
        return value
    raise ValueError(f"{where}: {getattr(kind, '__name__', kind)} is wanted, not {value!r}")


def _decode_optional(args: tuple[Any, ...], value: Json, where: str) -> Any:
    if value is None and type(None) in args:
        return None
    (inner,) = (a for a in args if a is not type(None))
    return _decode(inner, value, where)


def _decode_record(kind: type, value: Json, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: an object is wanted, not {value!r}")
    names, hints = _field_names(kind), _hints(kind)
    if unknown := sorted(set(value) - set(names)):
        raise ValueError(f"{where}: unknown field {unknown[0]!r}")
    optional = {f.name for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
    if missing := [name for name in names if name not in value and name not in optional]:
        raise ValueError(f"{where}: field {missing[0]!r} is missing")
    return kind(**{name: _decode(hints[name], value[name], f"{where}.{name}") for name in names if name in value})
