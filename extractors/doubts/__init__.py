"""How sure a cell is, what makes it doubtful, and what a person is told.

- `doubts`: a last look at the records of a table; `audit`: at a plan as a whole; `second`: at other readers' opinions.
- Columns: `misheaded`, `rivals`, `unknown` and `likely`, `lostquarters`, `lostfields`, `blank`.
- Records: `pieces`, `steps`, `beside`, `strays`, `unreadcards`, `stretches`, `putoff`.
- Texts: `misfits`, `cutoff`, `ranover`.
- Outcomes and themes: `themes`, `leftout`, `othercodes`.
- Warnings: `pagewarnings`; of pictures `picturecolumns`, `picturewarnings`.
"""
