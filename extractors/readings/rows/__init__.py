"""Rows that no line parts, or that lines leave out: told by white, paint, keys and the names of groups.

- `stripes`, `begun`, `enumerated`, `keys`: by white, by where all columns begin, by line ends, by what stands level.
- `banks`, `painted`: by coloured cells; `besidenames`, `besidelabels`: beside names of groups and outcomes.
- `edges`, `formtitles`: rows outside everything drawn, and titles of forms.
"""
