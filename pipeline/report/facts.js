"use strict";
// The chosen plan, the quarter it is looked at from, and what follows for each of its rows.

const data = block("data");
const now = { plan: null, asOf: null };
// How well a rating speaks of an action; those that say nothing of that have no rank.
const RANK = { red: 0, amber: 1, green: 2, complete: 3 };
const LETTER = {
  red: "R",
  amber: "A",
  green: "G",
  complete: "C",
  scheduled: "S",
  paused: "P",
  cancelled: "X",
  not_reported: "–",
};
const STATUSES = Object.keys(data.statuses);
const MOVES = {
  worsened: { sign: "▼", text: "Worsened" },
  improved: { sign: "▲", text: "Improved" },
  completed: { sign: "✓", text: "Completed" },
  started: { sign: "▶", text: "Started" },
  paused: { sign: "‖", text: "Paused" },
  cancelled: { sign: "✕", text: "Cancelled" },
  unreported: { sign: "?", text: "No longer reported" },
  same: { sign: "=", text: "Unchanged" },
};

/** What became of an action between two ratings; null where either is missing. */
function moveBetween(from, to) {
  if (!from || !to) return null;
  if (from === to) return "same";
  if (to === "complete") return "completed";
  if (to === "paused" || to === "cancelled") return to;
  if (to === "not_reported") return "unreported";
  if (to in RANK && from in RANK) return RANK[to] < RANK[from] ? "worsened" : "improved";
  return to in RANK ? "started" : null;
}

/** Quarters as numbers that count up by one: 2025/26 Q1 is 4 * 2025. */
function ordinal(quarter) {
  const found = /^(\d{4})\/\d{2} Q([1-4])$/.exec(quarter ?? "");
  return found ? Number(found[1]) * 4 + Number(found[2]) - 1 : null;
}

function quarterOf(number) {
  const year = Math.floor(number / 4);
  return `${year}/${String((year + 1) % 100).padStart(2, "0")} Q${(number % 4) + 1}`;
}

/** The quarters of ratings up to the one that is looked from. */
function ratedQuarters() {
  const last = ordinal(now.asOf);
  return now.plan.quarters.filter((quarter) => last === null || ordinal(quarter) <= last);
}

/** The status of a row as at the chosen quarter: its newest rating by then, or the one status that it prints. */
function statusOf(row) {
  if (row.kind === "deliverable") return row.status;
  for (const quarter of ratedQuarters().reverse()) {
    const rating = row.ratings[quarter];
    if (rating) return rating.status;
  }
  return null;
}

/** What moved between the last two quarters of ratings. */
function moveOf(row) {
  if (row.kind !== "action") return null;
  const [before, last] = ratedQuarters().slice(-2);
  return last ? moveBetween(row.ratings[before]?.status, row.ratings[last]?.status) : null;
}

function isOpen(row) {
  const status = statusOf(row);
  return status !== "complete" && status !== "cancelled";
}

function dueNext(row) {
  return isOpen(row) && ordinal(row.delivery) !== null && ordinal(row.delivery) === ordinal(now.asOf) + 1;
}

/** Why a row has slipped, in words, or null: due and not done, or put off since an earlier edition. */
function slipOf(row) {
  const due = ordinal(row.delivery);
  const before = ordinal(row.before);
  if (before !== null && due !== null && due > before) {
    return `put off by ${counted(due - before, "quarter")}, from ${row.before} to ${row.delivery}`;
  }
  const status = statusOf(row);
  const told = status !== null && status !== "not_reported";
  if (due !== null && due <= ordinal(now.asOf) && told && isOpen(row)) return `due by ${row.delivery} and not complete`;
  return null;
}

function themeName(code) {
  return code === null ? "No theme" : now.plan.themes[code] ? `${code}. ${now.plan.themes[code]}` : `Theme ${code}`;
}

/** Rows in groups by a key, in the order in which the keys come; rows without one come last under `none`. */
function grouped(rows, keyOf, none) {
  const found = new Map();
  for (const row of rows) {
    const key = keyOf(row) ?? none;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  }
  if (found.has(none)) {
    const last = found.get(none);
    found.delete(none);
    found.set(none, last);
  }
  return found;
}

// Every figure of the page by the address that leads to its rows.
const figures = new Map();

/** The address of a figure's rows; the same for the same words, so that a link can be kept. */
function figure(label, rows) {
  const key = `#rows/${encodeURIComponent(label)}`;
  figures.set(key, { label, rows });
  return key;
}

/** A number or words that lead to rows; plain where there are none. */
function figureLink(label, rows, ...content) {
  if (!rows.length) return make("span", {}, ...content);
  return make("a", { href: figure(label, rows) }, ...content, make("span", { class: "seen-not" }, `: ${label}`));
}
