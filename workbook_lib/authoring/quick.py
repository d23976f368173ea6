"""The same YAML nodes as ruamel.yaml gives, from libyaml: thirty times quicker on what is in order.

libyaml comes with PyYAML, which JupyterLab brings along. Where it is missing, and for every text that it refuses
or that holds something unusual, ruamel.yaml reads: its words for what is wrong are the ones that authors see.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_TAG = "tag:yaml.org,2002:"
_TYPES = {
    "bool": re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"),
    "int": re.compile(r"(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$"),
    "float": re.compile(
        r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    "null": re.compile(r"(?:~|null|Null|NULL|)$"),
}
"""What a bare text is in YAML 1.2, as far as it makes a difference to us; everything else is a text."""
_UNUSUAL = re.compile(
    "[\t\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
    r"|^(?:%|---|\.\.\.)|^[ ]*[?]|(?:^[ ]*(?:-[ ]+)*|:[ ]+|[\[{,][ ]*)(?:[&!%@]|\*(?!\*))|<<",
    re.MULTILINE,
)
"""Signs and forms that the two might read differently."""


def compose(text: str) -> Any:
    """The root node, a mapping. Raises LookupError where ruamel.yaml has to read `text`."""
    loader = _loader()
    if loader is None or _UNUSUAL.search(text):
        raise LookupError
    import yaml

    parser = loader(text)
    try:
        node = parser.get_single_node()
    except yaml.YAMLError as error:
        raise LookupError from error
    finally:
        parser.dispose()
    if node is None or node.id != "mapping":
        raise LookupError
    return node


@cache
def _loader() -> Any:
    try:
        from yaml import ScalarNode, SequenceNode
        from yaml.cyaml import CParser
    except ImportError:
        return None

    class Parser(CParser):  # type: ignore[misc]  # it has no types
        """libyaml's parser, with YAML 1.2's types for bare texts."""

        def descend_resolver(self, *_: object) -> None:
            """Nothing here depends on where a text stands."""

        ascend_resolver = descend_resolver

        def resolve(self, kind: type, value: str | None, implicit: Any) -> str:
            """The tag of a node that bears none."""
            if kind is not ScalarNode:
                return _TAG + ("seq" if kind is SequenceNode else "map")
            if value is not None and implicit[0]:
                for name, pattern in _TYPES.items():
                    if pattern.match(value):
                        return _TAG + name
            return _TAG + "str"

    return Parser
