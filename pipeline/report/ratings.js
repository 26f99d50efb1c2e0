"use strict";
// Ratings by quarter: how many of each, what moved, and the heat map of every action.

function actions() {
  return now.plan.rows.filter((row) => row.kind === "action");
}

/** The counts that a reader wants first, each leading to its rows. */
function headlines() {
  const rows = now.plan.rows;
  const tiles = [];
  const add = (label, found, kind) =>
    found.length &&
    tiles.push(
      make(
        "li",
        { class: `tile ${kind ?? ""}` },
        make(
          "a",
          { href: figure(label, found) },
          make("span", { class: "number" }, found.length.toLocaleString("en-GB")),
          " ",
          make("span", {}, label),
        ),
      ),
    );
  for (const status of STATUSES) {
    add(
      `${words(status)}`,
      rows.filter((row) => statusOf(row) === status),
      `edge ${status}`,
    );
  }
  add(
    "Worse than the quarter before",
    rows.filter((row) => moveOf(row) === "worsened"),
  );
  add("Due next quarter", rows.filter(dueNext));
  add("Slipped", rows.filter(slipOf));
  if (!rows.some((row) => statusOf(row))) add("Deliverables", rows);
  return tiles.length ? section("At a glance", make("ul", { class: "tiles" }, ...tiles)) : null;
}

function heatMap() {
  const rows = actions();
  const quarters = ratedQuarters();
  if (!rows.length || !quarters.length) return null;
  const head = make(
    "tr",
    {},
    make("th", { scope: "col", class: "wide" }, "Action"),
    ...quarterHeads(quarters),
    make("th", { scope: "col" }, "Moved"),
  );
  const table = make(
    "table",
    { class: "heat" },
    make("caption", {}, `Every action by quarter. ${movedWords(rows)}`),
    make("thead", {}, head),
  );
  for (const [code, members] of grouped(rows, (row) => row.outcomes[0], null)) {
    const name = code === null ? "No outcome" : `${code} ${now.plan.outcomes[code] ?? ""}`;
    table.append(
      make(
        "tbody",
        {},
        make("tr", {}, make("th", { scope: "rowgroup", colspan: quarters.length + 2, class: "band" }, quoted(name))),
        ...members.map((row) => heatRow(row, quarters)),
      ),
    );
  }
  return section("Ratings by quarter", legend(rows, quarters), moved(rows), sideways("Ratings of every action", table));
}

function heatRow(row, quarters) {
  const move = moveOf(row);
  return make(
    "tr",
    {},
    rowHeading(row),
    ...quarters.map((quarter) => {
      const rating = row.ratings[quarter];
      return make(
        "td",
        { class: rating ? `heat-cell ${rating.status}` : "heat-cell" },
        rating ? statusMark(rating.status, true) : make("span", { class: "seen-not" }, "no column"),
      );
    }),
    make(
      "td",
      { class: "moved" },
      move
        ? make(
            "span",
            {},
            make("span", { "aria-hidden": "true" }, MOVES[move].sign),
            make("span", { class: move === "same" ? "seen-not" : "small" }, ` ${MOVES[move].text}`),
          )
        : null,
    ),
  );
}

function movedWords(rows) {
  const [before, last] = ratedQuarters().slice(-2);
  return last && rows.length ? `Moved compares ${last} with ${before}.` : "";
}

/** What moved since the quarter before, as numbers that lead to rows. */
function moved(rows) {
  const [before, last] = ratedQuarters().slice(-2);
  if (!last) return null;
  const kinds = Object.keys(MOVES)
    .map((move) => [move, rows.filter((row) => moveOf(row) === move)])
    .filter(([, found]) => found.length);
  return make(
    "p",
    { class: "moves" },
    make("strong", {}, `From ${before} to ${last}: `),
    ...kinds.flatMap(([move, found], n) => [
      n ? ", " : "",
      figureLink(
        `${MOVES[move].text} from ${before} to ${last}`,
        found,
        `${MOVES[move].sign} ${found.length} ${MOVES[move].text.toLowerCase()}`,
      ),
    ]),
  );
}

function legend(rows, quarters) {
  const used = STATUSES.filter((status) =>
    rows.some((row) => quarters.some((quarter) => row.ratings[quarter]?.status === status)),
  );
  return make(
    "ul",
    { class: "legend", "aria-label": "Key" },
    ...used.map((status) => make("li", {}, statusMark(status), ` ${data.statuses[status]}`)),
  );
}

/** A section with its heading, and its place in the list of contents. */
function section(title, ...content) {
  const id = title.toLowerCase().replace(/\W+/g, "-");
  return make("section", { "aria-labelledby": id }, make("h2", { id }, title), ...content);
}

/** Something wider than a phone, to be scrolled by itself. */
function sideways(label, content) {
  return make("div", { class: "sideways", tabindex: 0, role: "region", "aria-label": label }, content);
}
