"""Drawings of the site → drawings for paper: fixed lengths and colours in the drawing itself.

On a screen a chart takes its colours from the stylesheet and its lengths from the window; on paper
there is neither.
"""

from lxml import etree, html

_WIDTH, _EM = 480, 11
"""Units of a drawing whose lengths are percentages of the width and heights of letters."""
_STYLE = """
text { font-family: "Libertinus Serif"; font-size: 11px; fill: #151d2e; }
.chart-value { font-weight: 700; text-anchor: end; }
.chart-track { fill: #e6eaf1; }
.chart-bar { fill: #1f4699; }
.chart-mark { stroke: #151d2e; stroke-width: 1.5; stroke-dasharray: 4 3; }
.node rect { fill: #eff2f7; stroke: #6b768c; stroke-width: 1.5; }
.node text { font-size: 13px; text-anchor: middle; }
.node .name { font-weight: 700; }
.node-strong rect { fill: #1f4699; stroke: #1f4699; }
.node-strong text { fill: #ffffff; }
.node-dashed rect { fill: none; stroke-dasharray: 6 4; }
.link-word { font-size: 13px; fill: #4a5468; }
.link-line { fill: none; stroke: #6b768c; stroke-width: 2; }
.link-head { fill: #6b768c; }
"""
_LENGTHS = frozenset({"x", "y", "x1", "x2", "y1", "y2", "width", "height"})
_SVG = "http://www.w3.org/2000/svg"


def draw_figure(drawing: html.HtmlElement) -> dict[str, str | float]:
    """Give the drawing, its width in its own units and the words that stand for it."""
    words = [text for tag in ("title", "desc") for text in _texts(drawing, tag)]
    root = _fixed(drawing)
    units = float(str(root.get("viewBox")).split()[2])
    return {
        "svg": etree.tostring(root, encoding="unicode"),
        "units": units,
        "alt": ". ".join(words),
    }


def _texts(drawing: html.HtmlElement, tag: str) -> list[str]:
    return [text.strip().rstrip(".") for one in drawing.iter(tag) if (text := one.text_content())]


def _fixed(drawing: html.HtmlElement) -> etree._Element:
    root = etree.Element("svg", nsmap={None: _SVG})
    etree.SubElement(root, "style").text = _STYLE
    box = drawing.get("viewbox")  # the HTML parser writes all names small
    height = _units(drawing.get("height", "0"))
    root.set("viewBox", box or f"0 0 {_WIDTH} {height}")
    for child in drawing:
        if child.tag not in {"title", "desc"}:
            root.append(_copy(child))
    return root


def _copy(element: html.HtmlElement) -> etree._Element:
    copy = etree.Element(str(element.tag))
    copy.text = element.text
    for name, value in element.attrib.items():
        copy.set(str(name), _units(str(value)) if name in _LENGTHS else str(value))
    for child in element:
        copy.append(_copy(child))
    return copy


def _units(length: str) -> str:
    """Turn percentages and heights of letters into units; other lengths stay."""
    if length.endswith("%"):
        return f"{float(length[:-1]) * _WIDTH / 100:g}"
    return f"{float(length[:-2]) * _EM:g}" if length.endswith("em") else length
