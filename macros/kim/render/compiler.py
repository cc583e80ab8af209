"""Templates → Python: Jinja's compiler, with straighter code for what a page does a thousand times.

Jinja asks of every name whether it is an attribute or an item, of every call whether it wants the
context, and hands each piece of text up through all blocks. Our templates need none of this:
`a.b` is an attribute, `a["b"]` an item, no function that they call takes the context, and a block
is one text. A macro is a plain function. So a page takes half the time.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

as_markup = partial(str.__new__, Markup)
"""Take a text that is markup; Markup() itself would first ask what it is."""


_USED = ("print_value", "escape_text", "said", "make_macro", "call_by_name", "as_markup")
_SPEAKERS = ("_", "gettext")


class PageCompiler(CodeGenerator):
    """Compile templates for an environment that has what write_commons names."""

    def write_commons(self) -> None:
        """Look up once in each block what its code uses all the time."""
        super().write_commons()
        for name in _USED:
            self.writeline(f"{name} = environment.{name}")

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(shown if (kind := type(shown := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")) is Markup else escape_text(shown) if kind is str else print_value(shown))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Read an attribute, and only that."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Ask whether there is an attribute without reading it."""
        asked = node.node
        if node.name == "defined" and isinstance(asked, nodes.Getattr):
            self.write("hasattr(")
            self.visit(asked.node, frame)
            self.write(f", {asked.attr!r})")
        else:
            super().visit_Test(node, frame)

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:
        """Choose between two values; without a second one nothing is printed."""
        if node.expr2 is None:
            node.expr2 = nodes.Const("")
        super().visit_CondExpr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call a function, directly where all it gets has a place."""
        if message := _message_of(node):
            self.write(f"said[{message!r}]")
            return
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.write("call_by_name(")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        else:
            self.visit(node.node, frame)
            self.write("(")
            for given in node.args:
                self.visit(given, frame)
                self.write(", ")
        self.write(")")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """Print a block as one text instead of handing up each piece of it."""
        if self.has_known_extends and frame.toplevel:
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        block = f"context.blocks[{node.name!r}][0]({context})"
        self.simple_write(f"concat({block})", frame, node)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """Print another template as one text; it sees all that stands around it."""
        self.writeline("template = environment.get_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        seen = f"template.new_context(context.get_all(), True, {self.dump_local_context(frame)})"
        self.simple_write(f"concat(template.root_render_func({seen}))", frame)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """Give what was printed as markup; print_value has escaped it."""
        if force_unescaped:
            self.writeline(f"return as_markup(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002  Jinja's call
        """Make a macro of the function that was just written."""
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("a macro names all that it takes", macro_ref.node.lineno)
        names = [given.name for given in macro_ref.node.args]
        if macro_ref.accesses_caller:
            names.append("caller")
        self.write(f"make_macro(macro, {tuple(names)!r})" if names else "macro")


def _message_of(node: nodes.Call) -> str:
    """Find the message that a call says just as it stands, if it is such a call."""
    is_said = isinstance(node.node, nodes.Name) and node.node.name in _SPEAKERS
    given = node.args[0] if is_said and len(node.args) == 1 and not node.kwargs else None
    return given.value if isinstance(given, nodes.Const) else ""


def make_macro(macro: Any, names: tuple[str, ...]) -> Callable[..., Markup]:
    """Let a function of a template be called with less than it takes, or by these names."""
    macro.__defaults__ = (missing,) * len(names)
    macro.names = names
    return macro  # type: ignore[no-any-return]


def call_by_name(function: Any, *given: Any, **named: Any) -> Any:
    """Call a macro with values by name, or any other function."""
    names = getattr(function, "names", None)
    if names is None:
        return function(*given, **named)
    if len(named) == 1 and names[-1] in named:  # a call block: what it holds comes last
        left_out = (missing,) * (len(names) - len(given) - 1)
        return function(*given, *left_out, *named.values())
    rest = [named.pop(name, missing) for name in names[len(given) :]]
    if named:
        message = f"no macro takes {', '.join(named)} here; it takes {', '.join(names)}"
        raise TypeError(message)
    return function(*given, *rest)
