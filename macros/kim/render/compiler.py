"""Templates → Python: Jinja's compiler, with straighter code for what a page does a thousand times.

Jinja asks of every name whether it is an attribute or an item, of every call whether it wants the
context, and hands each piece of text up through all blocks. Our templates need none of this:
`a.b` is an attribute, `a["b"]` an item, no function that they call takes the context, a block is
one text, a macro is a function of Python, and a loop knows its number and nothing else of itself.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.compiler import Frame, find_undeclared
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup, escape

from kim.render.callers import block_of, is_text_of_caller
from kim.render.loops import LoopCompiler

as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Take a text that is markup; Markup() itself would first ask what it is."""

_USED = ("print_value", "escape_text", "said", "icons", "as_markup", "Phrase")
_STEADY = {"_": "said", "gettext": "said", "icon": "icons"}
"""Functions that give the same markup for the same word on every page, and where it is kept."""
_RESERVED = frozenset(
    {"context", "environment", "undefined", "concat", "missing", "Markup", "caller", "loop"}
    | {"type", "hasattr", "len", "enumerate", "tuple"}
)
"""What the code of a macro uses: it cannot take a value by such a name."""


class PageCompiler(LoopCompiler):
    """Compile templates for an environment that has what write_commons names."""

    def write_commons(self) -> None:
        """Look up once in each block what its code uses all the time."""
        self.writeline("_own, _given = context.vars, context.parent")
        self.writeline("undefined, concat = environment.undefined, environment.concat")
        for name in _USED:
            self.writeline(f"_{name} = environment.{name}")

    def enter_frame(self, frame: Frame) -> None:
        """Look up the names of a part; the texts of a page or a block are put together as one."""
        if frame.parent is None:
            self.buffer(frame)
        if not _STEADY.keys().isdisjoint(frame.symbols.stores):
            self.fail("_, gettext and icon are the same everywhere", 0)
        others = {}
        for target, (action, name) in frame.symbols.loads.items():
            if action != VAR_LOAD_RESOLVE:
                others[target] = action, name
            elif name not in _STEADY:  # these are mostly looked up as said or icons, so here never
                self.writeline(
                    f"{target} = _own[{name!r}] if {name!r} in _own else _given[{name!r}]"
                    f" if {name!r} in _given else undefined(name={name!r})"
                )
        all_loads, frame.symbols.loads = frame.symbols.loads, others
        super().enter_frame(frame)
        frame.symbols.loads = all_loads

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Give the text of a page or a block."""
        if frame.parent is None:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Print constants and values in one go."""
        if frame.require_output_check and self.has_known_extends:
            return
        self.writeline(f"{frame.buffer} += ", node)
        self._write_pieces(node, frame)

    def _write_pieces(self, node: nodes.Output, frame: Frame) -> None:
        """Write a tuple with what is printed; constants that follow each other are one."""
        self.write("(")
        constant = ""
        for child in node.nodes:
            try:
                constant += self._output_child_to_const(child, frame, self._make_finalize())
            except nodes.Impossible:
                self.write(f"{constant!r}, " if constant else "")
                constant = ""
                self.newline(child)
                self._write_printed(child, frame)
                self.write(", ")
        self.write(f"{constant!r}, )" if constant else ")")

    def _write_printed(self, node: nodes.Expr | None, frame: Frame) -> None:
        """Write what prints a value: nothing is asked of what is known beforehand."""
        if node is None:
            self.write("''")
        elif isinstance(node, nodes.Const):
            self.write(repr(str(escape(node.value))))
        elif isinstance(node, nodes.CondExpr):
            self._write_choice(node, frame, self._write_printed)
        elif _steady_in(node):
            self.write(_steady_in(node))
        elif is_text_of_caller(node):
            self.write(frame.symbols.ref("caller"))
        else:
            self.write("(_shown if (_kind := type(_shown := ")
            self.visit(node, frame)
            self.write(
                ")) is Markup else _escape_text(_shown) if _kind is str"
                " else _escape_text(_shown.text) if _kind is _Phrase and not _shown.language"
                " else _print_value(_shown))"
            )

    def _write_choice(self, node: nodes.CondExpr, frame: Frame, write: Any) -> None:
        self.write("(")
        write(node.expr1, frame)
        self.write(" if ")
        self.visit(node.test, frame)
        self.write(" else ")
        write(node.expr2, frame)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:
        """Choose between two values; without a second one nothing is printed."""
        node.expr2 = nodes.Const("") if node.expr2 is None else node.expr2
        self._write_choice(node, frame, self.visit)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """Read a variable; what was looked up and is not there complains by itself."""
        if node.name == "loop" and node.ctx == "load" and frame.symbols.find_ref("loop"):
            self.fail("a loop is nothing to hand on", node.lineno)
        found = frame.symbols.find_load(frame.symbols.ref(node.name))
        if node.ctx == "load" and found and found[0] == VAR_LOAD_RESOLVE:
            self._write_owner(node, frame)
        else:
            super().visit_Name(node, frame)

    def _write_owner(self, node: nodes.Expr, frame: Frame) -> None:
        """Write what is called or asked for something: if it is not there, this cannot be done."""
        if not isinstance(node, nodes.Name):
            self.visit(node, frame)
        elif node.name in _STEADY:
            self.write(f"_given[{node.name!r}]")
        else:
            self.write(frame.symbols.ref(node.name))

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Read an attribute, and only that."""
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            self.write_answer(node, frame)
        else:
            self._write_owner(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """Read an item, and only that, unless a name decides what is read."""
        if isinstance(node.arg, nodes.Name):
            super().visit_Getitem(node, frame)
            return
        self._write_owner(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Ask whether there is an attribute without reading it, or whether there is a value."""
        asked = node.node
        if node.name == "defined" and isinstance(asked, nodes.Getattr):
            self.write("hasattr(")
            self.visit(asked.node, frame)
            self.write(f", {asked.attr!r})")
        elif node.name == "none":
            self.write("(")
            self.visit(asked, frame)
            self.write(" is None)")
        else:
            super().visit_Test(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: ARG002  Jinja's call
        """Call a function as Python does; what a call block holds is a text of markup already."""
        if steady := _steady_in(node):
            self.write(steady)
        elif is_text_of_caller(node):
            self.write(f"_as_markup({frame.symbols.ref('caller')})")
        else:
            self._write_call(node, frame)

    def _write_call(self, node: nodes.Call, frame: Frame, last: str = "") -> None:
        self._write_owner(node.node, frame)
        self.write("(")
        for mark, given in (
            *(("", one) for one in node.args),
            ("*", node.dyn_args),
            *((f"{one.key}=", one.value) for one in node.kwargs),
            ("**", node.dyn_kwargs),
        ):
            if given is not None:
                self.write(mark)
                self.visit(given, frame)
                self.write(", ")
        self.write(f"{last})")

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

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:
        """Write a macro, and hand it to whoever imports the template."""
        self._write_macro(node, frame, "macro")
        if frame.toplevel:
            self.writeline(f"context.exported_vars.add({node.name!r})")
            self.writeline(f"_own[{node.name!r}] = macro")
        self.writeline(f"{frame.symbols.ref(node.name)} = macro")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        """Print what a call block holds and hand the text on; who wants values gets a function."""
        if node.args:
            self._write_macro(node, frame, "block")
            given = "caller_of=block"
        else:
            given = f"caller={self._write_block(node, frame)}"
        self.writeline(f"{frame.buffer}.append(")
        self._write_call(node.call, frame, given)
        self.write(")")

    def _write_block(self, node: nodes.CallBlock, frame: Frame) -> str:
        """Write code that prints a call block; give the name of its text."""
        inner = frame.inner()
        inner.require_output_check = False
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        return f"concat({inner.buffer})"

    def _write_macro(self, node: nodes.Macro | nodes.CallBlock, frame: Frame, name: str) -> None:
        """Write a function that takes what a macro names, by place or by name."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        taken = [one.name for one in node.args]
        if _RESERVED.intersection(taken) or find_undeclared(node.body, ("kwargs", "varargs")):
            self.fail("a macro names all that it takes, and nothing its code uses", node.lineno)
        signature = self._signature_of(node, inner)
        given = block_of(node)
        if given:
            inner.symbols.declare_parameter("caller")
        inner.require_output_check = False
        self.writeline(f"def {name}({signature}{given and f'*, {given}'}):", node)
        self.indent()
        for one in taken:
            self.writeline(f"{inner.symbols.ref(one)} = {one}")
        if given:
            self.writeline(f"{inner.symbols.ref('caller')} = {given}")
        self._write_body(node, inner)
        self.outdent()

    def _signature_of(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> str:
        needed = len(node.args) - len(node.defaults)
        defaults = ["", *(f"={one.as_const(frame.eval_ctx)!r}" for one in node.defaults)]
        return "".join(
            f"{one.name}{defaults[max(place - needed + 1, 0)]}, "
            for place, one in enumerate(node.args)
        )

    def _write_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> None:
        """Give what is printed as markup: it is escaped already."""
        only = node.body[0] if len(node.body) == 1 else None
        if isinstance(only, nodes.Output):
            self.enter_frame(frame)
            self.writeline("return _as_markup(concat(")
            self._write_pieces(only, frame)
            self.write("))")
        else:
            self.buffer(frame)
            self.enter_frame(frame)
            self.blockvisit(node.body, frame)
            self.writeline(f"return _as_markup(concat({frame.buffer}))")


def _steady_in(node: nodes.Expr) -> str:
    """Write how a message or an icon is looked up, if this is a call for just one."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return ""
    is_one = node.node.name in _STEADY and len(node.args) == 1 and not node.kwargs
    given = node.args[0] if is_one else None
    return f"_{_STEADY[node.node.name]}[{given.value!r}]" if isinstance(given, nodes.Const) else ""
