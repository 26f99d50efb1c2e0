"use strict";
// Charts, drawn with Observable Plot. Every bar is a link to its rows; its letter or pattern says what its colour says.

const PATTERNS = {
  red: "M0 8L8 0",
  amber: "M0 4H8",
  green: "",
  complete: "M4 0V8",
  scheduled: "M2 2h1v1h-1z",
  paused: "M0 0L8 8",
  cancelled: "M0 0L8 8M0 8L8 0",
  not_reported: "",
};

/** The fills by which bars of each status differ without their colours. */
function definePatterns() {
  const place = document.getElementById("patterns");
  for (const [status, path] of Object.entries(PATTERNS)) {
    place.append(
      draw(
        "pattern",
        { id: `fill-${status}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
        draw("rect", { width: 8, height: 8, class: `paint ${status}` }),
        path ? draw("path", { d: path, class: `lines ${status}` }) : "",
      ),
    );
  }
}

/** A chart of Plot without the style element that it brings, since the page allows none but its own. */
function plot(label, options) {
  const made = Plot.plot({ className: "chart", ...options });
  made.querySelectorAll("style").forEach((style) => style.remove());
  // Plot names the groups of its marks, which have no role that could bear a name.
  made.querySelectorAll("g[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  return make("figure", { class: "drawn" }, made);
}

/** How wide charts may be: as wide as their section. */
function room() {
  return Math.max(260, document.getElementById("sections").clientWidth);
}

function cut(text, width, size = 7.2) {
  const most = Math.max(8, Math.floor(width / size));
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

/** Deliverables from start to delivery, by commitment. */
function timeline() {
  const rows = now.plan.rows.filter((row) => row.kind === "deliverable" && ordinal(row.delivery) !== null);
  if (!rows.length) return null;
  const undated = now.plan.rows.filter((row) => row.kind === "deliverable" && ordinal(row.delivery) === null);
  const end = (row) => ordinal(row.delivery) + 1;
  const start = (row) => Math.min(ordinal(row.start) ?? ordinal(row.delivery), ordinal(row.delivery));
  const first = Math.min(...rows.map(start));
  const last = Math.max(...rows.map(end));
  const charts = [...grouped(rows, (row) => row.theme, null)].map(([code, members]) => {
    const sorted = members
      .map((row) => ({ row, start: start(row), end: end(row) }))
      .sort((a, b) => a.start - b.start || a.end - b.end);
    sorted.forEach((bar, n) => (bar.line = n));
    return make(
      "div",
      {},
      make("h3", {}, figureLink(themeName(code), members, quoted(themeName(code)))),
      oneTimeline(sorted, first, last),
    );
  });
  const without = undated.length
    ? make(
        "p",
        {},
        figureLink("Deliverables without a delivery quarter", undated, counted(undated.length, "deliverable")),
        " without a delivery quarter.",
      )
    : null;
  return section(
    "Deliverables by commitment",
    make(
      "p",
      { class: "small quiet" },
      "From the quarter of the start to that of the delivery. The line is the end of the quarter that the page is looked at from.",
    ),
    ...charts,
    without,
  );
}

function oneTimeline(bars, first, last) {
  const width = room();
  const line = ordinal(now.asOf) + 1;
  const fill = (bar) => (bar.row.status ? `url(#fill-${bar.row.status})` : "var(--bar)");
  const words = (bar) => cut(bar.row.name ?? bar.row.title ?? "", width - 60);
  const step = Math.ceil((last - first) / Math.max(2, Math.floor(width / 80)));
  return plot("Timeline", {
    width,
    height: bars.length * 46 + 34,
    marginLeft: 24,
    marginRight: 28,
    marginTop: 26,
    marginBottom: 6,
    x: {
      domain: [first, last],
      axis: "top",
      ticks: d3.range(first, last + 1, step),
      tickFormat: (n) => quarterOf(n).slice(2),
      label: null,
      grid: true,
    },
    y: { type: "band", domain: d3.range(bars.length), axis: null, padding: 0 },
    marks: [
      Plot.rect(bars, {
        x1: "start",
        x2: "end",
        y: "line",
        insetTop: 22,
        insetBottom: 6,
        fill,
        stroke: "currentColor",
        strokeWidth: 1,
        href: (bar) => figure(bar.row.name ?? bar.row.title ?? "", [bar.row]),
        target: "_self",
        ariaLabel: (bar) => `${bar.row.name ?? bar.row.title}: ${bar.row.start ?? "no start"} to ${bar.row.delivery}`,
      }),
      Plot.text(bars, {
        x: first,
        y: "line",
        text: words,
        textAnchor: "start",
        dy: -11,
        dx: 0,
        fontSize: 13,
        fill: "currentColor",
        ariaHidden: "true",
      }),
      line > first && line < last
        ? Plot.ruleX([line], { stroke: "currentColor", strokeWidth: 2, strokeDasharray: "5 3" })
        : null,
    ],
  });
}

/** How much each name has, by status: the widest first. */
function load(title, rows, keysOf, none) {
  const pairs = rows.flatMap((row) => (keysOf(row).length ? keysOf(row) : [none]).map((name) => ({ name, row })));
  const named = grouped(pairs, (pair) => pair.name, none);
  if (!named.size || (named.size === 1 && named.has(none))) return null;
  const names = [...named.keys()].sort(
    (a, b) => (a === none) - (b === none) || named.get(b).length - named.get(a).length || a.localeCompare(b),
  );
  const bars = names.flatMap((name, line) => {
    let from = 0;
    return [...STATUSES, null].flatMap((status) => {
      const rows = named
        .get(name)
        .map((pair) => pair.row)
        .filter((row) => (statusOf(row) ?? null) === status);
      if (!rows.length) return [];
      from += rows.length;
      return [
        {
          name,
          line,
          status,
          rows,
          from: from - rows.length,
          to: from,
          label: status ? `${name}, ${words(status).toLowerCase()}` : name,
        },
      ];
    });
  });
  const statuses = STATUSES.filter((status) => bars.some((bar) => bar.status === status));
  return section(
    title,
    statuses.length
      ? make(
          "ul",
          { class: "legend", "aria-label": "Key" },
          ...statuses.map((status) => make("li", {}, statusMark(status))),
        )
      : null,
    loadChart(title, bars, names, named),
  );
}

function loadChart(title, bars, names, named) {
  const width = room();
  const most = Math.max(...bars.map((bar) => bar.to));
  const pixels = (width - 60) / most;
  return plot(title, {
    width,
    height: names.length * 52 + 4,
    marginLeft: 1,
    marginRight: 56,
    marginTop: 2,
    marginBottom: 2,
    x: { domain: [0, most], axis: null },
    y: { type: "band", domain: d3.range(names.length), axis: null, padding: 0 },
    marks: [
      Plot.rect(bars, {
        x1: "from",
        x2: "to",
        y: "line",
        insetTop: 22,
        insetBottom: 4,
        insetRight: 1,
        stroke: "currentColor",
        strokeWidth: 1,
        fill: (bar) => (bar.status ? `url(#fill-${bar.status})` : "var(--bar)"),
        href: (bar) => figure(bar.label, bar.rows),
        target: "_self",
        ariaLabel: (bar) => `${bar.label}: ${counted(bar.rows.length, "row")}`,
      }),
      Plot.text(
        bars.filter((bar) => bar.status && pixels * bar.rows.length > 30),
        {
          x: (bar) => (bar.from + bar.to) / 2,
          y: "line",
          dy: 9,
          fontSize: 12,
          fontWeight: 700,
          text: (bar) => `${LETTER[bar.status]} ${bar.rows.length}`,
          fill: "var(--ink)",
          stroke: "var(--halo)",
          strokeWidth: 5,
          pointerEvents: "none",
          ariaHidden: "true",
        },
      ),
      Plot.text(names, {
        x: 0,
        y: (_, n) => n,
        text: (name) => cut(name, width - 60),
        textAnchor: "start",
        dy: -16,
        fontSize: 13,
        fill: "currentColor",
        ariaHidden: "true",
      }),
      Plot.text(names, {
        x: (name) => named.get(name).length,
        y: (_, n) => n,
        text: (name) => `${named.get(name).length}`,
        textAnchor: "start",
        dx: 6,
        dy: 9,
        fontSize: 13,
        fontWeight: 700,
        fill: "currentColor",
        ariaHidden: "true",
      }),
    ],
  });
}

/** The values of an indicator over its quarters, small. */
function sparkline(values, target) {
  const dots = values
    .filter((value) => value.value !== null)
    .map((value) => ({ at: ordinal(value.quarter), value: value.value }));
  if (dots.length < 2) return null;
  const made = plot("Values by quarter", {
    width: 110,
    height: 34,
    margin: 5,
    x: { axis: null },
    y: { axis: null, zero: false },
    marks: [
      target === null ? null : Plot.ruleY([target], { stroke: "currentColor", strokeDasharray: "3 3" }),
      Plot.lineY(dots, { x: "at", y: "value", stroke: "currentColor", strokeWidth: 2 }),
      Plot.dot(dots, { x: "at", y: "value", r: 3, fill: "currentColor" }),
    ],
  });
  made.setAttribute("aria-hidden", "true");
  return made;
}
