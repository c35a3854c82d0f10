// One key, one step: what carries data-key="x" is reached by x, where nothing is being typed.
// A link is followed and a fold opened; a button that decides is only focused, so that Enter decides.
const FIELDS = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = event.target;
  if (at instanceof HTMLElement && at.closest(FIELDS) && !at.matches("[type=checkbox], [type=radio]")) return;
  if (event.key.length !== 1) return;
  const found = [...document.querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key === event.key.toLowerCase() && each.offsetParent !== null,
  );
  if (!found) return;
  event.preventDefault();
  reach(found);
});

function reach(found) {
  found.scrollIntoView({ block: "nearest" });
  if (found.matches("a")) {
    found.click();
  } else if (found.matches("summary")) {
    found.parentElement.open = true;
    (found.parentElement.querySelector("input:not([type=hidden]), textarea, select") ?? found).focus();
  } else {
    found.focus();
  }
}
