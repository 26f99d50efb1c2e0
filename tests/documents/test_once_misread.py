"""Random plans that were once read wrongly without a word, most made as small as they can be: they stay right."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.generator.render import render
from tests.generator.score import score
from tests.generator.spec import Spec

ONCE_MISREAD = {
    "headings are printed again below the rest of a row": Spec(
        seed=736173, producer="platypus", rows=3, text="long", palette="soft"
    ),
    "headings are printed again below a row of measures": Spec(
        seed=156236, kind="kpis", producer="platypus", rows=3, text="long", palette="deep"
    ),
    "three headings touch and only the tags part them": Spec(
        seed=480037, kind="actions", producer="typst", rows=6, size=11.0, padding=2.0
    ),
    "a heading reaches out of its narrow column on the left": Spec(
        seed=468365, kind="actions", producer="platypus", rows=3, quarters=3, rules="horizontal", padding=2.0
    ),
    "codes with a letter between their digits stand under no heading": Spec(
        seed=711174, kind="actions", producer="platypus", rows=3, extra_columns=2, quarters=3, group_heading=True
    ),
    "a title touches the code beside it in the first row of a page": Spec(
        seed=748067, kind="kpis", rows=22, font="vera", shuffled=True, quarters=3, rules="horizontal",
        headings="first", overshoot=12.0, interleave=True, palette="soft",
    ),
    "a soft hyphen breaks a word at the end of a page": Spec(
        seed=719394, kind="actions", rows=24, font="vera", quarters=1, text="long", palette="soft", hyphens="soft"
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
    "the name of a post and a short word are headings elsewhere": Spec(
        seed=380299, kind="actions", producer="fpdf2", rows=18, quarters=4, extra_columns=1
    ),
    "words for statuses are headings elsewhere": Spec(
        seed=346002, kind="actions", producer="typst", rows=16, codes=False, status="words"
    ),
    "a page of a box begins with the rest of a row": Spec(
        seed=756342, kind="actions", rows=4, extra_columns=1, text="long", rules="outer", status="pill", narrow=True,
        start="after_table", crop=True, newest_first=True,
    ),
    "notes stand between rows under bands of themes": Spec(seed=5, rows=14, notes=True, bands="band"),
    "notes stand between rules": Spec(seed=5, kind="kpis", rows=14, notes=True, rules="horizontal"),
    "one officer answers for several rows": Spec(
        seed=5, kind="actions", rows=14, shared_officers=True, valign="middle"
    ),
    "a white last row stands over the heading of the next table": Spec(
        seed=466539, producer="typst", rows=10, rules="zebra", centred=True, bands="heading", palette="soft"
    ),
    "the heading of another table stands right under the last rule": Spec(
        seed=619926, producer="platypus", rows=19, rules="horizontal", headings="first", bands="band",
        split_rows=True, decoys=("contacts", "risk"), dates="March 2027", palette="office",
    ),
    "a column of names leaves more white than lines": Spec(
        seed=26818, rows=9, font="mono", interleave=True, palette="deep"
    ),
    "one name over its edge is all that a column wraps": Spec(
        seed=489922, rows=20, rule_ink="rect", headings="first", interleave=True, palette="deep", footnotes=True
    ),
    "a line of another row is written between two of one cell": Spec(
        seed=396894, rows=23, interleave=True, palette="soft", notes=True
    ),
    "one row fills a page from end to end": Spec(
        seed=765735, rows=4, text="long", rules="double", headings="first", open_split=True
    ),
    "tables of one row have the headings of a table of two": Spec(
        seed=549602, kind="actions", producer="platypus", rows=4, quarters=3, headings="first", group_heading=True,
        bands="heading", span_codes=True, status="words",
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
    "the first of two lines of headings stands alone over a page": Spec(
        seed=29220, kind="actions", producer="typst", rows=17, extra_columns=1, quarters=3, valign="bottom",
        centred=True, group_heading=True, empty=0.4,
    ),
    "the headings of the quarters are turned": Spec(seed=5, kind="kpis", rows=14, quarters=4, turned_headings=True),
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
    "rows are painted first, and white lines leave a code's cell whole": Spec(
        seed=355065, kind="actions", producer="platypus", rows=4, quarters=3, rules="white", bands="heading",
        span_codes=True, palette="soft", newest_first=True, footnotes=True,
    ),
    "the first of the names over tables stands outside": Spec(
        seed=658545, kind="kpis", producer="platypus", rows=3, size=11.0, quarters=4, bands="heading",
        palette="soft", furniture=False, dates="Quarter 4 2025-26",
    ),
    "values in the middle of ruled rows overlap their neighbours' lines": Spec(
        seed=984227, kind="kpis", rows=21, valign="middle", bands="band", palette="deep", footnotes=True
    ),
    "turned headings stand over the rest of a split row": Spec(
        seed=93745, kind="kpis", rows=4, quarters=4, text="long", valign="middle", split_rows=True, palette="soft",
        narrow=True, dates="31 March 2026", newest_first=True, turned_headings=True,
    ),
    "lines of a narrow column break as if each were a row": Spec(
        seed=54343, kind="actions", producer="platypus", rows=3, landscape=False, extra_columns=1, rules="outer",
        padding=6.0, codes=False, palette="deep", empty=0.15,
    ),
    "a link's words break at a line's end": Spec(
        seed=159307, kind="kpis", producer="typst", rows=16, landscape=False, empty=0.15, narrow=True,
        furniture=False, links=True,
    ),
    "the last row of a painted table stands alone on a page": Spec(
        seed=664500, kind="actions", rows=11, font="vera", quarters=4, rules="zebra", valign="middle", centred=True,
        headings="first", codes=False, palette="deep", ligatures=True, newest_first=True, turned_headings=True,
    ),
    "a heading over two columns is nearest to the second of them": Spec(
        seed=614975, kind="actions", producer="typst", rows=3, rules="outer", group_heading=True
    ),
    "a heading of two lines reaches down beside the one over two columns": Spec(
        seed=538091, kind="actions", producer="typst", rows=15, size=11.0, quarters=4, padding=2.0,
        group_heading=True, palette="soft",
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
    "wrapped headings beside a long text look like those of two tables": Spec(
        seed=382584, producer="typst", rows=6, text="long", heading_lines="many", palette="deep"
    ),
    "the rest of a row stands alone between two rules": Spec(
        seed=350584, rows=3, text="long", rules="horizontal", headings="first"
    ),
    "no line parts the columns under painted headings, one of which stands over two": Spec(
        seed=982448, kind="actions", producer="platypus", rows=3, rules="outer", group_heading=True, palette="deep"
    ),
    "a status stands as close below its heading as the heading's own lines": Spec(
        seed=750541, producer="typst", rows=6, padding=2.0, palette="deep", empty=0.4
    ),
    "words of even widths run over the edge of their column letter by letter": Spec(
        seed=169491, kind="actions", rows=26, font="mono", quarters=1, overshoot=16.0, palette="deep", chunk="glyph"
    ),
    "tags give a heading over two columns to the column of codes alone": Spec(
        seed=202661, kind="actions", producer="typst", rows=3, rules="none", group_heading=True, bands="band",
        palette="deep",
    ),
    "tags show fewer columns on a page that the rest of a row fills": Spec(
        seed=63118, kind="actions", producer="typst", rows=6, text="long", rules="none", palette="deep"
    ),
    "words written one by one look aligned in a narrow ruled column": Spec(
        seed=577064, rows=19, start="half_way", interleave=True, palette="soft", chunk="word"
    ),
    "rows without a status stand between coloured ones, and some lack their tier": Spec(
        seed=801625, kind="kpis", producer="platypus", rows=6, rules="outer", palette="deep", empty=0.4
    ),
    "nothing but their values parts rows under ruled headings": Spec(
        seed=571592, kind="kpis", rows=9, rules="outer", empty=0.15, links=True
    ),
    "white runs through a ruled row whose texts stand in its middle": Spec(
        seed=560123, kind="kpis", rows=19, quarters=4, valign="middle", notes=True, turned_headings=True
    ),
    "a bold name stands left of centred codes, right below the headings": Spec(
        seed=158184, kind="actions", rows=3, font="serif", rules="none", bands="band", palette="deep"
    ),
    "a value below the headings reads like one, beside a text in full lines": Spec(
        seed=46354, kind="actions", producer="typst", rows=11, shuffled=True, quarters=1, text="long", padding=2.0
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
    "rows on both sides of a page break that lack cells have colours of their own": Spec(
        seed=1278, kind="actions", rows=15, quarters=3, codes=False, status="words", empty=0.15
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
    "the second line of a heading reads like the first column of another table": Spec(
        seed=279743, kind="kpis", producer="fpdf2", rows=3, text="medium", valign="middle", padding=6.0
    ),
    "the name of a band ends where centred texts of the next column do": Spec(
        seed=346119, kind="kpis", producer="platypus", rows=3, font="mono", quarters=1, centred=True, bands="band"
    ),
    "a text runs over its upper edge into a row that has none, letter by letter": Spec(
        seed=476127, kind="actions", rows=20, size=11.0, extra_columns=2, interleave=True, empty=0.15
    ),
    "a text runs over its upper edge into a row that has none": Spec(
        seed=165590, kind="kpis", rows=19, font="vera", quarters=4, interleave=True, empty=0.15,
        footnotes=True, notes=True,
    ),
    "more of a text's lines stand in the row above than in its own": Spec(
        seed=904121, kind="actions", rows=16, quarters=1, codes=False, interleave=True, empty=0.4
    ),
    "a status is open in the one row of a page": Spec(
        seed=260210, kind="actions", rows=18, font="serif", text="medium", rules="none", group_heading=True,
        status="words", empty=0.15,
    ),
    "two columns of codes without headings are as distinct": Spec(
        seed=114343, kind="actions", producer="typst", rows=3, quarters=1, group_heading=True, span_codes=True,
        footnotes=True,
    ),
    "one row of a table looks like a legend": Spec(
        seed=80668, kind="actions", rows=22, shuffled=True, quarters=3, text="long", headings="first", footnotes=True
    ),
    "centred lines begin where the columns of another table would": Spec(
        seed=428387, producer="typst", rows=18, landscape=False, text="long", centred=True, status="words", links=True
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
    "turned headings stand over the rest of a row alone": Spec(
        seed=894192, kind="actions", rows=6, font="mono", quarters=1, text="long", group_heading=True,
        turned_headings=True,
    ),
    "a link goes on over a page break": Spec(
        seed=338359, kind="actions", rows=24, font="vera", size=11.0, padding=6.0, split_rows=True, links=True
    ),
    "letters of a heading are set so far apart that they reach the next one": Spec(
        seed=714061, kind="actions", rows=25, font="vera", quarters=3, padding=2.0, codes=False, newest_first=True,
        letter_spaced=True,
    ),
    "white lines of a tagged table go on over the name of the next one": Spec(
        seed=75298, producer="typst", rows=16, rules="white", bands="heading"
    ),
    "the second line of another heading is a heading of codes": Spec(
        seed=180939, kind="actions", rows=3, font="vera", extra_columns=2, quarters=4, rules="zebra",
        group_heading=True,
    ),
    "a last row sums up the others on a page of its own": Spec(
        seed=989112, kind="actions", rows=23, quarters=1, overshoot=16.0, blank_rows=True, totals=True
    ),
    "the legend is printed over each of two tables of a page": Spec(seed=237060, rows=8, second=True),
    "a sentence stands below the name of a theme, in the space between two tables": Spec(
        seed=866007, kind="actions", rows=24, size=11.0, quarters=4, headings="first", bands="heading",
        section_notes=True, all_turned=True,
    ),
    "words of justified lines stand far apart between lines without any upright": Spec(
        seed=873506, kind="kpis", rows=7, quarters=3, rules="zebra", start="half_way", justified=True, slim=True
    ),
    "two tables have the same theme, one at the top of each page": Spec(
        seed=938841, kind="actions", rows=10, quarters=1, bands="heading", empty=0.4, newest_first=True,
        second=True, heading_again=True, all_turned=True,
    ),
    "a sentence in the size of a theme's name stands below it": Spec(
        seed=489275, rows=12, font="vera", size=11.0, bands="heading", section_notes=True
    ),
    "words of justified lines end as if each line were a row": Spec(
        seed=517729, kind="actions", rows=3, font="mono", shuffled=True, status="words", status_fill=False,
        officers="name_title", justified=True, icons=True, key="table_below",
    ),
    "a quarter and its year, each written on its own, are aligned": Spec(
        seed=435552, kind="actions", rows=15, font="mono", quarters=3, centred=True, padding=6.0, bands="heading",
        span_codes=True, overshoot=6.0, officers="name_title", chunk="word", second=True, heading_again=True,
        section_notes=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_MISREAD.values(), ids=ONCE_MISREAD)
def test_what_was_once_misread_is_right(spec: Spec, tmp_path: Path) -> None:
    truth = render(spec, tmp_path / "plan.pdf")
    tally = score(truth, read_document(tmp_path / "plan.pdf"))
    assert tally.exact, "\n".join(str(w) for w in tally.wrong[:8])


ONCE_SILENT = {
    "a row of totals runs into the last row where nothing is drawn": Spec(
        seed=69700, rows=7, extra_columns=2, rules="none", bands="heading", empty=0.4, footnotes=True,
        blank_rows=True, officer_lines=True, officers="name_title", totals=True,
    ),
    "centred rows whose keys stand at the bottom are torn apart": Spec(
        seed=594634, kind="actions", rows=15, quarters=4, rules="zebra", valign="bottom", centred=True,
        headings="first", split_rows=True, start="half_way", links=True,
    ),
    "turned headings run into the rest of a split row": Spec(
        seed=420026, kind="actions", rows=17, font="serif", quarters=3, rules="horizontal", split_rows=True,
        turned_headings=True,
    ),
    "text that runs over its edge looks like the codes beside it": Spec(
        seed=997765, rows=26, font="mono", palette="deep", overshoot=16.0
    ),
    "a word is broken without a hyphen where its halves are words as well": Spec(
        seed=171974, kind="actions", producer="fpdf2", rows=25, landscape=False, shuffled=True, quarters=3,
        rules="zebra", centred=True, narrow=True,
    ),
    "a narrow column breaks the last letter or the comma off a word": Spec(
        seed=336103, producer="fpdf2", rows=15, landscape=False, valign="bottom", headings="first",
        bands="heading", narrow=True, officers="name_title",
    ),
    "turned headings swallow the rest of an update": Spec(
        seed=268890, kind="actions", rows=6, text="long", centred=True, group_heading=True, open_split=True,
        notes=True, turned_headings=True,
    ),
    "a centred title runs over its edge word by word": Spec(
        seed=557533, kind="actions", rows=12, landscape=False, quarters=3, centred=True, codes=False,
        overshoot=16.0, status_fill=False, links=True, chunk="word", newest_first=True,
    ),
    "the last word of a title stands over its edge in the column of tiers": Spec(
        seed=480937, kind="kpis", rows=15, landscape=False, font="vera", extra_columns=2, quarters=4,
        valign="bottom", codes=False, overshoot=16.0, hyphens="soft", dates="31 March 2026", chunk="word",
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_SILENT.values(), ids=ONCE_SILENT)
def test_what_is_still_misread_is_flagged(spec: Spec, tmp_path: Path) -> None:
    truth = render(spec, tmp_path / "plan.pdf")
    tally = score(truth, read_document(tmp_path / "plan.pdf"))
    assert not tally.silent, "\n".join(str(w) for w in tally.wrong if w.what == "silent")
