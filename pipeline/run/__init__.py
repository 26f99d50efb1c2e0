"""`planlift run`: many PDFs in, one set of outputs out, whatever happens to any one of them.

- `batch`: the run; `making`: what it does where something has changed, which `unchanged` tells.
- `order`: what the user asks for, and what it came to; `crews`: who works for it.
- `inputs`, `documents`, `division`, `kept`: its files read, several tasks to one where it pays, or found as kept.
- `lots`, `judging`, `judged`: plans judged lot by lot, and the verdict on each document.
- `summary`, `brief`: what it tells at its end, on a terminal and in an e-mail.
"""
