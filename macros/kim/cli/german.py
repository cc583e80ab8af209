"""click in German: help texts, headings, usage errors and the types of values.

click's own wording is English and not meant to be replaced piece by piece; the few classes here
say the same in German and add examples to every help text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

import click

from kim.nearest import suggest

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_HIGHEST_PORT = 65535
_WHOLE_SENTENCE = 200
"""So long a first sentence is never cut off."""


class German(click.Command):
    """A command that explains itself in German; `examples` are (call, meaning)."""

    def __init__(
        self,
        *arguments: Any,
        examples: Iterable[tuple[str, str]] = (),
        about: Iterable[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        options.setdefault("options_metavar", "[OPTIONEN]")
        options.setdefault("context_settings", CONTEXT)
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)
        self.about = tuple(about)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Word the help option in German."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Diese Hilfe zeigen."
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write call, purpose, arguments, options and examples."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Aufruf: ")
        self.format_help_text(ctx, formatter)
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        records = filter(None, (option.get_help_record(ctx) for option in options))
        for title, rows in (
            ("Argumente", self.about),
            ("Optionen", tuple(records)),
            ("Befehle", self.commands_help(ctx)),
            ("Beispiele", self.examples),
        ):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows, col_max=44)

    def commands_help(self, ctx: click.Context) -> tuple[tuple[str, str], ...]:
        """List the commands below this one; a plain command has none."""
        del ctx
        return ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments and refuse what is too much."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out where an option lacks its value
            raise
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(f"zu viele Angaben: {' '.join(rest)}", ctx)
        return rest


class GermanGroup(German, click.Group):
    """A command with commands below it, in the order in which they are written.

    `modules` says where they are written: a module is loaded when somebody asks for its command.
    """

    def __init__(
        self, *arguments: Any, modules: Mapping[str, str] = MappingProxyType({}), **options: Any
    ) -> None:
        options.setdefault("subcommand_metavar", "BEFEHL …")
        super().__init__(*arguments, **options)
        self.modules = modules

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command; by being loaded its module adds it."""
        if cmd_name in self.modules:
            import_module(self.modules[cmd_name])
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Keep the order in which people need them."""
        del ctx
        return list(self.modules or self.commands)

    def commands_help(self, ctx: click.Context) -> tuple[tuple[str, str], ...]:
        """Give each command and the first sentence of its help."""
        names = self.list_commands(ctx)
        found = ((name, self.get_command(ctx, name)) for name in names)
        return tuple(
            (name, command.get_short_help_str(_WHOLE_SENTENCE))
            for name, command in found
            if command
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or offer the nearest one."""
        known = self.list_commands(ctx)
        if args[0] in known or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        hint = suggest(args[0], known)
        raise click.UsageError(f"den Befehl '{args[0]}' gibt es nicht; {hint}", ctx)


class DayType(click.ParamType[date]):
    """A day, written 2022-06-24 or 24.06.2022."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        german = _DAY.fullmatch(value)
        try:
            if german:
                return date(int(german[3]), int(german[2]), int(german[1]))
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' ist kein Datum wie 24.06.2022 oder 2022-06-24", param, ctx)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "wort"

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept a known word."""
        if value not in self.choices:
            self.fail(f"'{value}' geht hier nicht; {suggest(value, self.choices)}", param, ctx)
        return str(value)


class Address(NamedTuple):
    """Where the local server listens."""

    host: str
    port: int


class AddressType(click.ParamType[Address]):
    """A computer and a port, written 127.0.0.1:8000."""

    name = "adresse"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """Split at the last colon."""
        if isinstance(value, Address):
            return value
        host, _, port = value.rpartition(":")
        number = int(port) if port.isascii() and port.isdigit() else 0
        if not _is_host(host) or not 0 < number <= _HIGHEST_PORT:
            self.fail(f"'{value}' ist keine Adresse wie 127.0.0.1:8000", param, ctx)
        return Address(host, number)


def _is_host(name: str) -> bool:
    """Tell a name that every computer has for itself, or the number of one."""
    with suppress(ValueError):
        return name == "localhost" or bool(ip_address(name))
    return False


def say_usage_error(error: click.UsageError) -> str:
    """Word a wrong call in German, by the type of click's exception."""
    if isinstance(error, click.NoSuchOption):
        hint = suggest(error.option_name, _options(error.ctx))
        return f"die Option '{error.option_name}' gibt es nicht; {hint}"
    if isinstance(error, click.MissingParameter):
        return f"es fehlt die Angabe {_hint(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_hint(error)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        needs = "hat keinen Wert" if _is_flag(error) else "braucht einen Wert"
        return f"die Option '{error.option_name}' {needs}"
    return error.message


def fail(message: str) -> NoReturn:
    """Stop with a usage error."""
    raise click.UsageError(message, click.get_current_context(silent=True))


def _hint(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return str(error.param.metavar or error.param.name)


def _options(ctx: click.Context | None) -> Sequence[str]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [
        name
        for parameter in parameters
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--")
    ]


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
    return any(
        isinstance(parameter, click.Option)
        and parameter.is_flag
        and error.option_name in parameter.opts
        for parameter in parameters
    )
