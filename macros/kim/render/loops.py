"""Loops of templates → loops of Python; who asks a loop something gets the answer of its number."""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, find_undeclared

_LOOP = {
    "index0": "{0}",
    "index": "({0} + 1)",
    "first": "(not {0})",
    "last": "({0} == {0}__end)",
}
"""What a loop may be asked, and the answer of its number."""


class LoopCompiler(CodeGenerator):
    """Compile what goes through lists."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Go through a list; who asks the loop something gets its number from 0."""
        inner, number, every = frame.inner(), "", self.temporary_identifier()
        inner.loop_frame = True
        if find_undeclared(node.body, ("loop",)):
            number = inner.symbols.declare_parameter("loop")
        if node.recursive:
            self.fail("a loop does not call itself", node.lineno)
        inner.symbols.analyze_node(node, for_branch="body")
        self.writeline(f"{every} = ", node)
        self.visit(node.iter, frame)
        if node.test:
            self._write_test(node, frame, every)
        if number:
            self.writeline(f"{number}__end = len({every} := tuple({every})) - 1")
        self.writeline(f"for {number}, " if number else "for ")
        self.visit(node.target, inner)
        self.write(f" in enumerate({every}):" if number else f" in {every}:")
        self.indent()
        self.enter_frame(inner)
        self.writeline("_loop_vars = {}")
        self.blockvisit(node.body, inner)
        self.outdent()
        if node.else_:
            self._write_else(node, frame, every)
        if self._assign_stack:
            self._assign_stack[-1].difference_update(inner.symbols.stores)

    def _write_test(self, node: nodes.For, frame: Frame, every: str) -> None:
        """Leave only what passes the test of a loop."""
        tested, chosen = frame.inner(), self.temporary_identifier()
        tested.symbols.analyze_node(node, for_branch="test")
        self.writeline(f"{chosen} = []")
        self.writeline("for ")
        self.visit(node.target, tested)
        self.write(f" in {every}:")
        self.indent()
        self.enter_frame(tested)
        self.writeline("if ")
        self.visit(node.test or nodes.Const(value=True), tested)
        self.write(f": {chosen}.append(")
        self.visit(node.target, tested)
        self.write(")")
        self.outdent()
        self.writeline(f"{every} = {chosen}")

    def _write_else(self, node: nodes.For, frame: Frame, every: str) -> None:
        inner = frame.inner()
        inner.symbols.analyze_node(node, for_branch="else")
        self.writeline(f"if not {every}:")
        self.indent()
        self.enter_frame(inner)
        self.blockvisit(node.else_, inner)
        self.outdent()

    def write_answer(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write what a loop answers; it knows its number, and nothing else of itself."""
        if node.attr not in _LOOP:
            self.fail(f"a loop cannot be asked for {node.attr}", node.lineno)
        self.write(_LOOP[node.attr].format(frame.symbols.ref("loop")))
