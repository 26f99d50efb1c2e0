"""Which pages and tables are a plan's, and what it states outside its tables.

- `plans`: sorts a document; `packs`, `divisions`, `numbering`, `titles`: where one ends; `leftalone`: what is none.
- `records`: rows to records; `quarterrows`, `commentary`, `cardnumbers`, `marginratings`: rows that are otherwise.
- `outline`, `announcements`, `sectionheads`, `headingthemes`, `labelsbelow`: what stands over each row.
- `groupoutcomes`, `groupvalues`, `groupfacts`, `factlines`, `formheads`: what is printed once for a group of them.
- `stated`, `statements`, `tabbed`, `columnoutcomes`: outcomes and themes; `wordlegend`: keys in words.
- `ledger`: every printed character accounted for.
"""
