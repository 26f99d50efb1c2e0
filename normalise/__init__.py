"""From published text to values, and how sure each is.

- `document`: one plan, from what it is to the rows of every dataset; `source` goes in, `records` come out.
- `about`: what the plan is; `rows`: the rows of its datasets.
- `statuses`, `periods`, `posts`, `references`, `number`: what cells of one kind mean; `nothing`: none of it.
- `registers`: the words and codes that are known.
- `cells`, `flags`, `identity`, `links`: where each value is from, why it is in doubt, by what a record goes, addresses.
- `corrections`: what a person has decided.
- `text`, `spreadsheet`, `commented`: text to compare and to store, lists with comments.
"""
