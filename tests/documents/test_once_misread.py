"""Random plans that were once read wrongly without a word, most made as small as they can be: they stay right.

The lines of their tables are drawn; those of `test_once_misread_unruled.py` lack some or all of them.
"""

from pathlib import Path

import pytest

from tests.generator.readback import read_back
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
    "codes with a letter between their digits stand under no heading": Spec(
        seed=711174, kind="actions", producer="platypus", rows=3, extra_columns=2, quarters=3, group_heading=True
    ),
    "a soft hyphen breaks a word at the end of a page": Spec(
        seed=719394, kind="actions", rows=24, font="vera", quarters=1, text="long", palette="soft", hyphens="soft"
    ),
    "the name of a post and a short word are headings elsewhere": Spec(
        seed=380299, kind="actions", producer="fpdf2", rows=18, quarters=4, extra_columns=1
    ),
    "words for statuses are headings elsewhere": Spec(
        seed=346002, kind="actions", producer="typst", rows=16, codes=False, status="words"
    ),
    "notes stand between rows under bands of themes": Spec(seed=5, rows=14, notes=True, bands="band"),
    "one officer answers for several rows": Spec(
        seed=5, kind="actions", rows=14, shared_officers=True, valign="middle"
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
    "the first of two lines of headings stands alone over a page": Spec(
        seed=29220, kind="actions", producer="typst", rows=17, extra_columns=1, quarters=3, valign="bottom",
        centred=True, group_heading=True, empty=0.4,
    ),
    "the headings of the quarters are turned": Spec(seed=5, kind="kpis", rows=14, quarters=4, turned_headings=True),
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
    "a link's words break at a line's end": Spec(
        seed=159307, kind="kpis", producer="typst", rows=16, landscape=False, empty=0.15, narrow=True,
        furniture=False, links=True,
    ),
    "a heading of two lines reaches down beside the one over two columns": Spec(
        seed=538091, kind="actions", producer="typst", rows=15, size=11.0, quarters=4, padding=2.0,
        group_heading=True, palette="soft",
    ),
    "wrapped headings beside a long text look like those of two tables": Spec(
        seed=382584, producer="typst", rows=6, text="long", heading_lines="many", palette="deep"
    ),
    "a status stands as close below its heading as the heading's own lines": Spec(
        seed=750541, producer="typst", rows=6, padding=2.0, palette="deep", empty=0.4
    ),
    "words of even widths run over the edge of their column letter by letter": Spec(
        seed=169491, kind="actions", rows=26, font="mono", quarters=1, overshoot=16.0, palette="deep", chunk="glyph"
    ),
    "words written one by one look aligned in a narrow ruled column": Spec(
        seed=577064, rows=19, start="half_way", interleave=True, palette="soft", chunk="word"
    ),
    "white runs through a ruled row whose texts stand in its middle": Spec(
        seed=560123, kind="kpis", rows=19, quarters=4, valign="middle", notes=True, turned_headings=True
    ),
    "a value below the headings reads like one, beside a text in full lines": Spec(
        seed=46354, kind="actions", producer="typst", rows=11, shuffled=True, quarters=1, text="long", padding=2.0
    ),
    "rows on both sides of a page break that lack cells have colours of their own": Spec(
        seed=1278, kind="actions", rows=15, quarters=3, codes=False, status="words", empty=0.15
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
    "a last row sums up the others on a page of its own": Spec(
        seed=989112, kind="actions", rows=23, quarters=1, overshoot=16.0, blank_rows=True, totals=True
    ),
    "the legend is printed over each of two tables of a page": Spec(seed=237060, rows=8, second=True),
    "a sentence stands below the name of a theme, in the space between two tables": Spec(
        seed=866007, kind="actions", rows=24, size=11.0, quarters=4, headings="first", bands="heading",
        section_notes=True, all_turned=True,
    ),
    "two tables have the same theme, one at the top of each page": Spec(
        seed=938841, kind="actions", rows=10, quarters=1, bands="heading", empty=0.4, newest_first=True,
        second=True, heading_again=True, all_turned=True,
    ),
    "a theme without a number heads a part of two tables, each time at the top of a page": Spec(
        seed=235754, kind="actions", rows=11, extra_columns=1, quarters=1, text="medium", bands="heading",
        decoys=("contacts", "risk"), status="words", dates="mixed", officers="name_title", justified=True, second=True,
        heading_again=True, section_notes=True,
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
    "statuses and the dates they are of stand under quarters": Spec(
        seed=857654, kind="actions", rows=3, bands="heading", status_fill=False, dated_status=True
    ),
    "a dash of a font of even widths stands behind its column's edge": Spec(
        seed=897463, rows=18, font="mono", shuffled=True, valign="middle", padding=6.0, bands="band",
        split_rows=True, overshoot=12.0, chunk="glyph", heading_again=True,
    ),
    "the squares of a key stand over and under a table": Spec(
        seed=708564, kind="kpis", rows=3, status="pill", second=True
    ),
    "words of justified lines in ruled rows stand like headings of two tables": Spec(
        seed=552318, rows=4, font="mono", interleave=True, palette="soft", dates="March 2027", officers="name_title",
        chunk="glyph", justified=True, between=True,
    ),
    "a link of a text over its edge covers a letter of the code beside it": Spec(
        seed=234862, kind="kpis", rows=6, quarters=4, overshoot=16.0, links=True, between=True
    ),
    "a word fills the line of a narrow column and goes on": Spec(
        seed=524706, kind="actions", producer="platypus", rows=9, font="mono", quarters=4, span_codes=True, narrow=True,
        dates="Quarter 4 2025-26",
    ),
    "two rows at a page's end each lack a text that the other has": Spec(
        seed=947029, kind="actions", producer="platypus", rows=23, quarters=3, span_codes=True, empty=0.15
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_MISREAD.values(), ids=ONCE_MISREAD)
def test_what_was_once_misread_is_right(spec: Spec, tmp_path: Path) -> None:
    tally = read_back(spec, tmp_path / "plan.pdf")
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
    "headings of two levels swallow the rest of the row before them": Spec(
        seed=736984, kind="actions", rows=20, quarters=1, group_heading=True, bands="band", split_rows=True,
        open_split=True, officers="name_title", slim=True, all_turned=True,
    ),
    "the headings of two columns are read as one, that of an empty one among them": Spec(
        seed=777061, kind="kpis", rows=3, shuffled=True, rules="horizontal", palette="soft", letter_spaced=True,
        empty_column=True,
    ),
    "headings of two codes are read as one": Spec(
        seed=748150, kind="actions", rows=6, extra_columns=2, quarters=4, rules="zebra", span_codes=True,
        start="half_way", interleave=True, palette="soft", all_turned=True,
    ),
    "the codes of tables of one row run into their titles": Spec(
        seed=604788, kind="actions", rows=3, rules="outer", group_heading=True, bands="heading", palette="soft"
    ),
    "words of justified lines in a slim column stand under no heading": Spec(
        seed=603107, kind="actions", rows=26, quarters=1, valign="middle", bands="heading", codes=False,
        status="words", status_fill=False, empty=0.15, hyphens="hard", shared_officers=True, justified=True, icons=True,
        slim=True, section_notes=True,
    ),
    "the lines of a list of codes go to the row above": Spec(
        seed=939564, rows=23, palette="soft", interleave=True, status="words", status_fill=False, icons=True,
        all_turned=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_SILENT.values(), ids=ONCE_SILENT)
def test_what_is_still_misread_is_flagged(spec: Spec, tmp_path: Path) -> None:
    tally = read_back(spec, tmp_path / "plan.pdf")
    assert not tally.silent, "\n".join(str(w) for w in tally.wrong if w.what == "silent")


ONCE_DOUBTED = {
    "all cells are painted as a status is, those without a rating as well": Spec(
        seed=598616, kind="actions", producer="fpdf2", rows=6, status="colour", status_fill=False
    ),
    "a column is blank in the tables of some themes": Spec(
        seed=999402, producer="platypus", rows=9, size=10.0, rules="horizontal", bands="heading", empty_column=True
    ),
}  # fmt: skip


@pytest.mark.parametrize("spec", ONCE_DOUBTED.values(), ids=ONCE_DOUBTED)
def test_what_was_once_doubted_is_not_flagged(spec: Spec, tmp_path: Path) -> None:
    tally = read_back(spec, tmp_path / "plan.pdf")
    assert tally.exact
    assert not tally.false_flags
