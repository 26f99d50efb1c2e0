"use strict";
// The rows behind a figure, each with the place where it is printed.

const PAGE_SIZE = 50;
const shown = { key: "", text: "", limit: PAGE_SIZE };

/** A status as letter, colour and word; `short` leaves the word to those who cannot see the letter. */
function statusMark(status, short) {
  const known = status ?? "none";
  return make(
    "span",
    { class: `status ${known}` },
    make("span", { "aria-hidden": "true" }, LETTER[known] ?? "–"),
    " ",
    make("span", { class: short ? "seen-not" : "" }, status ? words(status) : "No status"),
  );
}

/** The headings of quarters' columns: `Q3` over its year. */
function quarterHeads(quarters) {
  return quarters.map((quarter) =>
    make(
      "th",
      { scope: "col" },
      make("span", {}, quarter.slice(-2)),
      make("span", { class: "year" }, quarter.slice(0, 7)),
    ),
  );
}

/** Where a row is printed: its page in the published PDF, and its cell in the review page. */
function placeLinks(row, field = "title") {
  const links = [];
  const address = pageAddress(now.plan.url, row.page);
  const page = `Page ${row.page}`;
  links.push(
    address
      ? make(
          "a",
          { href: address, target: "_blank", rel: "noreferrer" },
          page,
          make("span", { class: "seen-not" }, ` of the PDF: ${row.title ?? ""}`),
        )
      : page,
  );
  if (data.review) {
    links.push(
      " · ",
      make(
        "a",
        { href: `${data.review}#cell=${encodeURIComponent(`${row.record}|${field}`)}` },
        "See the cell",
        make("span", { class: "seen-not" }, `: ${row.title ?? ""}`),
      ),
    );
  }
  return make("span", { class: "places small" }, ...links);
}

/** The heading of a table's row: code, title and place of the action or measure that it shows. */
function rowHeading(row) {
  return make(
    "th",
    { scope: "row" },
    row.code ? make("span", { class: "code" }, `${row.code} `) : null,
    quoted(row.title ?? ""),
    " ",
    placeLinks(row),
  );
}

function rowItem(row) {
  const facts = [
    row.officer,
    row.delivery ? `due ${row.delivery}` : row.printed && `due: ${row.printed}`,
    row.committees?.length && row.committees.join(", "),
    slipOf(row),
  ].filter(Boolean);
  const move = moveOf(row);
  return make(
    "li",
    { class: "item" },
    make(
      "div",
      { class: "item-head" },
      row.kind === "kpi" ? null : statusMark(statusOf(row)),
      move && move !== "same" ? make("span", { class: "move" }, `${MOVES[move].sign} ${MOVES[move].text}`) : null,
      placeLinks(row),
    ),
    make("p", {}, row.code ? make("strong", {}, `${row.code} `) : null, quoted(row.title ?? "No title")),
    facts.length ? make("p", { class: "small quiet" }, quoted(facts.join(" · "))) : null,
    row.update
      ? make("details", {}, make("summary", {}, "Progress in the plan's words"), make("p", {}, quoted(row.update)))
      : null,
  );
}

function rowsOf(key) {
  const found = figures.get(key);
  return found ?? { label: "All rows", rows: now.plan.rows };
}

function showRows() {
  const { label, rows } = rowsOf(shown.key);
  const passing = rows.filter((row) => !shown.text || hay(row).includes(shown.text));
  document.getElementById("list").replaceChildren(...passing.slice(0, shown.limit).map(rowItem));
  document.getElementById("more").hidden = passing.length <= shown.limit;
  const what = document.getElementById("rows-what");
  what.replaceChildren(make("strong", {}, quoted(label)), `: ${counted(passing.length, "row")}. `);
  if (figures.has(shown.key)) what.append(make("a", { href: "#rows" }, "Show all rows"));
}

function hay(row) {
  row.hay ??= [row.title, row.code, row.officer, row.update, row.delivery, ...row.outcomes, ...row.committees]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
  return row.hay;
}

/** Follow the address: show the rows of the figure that it names. */
function follow(moving) {
  if (!location.hash.startsWith("#rows")) return;
  shown.key = location.hash;
  shown.limit = PAGE_SIZE;
  showRows();
  if (moving) {
    const place = document.getElementById("rows");
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  }
}

document.getElementById("search").addEventListener("input", (event) => {
  shown.text = event.target.value.trim().toLowerCase();
  shown.limit = PAGE_SIZE;
  showRows();
});
document.getElementById("more").addEventListener("click", () => {
  shown.limit += PAGE_SIZE;
  showRows();
});
window.addEventListener("hashchange", () => follow(true));
