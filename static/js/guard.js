// A form is sent once. The second press of an impatient thumb does nothing; coming back frees it again.
// On a page that stood open for long it is first asked whether anybody is still signed in: what was typed
// would be lost on the way to the sign-in page.
const LONG = 20 * 60 * 1000;
let lastSure = Date.now();

export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const account = document.body.dataset.signedIn;
    if (account && !form.dataset.locks && Date.now() - lastSure > LONG) {
      event.preventDefault();
      askFirst(form, event.submitter, account);
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

async function askFirst(form, submitter, account) {
  if (await isSignedIn(account)) {
    lastSure = Date.now();
    // Whoever signed in again got another token.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    const fields = token ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : [];
    for (const field of fields) field.value = token;
    form.requestSubmit(submitter);
    return;
  }
  document.querySelector("[data-signed-out]")?.remove();
  const note = document.createElement("div");
  note.className = "pk-errors";
  note.tabIndex = -1;
  note.setAttribute("role", "alert");
  note.dataset.signedOut = "";
  note.innerHTML =
    "<h2>Belum tersimpan: Anda sudah keluar</h2>" +
    '<p>Isian Anda masih ada di halaman ini. <a href="/masuk/" target="_blank">Masuk lagi di tab baru</a>, ' +
    "kembali ke tab ini, lalu tekan tombolnya sekali lagi.</p>";
  form.prepend(note);
  note.focus();
}

// Without a line the form goes its way: the browser says what is wrong.
async function isSignedIn(account) {
  try {
    return (await fetch(account, { method: "HEAD", redirect: "manual" })).type !== "opaqueredirect";
  } catch {
    return true;
  }
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`).forEach((button) => button.removeAttribute("aria-busy"));
}
