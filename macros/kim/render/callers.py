"""Call blocks of templates: what a macro does with the text that its caller hands over."""

from jinja2 import nodes


def is_caller(node: nodes.Call) -> bool:
    """Tell whether a call gives what a call block holds."""
    return isinstance(node.node, nodes.Name) and node.node.name == "caller"


def is_text_of_caller(node: nodes.Expr) -> bool:
    """Tell whether this is what a call block holds that takes no values: a text of markup."""
    return isinstance(node, nodes.Call) and is_caller(node) and not node.args


def block_of(node: nodes.Node) -> str:
    """Tell by which name a macro takes a call block: as a text, or as a function to give values."""
    calls = [call for call in node.find_all(nodes.Call) if is_caller(call)]
    return ("caller_of" if any(call.args for call in calls) else "caller") if calls else ""
