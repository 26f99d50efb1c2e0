"""Tables over pages: grids become one table, and what a page or a sheet broke is put together.

- `joining`: grids of neighbouring pages; `joined`: what it gives; `splitrows`, `spanbreaks`: rows that a break cuts.
- `furniture`, `stranded`: what pages repeat, and headings left behind.
- `sideways`, `faces`: sheets printed in parts; `placing`: places brought back to the page as displayed.
- `turned`, `twofields`, `labelled`, `toldwithin`, `ratedtexts`: tables and columns brought into the usual form.
- `logical`: a table as `planlift tables` gives it out.
"""
