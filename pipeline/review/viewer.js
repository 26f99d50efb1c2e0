"use strict";
// The picture of a page with the cells drawn on it.

const view = { plan: 0, page: null, zoom: 1, pictures: new Map() };
const sheet = document.getElementById("sheet");

/** The picture as an address, read from its block once. */
function pictureAddress(name) {
  if (!view.pictures.has(name)) {
    const held = document.getElementById(`picture-${name}`);
    view.pictures.set(name, `data:image/webp;base64,${held.textContent}`);
  }
  return view.pictures.get(name);
}

/** Show a page of a plan and mark the chosen cell on it. */
function showPage(plan, page) {
  const changed = view.plan !== plan || view.page !== page;
  view.plan = plan;
  view.page = page;
  const about = data.plans[plan];
  document.getElementById("page-title").textContent = page === null ? "Page" : `Page ${page} of ${about.pages}`;
  note(about, page);
  const held = page === null ? null : data.pages[plan][page];
  document.getElementById("page-before").disabled = neighbour(-1) === null;
  document.getElementById("page-after").disabled = neighbour(1) === null;
  if (!held) {
    const why =
      about.problem || "This page is not shown: it cannot be drawn, or the run has more pages than one file can hold.";
    sheet.replaceChildren(make("p", { class: "no-picture" }, page === null ? "Choose a cell to see its page." : why));
    return;
  }
  if (changed || !sheet.querySelector("svg")) sheet.replaceChildren(drawing(plan, page, held));
  mark();
}

/** What is said below the picture, with the address of the PDF where it has one. */
function note(about, page) {
  const address = page === null ? null : pageAddress(about.url, page);
  const parts = [about.file || ""];
  if (address)
    parts.push(
      " - ",
      make("a", { href: address, target: "_blank", rel: "noreferrer" }, `open page ${page} in the published PDF`),
    );
  document.getElementById("page-note").replaceChildren(...parts);
}

function drawing(plan, page, held) {
  const svg = draw("svg", {
    viewBox: `0 0 ${held.width} ${held.height}`,
    role: "img",
    "aria-label": `Page ${page} of ${data.plans[plan].file}`,
  });
  svg.append(draw("image", { href: pictureAddress(held.picture), width: held.width, height: held.height }));
  for (const item of items) {
    if (item.plan !== plan) continue;
    for (const [number, x0, top, x1, bottom] of item.boxes) {
      if (number !== page) continue;
      const kind = item.flags.length ? "cell flagged" : "cell";
      const box = draw("rect", {
        class: kind,
        x: x0,
        y: top,
        width: Math.max(x1 - x0, 1),
        height: Math.max(bottom - top, 1),
        "data-item": item.index,
      });
      svg.append(box);
    }
  }
  return svg;
}

/** Outline the chosen cell and bring it into sight. */
function mark() {
  sheet.querySelectorAll(".chosen").forEach((box) => box.classList.remove("chosen"));
  const boxes = sheet.querySelectorAll(`[data-item="${state.chosen}"]`);
  boxes.forEach((box) => {
    box.classList.add("chosen");
    box.parentNode.append(box);
  });
  sheet.querySelectorAll("[data-item]").forEach((box) => box.classList.toggle("done", items[box.dataset.item].decided));
  size();
  if (boxes.length) centre(boxes[0]);
}

/** Scroll the sheet, and nothing else, to a box. */
function centre(box) {
  const inside = sheet.getBoundingClientRect();
  const place = box.getBoundingClientRect();
  sheet.scrollTop += place.top + place.height / 2 - inside.top - inside.height / 2;
  sheet.scrollLeft += place.left + place.width / 2 - inside.left - inside.width / 2;
}

function size() {
  const svg = sheet.querySelector("svg");
  if (svg) svg.setAttribute("width", `${Math.round(view.zoom * 100)}%`);
}

/** The nearest page before (-1) or after (1) that the plan has cells on, null where there is none. */
function neighbour(step) {
  const pages = Object.keys(data.pages[view.plan])
    .map(Number)
    .sort((a, b) => step * (a - b));
  const found = pages.find((number) => step * (number - (view.page ?? 0)) > 0);
  return found ?? null;
}

function turn(step) {
  const page = neighbour(step);
  if (page !== null) showPage(view.plan, page);
}

function zoom(factor) {
  view.zoom = Math.min(6, Math.max(1, view.zoom * factor));
  mark();
}

document.getElementById("page-before").addEventListener("click", () => turn(-1));
document.getElementById("page-after").addEventListener("click", () => turn(1));
document.getElementById("larger").addEventListener("click", () => zoom(1.5));
document.getElementById("smaller").addEventListener("click", () => zoom(1 / 1.5));
sheet.addEventListener("click", (event) => {
  const box = event.target.closest("[data-item]");
  if (box) choose(Number(box.dataset.item), true);
});
