"""When: printed times to quarters and days.

- `calendar`: the financial year; `period`: a printed period; `periodforms`: the forms in which one may be printed.
- `laterdates`: columns of no field with later dates than the delivery.
"""
