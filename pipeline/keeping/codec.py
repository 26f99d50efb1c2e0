"""Published documents as JSON and back.

JSON holds data only, so a file that someone has tampered with can at worst be wrong, which `decode` notices where the
shape is not that of the type; a pickle could run code.
"""

import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, cast

T = TypeVar("T")
# What `json.loads` gives, and what is built of it: their types are known only while the program runs.
Parsed: TypeAlias = Any
Built: TypeAlias = Any
Kind: TypeAlias = Any
Build = Callable[[Parsed], Built]


class WrongShape(ValueError):
    """The JSON is not what the type asks for."""


def encode(value: object) -> bytes:
    """A dataclass (with tuples, named tuples, dicts and plain values inside) as JSON in ASCII."""
    return json.dumps(_plain(value), separators=(",", ":")).encode("ascii")


def decode(kind: type[T], data: bytes) -> T:
    """The value of the type `kind` that `encode` wrote. Raises WrongShape where `data` does not fit it."""
    try:
        return cast("T", _builder(kind)(json.loads(data)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WrongShape(str(error)) from error


def _plain(value: object) -> object:
    if names := _names(type(value)):
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in cast("dict[object, object]", value).items()}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, none of another type: asked once a type, since documents hold many cells."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


@cache
def _builder(kind: Kind) -> Build:
    """A function that makes a `kind` of parsed JSON; made once per type, since documents hold many cells."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        inner = [a for a in arguments if a is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a union of several types cannot be told apart in JSON: {kind}")
        build = _builder(inner[0])
        return lambda value: None if value is None else build(value)
    if origin is Literal:
        return _checked(lambda value: value in arguments, kind)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            each = _builder(arguments[0])
            return lambda value: tuple([each(item) for item in _list(value)])
        return _sequence(tuple, [_builder(a) for a in arguments])
    if origin is dict:
        item = _builder(arguments[1])
        return lambda value: {key: item(entry) for key, entry in _dict(value).items()}
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = typing.get_type_hints(kind)
        names = [f.name for f in fields(kind)] if is_dataclass(kind) else cast("list[str]", list(kind._fields))
        make: Kind = kind
        return _sequence(lambda values: make(*values), [_builder(hints[name]) for name in names])
    if kind is float:
        return lambda value: float(_of((int, float), value))
    return _checked(lambda value: type(value) is kind, kind)


def _sequence(make: Callable[[list[Parsed]], Built], builders: list[Build]) -> Build:
    def build(value: Parsed) -> Built:
        # `strict` refuses a list that is too short or too long.
        return make([b(item) for b, item in zip(builders, _list(value), strict=True)])

    return build


def _checked(test: Callable[[Parsed], bool], kind: Kind) -> Build:
    def build(value: Parsed) -> Built:
        if not test(value):
            raise WrongShape(f"{value!r} is no {kind}")
        return value

    return build


def _of(kinds: tuple[type, ...], value: Parsed) -> Built:
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise WrongShape(f"{value!r} is none of {kinds}")
    return value


def _list(value: Parsed) -> list[Parsed]:
    return _of((list,), value)


def _dict(value: Parsed) -> dict[str, Parsed]:
    return _of((dict,), value)
