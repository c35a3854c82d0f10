// A form is sent once. The second press of an impatient thumb does nothing; coming back frees it again.
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    // A file that is downloaded leaves the page standing: free the form after a while.
    setTimeout(() => release(form), 8000);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`).forEach((button) => button.removeAttribute("aria-busy"));
}
