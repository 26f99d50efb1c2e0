"use strict";
// The cells of the page, what is chosen, and which of them the filters let through.

const data = block("data");
const items = data.items;
const PAGE_SIZE = 50;
const state = { chosen: -1, limit: PAGE_SIZE, visible: [], filters: { flag: "flagged" } };
const FILTERS = ["plan", "flag", "dataset", "officer", "outcome", "repair"];

items.forEach((item, index) => {
  item.index = index;
  item.flags = [...new Set(item.fields.map((field) => field.flag).filter(Boolean))];
  item.values = item.fields.map((field) => field.value).filter((value) => value !== null);
  item.sure = Math.min(...item.fields.map((field) => field.sure));
  item.hay = [item.title, item.printed, item.record, ...item.values].join("\n").toLowerCase();
});
// The outcomes that a record names are those of every cell of it.
const outcomesOf = new Map();
for (const item of items) {
  for (const field of item.fields) {
    if (field.name !== "outcome_codes" && field.name !== "outcome_code") continue;
    const codes = (field.value || "").split("; ").filter(Boolean);
    outcomesOf.set(item.record, [...(outcomesOf.get(item.record) || []), ...codes]);
  }
}
if (!items.some((item) => item.flags.length)) state.filters.flag = "";

/** How a field is shown and corrected. */
function formFor(item, field) {
  return data.forms[`${item.dataset}.${field.name}`];
}

/** What the cell is called: the fields that were made of it, by the one that says most. */
function nameOf(item) {
  const main = item.fields.find((field) => !field.name.endsWith("_published") && !field.name.endsWith("_date"));
  return formFor(item, main || item.fields[0]).label;
}

/** What was understood, in one line. */
function understood(item) {
  const told = item.fields
    .filter((field) => field.value !== null && field.value !== item.printed)
    .map((field) => shownAs(item, field));
  return [...new Set(told)].join(" · ");
}

/** A value as people read it: the terms of closed lists as words. */
function shownAs(item, field) {
  return formFor(item, field).kind === "choice" ? words(field.value) : field.value;
}

/** The values that a filter can take, with their names. */
function choices(name) {
  const of = {
    plan: ({ plan }) => [
      [String(plan), [data.plans[plan].title || data.plans[plan].id, data.plans[plan].when].filter(Boolean).join(", ")],
    ],
    flag: (item) => item.flags.map((flag) => [flag, words(flag)]),
    dataset: (item) => [[item.dataset, words(item.dataset)]],
    officer: (item) => (item.officer ? [[item.officer, item.officer]] : []),
    outcome: (item) => (outcomesOf.get(item.record) || []).map((code) => [code, code]),
    repair: (item) => item.repairs.map((repair) => [repair, words(repair)]),
  }[name];
  const found = new Map(items.flatMap(of));
  const order = new Intl.Collator("en-GB", { numeric: true });
  return [...found].sort((a, b) => order.compare(a[1], b[1]));
}

function passes(item) {
  const { plan, flag, dataset, officer, outcome, repair, text } = state.filters;
  if (plan && String(item.plan) !== plan) return false;
  if (flag === "flagged" ? !item.flags.length : flag && !item.flags.includes(flag)) return false;
  if (dataset && item.dataset !== dataset) return false;
  if (officer && item.officer !== officer) return false;
  if (repair && !item.repairs.includes(repair)) return false;
  if (outcome && !(outcomesOf.get(item.record) || []).includes(outcome)) return false;
  return !text || item.hay.includes(text);
}

/** Let the filters choose anew. */
function sift() {
  state.visible = items.filter(passes);
  state.limit = PAGE_SIZE;
}

/** The other cells that print exactly the same in the same field and wait for the same decision. */
function alike(item) {
  if (item.group < 0) return [];
  const key = (one) => `${one.dataset}\n${one.printed}\n${one.fields.map((field) => field.name).join()}`;
  return items.filter(
    (other) =>
      other !== item &&
      other.group === item.group &&
      !other.decided &&
      other.plan === item.plan &&
      key(other) === key(item),
  );
}
