// What every page gains when scripts run. Without them each page works all the same.
import { leadAfield } from "./afield.js";
import { watchLine } from "./line.js";
import { guardForms } from "./guard.js";
import { keepDrafts } from "./draft.js";
import { foldByAnswer } from "./fold.js";
import { lockOnLeaving } from "./leave.js";
import { signOnScreen } from "./sign.js";
import "./keys.js";

// "/" leads to the search box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at instanceof HTMLElement && (at.isContentEditable || at.closest("input, textarea, select"))) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
});

// A drawing wider than the phone begins with the person of the file in the middle, not at its left edge.
for (const drawing of document.querySelectorAll(".pk-drawing")) {
  const me = drawing.querySelector(".g-me")?.getBoundingClientRect();
  if (!me) continue;
  const middle = me.left + me.width / 2 - drawing.getBoundingClientRect().left;
  drawing.scrollLeft += middle - drawing.clientWidth / 2;
}

// After a refused form the reader starts at what is wrong.
document.querySelector("[data-errors]")?.focus();

// The phone's menu closes by Escape and by a touch beside it.
const menu = document.querySelector("[data-menu]");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// A table wider than its card is scrolled by the keyboard too.
for (const box of document.querySelectorAll(".pk-flush")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

// A list says how many rows are ticked, and ticks them all where a link to all of them stands.
for (const form of document.querySelectorAll("[data-ticks]")) {
  const words = form.querySelector("[data-ticked]");
  const all = form.querySelector("[data-tick-all]");
  const boxes = [...form.querySelectorAll(".pk-tick")];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    if (words) words.textContent = `${ticked} dipilih`;
    if (all) all.textContent = ticked === boxes.length ? "Kosongkan pilihan" : `Pilih semua ${boxes.length}`;
  };
  form.addEventListener("change", count);
  all?.setAttribute("role", "button");
  all?.addEventListener("click", (event) => {
    event.preventDefault();
    const ticked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = ticked;
    count();
  });
}

watchLine();
lockOnLeaving();
guardForms();
keepDrafts();
signOnScreen();
foldByAnswer();
leadAfield();
