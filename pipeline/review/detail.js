"use strict";
// Everything about the chosen cell, and the form in which it is decided.

const QUARTER = /^(\d{4})\/\d{2} Q([1-4])$/;

/** First and last day of a financial quarter, ISO. Q1 is April to June. */
function quarterDays(label) {
  const found = QUARTER.exec(label);
  if (!found) return null;
  const quarter = Number(found[2]);
  const year = Number(found[1]) + (quarter === 4 ? 1 : 0);
  const month = quarter === 4 ? 1 : 3 * quarter + 1;
  const day = (date) => date.toISOString().slice(0, 10);
  return { start: day(new Date(Date.UTC(year, month - 1, 1))), delivery: day(new Date(Date.UTC(year, month + 2, 0))) };
}

/** The panel that opens below a chosen row. */
function detail(item) {
  const panel = make("div", { class: "detail", id: `detail-${item.index}` });
  panel.append(facts(item));
  const editable = item.fields.filter((field) => formFor(item, field).kind !== "fixed");
  if (!editable.length) {
    panel.append(make("p", { class: "small" }, "This field names its record and cannot be corrected."));
    return panel;
  }
  panel.append(...candidateButtons(item), formOf(item, editable));
  return panel;
}

function facts(item) {
  const list = make("dl", { class: "facts" });
  const add = (term, ...told) => list.append(make("div", {}, make("dt", {}, term), make("dd", {}, ...told)));
  add("Printed", item.printed === null ? make("span", { class: "quiet" }, "nothing") : quoted(item.printed));
  for (const field of item.fields) {
    const same = field.value !== null && field.value === item.printed;
    if (same && item.fields.length > 1) continue;
    const shown =
      field.value === null
        ? make("span", { class: "quiet" }, "no value")
        : same
          ? "the same"
          : quoted(shownAs(item, field));
    add(item.fields.length > 1 ? `Understood: ${formFor(item, field).label.toLowerCase()}` : "Understood", shown);
  }
  for (const flag of item.flags) {
    const reason = data.reasons[flag];
    const details = [
      ...new Set(item.fields.filter((field) => field.flag === flag && field.detail).map((field) => field.detail)),
    ];
    add("Why it is flagged", reason.explanation, ...details.map((text) => make("p", {}, quoted(text))));
    add("What to do", reason.todo);
  }
  const how = [
    `${Math.round(item.sure * 100)}% sure`,
    item.reading && `read by: ${item.reading}`,
    item.repairs.length && `mended: ${item.repairs.map(words).join(", ").toLowerCase()}`,
  ];
  add("How it was read", how.filter(Boolean).join("; "));
  return list;
}

function candidateButtons(item) {
  const found = item.fields.flatMap((field) => candidatesOf(item, field).map((value) => ({ field, value })));
  if (!found.length) return [];
  const group = make("div", { class: "candidates", role: "group", "aria-label": "Candidates" });
  group.append(make("p", { class: "small strong" }, "It could be"));
  found.slice(0, 9).forEach(({ field, value }, n) => {
    const button = make(
      "button",
      { type: "button", "data-candidate": n + 1 },
      make("kbd", {}, n + 1),
      " ",
      quoted(shownAs(item, { ...field, value })),
    );
    button.addEventListener("click", () => decide(item, { [field.name]: value }));
    group.append(button);
  });
  return [group];
}

/** What a field could be: what was found for it, or the other terms of a closed list where it is in doubt. */
function candidatesOf(item, field) {
  const form = formFor(item, field);
  if (form.kind !== "choice" || !field.flag) return field.candidates;
  return form.terms.map(([term]) => term).filter((term) => term !== field.value);
}

function formOf(item, editable) {
  const form = make("form", { class: "correct", "aria-label": "Correct this cell" });
  const inputs = new Map();
  for (const field of editable) {
    const id = `value-${item.index}-${field.name.replace(/\W+/g, "-")}`;
    const input = inputFor(item, field, id);
    inputs.set(field.name, input);
    form.append(make("div", {}, make("label", { for: id }, formFor(item, field).label), input));
  }
  linkDates(inputs);
  const reason = make("input", {
    id: `reason-${item.index}`,
    name: "reason",
    maxlength: 500,
    value: "compared with the page",
  });
  form.append(make("div", {}, make("label", { for: reason.id }, "Reason, as it is recorded"), reason));
  const same = alike(item);
  if (same.length) {
    const told =
      same.length === 1
        ? "the other cell that prints exactly this"
        : `the ${same.length} other cells that print exactly this`;
    form.append(
      make(
        "label",
        { class: "check" },
        make("input", { type: "checkbox", name: "alike", checked: true }),
        `Also for ${told}`,
      ),
    );
  }
  if (item.alias && data.plans[item.plan].code && inputs.has("lead_officer")) {
    form.append(
      make(
        "label",
        { class: "check" },
        make("input", { type: "checkbox", name: "alias", checked: true }),
        "Remember this title for every plan of the council",
      ),
    );
  }
  const buttons = make(
    "div",
    { class: "buttons" },
    make("button", { class: "primary", type: "submit" }, "Save correction"),
  );
  if (item.flags.length) {
    const accept = make("button", { type: "button", class: "accept" }, "Accept as understood");
    accept.addEventListener("click", () => decide(item, {}));
    buttons.append(accept);
  }
  form.append(buttons);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const changes = {};
    inputs.forEach((input, name) => {
      const before = item.fields.find((field) => field.name === name).value ?? "";
      if (input.value.trim() !== before) changes[name] = input.value.replace(/\s+/g, " ").trim();
    });
    decide(item, changes);
  });
  return form;
}

function inputFor(item, field, id) {
  const { kind, terms } = formFor(item, field);
  const value = field.value ?? "";
  if (kind === "choice") {
    const select = make("select", { id });
    select.append(make("option", { value: "" }, "no value"));
    terms.forEach(([term, meaning]) =>
      select.append(make("option", { value: term, selected: term === value }, `${words(term)}: ${meaning}`)),
    );
    return select;
  }
  if (kind === "text" && value.length > 60) {
    const area = make("textarea", { id, rows: 4, dir: "auto" });
    area.value = value;
    return area;
  }
  const more = {
    quarter: { pattern: "[0-9]{4}/[0-9]{2} Q[1-4]", placeholder: "2025/26 Q1" },
    date: { type: "date" },
    number: { inputmode: "decimal" },
    list: { placeholder: "items parted by ;" },
  }[kind];
  return make("input", { id, value, dir: "auto", ...more });
}

/** A quarter that is corrected takes its date along. */
function linkDates(inputs) {
  for (const edge of ["start", "delivery"]) {
    const quarter = inputs.get(`${edge}_quarter`);
    const day = inputs.get(`${edge}_date`);
    if (!quarter || !day) continue;
    quarter.addEventListener("input", () => {
      const days = quarterDays(quarter.value);
      if (days) day.value = days[edge];
    });
  }
}
