"use strict";
// Decisions: taken on a cell, sent to the server that the page came from, or kept here for download.

const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const who = document.getElementById("who");
const kept = { corrections: [], aliases: [] };
const storeName = `planlift-review-${data.run.fingerprint}`;

/** Decide a cell: `changes` are new values by field, none where what was understood stands. */
function decide(item, changes) {
  const form = document.querySelector(`#detail-${item.index} form`);
  if (!who.value.trim()) {
    tell("Say who decides: fill in your name first.", true);
    who.focus();
    return;
  }
  if (!Object.keys(changes).length && !item.flags.length) {
    tell("Nothing was changed, and nothing is in doubt here.", false);
    return;
  }
  const reason = form.elements.reason.value.trim() || "compared with the page";
  const settled = [item, ...(form.elements.alike?.checked ? alike(item) : [])];
  const aliases = form.elements.alias?.checked ? aliasOf(item, changes, reason) : [];
  const corrections = settled.flatMap((one) => correctionsOf(one, changes, reason, aliases.length > 0));
  send({ corrections, aliases, who: who.value.trim() }, settled);
}

/** The post that a printed title now means; a title that is accepted as it stands means itself, a post of its own. */
function aliasOf(item, changes, reason) {
  const accepted = Object.keys(changes).length
    ? null
    : item.fields.find((field) => field.name === "lead_officer").value;
  const title = changes.lead_officer ?? accepted;
  return title ? [{ plan: data.plans[item.plan].id, published: item.printed, title, reason }] : [];
}

/** The corrections that a decision comes to: of every field that changes, and of every one whose doubt it settles. */
function correctionsOf(item, changes, reason, byAlias) {
  const meant = item.fields
    .filter((field) => field.name in changes || field.flag)
    .filter((field) => formFor(item, field).kind !== "fixed" && !(byAlias && field.name === "lead_officer"));
  return meant.map((field) => ({
    record: item.record,
    field: field.name,
    expected: item.printed ?? "",
    corrected: changes[field.name] ?? field.value ?? "",
    reason,
  }));
}

async function send(decisions, settled) {
  try {
    if (data.run.token) {
      const answer = await fetch("decisions", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Planlift-Token": data.run.token },
        body: JSON.stringify(decisions),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      kept.corrections.push(...decisions.corrections);
      kept.aliases.push(...decisions.aliases);
      tell(`Saved in ${told.files.join(" and ")}. To publish it, run: `, false, data.run.again);
    } else {
      keepHere(decisions);
      tell("Kept in this browser until you download it.", false);
    }
  } catch (error) {
    tell(`Not saved. ${error.message}`, true);
    return;
  }
  settled.forEach((item) => {
    item.decided = true;
    redraw(item.index);
  });
  mark();
  showProgress();
  const at = state.visible.findIndex((item) => item.index === state.chosen);
  const next = [...state.visible.slice(at + 1), ...state.visible.slice(0, at)].find(
    (item) => item.flags.length && !item.decided,
  );
  if (next) choose(next.index, true);
  else document.querySelector(`[data-row="${state.chosen}"]`)?.focus({ preventScroll: true });
}

function keepHere({ corrections, aliases, who: by }) {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  kept.corrections.push(...corrections.map((one) => ({ ...one, who: by, when: today })));
  kept.aliases.push(
    ...aliases.map((one) => ({
      council: data.plans.find((plan) => plan.id === one.plan).code,
      published: one.published,
      title: one.title,
      valid_from: "",
      valid_to: "",
      decided_by: by,
      reason: one.reason,
    })),
  );
  remember();
  showOut();
}

function remember() {
  try {
    localStorage.setItem(storeName, JSON.stringify(kept));
  } catch {
    tell("This browser keeps nothing between visits: download before you leave.", true);
  }
}

/** Decisions of an earlier visit to the same page, taken up again. */
function recall() {
  let held = null;
  try {
    if (!data.run.who) who.value = localStorage.getItem("planlift-who") || "";
    held = JSON.parse(localStorage.getItem(storeName) || "null");
  } catch {
    return;
  }
  if (!held || data.run.token) return;
  Object.assign(kept, held);
  const done = new Set(kept.corrections.map((one) => `${one.record}\n${one.field}`));
  const named = new Set(kept.aliases.map((one) => one.published));
  items.forEach((item) => {
    const open = item.fields.filter((field) => field.flag);
    if (
      open.length &&
      open.every(
        (field) =>
          done.has(`${item.record}\n${field.name}`) || (field.name === "lead_officer" && named.has(item.printed)),
      )
    )
      item.decided = true;
  });
}

/** One CSV field: no spreadsheet takes it for a formula, and what parts fields stands in quotes. */
function csvField(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function download(name, kind) {
  const columns = data.run.columns[kind];
  const lines = [columns, ...kept[kind].map((one) => columns.map((column) => one[column] ?? ""))];
  const text = lines.map((line) => line.map(csvField).join(",")).join("\r\n") + "\r\n";
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  tell(`Downloaded ${name}. To add it to the project, run: `, false, `planlift review --take ${name}`);
}

/** What can be done with the decisions so far. */
function showOut() {
  if (data.run.token) return;
  const place = document.getElementById("out");
  const button = (label, name, kind) => {
    const made = make("button", { type: "button", class: "primary" }, `${label} (${kept[kind].length})`);
    made.disabled = !kept[kind].length;
    made.addEventListener("click", () => download(name, kind));
    return made;
  };
  place.replaceChildren(
    button("Download corrections", "corrections.csv", "corrections"),
    kept.aliases.length ? button("Download aliases", data.run.aliases, "aliases") : "",
  );
}

function showProgress() {
  const flagged = items.filter((item) => item.flags.length);
  const done = flagged.filter((item) => item.decided).length;
  document.getElementById("progress").textContent = flagged.length
    ? `${done} of ${counted(flagged.length, "flagged cell")} decided, of ${counted(items.length, "cell")} in ${counted(data.plans.length, "plan")}`
    : `Nothing is flagged among ${counted(items.length, "cell")} in ${counted(data.plans.length, "plan")}`;
}

function tell(text, isError, command) {
  const place = document.getElementById("message");
  place.hidden = false;
  place.className = isError ? "message error" : "message";
  place.replaceChildren(text, command ? make("code", {}, command) : "");
}
