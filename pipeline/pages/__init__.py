"""Self-contained web pages: one file each, that asks the network for nothing and runs nothing but its own script.

- `document`: such a file; `templates`: what stands in it; `pictures`: pages of a PDF in it; `originals`: these PDFs.
"""

# The name of the review page, by which a report in the same folder finds it.
REVIEW = "review.html"
