"""The template environment: everything escaped at one place, text in another language marked."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]
from pydantic_core import to_json

from kim.export.jsonld import linked_data
from kim.render.assets import THEME, Assets
from kim.render.charts import draw_bars
from kim.render.compiled import COMPILED
from kim.render.compiler import PageCompiler, as_markup
from kim.render.icons import Icons, draw_icon
from kim.render.markdown import render_inline, render_markdown
from kim.render.qr import draw_qr
from kim.render.sheet import fit_sheet
from kim.render.structure import draw_structure
from kim.render.transitions import draw_transitions
from kim.views.languages import direction_of
from kim.views.site import Frame
from kim.views.viewpoint import Phrase
from kim.words import Words, load_words

_REMEMBERED = 1 << 14


class PageEnvironment(Environment):
    """An environment that prints every value through print_value."""

    code_generator_class = PageCompiler
    as_markup = staticmethod(as_markup)
    Phrase = Phrase
    escape_text = staticmethod(escape_text)
    """As escape(), but what comes out is a text again: in a tenth of the time."""
    said: Mapping[str, Markup] = MappingProxyType({})
    """What the program's own messages say in the page's language."""
    icons: Mapping[str, Markup] = Icons()

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what Jinja takes."""
        super().__init__(*given, **named)
        self.known: dict[str, Template] = {}
        standing = _stand(self)
        self.globals.update(standing=standing, anywhere=_draw_anywhere(standing))
        self.globals.update(shared=_share(self), header=_share_header(self))
        self.globals.update(once=once, once_each=once_each)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002  Jinja's name
        """Load a template once; no file changes while there is this environment."""
        if globals or name not in self.known:
            return self.known.setdefault(name, super().get_template(name, parent, globals))
        return self.known[name]

    def print_page(self, name: str, values: dict[str, Any]) -> str:
        """Print a page with a template, sooner than render() does."""
        template = self.get_template(name)
        context = Context(self, {**self.globals, **values}, name, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except Exception:  # noqa: BLE001  tells the line of the template instead of its code's
            self.handle_exception()
        finally:
            context.vars.clear()  # its macros know it, and it knows them: nobody would let go

    @staticmethod
    def print_value(value: Any) -> str:
        """Escape what is not markup; mark a phrase that is not in the page's language."""
        if type(value) is Phrase and value.language:
            return f"{_opening('span', value.language)}{escape_text(value.text)}</span>"
        if type(value) is int:
            return str(value)
        return escape(mark_language(value))


_PATH = "\0"
"""Stands for a path, or the way to the root, until it is known; no author can write it."""


def make_environment(frame: Frame, assets: Assets) -> PageEnvironment:
    """Make the environment in which every page of the site is rendered."""
    environment = PageEnvironment(
        loader=FileSystemLoader(THEME / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
        auto_reload=False,  # every build makes its own environment
    )
    # Messages are one line in the catalogues, however templates break them.
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the extension
    words = load_words(frame.language)
    speech = Speech(words)
    environment.said = speech.said
    environment.globals.update(gettext=speech.gettext, ngettext=speech.ngettext, _=speech.gettext)
    environment.filters.update(
        markdown=_markdown,
        inline=_inline,
        bars=draw_bars,
        structure=draw_structure,
        sheet=fit_sheet,
        transitions=draw_transitions,
        tojson=_json,
        join=_join,
        urlencode=_quote,
        number=words.number,
    )
    environment.globals.update(frame=frame, assets=assets, direction=direction_of, icon=draw_icon)
    environment.globals.update(linked_data=linked_data, qr=draw_qr)
    return environment


def _json(value: Any) -> Markup:
    """Write data for a script or an attribute in single quotes."""
    data = to_json(value).replace(b"<", rb"\u003c").replace(b">", rb"\u003e")
    return as_markup(data.replace(b"&", rb"\u0026").replace(b"'", rb"\u0027").decode())


@lru_cache(maxsize=_REMEMBERED)
def _quote(text: str) -> str:
    """Write a text into an address; the words around it are always the same."""
    return quote(text)


def _join(values: Iterable[Any], between: str) -> Markup:
    """Put values in a row, each of them escaped."""
    texts = (one if isinstance(one, str) else str(one) for one in values)
    return as_markup(str(escape(between)).join([escape(text) for text in texts]))


def _share(environment: Environment) -> Callable[[str, str], Markup]:
    """Draw a part once for each way to the site's root, where nothing else in it changes."""

    @cache
    def shared(template: str, root: str) -> Markup:
        drawn = environment.get_template(template).render(root=root)
        return Markup(drawn)  # noqa: S704  # the template escapes by itself

    return shared


def _stand(environment: Environment) -> Callable[[str, str], TemplateModule]:
    """Make a template of macros once for each way to the site's root; they see nothing else."""

    @cache
    def standing(template: str, root: str) -> TemplateModule:
        return environment.get_template(template).make_module({"root": root})

    return standing


def once(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Draw what was drawn before without drawing it again: the same link stands on many pages.

    Markup and the text that looks like it are different things.
    """
    return lru_cache(maxsize=_REMEMBERED, typed=True)(macro)


def once_each(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Draw a thing once that is seen once itself (`@once` in views): it is known by being the same.

    To compare all that a row of a list says would take longer than to look it up.
    """
    drawn: dict[tuple[Any, ...], tuple[Any, Markup]] = {}

    def draw(thing: Any, *others: Any) -> Markup:
        key = (id(thing), *others)
        if key not in drawn:
            drawn[key] = thing, macro(thing, *others)  # kept with it, so that its id is its own
        return drawn[key][1]

    return draw


def _draw_anywhere(
    standing: Callable[[str, str], TemplateModule],
) -> Callable[[str, str, str], Callable[..., Markup]]:
    """As once_each, and once for all ways to the site's root: they are put in afterwards."""
    drawn: dict[tuple[Any, ...], tuple[Any, list[str]]] = {}

    def anywhere(template: str, name: str, root: str) -> Callable[..., Markup]:
        def draw(thing: Any, *others: Any) -> Markup:
            key = (name, id(thing), *others)
            if key not in drawn:
                macro = getattr(standing(template, _PATH), name)
                drawn[key] = thing, str.split(macro(thing, *others), _PATH)
            return as_markup(way.join(drawn[key][1]))

        way = escape_text(root)
        return draw

    return anywhere


def _share_header(environment: Environment) -> Callable[[str, str, str], Markup]:
    """Draw the header once for each root and door; the page's own path is put in afterwards."""

    @cache
    def shared(root: str, door: str) -> list[str]:
        template = environment.get_template("_header.html")
        return template.render(root=root, door=door, path_everywhere=_PATH).split(_PATH)

    def header(root: str, door: str, path: str) -> Markup:
        return as_markup(escape_text(path).join(shared(root, door)))

    return header


class Said(dict[str, Markup]):
    """What messages without values say; each is looked up once."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, message: str) -> Markup:
        """Look a message up; it is the program's own and may hold markup."""
        self[message] = Markup(self.words.say(message))  # noqa: S704  see above
        return self[message]


class Speech:
    """What `_()` and `{% trans %}` of a template say in the page's language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.said = Said(words)
        # The same day, number or name stands on many pages.
        self._say = lru_cache(maxsize=_REMEMBERED, typed=True)(self._fill)
        self._count = lru_cache(maxsize=_REMEMBERED, typed=True)(self._fill_number)

    def gettext(self, message: str, **values: Any) -> Markup:
        """Say a message; the values filled in are escaped, marked and written in the language."""
        return self._say(message, **values) if values else self.said[message]

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Say a message in the form that goes with a number."""
        return self._count(one, many, number, **values)

    def _fill(self, message: str, **values: Any) -> Markup:
        return Markup(self.words.say(message, **self._shown(values)))  # noqa: S704  see _shown

    def _fill_number(self, one: str, many: str, number: int, **values: Any) -> Markup:
        shown = self._shown(values)
        return Markup(self.words.count(one, many, number, **shown))  # noqa: S704  as above

    def _shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """Make values safe to stand in markup: messages are the program's own, values are not."""
        return {
            name: self.words.number(value) if type(value) is int else escape(mark_language(value))
            for name, value in values.items()
        }


def mark_language(value: Any) -> Any:
    """Wrap a phrase that is not in the page's language, so that it is read and laid out right."""
    if not isinstance(value, Phrase):
        return value
    return _marked(value, escape(value.text), "span") if value.language else value.text


def _markdown(value: Phrase) -> Markup:
    return _marked(value, render_markdown(value.text), "div")


def _inline(value: Phrase) -> Markup:
    return _marked(value, render_inline(value.text), "span")


def _marked(phrase: Phrase, html: Markup, element: str) -> Markup:
    if not phrase.language:
        return html
    return as_markup(f"{_opening(element, phrase.language)}{html}</{element}>")


@cache
def _opening(element: str, language: str) -> Markup:
    return Markup('<{} lang="{}" dir="{}">').format(element, language, direction_of(language))
