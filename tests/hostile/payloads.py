"""What somebody could write into a text so that a program reads more in it than words.

Each must come out as the words it is, whatever the file is read with. A payload that runs sets
`window.ran`. `shown` is what remains where a text may use emphasis and links.
"""

from __future__ import annotations

from typing import NamedTuple

_RUN = "window.ran=1"
_HOST = "https://angreifer.example"


class Payload(NamedTuple):
    """A hostile text and the other ways in which it may rightly be shown."""

    text: str
    shown: tuple[str, ...] = ()


_HTML = {
    "script": f"<script>{_RUN}</script>",
    "script-odd": f"<ScRiPt/x src=data:,{_RUN}></ScRiPt >",
    "script-open": f"<script>{_RUN}//",
    "picture": f'<img src=x onerror="{_RUN}">',
    "picture-odd": f"<img/src=x/onerror={_RUN}//",
    "svg": f"<svg onload={_RUN}>",
    "svg-script": f"<svg><script>{_RUN}</script><animate onbegin={_RUN} attributeName=x dur=1s>",
    "math": f"<math><mtext><table><mglyph><style><!--</style><img src onerror={_RUN}>",
    "frame": f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    "frame-link": f'<iframe src="javascript:parent.{_RUN}"></iframe>',
    "object": f'<object data="javascript:{_RUN}"></object><embed src="javascript:{_RUN}">',
    "base": f"<base href={_HOST}/>",
    "refresh": f'<meta http-equiv=refresh content="0;url=javascript:{_RUN}">',
    "stylesheet": f"<link rel=stylesheet href={_HOST}/x.css>",
    "style": f"<style>@import '{_HOST}/x.css'; * {{ display: none }}</style>",
    "style-attribute": f'<p style="background:url({_HOST}/x)">x</p>',
    "form": f'<form action="javascript:{_RUN}"><button autofocus>x</button></form>',
    "focus": f"<input autofocus onfocus={_RUN}>",
    "details": f"<details open ontoggle={_RUN}>",
    "closing": f"</title></style></textarea></script></noscript></template><svg onload={_RUN}>",
    "template-element": f"<template shadowrootmode=open><script>{_RUN}</script></template>",
    "plaintext": "</p></main></body></html><plaintext><xmp><listing>",
    "clobber": "<form id=search><input name=q id=__proto__ class=hidden></form>",
    "anchor": f'<a href="javascript:{_RUN}" target=_blank>hier</a>',
    "comment": f"<!-- x --> <!--><script>{_RUN}</script>-->",
    "cdata": f"<![CDATA[<script>{_RUN}</script>]]> <!DOCTYPE x> <?xml version='1.0'?> <?php 1 ?>",
    "tag-in-tag": f"<<script>script>{_RUN}<</script>/script>",
    "entity-xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> &e; ]]></loc><x>',
}
_ATTRIBUTES = {
    "double-quote": f'" autofocus onfocus="{_RUN}" x="',
    "single-quote": f"' autofocus onfocus='{_RUN}' x='",
    "no-quote": f"x autofocus onfocus={_RUN} y",
    "quote-tag": f'"><script>{_RUN}</script>',
    "end-of-tag": f"/><svg/onload={_RUN}>",
    "backtick": f"`onmouseover={_RUN}`",
    "entity": f"&lt;script&gt;{_RUN}&lt;/script&gt; &#60;b&#62; &amp;lt; &quot; &nbsp;&shy;&copy",
    "entity-link": f"javascript&colon;{_RUN} &#106;avascript:{_RUN}",
    "percent": "%3Cscript%3Ewindow.ran=1%3C/script%3E %0D%0ASet-Cookie:x=1 %00",
}
_TEMPLATES = {
    "jinja": "{{ 7 * 7 }} {{ ''.__class__.__mro__ }} {{ config }}",
    "jinja-tag": '{% include "/etc/passwd" %}{% raw %}{# x #}{% set x = 1 %}',
    "macro": '{{ kontakt("constructor") }} {{ organigramm() }}',
    "others": "${7*7} #{7*7} <%= 7*7 %> [[x]] @{7*7} $(id)",
    "snippet": '--8<-- "mkdocs.yml" ;--8<-- !include mkdocs.yml :::kim.plugin',
    "format": "%s %(name)s %% %n {0} {name.__class__} {} \\1 \\g<0>",
    "replacing": "$& $1 $` $' $<x> $$",
    "stash": "\ue0000\ue001 klzzwxh:0000 wzxhzdk:0 amp:0",
}
_MARKDOWN = {
    "link-script": f"[hier](javascript:{_RUN})",
    "link-data": "[hier](data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=)",
    "link-odd": f"[hier](JaVaScRiPt:{_RUN}) [da](vbscript:{_RUN}) [dort](file:///etc/passwd)",
    "link-entity": f"[hier](&#106;avascript:{_RUN}) [da](javascript&colon;{_RUN})",
    "link-host": "[hier](//angreifer.example/x)",
    "autolink": f"<javascript:{_RUN}> <https://angreifer.example>",
    "image": "![Bild](https://angreifer.example/x.png)",
    "reference": f"[hier][x] [x]: javascript:{_RUN}",
    "attribute-list": f"Text {{: #__config onclick={_RUN} style=x }} {{ #search }}",
    "footnote": "[^1] *[KIM]: <b> ~~weg~~ ==da== ++neu++ :smile: !!! note",
    "table": "| a | b | --- | <td> ||",
}
_DATA = {
    "json": f'"}}]}}</script><script>{_RUN}</script>',
    "json-comment": "<!--<script> </script --> \\u003cscript\\u003e",
    "json-backslash": '\\ \\" \\/ \\n \\u0022 \\x3c "',
    "javascript": f'\';{_RUN};//"-{_RUN}-"</script>',
    "names": "__proto__ constructor toString hasOwnProperty valueOf",
    "formula": '=HYPERLINK("https://angreifer.example";"hier")',
    "formula-command": "=cmd|' /C calc'!A0",
    "formula-plus": "+1+1",
    "formula-minus": "-1+1",
    "formula-at": "@SUM(1;1)",
    "formula-tab": "\t=1+1",
    "formula-lines": "\n=1+1\n\t@x",
    "formula-wide": "\uff1d1+1 \uff0b1",
    "formula-phone": "+49 30 1234=1+1",
    "cells": '";"=1+1";"x\t=1+1',
    "apostrophe": "'=1+1 ''",
    "calendar": "a;b,c:d \\n\\, BEGIN:VEVENT END:VEVENT ATTACH;VALUE=URI:https://angreifer.example",
    "calendar-lines": "a\nEND:VEVENT\n BEGIN:VALARM\nTRIGGER:-PT1M ^n^'",
    "folding": "ä€😀" * 30,
    "server": "} location / { return 301 https://angreifer.example; } # $host",
    "typst": '#eval("1") #image("/etc/passwd") $x$ @ref <label> // /* */ = x ~ --- ...',
}
_LETTERS = {
    "direction": "abc \u2067gnp.exe\u2069 \u2066def\u2069 \u200fghi\u200e \u061c",
    "right-to-left": "\u0645\u0631\u062d\u0628\u0627 (KIM 2022) \u05e9\u05dc\u05d5\u05dd",
    "zero-width": "a\u200bb\u200cc\u200dd\u2060ef",
    "marks": "Z\u0351\u036b\u0343\u036aa\u0302\u033b\u031al\u030a\u0357go a\u0308 \u1e69",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 1️⃣",
    "spaces": "a\u00a0b\u2003c\u3000d",
    "long": "Donaudampfschifffahrt" * 480,
    "long-line": "Rindfleischetikettierung" * 10,
    "words": "wort " * 50 + "ende",
}
# Emphasis and links are marks in some texts; what is in these payloads is left when they are gone.
_WITH_MARKS = {
    "emphasis": Payload(
        "*a* **b** __c__ _d_ `<b>` \\<i> \\*e\\*", ("a b c d `<b>` <i> *e*", "a b c d <b> <i> *e*")
    ),
    "lists": Payload("- a\n- <b>\n\n1. c\n\n# d\n> e", ("a <b> c # d > e",)),
    "link": Payload(
        '[<b>](https://a.example/?a=1&b=%22"onclick=1) [x](https://a.example/\'x)',
        (
            "<b> x",
            '[<b>](https://a.example/?a=1&b=%22"onclick=1) x',
            '<b> (https://a.example/?a=1&b=%22"onclick=1) x (https://a.example/\'x)',
        ),
    ),
}  # fmt: skip

