"""Streams as an editor's page holds them, with readable ids."""

from typing import Any

from wagtail.blocks import StreamBlock, StreamValue

Block = dict[str, Any]


def block(kind: str, block_id: str = "", /, **value: Any) -> Block:
    """A block of a page's data; without an id it is named after its kind."""
    return {"type": kind, "id": block_id or f"b-{kind}", "value": value}


def step(block_id: str, title: str, *fields: Block, **more: Any) -> Block:
    """A step with these fields."""
    return block("step", block_id, title=title, fields=list(fields), **more)


def stream(definition: StreamBlock, *blocks: Block) -> StreamValue:
    """The blocks as a field of a page gives them."""
    return definition.to_python(list(blocks))


def errors(error: Any) -> Any:
    """A validation error as the page editor receives it, without the wrapping."""
    json = error.as_json_data() if hasattr(error, "as_json_data") else {"messages": error.messages}
    if "blockErrors" in json:
        inner = error.block_errors
        return {name: errors(part) for name, part in inner.items()}
    return json["messages"]
