"""Tables over pages: grids become one table, and what a page or a sheet broke is put together."""
