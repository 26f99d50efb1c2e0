"use strict";
// The page comes to life, and is drawn again when plan, quarter or width change.

const planChoice = document.getElementById("plan");
const asOfChoice = document.getElementById("as-of");

function showPlan() {
  const { plan } = now;
  document.title = `${plan.title ?? plan.id} - Planlift`;
  document.getElementById("title").replaceChildren(quoted(plan.title ?? plan.id));
  document.getElementById("council").replaceChildren(quoted([plan.council, plan.when].filter(Boolean).join(", ")));
  document.getElementById("as-of-print").textContent = now.asOf ? `As at the end of ${now.asOf}.` : "";
  drawAll();
  const address = webAddress(plan.url);
  const source = [
    make("span", {}, "Lifted from "),
    address ? make("a", { href: address, rel: "noreferrer" }, quoted(plan.file)) : quoted(plan.file ?? ""),
  ];
  const checked = plan.flagged
    ? `${counted(plan.flagged, "value")} of ${plan.cells.toLocaleString("en-GB")} wait for a person's eyes.`
    : `None of ${plan.cells.toLocaleString("en-GB")} values is in doubt.`;
  const warned = document.getElementById("warned");
  warned.querySelector("ul").replaceChildren(...plan.warned.map((text) => make("li", {}, quoted(text))));
  warned.hidden = !plan.warned.length;
  document.getElementById("source").replaceChildren(...source, plan.licence ? `, ${plan.licence}. ` : ". ", checked);
}

/** Everything that counts or draws, in the order of the page. */
function drawAll() {
  figures.clear();
  const made = [
    headlines(),
    heatMap(),
    timeline(),
    due(),
    slipped(),
    load("By lead officer", now.plan.rows, (row) => (row.officer ? [row.officer] : []), "No lead officer"),
    load("By committee", actions(), (row) => row.committees, "No committee"),
    indicators(),
  ].filter(Boolean);
  document.getElementById("sections").replaceChildren(...made);
  const links = [...document.querySelectorAll("main h2")].map((title) =>
    make("li", {}, make("a", { href: `#${title.id}` }, title.textContent)),
  );
  document.getElementById("contents").replaceChildren(...links);
  showRows();
}

/** What tells the plans apart comes first: a narrow list cuts off the end. The council stands above the title, too. */
function showChoices() {
  data.plans.forEach((plan, n) => {
    const told = [plan.when, plan.title ?? plan.id, plan.council].filter(Boolean).join(", ");
    planChoice.append(make("option", { value: n }, told));
  });
  document.getElementById("plan-choice").hidden = data.plans.length < 2;
}

/** The quarters that the plan can be looked at from: those of its ratings, its dates, and one before. */
function showQuarters() {
  const known = [now.plan.asOf, ...now.plan.quarters, ...now.plan.rows.flatMap((row) => [row.start, row.delivery])]
    .map(ordinal)
    .filter((n) => n !== null);
  asOfChoice.replaceChildren();
  for (let n = Math.min(...known) - 1; known.length && n <= Math.max(...known); n += 1) {
    asOfChoice.append(make("option", { value: quarterOf(n), selected: quarterOf(n) === now.asOf }, quarterOf(n)));
  }
  asOfChoice.closest("div").hidden = !known.length;
}

function choosePlan(number) {
  now.plan = data.plans[number];
  now.asOf = now.plan.asOf;
  showQuarters();
  showPlan();
}

planChoice.addEventListener("change", () => {
  shown.key = "";
  choosePlan(Number(planChoice.value));
});
asOfChoice.addEventListener("change", () => {
  now.asOf = asOfChoice.value;
  showPlan();
});
document.getElementById("choose").addEventListener("submit", (event) => event.preventDefault());
let width = 0;
new ResizeObserver(() => {
  if (!now.plan || room() === width) return;
  width = room();
  drawAll();
}).observe(document.getElementById("sections"));

definePatterns();
showChoices();
if (data.plans.length) {
  choosePlan(0);
  follow(false);
} else {
  document.getElementById("sections").append(make("p", {}, "The run published no plan."));
}
