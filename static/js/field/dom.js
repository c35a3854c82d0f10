// Parts of a page, made of nodes: nothing that anybody typed is ever read as HTML.
const SPRITE = document.documentElement.dataset.icons;
const SVG = "http://www.w3.org/2000/svg";

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function el(name, attributes = {}, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...inside.filter((part) => part !== null && part !== undefined && part !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  for (const [key, value] of Object.entries({ class: "ti", width: "20", height: "20", "aria-hidden": "true", focusable: "false" })) {
    svg.setAttribute(key, value);
  }
  svg.append(use);
  return svg;
}

export const badge = (tone, sign, words) => el("span", { class: `pk-badge is-${tone}` }, icon(sign), ` ${words}`);

export function card(title, aside, ...inside) {
  const id = `k-${title.replace(/\W+/g, "-").toLowerCase()}`;
  return el(
    "section",
    { class: "card pk-gap-l", "aria-labelledby": id },
    el("div", { class: "card-header" }, el("h2", { id }, title), aside && el("span", { class: "pk-meta" }, aside)),
    ...inside,
  );
}

export function put(place, ...inside) {
  one(place).replaceChildren(...inside.filter(Boolean));
}

// The sentence of what is wrong stands above its field, as on the server's pages.
export function complain(form, errors) {
  for (const old of all("[data-wrong]", form)) old.remove();
  const list = [];
  for (const { field, sentence } of errors) {
    const control = field && form.elements[field];
    const first = control instanceof RadioNodeList ? control[0] : control;
    const box = first?.closest(".pk-field, .pk-photo");
    const said = el("span", { class: "pk-err", "data-wrong": true }, icon("alert-circle"), ` ${sentence}`);
    if (!box) {
      list.push(el("li", {}, sentence));
      continue;
    }
    first.closest("details")?.setAttribute("open", "");
    const label = one("legend, .form-label", box);
    if (label) label.after(said);
    else box.prepend(said);
    list.push(el("li", {}, el("a", { href: location.hash, onclick: (event) => {
      event.preventDefault();
      box.scrollIntoView({ block: "center" });
      first.focus({ preventScroll: true });
    } }, sentence)));
  }
  if (!list.length) return;
  const box = el("div", { class: "pk-errors", role: "alert", tabindex: "-1", "data-wrong": true }, el("h2", {}, icon("alert-circle"), " Belum dapat disimpan"), el("ul", {}, ...list));
  form.prepend(box);
  box.focus();
}
