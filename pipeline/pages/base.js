"use strict";
// What the pages' scripts share. Text from plans reaches the document as text nodes and attributes, never as markup.

const SVG = "http://www.w3.org/2000/svg";
// Attributes that would make a script or a foreign address of a text are set by nobody through `make`.
const FORBIDDEN = /^on|^style$|^srcdoc$/i;

/** The value of the JSON block `id`. */
function block(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** An element with attributes and children (elements or texts); a null or false attribute is left out. */
function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for an element of SVG. */
function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (FORBIDDEN.test(key)) throw new Error(`attribute ${key} is not for data`);
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Text of a plan, kept apart from the text around it whatever direction its letters run in. */
function quoted(text) {
  return make("bdi", { dir: "auto" }, text);
}

/** An address that a link may lead to, or null: nothing but the web. */
function webAddress(text) {
  if (!text) return null;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** The first page of a PDF's address that opens at a page, or null where the PDF has no address. */
function pageAddress(url, page) {
  const address = webAddress(url);
  return address ? `${address.split("#")[0]}#page=${page}` : null;
}

/** `1 cell`, `2 cells`. */
function counted(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

/** A code such as `unknown_officer` as words. */
function words(code) {
  const told = code
    .replaceAll("_", " ")
    .replace(/\b(?:ocr|rag|kpis?)\b/g, (known) => known.toUpperCase().replace("S", "s"));
  return told.charAt(0).toUpperCase() + told.slice(1);
}
