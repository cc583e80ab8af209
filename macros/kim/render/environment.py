"""The template environment: everything escaped at one place, text in another language marked."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from json import JSONEncoder
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]

from kim.export.jsonld import linked_data
from kim.render.assets import THEME, Assets
from kim.render.charts import draw_bars
from kim.render.compiled import COMPILED
from kim.render.compiler import PageCompiler, as_markup, call_by_name, make_macro
from kim.render.icons import draw_icon
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
    make_macro = staticmethod(make_macro)
    call_by_name = staticmethod(call_by_name)
    as_markup = staticmethod(as_markup)
    escape_text = staticmethod(escape_text)
    """As escape(), but what comes out is a text again: in a tenth of the time."""
    said: Mapping[str, Markup] = MappingProxyType({})
    """What the program's own messages say in the page's language."""

    @staticmethod
    def print_value(value: Any) -> str:
        """Escape what is not markup; mark a phrase that is not in the page's language."""
        if type(value) is Phrase and not value.language:
            return escape_text(value.text)
        return escape(mark_language(value))


_PATH = "\0"
"""Stands for a path until it is known; no author can write it."""
_JSON = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def make_environment(frame: Frame, assets: Assets) -> Environment:
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
    speech = Speech(load_words(frame.language))
    environment.said = speech.said
    environment.globals.update(gettext=speech.gettext, ngettext=speech.ngettext, _=speech.gettext)
    environment.filters.update(
        markdown=_markdown,
        inline=_inline,
        bars=draw_bars,
        structure=draw_structure,
        sheet=fit_sheet,
        transitions=draw_transitions,
    )
    environment.globals.update(frame=frame, assets=assets, direction=direction_of, icon=draw_icon)
    environment.globals.update(linked_data=linked_data, qr=draw_qr)
    environment.globals.update(shared=_share(environment), header=_share_header(environment))
    environment.globals.update(standing=_stand(environment), once=once)
    environment.policies["json.dumps_function"] = _JSON.encode
    environment.policies["json.dumps_kwargs"] = {}
    return environment


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
    remembered: Any = lru_cache(maxsize=_REMEMBERED, typed=True)(macro)
    remembered.names = getattr(macro, "names", ())
    return remembered  # type: ignore[no-any-return]  # what the macro gave


def _share_header(environment: Environment) -> Callable[[str, str, str], Markup]:
    """Draw the header once for each root and door; the page's own path is put in afterwards."""

    @cache
    def shared(root: str, door: str) -> str:
        template = environment.get_template("_header.html")
        return template.render(root=root, door=door, path_everywhere=_PATH)

    def header(root: str, door: str, path: str) -> Markup:
        return Markup(shared(root, door).replace(_PATH, escape(path)))  # noqa: S704  # as above

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

    def gettext(self, message: str, **values: Any) -> Markup:
        """Say a message; the values filled in are escaped, marked and written in the language."""
        if not values:
            return self.said[message]
        return Markup(self.words.say(message, **self._shown(values)))  # noqa: S704  see _shown

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Say a message in the form that goes with a number."""
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
    opening = Markup('<{} lang="{}" dir="{}">').format(
        element, phrase.language, direction_of(phrase.language)
    )
    return opening + html + Markup("</{}>").format(element)
