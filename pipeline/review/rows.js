"use strict";
// The list of cells: filters, groups of one cause, and the row that is chosen.

const list = document.getElementById("list");

function showFilters() {
  const labels = {
    plan: "Plan",
    flag: "Flag",
    dataset: "Dataset",
    officer: "Officer",
    outcome: "Outcome",
    repair: "Repair",
  };
  for (const name of FILTERS) {
    const options = choices(name);
    if (!options.length || (name === "plan" && options.length < 2)) continue;
    const select = make("select", { id: `filter-${name}`, name });
    select.append(make("option", { value: "" }, name === "flag" ? "All cells" : "All"));
    if (name === "flag") select.append(make("option", { value: "flagged" }, "Flagged cells"));
    options.forEach(([value, told]) => select.append(make("option", { value }, told)));
    select.value = state.filters[name] || "";
    select.addEventListener("change", () => refine(name, select.value));
    const place = name === "plan" || name === "flag" ? "#first-filters" : "#more-filters .which";
    document.querySelector(place).append(make("div", {}, make("label", { for: select.id }, labels[name]), select));
  }
}

function refine(name, value) {
  state.filters[name] = value;
  sift();
  showRows();
}

function showRows() {
  const shown = state.visible.slice(0, state.limit);
  list.replaceChildren(
    ...shown.flatMap((item, n) =>
      [n === 0 || shown[n - 1].group !== item.group ? heading(item) : null, row(item)].filter(Boolean),
    ),
  );
  document.getElementById("more").hidden = state.visible.length <= state.limit;
  const part = shown.length < state.visible.length ? `, the first ${shown.length} shown` : "";
  document.getElementById("shown").textContent = state.visible.length
    ? `${counted(state.visible.length, "cell")}${part}`
    : "No cell passes these filters.";
}

/** What the cells below have in common, where it is a cause that one decision may settle. */
function heading(item) {
  if (item.group < 0) {
    return data.groups.length ? make("li", { class: "cause" }, make("h3", {}, "Nothing in doubt")) : null;
  }
  const group = data.groups[item.group];
  return make(
    "li",
    { class: "cause" },
    make("h3", {}, make("span", { class: "tag" }, words(group.flag)), " ", quoted(group.cause)),
    make("p", { class: "small" }, `${counted(group.cells, "cell")}. ${group.todo}`),
  );
}

function row(item) {
  const chosen = item.index === state.chosen;
  const read = understood(item);
  const button = make(
    "button",
    {
      type: "button",
      class: "row",
      "aria-expanded": chosen ? "true" : "false",
      "aria-controls": chosen ? `detail-${item.index}` : null,
      "data-row": item.index,
    },
    make("span", { class: "row-head" }, make("span", { class: "strong" }, nameOf(item)), " ", badge(item)),
    make("span", { class: "row-title small quiet" }, quoted(item.title)),
    !chosen &&
      make(
        "span",
        { class: "row-text" },
        item.printed === null ? make("span", { class: "quiet" }, "nothing printed") : quoted(item.printed),
        read &&
          make(
            "span",
            {},
            make("span", { class: "seen-not" }, " is understood as "),
            make("span", { "aria-hidden": "true" }, " → "),
            quoted(read),
          ),
      ),
  );
  const element = make("li", { class: chosen ? "item chosen" : "item" }, button);
  if (chosen) element.append(detail(item));
  return element;
}

function badge(item) {
  if (item.decided) return make("span", { class: "tag done" }, "✓ Decided");
  return item.flags.length ? make("span", { class: "tag" }, `⚑ ${words(item.flags[0])}`) : null;
}

/** Choose a cell: open its row and show its page. `toRow` moves the focus there. */
function choose(index, toRow) {
  if (!state.visible.some((item) => item.index === index)) {
    Object.keys(state.filters).forEach((name) => (state.filters[name] = ""));
    document.getElementById("filters").reset();
    sift();
  }
  const before = state.chosen;
  state.chosen = index;
  const place = state.visible.findIndex((item) => item.index === index);
  if (place >= state.limit || !list.querySelector(`[data-row="${index}"]`)) {
    state.limit = Math.max(state.limit, Math.ceil((place + 1) / PAGE_SIZE) * PAGE_SIZE);
    showRows();
  } else {
    [before, index].forEach(redraw);
  }
  const item = items[index];
  showPage(item.plan, item.boxes.length ? item.boxes[0][0] : null);
  history.replaceState(null, "", `#cell=${encodeURIComponent(`${item.record}|${item.fields[0].name}`)}`);
  const button = list.querySelector(`[data-row="${index}"]`);
  if (toRow) button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest" });
  if (toRow) button.parentNode.scrollIntoView({ block: "nearest" });
}

function redraw(index) {
  const button = index < 0 ? null : list.querySelector(`[data-row="${index}"]`);
  if (button) button.parentNode.replaceWith(row(items[index]));
}

/** Choose the next (1) or previous (-1) cell of those shown. */
function step(by) {
  const at = state.visible.findIndex((item) => item.index === state.chosen);
  const next = state.visible[at < 0 ? 0 : at + by];
  if (next) choose(next.index, true);
}

/** The cell that an address names by its record and field, or null. */
function addressed() {
  const told = /^#cell=(.+)$/.exec(location.hash);
  if (!told) return null;
  const [record, field] = decodeURIComponent(told[1]).split("|");
  return (
    items.find((item) => item.record === record && (!field || item.fields.some((one) => one.name === field))) || null
  );
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button.row");
  if (button) choose(Number(button.dataset.row), true);
});
document.getElementById("more").addEventListener("click", () => {
  state.limit += PAGE_SIZE;
  showRows();
});
document
  .getElementById("search")
  .addEventListener("input", (event) => refine("text", event.target.value.trim().toLowerCase()));
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