_SHOWN = {
    "clobber": ("<form id=search><input name=q id=proto class=hidden></form>",),
    "names": ("proto constructor toString hasOwnProperty valueOf",),
    "others": ("${77} #{77} <%= 77 %> [[x]] @{77} $(id)",),
    "jinja": ("{{ 7 * 7 }} {{ ''.class.mro }} {{ config }}",),
    "format": ("%s %(name)s %% %n {0} {name.class} {} \\1 \\g<0>",),
    "json-backslash": ('\\ " / \\n \\u0022 \\x3c "',),
    "calendar": (
        "a;b,c:d \\n, BEGIN:VEVENT END:VEVENT ATTACH;VALUE=URI:https://angreifer.example",
    ),
    # Where a text has no links, in a comparison or a calendar, one is its words and its address.
    "image": ("!Bild", "!Bild (https://angreifer.example/x.png)"),
    "link-script": ("hier", f"hier (javascript:{_RUN})"),
    "link-data": (
        "hier",
        "hier (data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=)",
    ),
    "link-host": ("hier", "hier (//angreifer.example/x)"),
    "link-odd": (
        "hier da dort",
        f"hier (JaVaScRiPt:{_RUN}) da (vbscript:{_RUN}) dort (file:///etc/passwd)",
    ),
    "link-entity": (
        "hier da",
        f"hier (&#106;avascript:{_RUN}) da (javascript&colon;{_RUN})",
    ),
    "attribute-list": ("Text { #search }",),
}

PAYLOADS = {
    name: Payload(text, _SHOWN.get(name, ()))
    for group in (_HTML, _ATTRIBUTES, _TEMPLATES, _MARKDOWN, _DATA, _LETTERS)
    for name, text in group.items()
} | _WITH_MARKS
