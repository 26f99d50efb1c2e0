"""Typst: tagged PDF, rows that break over pages, repeated headings marked as artifacts."""

import json
from pathlib import Path

import typst

from tests.generator.metrics import VERA
from tests.generator.plan import Cell, Decoy, Plan, Section
from tests.generator.producers import Printed, broken_by_producer, grouped_headings, roomy_widths
from tests.generator.spec import Spec

_FONTS = {
    "sans": "Bitstream Vera Sans",
    "vera": "Bitstream Vera Sans",
    "serif": "Libertinus Serif",
    "mono": "DejaVu Sans Mono",
}
_VALIGN = {"top": "top", "middle": "horizon", "bottom": "bottom"}


def render(plan: Plan, spec: Spec, path: Path) -> Printed:
    """Write the plan to `path`."""
    source = "\n".join(_source(plan, spec))
    typst.compile(source.encode(), output=str(path), font_paths=[str(VERA)], ignore_system_fonts=True, timestamp=0)
    return broken_by_producer(plan, spec)


def _s(text: str) -> str:
    """Text as a Typst expression: a string is printed as it stands, whatever signs are in it."""
    return "#" + json.dumps(text, ensure_ascii=False)


def _source(plan: Plan, spec: Spec) -> list[str]:
    flip = "true" if spec.landscape else "false"
    header = f"[#text(7.5pt)[{_s(plan.council)}]]" if spec.furniture else "none"
    footer = "context [#text(7.5pt)[Page #counter(page).display()]]" if spec.furniture else "none"
    breaks = "true" if spec.narrow else "false"
    lines = [
        f'#set page(paper: "a4", flipped: {flip}, margin: 44pt, header: {header}, footer: {footer})',
        f'#set text(font: ("{_FONTS[spec.font]}", "DejaVu Sans Mono"), size: 10pt, lang: "en", hyphenate: {breaks})',
        f"#set document(title: {json.dumps(plan.title)}, date: none)",
        f"= {_s(plan.council)}",
        f"== {_s(plan.title)}",
    ]
    for text in plan.prose:
        lines += [_s(text), ""]
    for code, text in plan.outcomes:
        lines += [_s(f"{code} {text}"), ""]
    room = (842 if spec.landscape else 595) - 92
    lines += [line for d in plan.decoys[::2] for line in _decoy(d)] + ["#pagebreak()"]
    if plan.legend:
        lines.append(_legend(plan))
    if spec.bands == "heading":
        for section in plan.sections:
            lines += [f"=== {_s(section.theme or '')}", *_table(plan, spec, (section,), room)]
    else:
        lines += _table(plan, spec, plan.sections, room)
    return lines + [line for d in plan.decoys[1::2] for line in _decoy(d)]


def _legend(plan: Plan) -> str:
    cells = ", ".join(
        f"table.cell(fill: {_colour(i.colour)})[{_s(f'{i.mark} = {i.label}' if len(i.mark) == 1 else i.label)}]"
        for i in plan.legend
    )
    return f"#text(8pt, table(columns: {len(plan.legend)}, {cells}))"


def _decoy(decoy: Decoy) -> list[str]:
    head = ", ".join(f"[*{_s(h)}*]" for h in decoy.headings)
    body = ", ".join(f"[{_s(t)}]" for row in decoy.rows for t in row)
    return [
        f"=== {_s(decoy.caption)}",
        f"#text(8pt, table(columns: {len(decoy.headings)}, table.header({head}), {body}))",
    ]


def _colour(colour: str | None) -> str:
    return f'rgb("{colour}")' if colour else "none"


def _stroke(spec: Spec) -> str:
    match spec.rules:
        case "grid":
            return "0.5pt"
        case "white":
            return "1.5pt + white"
        case "horizontal":
            return "(x: none, y: 0.5pt)"
        case "outer":
            return "(x, y) => if y == 0 { (bottom: 0.6pt) } else { none }"
        case _:
            return "none"


def _table(plan: Plan, spec: Spec, sections: tuple[Section, ...], room: float) -> list[str]:
    widths, size = roomy_widths(plan, spec, room)
    columns = ", ".join(f"{w:.1f}pt" for w in widths)
    headings = grouped_headings(plan)
    dark = spec.rules in ("white", "zebra")
    ink = "white" if dark else "black"
    heads: list[str] = []
    for line in headings:
        for text, across, down in line:
            words = " \\ ".join(f"#text({ink})[*{_s(t)}*]" for t in text.split("\n")) if text else ""
            heads.append(f"table.cell(colspan: {across}, rowspan: {down})[{words}]")
    fill = "none"
    if dark:
        other = 'rgb("#e9eff5")'
        body = other if spec.rules == "white" else f"if calc.odd(y) {{ {other} }} else {{ none }}"
        fill = f'(x, y) => if y < {len(headings)} {{ rgb("#24405e") }} else {{ {body} }}'
    repeat = "true" if spec.headings == "repeated" else "false"
    lines = [
        f"#[#set text(size: {size:.1f}pt)",
        "#set par(leading: 0.45em)",
        f"#table(columns: ({columns},), inset: {spec.padding}pt, stroke: {_stroke(spec)}, fill: {fill},",
        f"  align: {_VALIGN[spec.valign]} + left,",
        f"  table.header(repeat: {repeat}, {', '.join(heads)}),",
    ]
    for section in sections:
        if section.theme and spec.bands == "band":
            lines.append(f'  table.cell(colspan: {len(widths)}, fill: rgb("#d9e2ec"))[*{_s(section.theme)}*],')
        for row in section.rows:
            cells = [
                _cell(cell, spec, plan.columns[i].align, row.span if spec.span_codes and i == 0 else 1)
                for i, cell in enumerate(row.cells)
                if not (spec.span_codes and i == 0 and row.span == 0)
            ]
            lines.append("  " + ", ".join(cells) + ",")
    return [*lines, ")]"]


def _cell(cell: Cell, spec: Spec, align: str, span: int) -> str:
    options = [f"rowspan: {span}"] if span > 1 else []
    if cell.fill:
        options.append(f"fill: {_colour(cell.fill)}")
    if align == "centre":
        options.append(f"align: {_VALIGN[spec.valign]} + center")
    if not spec.split_rows and spec.text != "long":
        options.append("breakable: false")
    text = _s(cell.text) if cell.text else ""
    if cell.link:
        rest = cell.text[len(cell.link[0]) :]
        text = f'#link("{cell.link[1]}")[{_s(cell.link[0])}]{_s(rest)}'
    return f"table.cell({', '.join(options)})[{text}]"
