"""Random plans that were once read wrongly without a word, whose tables lack some lines or all of them.

Most are made as small as they can be.
"""

from pathlib import Path

import pytest

from tests.generator.readback import read_back
from tests.generator.spec import Spec

ONCE_MISREAD = {
    "two columns of colours without a letter stand on a page whose headings are not tagged": Spec(
        seed=1, kind="actions", producer="typst", rows=14, landscape=False, rules="outer", status="colour", empty=0.4
    ),
    "the key below the last row stands alone on the next page": Spec(
        seed=833347, rows=27, size=10.0, rules="outer", bands="heading", status="words", status_fill=False, icons=True,
        key="below",
    ),
    "the last row, alone on its page, has blank cells before its rating": Spec(
        seed=245754, kind="actions", producer="typst", rows=23, landscape=False, rules="outer", empty=0.4
    ),
    "a heading reaches out of its narrow column on the left": Spec(
        seed=468365, kind="actions", producer="platypus", rows=3, quarters=3, rules="horizontal", padding=2.0
    ),
    "a title touches the code beside it in the first row of a page": Spec(
        seed=748067, kind="kpis", rows=22, font="vera", shuffled=True, quarters=3, rules="horizontal",
        headings="first", overshoot=12.0, interleave=True, palette="soft",
    ),
    "every cell is painted and no line parts the rows": Spec(
        seed=768041, kind="actions", producer="fpdf2", rows=6, quarters=4, rules="outer", palette="soft"
    ),
    "white alone parts rows of wrapped text between ruled columns": Spec(
        seed=615402, producer="fpdf2", rows=6, rules="outer", palette="deep"
    ),
    "white alone parts rows inside a ruled box": Spec(seed=109806, rows=17, rules="outer", palette="deep"),
    "white alone parts rows of flowing tables in a box": Spec(
        seed=668303, producer="platypus", rows=3, rules="outer"
    ),
    "bands of themes and a painted column stand in a ruled box": Spec(
        seed=612712, kind="kpis", rows=3, rules="outer", bands="band"
    ),
    "two painted cells part the rows of a small box": Spec(
        seed=916024, kind="actions", rows=6, rules="outer", bands="heading"
    ),
    "a wide centred text stands in a row whose code spans rows above": Spec(
        seed=912369, kind="actions", producer="typst", rows=19, quarters=4, rules="outer", span_codes=True
    ),
    "nothing is drawn, and updates wrap like prose": Spec(seed=186824, rows=7, rules="none", palette="deep"),
    "nothing is drawn but the colours of the statuses": Spec(seed=539632, rows=3, rules="none", palette="soft"),
    "nothing is drawn around measures": Spec(seed=792575, kind="kpis", rows=3, rules="none"),
    "nothing is drawn around actions": Spec(seed=691017, kind="actions", rows=3, rules="none", palette="soft"),
    "two rules are all that a short table has": Spec(
        seed=88296, kind="kpis", producer="fpdf2", rows=3, rules="horizontal", bands="heading"
    ),
    "one white row stands under painted headings": Spec(
        seed=895977, kind="kpis", rows=3, rules="zebra", padding=6.0, bands="heading", start="half_way",
        palette="deep",
    ),
    "a heading over quarters promises progress": Spec(
        seed=280097, kind="actions", rows=3, rules="zebra", group_heading=True
    ),
    "a page of a box begins with the rest of a row": Spec(
        seed=756342, kind="actions", rows=4, extra_columns=1, text="long", rules="outer", status="pill", narrow=True,
        start="after_table", crop=True, newest_first=True,
    ),
    "notes stand between rules": Spec(seed=5, kind="kpis", rows=14, notes=True, rules="horizontal"),
    "a white last row stands over the heading of the next table": Spec(
        seed=466539, producer="typst", rows=10, rules="zebra", centred=True, bands="heading", palette="soft"
    ),
    "the heading of another table stands right under the last rule": Spec(
        seed=619926, producer="platypus", rows=19, rules="horizontal", headings="first", bands="band",
        split_rows=True, decoys=("contacts", "risk"), dates="March 2027", palette="office",
    ),
    "turned headings stand over measures with nothing drawn": Spec(
        seed=227809, kind="kpis", rows=20, quarters=4, rules="none", furniture=False, officers="name_title",
        footnotes=True, turned_headings=True,
    ),
    "one turned heading stands over few actions": Spec(
        seed=651620, kind="actions", rows=5, quarters=1, rules="none", rule_ink="rect", centred=True,
        open_split=True, turned_headings=True,
    ),
    "a turned heading stands in a box of measures": Spec(
        seed=625874, kind="kpis", rows=26, quarters=1, rules="outer", turned_headings=True
    ),
    "a row that begins with a lead and dates reads like headings": Spec(
        seed=172821, producer="typst", rows=3, rules="none", bands="heading", furniture=False
    ),
    "a row without a colour stands between coloured ones": Spec(
        seed=581698, kind="actions", rows=4, quarters=1, rules="outer", heading_lines="many", palette="soft", empty=0.15
    ),
    "headings of quarters stand a row below the one over them all": Spec(
        seed=600352, kind="actions", rows=3, extra_columns=1, rules="none", headings="first", group_heading=True,
        overshoot=16.0, palette="soft", empty=0.15, dates="Quarter 4 2025-26", footnotes=True,
    ),
    "headings of many lines stand high above the first row": Spec(
        seed=759969, kind="actions", rows=3, quarters=4, rules="none", heading_lines="many", group_heading=True,
        bands="heading", codes=False, palette="deep",
    ),
    "a heading of a quarter reaches a little over its column's edge": Spec(
        seed=456051, kind="actions", rows=6, quarters=4, rules="none", group_heading=True, palette="soft",
        status_fill=False, furniture=False,
    ),
    "headings stand right under a legend": Spec(
        seed=50457, kind="kpis", producer="platypus", rows=3, size=11.0, shuffled=True, quarters=4, rules="none",
        palette="deep",
    ),
    "announced tables of nearly one width stand over each other": Spec(
        seed=545066, producer="platypus", rows=3, size=11.0, rules="none", bands="heading", officers="name_title"
    ),
    "boxes of one width stand over each other": Spec(
        seed=545066, producer="platypus", rows=4, size=11.0, rules="outer", bands="heading", officers="name_title"
    ),
    "a bold name in white stands between rows": Spec(
        seed=127030, kind="actions", rows=3, quarters=1, rules="none", bands="band", start="after_table",
        palette="soft", status_fill=False, narrow=True, turned_headings=True,
    ),
    "only the edges of colours part the rows of a page": Spec(
        seed=706091, producer="platypus", rows=3, size=11.0, rules="none", headings="first", status="colour",
        palette="deep",
    ),
    "lines of a narrow column break as if each were a row": Spec(
        seed=54343, kind="actions", producer="platypus", rows=3, landscape=False, extra_columns=1, rules="outer",
        padding=6.0, codes=False, palette="deep", empty=0.15,
    ),
    "the last row of a painted table stands alone on a page": Spec(
        seed=664500, kind="actions", rows=11, font="vera", quarters=4, rules="zebra", valign="middle", centred=True,
        headings="first", codes=False, palette="deep", ligatures=True, newest_first=True, turned_headings=True,
    ),
    "a heading over two columns is nearest to the second of them": Spec(
        seed=614975, kind="actions", producer="typst", rows=3, rules="outer", group_heading=True
    ),
    "notes on a table lie for the most part over its titles": Spec(
        seed=970024, kind="actions", rows=23, rules="horizontal", palette="deep", notes=True
    ),
    "notes run across codes that stand over several rows": Spec(
        seed=664362, kind="actions", rows=15, quarters=1, rules="horizontal", padding=2.0, group_heading=True,
        span_codes=True, palette="soft", status_fill=False, narrow=True, newest_first=True, notes=True,
    ),
    "a title reaches over the upper edge of its band, which its keys do not": Spec(
        seed=994675, rows=5, rules="zebra", centred=True, start="half_way", interleave=True, palette="soft"
    ),
    "a bold name stands between rows that their dates tell": Spec(
        seed=11538, rows=19, rules="none", bands="band", palette="deep"
    ),
    "white alone parts a row from the rest of the one before on pages of their own": Spec(
        seed=448004, kind="actions", rows=21, landscape=False, quarters=1, text="long", rules="none",
        headings="first", codes=False, status_fill=False, order="column",
    ),
    "the rest of a row stands alone between two rules": Spec(
        seed=350584, rows=3, text="long", rules="horizontal", headings="first"
    ),
    "no line parts the columns under painted headings, one of which stands over two": Spec(
        seed=982448, kind="actions", producer="platypus", rows=3, rules="outer", group_heading=True, palette="deep"
    ),
    "tags give a heading over two columns to the column of codes alone": Spec(
        seed=202661, kind="actions", producer="typst", rows=3, rules="none", group_heading=True, bands="band",
        palette="deep",
    ),
    "tags show fewer columns on a page that the rest of a row fills": Spec(
        seed=63118, kind="actions", producer="typst", rows=6, text="long", rules="none", palette="deep"
    ),
    "rows without a status stand between coloured ones, and some lack their tier": Spec(
        seed=801625, kind="kpis", producer="platypus", rows=6, rules="outer", palette="deep", empty=0.4
    ),
    "nothing but their values parts rows under ruled headings": Spec(
        seed=571592, kind="kpis", rows=9, rules="outer", empty=0.15, links=True
    ),
    "a bold name stands left of centred codes, right below the headings": Spec(
        seed=158184, kind="actions", rows=3, font="serif", rules="none", bands="band", palette="deep"
    ),
    "a heading stands upright over several that are turned": Spec(
        seed=771168, kind="actions", rows=25, quarters=3, rules="horizontal", group_heading=True,
        palette="office", status_fill=False, newest_first=True, turned_headings=True,
    ),
    "a heading of two lines beside one over several columns is read line by line": Spec(
        seed=245076, kind="actions", producer="platypus", rows=3, quarters=4, rules="none", group_heading=True
    ),
    "names of bands run over the heading of a narrow column": Spec(
        seed=930646, kind="kpis", producer="platypus", rows=3, shuffled=True, rules="none", bands="band"
    ),
    "tags alone tell that a code stands for two rows": Spec(
        seed=884735, kind="actions", producer="typst", rows=6, rules="none", bands="heading", span_codes=True
    ),
    "the last rows of a box stand under turned headings on a page of their own": Spec(
        seed=774370, kind="kpis", rows=24, rules="outer", turned_headings=True
    ),
    "headings printed again on a page stand over texts of another width": Spec(
        seed=570179, producer="platypus", rows=6, text="long", rules="none"
    ),
    "words of even widths, each written on its own, look aligned": Spec(
        seed=575266, kind="actions", rows=3, quarters=1, rules="none", span_codes=True,
        decoys=("contacts", "risk"), empty=0.4, chunk="word",
    ),
    "a status is open in the one row of a page": Spec(
        seed=260210, kind="actions", rows=18, font="serif", text="medium", rules="none", group_heading=True,
        status="words", empty=0.15,
    ),
    "a first row names a post, a plan and quarters, as headings do": Spec(
        seed=721262, rows=6, extra_columns=2, rules="zebra", headings="first", status="words"
    ),
    "codes and dates alone part rows without a status": Spec(
        seed=483962, kind="actions", rows=11, quarters=1, rules="none", empty=0.4
    ),
    "an update fills whole pages of a box, and colours part rows on the page before": Spec(
        seed=889354, kind="kpis", rows=6, text="long", rules="outer"
    ),
    "nothing but columns ruled row by row is drawn on a page in the middle": Spec(
        seed=127784, producer="fpdf2", rows=26, rules="outer", headings="first"
    ),
    "one painted row between two plain ones ends the table": Spec(
        seed=3521, kind="kpis", producer="fpdf2", rows=18, rules="zebra", headings="first"
    ),
    "centred texts stand under headings on the left, and nothing is drawn": Spec(
        seed=939656, kind="kpis", producer="platypus", rows=3, quarters=1, rules="none", centred=True, bands="heading"
    ),
    "a page ends with the headings and an open row": Spec(
        seed=131406, kind="kpis", producer="platypus", rows=9, quarters=3, text="long", rules="horizontal"
    ),
    "the row under the rest of a row is wider than its headings show": Spec(
        seed=380096, producer="platypus", rows=6, text="long", rules="zebra"
    ),
    "a row that begins with a list of codes over two lines reads like headings": Spec(
        seed=312604, rows=25, extra_columns=2, rules="horizontal", interleave=True, links=True
    ),
    "shorter rules part rows whose only colours stand further right": Spec(
        seed=420179, kind="actions", rows=17, quarters=1, rules="horizontal", span_codes=True, empty=0.4
    ),
    "the second line of another heading is a heading of codes": Spec(
        seed=180939, kind="actions", rows=3, font="vera", extra_columns=2, quarters=4, rules="zebra",
        group_heading=True,
    ),
    "words of justified lines stand far apart between lines without any upright": Spec(
        seed=873506, kind="kpis", rows=7, quarters=3, rules="zebra", start="half_way", justified=True, slim=True
    ),
    "a row without a text stands between lines": Spec(
        seed=709952, kind="actions", rows=6, rules="horizontal", bands="heading", palette="deep", blank_rows=True
    ),
    "a theme stands between headings and the same once more": Spec(
        seed=713865, rows=23, rules="horizontal", rule_ink="rect", bands="band", open_split=True, outcomes=True,
        interleave=True, furniture=False, footnotes=True, notes=True, justified=True, heading_again=True,
    ),
    "a title runs up the margin beside rows without lines": Spec(
        seed=261277, rows=6, rules="none", palette="soft", slim=True, margins=True
    ),
    "a heading stands closer to the texts beside its column than to its own": Spec(
        seed=235697, kind="actions", producer="fpdf2", rows=13, rules="horizontal", codes=False, palette="soft",
        status_fill=False,
    ),
    "one heading begins a line above the others": Spec(
        seed=283840, producer="fpdf2", rows=3, rules="horizontal", valign="middle", heading_lines="many",
        bands="heading", palette="soft", status_fill=False,
    ),
    "a status and its date are two lines of rows that no line parts": Spec(
        seed=443286, kind="actions", rows=9, quarters=4, rules="none", centred=True, padding=6.0, bands="heading",
        codes=False, overshoot=16.0, status_fill=False, newest_first=True, dated_status=True, section_notes=True,
    ),
    "a theme stands over the only row of a page": Spec(
        seed=927768, kind="kpis", rows=3, rules="none", bands="band", start="after_table", decoys=("finance",)
    ),
    "a key is printed again under a table without lines": Spec(
        seed=960031, kind="kpis", rows=4, rules="none", bands="heading", second=True, heading_again=True
    ),
    "words of justified lines look like columns, and a lone line runs over several": Spec(
        seed=393832, rows=9, rules="zebra", justified=True, slim=True
    ),
    "headings stand alone on a page whose tags hold its rows": Spec(
        seed=227723, kind="actions", producer="typst", rows=27, quarters=3, rules="outer", empty=0.4
    ),
    "the paint of a column is missing on pages whose other columns hide one more": Spec(
        seed=227723, kind="actions", producer="platypus", rows=27, quarters=3, extra_columns=2, text="medium",
        rules="outer", empty=0.4,
    ),
    "the first line of a heading is another heading": Spec(
        seed=853178, producer="typst", rows=25, text="long", rules="none", heading_lines="many"
    ),
    "lines in small print go on below others of a cell": Spec(
        seed=565215, rows=3, rules="none", small_print=True
    ),
    "a page begins with a blank strip in the colour of the row before": Spec(
        seed=853178, producer="platypus", rows=25, text="long", rules="none", status="words", officers="name_title"
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_MISREAD.values(), ids=ONCE_MISREAD)
def test_what_was_once_misread_without_lines_is_right(spec: Spec, tmp_path: Path) -> None:
    tally = read_back(spec, tmp_path / "plan.pdf")
    assert tally.exact, "\n".join(str(w) for w in tally.wrong[:8])
