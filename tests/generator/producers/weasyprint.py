"""WeasyPrint: an HTML table as a browser would print it. It needs Pango from the system: only on request."""

from html import escape
from pathlib import Path

import weasyprint

from tests.generator.metrics import VERA
from tests.generator.plan import Cell, Decoy, Plan, Section
from tests.generator.producers import Printed, broken_by_producer, grouped_headings, roomy_widths
from tests.generator.spec import Spec

_RULES = {
    "grid": "td,th{border:0.5pt solid #333}",
    "dashed": "td,th{border:0.6pt dashed #333}",
    "double": "td,th{border:2.4pt double #333}",
    "white": "td,th{border:1.5pt solid #fff}",
    "horizontal": "td,th{border-bottom:0.5pt solid #333}",
    "outer": "table.plan{border:0.8pt solid #333} th{border-bottom:0.8pt solid #333}",
}


def render(plan: Plan, spec: Spec, path: Path) -> Printed:
    """Write the plan to `path`."""
    weasyprint.HTML(string=_page(plan, spec)).write_pdf(str(path), pdf_identifier=b"planlift")
    return broken_by_producer(plan, spec)


def _css(plan: Plan, spec: Spec, size: float) -> str:
    family = {"serif": "serif", "mono": "monospace"}.get(spec.font, "vera")
    furniture = f'@top-left{{content:"{plan.council}";font-size:7.5pt}}'
    furniture += '@bottom-right{content:"Page " counter(page);font-size:7.5pt}'
    dark = spec.rules in ("white", "zebra")
    return f"""
@font-face{{font-family:vera;src:url("{(VERA / "Vera.ttf").as_uri()}")}}
@font-face{{font-family:vera;font-weight:bold;src:url("{(VERA / "VeraBd.ttf").as_uri()}")}}
@page{{size:A4 {"landscape" if spec.landscape else "portrait"};margin:44pt;{furniture if spec.furniture else ""}}}
body{{font:10pt {family}}} h1{{font-size:20pt}} h2{{font-size:14pt}} h3{{font-size:11pt;break-after:avoid}}
table{{border-collapse:collapse}} table.decoy td,table.decoy th{{border:0.5pt solid #333;font-size:8pt;padding:2pt}}
table.plan{{table-layout:fixed;font-size:{size}pt;line-height:1.2}}
.plan td,.plan th{{padding:{spec.padding}pt;vertical-align:{spec.valign};text-align:left}}
.plan td.centre{{text-align:center}} .band td{{background:#d9e2ec;font-weight:bold}}
.plan thead th{{{"background:#24405e;color:#fff" if dark else ""}}}
thead{{display:{"table-header-group" if spec.headings == "repeated" else "table-row-group"}}}
tr{{break-inside:{"auto" if spec.split_rows or spec.text == "long" else "avoid"}}}
{"tr:nth-child(odd) td{background:#e9eff5}" if spec.rules == "zebra" else ""}
{"tbody td{background:#e9eff5}" if spec.rules == "white" else ""}
.pill{{border-radius:6pt;padding:1pt 2pt}} .circle{{display:inline-block;width:1em;height:1em;border-radius:0.5em}}
{"td{overflow-wrap:anywhere}" if spec.narrow else ""} {_RULES.get(spec.rules, "")}"""


def _page(plan: Plan, spec: Spec) -> str:
    widths, size = roomy_widths(plan, spec, (842 if spec.landscape else 595) - 92)
    parts = [f"<html lang=en><head><title>{escape(plan.title)}</title><style>{_css(plan, spec, size)}</style></head>"]
    parts += [f"<body><h1>{escape(plan.council)}</h1><h2>{escape(plan.title)}</h2>"]
    parts += [f"<p>{escape(t)}</p>" for t in plan.prose]
    parts += [f"<p>{escape(c)} {escape(t)}</p>" for c, t in plan.outcomes]
    parts += [_decoy(d) for d in plan.decoys[::2]] + ['<div style="break-after:page"></div>']
    if plan.legend:
        cells = "".join(
            f'<td style="background:{i.colour or "none"}">'
            f"{escape(f'{i.mark} = {i.label}' if len(i.mark) == 1 else i.label)}</td>"
            for i in plan.legend
        )
        parts.append(f'<table class=decoy style="margin-bottom:10pt"><tr>{cells}</tr></table>')
    if spec.bands == "heading":
        for section in plan.sections:
            parts += [f"<h3>{escape(section.theme or '')}</h3>", _table(plan, spec, (section,), widths)]
    else:
        parts.append(_table(plan, spec, plan.sections, widths))
    return "".join([*parts, *(_decoy(d) for d in plan.decoys[1::2]), "</body></html>"])


def _decoy(decoy: Decoy) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in decoy.headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(t)}</td>' for t in row)}</tr>" for row in decoy.rows)
    return f"<h3>{escape(decoy.caption)}</h3><table class=decoy><tr>{head}</tr>{body}</table>"


def _table(plan: Plan, spec: Spec, sections: tuple[Section, ...], widths: list[float]) -> str:
    columns = "".join(f'<col style="width:{w:.1f}pt">' for w in widths)
    heads = "".join(
        "<tr>"
        + "".join(
            f"<th colspan={across} rowspan={down}>{escape(t).replace(chr(10), '<br>')}</th>" for t, across, down in line
        )
        + "</tr>"
        for line in grouped_headings(plan)
    )
    parts = [f'<table class=plan style="width:{sum(widths):.1f}pt">{columns}<thead>{heads}</thead><tbody>']
    for section in sections:
        if section.theme and spec.bands == "band":
            parts.append(f"<tr class=band><td colspan={len(widths)}>{escape(section.theme)}</td></tr>")
        for row in section.rows:
            parts.append("<tr>")
            for i, cell in enumerate(row.cells):
                spanned = spec.span_codes and i == 0
                if not (spanned and row.span == 0):
                    parts.append(_cell(cell, plan.columns[i].align, row.span if spanned else 1))
            parts.append("</tr>")
    return "".join([*parts, "</tbody></table>"])


def _cell(cell: Cell, align: str, span: int) -> str:
    text = escape(cell.text)
    if cell.mark:
        text = f'<span class={cell.mark} style="background:{cell.mark_colour}">{text}</span>'
    if cell.link:
        words = escape(cell.link[0])
        text = text.replace(words, f'<a href="{cell.link[1]}">{words}</a>', 1)
    fill = f' style="background:{cell.fill}"' if cell.fill else ""
    return f"<td class={align} rowspan={span}{fill}>{text}</td>"
