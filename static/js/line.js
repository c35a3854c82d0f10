// The chip that says how the line is. It speaks of the line only, never of what is saved.
export function watchLine() {
  const chips = document.querySelectorAll("[data-net]");
  const show = () => {
    const online = navigator.onLine;
    const slow = online && /^(slow-)?2g$/.test(navigator.connection?.effectiveType ?? "");
    for (const chip of chips) {
      chip.hidden = false;
      chip.classList.toggle("is-ok", online && !slow);
      chip.classList.toggle("is-soon", !online || slow);
      chip.querySelector("[data-net-on]").hidden = !online;
      chip.querySelector("[data-net-off]").hidden = online;
      chip.querySelector("[data-net-words]").textContent = online ? (slow ? "Lambat" : "Daring") : "Luring";
    }
  };
  if (!chips.length) return;
  show();
  addEventListener("online", show);
  addEventListener("offline", show);
  navigator.connection?.addEventListener?.("change", show);
}
