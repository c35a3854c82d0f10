// <div data-shown-by="outcome" data-shown-for="released handed_over"> stands only while the field
// "outcome" of its form has one of these values. Without scripts it always stands.
export function foldByAnswer() {
  const parts = [...document.querySelectorAll("[data-shown-by]")];
  const draw = () => {
    for (const part of parts) {
      const values = part.dataset.shownFor.split(" ");
      const given = new FormData(part.closest("form")).getAll(part.dataset.shownBy);
      part.hidden = !given.some((value) => values.includes(value));
    }
  };
  if (!parts.length) return;
  draw();
  document.addEventListener("change", draw);
}
