"""What a record refers to by its code or title: `outcome`, `theme` and `committee`; `codes` that name each other."""
