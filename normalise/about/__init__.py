"""What a plan is and says of itself.

- `metadata`: council, title, year and quarter; `council`: which council it is; `plan`: the row of the plan.
- `announced`: the counts that its covering prose announces.
"""
