"""Settings in YAML: what the front matter of a note says, as texts and lists of texts."""

from __future__ import annotations

from quizzer.notes.yaml_text import Fields, Items, Node, Scalar, YamlError, load


def read_settings(text: str) -> dict[str, tuple[str, ...]] | None:
    """The settings by key, in lower case; None when the text is no YAML, or holds something else."""
    try:
        root = load(text)
    except YamlError:
        return None
    if not isinstance(root, Fields):
        return None
    return {key.casefold(): _texts(value) for key, value in root.fields.items()}


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node, Items):
        return tuple(item.text for item in node.items if isinstance(item, Scalar) and not item.is_missing)
    return (node.text,) if isinstance(node, Scalar) and not node.is_missing else ()
