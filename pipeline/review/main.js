"use strict";
// The page comes to life, and answers keys.

function answerKey(event) {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) {
    document.querySelector(`[data-row="${state.chosen}"]`)?.focus();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !document.getElementById("keys").checked) return;
  const panel = document.getElementById(`detail-${state.chosen}`);
  const actions = {
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    a: () => panel?.querySelector(".accept")?.click(),
    c: () => panel?.querySelector("form").querySelector("input, select, textarea").focus(),
    "/": () => document.getElementById("search").focus(),
  };
  const candidate = /^[1-9]$/.test(event.key) && panel?.querySelector(`[data-candidate="${event.key}"]`);
  const action = candidate ? () => candidate.click() : actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

/** A warning, with a button for each of its pages that can be shown. */
function warningLine({ text, plan, pages }) {
  const shown = pages.filter((page) => plan !== null && data.pages[plan][page]);
  const buttons = shown.map((page) => {
    const button = make("button", { type: "button" }, `Show page ${page}`);
    button.addEventListener("click", () => showPage(plan, page));
    return [" ", button];
  });
  return make("li", {}, quoted(text), ...buttons.flat());
}

who.value = data.run.who;
who.addEventListener("change", () => {
  try {
    localStorage.setItem("planlift-who", who.value.trim());
  } catch {
    // The name is asked for again at the next visit; nothing else depends on it.
  }
});
recall();
showFilters();
sift();
showRows();
showOut();
showProgress();
const problems = data.plans.filter((plan) => plan.problem).map((plan) => plan.problem);
if (problems.length) tell([...new Set(problems)].map((problem) => `${problem}.`).join(" "), true);
if (data.run.held.length) {
  const held = document.getElementById("held");
  held.querySelector("ul").replaceChildren(...data.run.held.map((reason) => make("li", {}, reason)));
  held.hidden = false;
}
if (data.run.warned.length) {
  const warned = document.getElementById("warned");
  const title = `${counted(data.run.warned.length, "warning")} of what no cell shows`;
  warned.querySelector("summary").textContent = title;
  warned.querySelector("ul").replaceChildren(...data.run.warned.map(warningLine));
  // A long list would push the page and the cells off the screen.
  warned.querySelector("details").open = data.run.warned.length <= 3;
  warned.hidden = false;
}
document.addEventListener("keydown", answerKey);
window.addEventListener("hashchange", () => {
  const item = addressed();
  if (item && item.index !== state.chosen) choose(item.index, true);
});
const first = addressed() || state.visible[0];
if (first) choose(first.index, false);
