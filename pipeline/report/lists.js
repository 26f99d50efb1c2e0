"use strict";
// What is due, what has slipped, and the indicators.

function due() {
  const next = now.asOf ? quarterOf(ordinal(now.asOf) + 1) : null;
  const rows = now.plan.rows.filter(dueNext);
  if (!next || !now.plan.rows.some((row) => ordinal(row.delivery) !== null)) return null;
  return section(
    "Due next quarter",
    make(
      "p",
      {},
      rows.length
        ? figureLink(`Due in ${next}`, rows, `${counted(rows.length, "row")} due in ${next}`)
        : `Nothing is due in ${next}.`,
    ),
    briefly(rows),
  );
}

function slipped() {
  const dated = now.plan.rows.some((row) => ordinal(row.delivery) !== null);
  if (!dated) return null;
  const rows = now.plan.rows.filter(slipOf);
  const judged = now.plan.rows.some((row) => ordinal(row.delivery) !== null && (row.before || statusOf(row)));
  const none = judged
    ? `Nothing has slipped as at the end of ${now.asOf}.`
    : "The plan gives no status beside its dates and the run holds no earlier edition, so nothing can be said to have slipped.";
  return section(
    "Slipped",
    make("p", {}, rows.length ? figureLink("Slipped", rows, counted(rows.length, "row")) : none),
    briefly(rows),
  );
}

/** The first rows of a figure; the figure itself leads to all of them. */
function briefly(rows) {
  return rows.length
    ? make(
        "ul",
        { class: "brief" },
        ...rows
          .slice(0, 10)
          .map((row) =>
            make(
              "li",
              {},
              row.code ? make("strong", {}, `${row.code} `) : null,
              quoted(row.name ?? row.title ?? ""),
              " ",
              make("span", { class: "small quiet" }, quoted([row.officer, slipOf(row)].filter(Boolean).join(" · "))),
              " ",
              placeLinks(row),
            ),
          ),
      )
    : null;
}

const DIRECTION = { up: "▲ up", down: "▼ down", level: "= level" };

function indicators() {
  const kpis = now.plan.kpis;
  if (!kpis.length) return null;
  const quarters = [...new Set(kpis.flatMap((kpi) => kpi.values.map((value) => value.quarter)))]
    .filter(Boolean)
    .sort()
    .filter((quarter) => ordinal(now.asOf) === null || ordinal(quarter) <= ordinal(now.asOf));
  const extra = {
    status: kpis.some((kpi) => kpi.values.some((value) => value.status)),
    direction: kpis.some((kpi) => kpi.values.some((value) => value.direction)),
  };
  const head = make(
    "tr",
    {},
    make("th", { scope: "col", class: "wide" }, "Indicator"),
    make("th", { scope: "col" }, "Target"),
    ...quarterHeads(quarters),
    make("th", { scope: "col" }, "Course"),
    extra.direction ? make("th", { scope: "col" }, "Direction") : null,
    extra.status ? make("th", { scope: "col" }, "Status") : null,
  );
  const body = kpis.map((kpi) => {
    const values = kpi.values.filter((value) => quarters.includes(value.quarter));
    const last = (name) => values.filter((value) => value[name]).at(-1)?.[name] ?? null;
    return make(
      "tr",
      {},
      rowHeading(kpi),
      make("td", {}, quoted(kpi.targetPrinted ?? "–")),
      ...quarters.map((quarter) =>
        make("td", {}, quoted(values.find((value) => value.quarter === quarter)?.printed ?? "–")),
      ),
      make("td", { class: "spark" }, sparkline(values, kpi.target)),
      extra.direction ? make("td", {}, DIRECTION[last("direction")] ?? "–") : null,
      extra.status ? make("td", {}, last("status") ? statusMark(last("status")) : "–") : null,
    );
  });
  const table = make(
    "table",
    { class: "kpis" },
    make("caption", {}, "Values as printed; the dashed line of the course is the target."),
    make("thead", {}, head),
    make("tbody", {}, ...body),
  );
  return section("Indicators", sideways("Indicators by quarter", table));
}
