// Signing out takes the key of the field app's queue off this phone; what waits there stays, locked.
// Whatever fails here, or takes too long, never keeps anybody from signing out or in.
import { endEarlier, forgetLeaving, hasLeft } from "./leaving.js";

const NAME = "ppks-lapangan";
const PATIENCE = 1500;
const ready = new WeakSet();

export function lockOnLeaving() {
  // The sign-in page is there for nobody who is signed in: whoever left before is out already.
  if (document.querySelector('form[data-locks="in"]')) forgetLeaving();
  else if (hasLeft()) endEarlier().then((isOut) => isOut && location.reload());
  // In the capture phase: guard.js must meet a form only once it really goes.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const way = form.dataset.locks; // "out": the button Keluar; "in": the sign-in page
    if (!way || ready.delete(form)) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    leave(form, way === "out");
  }, { capture: true });
}

async function leave(form, mayAsk) {
  const store = await inTime(storeOfPhone(), null);
  const waiting = store && mayAsk ? await inTime(store.unsentOfSession(), 0) : 0;
  const goes = !waiting || (await agreed(waiting));
  if (goes && store) await inTime(store.dropSession());
  form.removeAttribute("aria-busy");
  if (!goes) return;
  ready.add(form);
  setTimeout(() => form.requestSubmit()); // a form cannot be sent anew before its first submit event is over
}

// The store of the field app, or null on a device that never opened the app.
async function storeOfPhone() {
  return (await isThere()) ? import("./field/store.js") : null;
}

function isThere() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME);
    let isNew = false;
    asked.onupgradeneeded = () => {
      isNew = true;
      asked.transaction.abort(); // it was not there, and is not made by asking
    };
    asked.onsuccess = () => {
      asked.result.close();
      done(true);
    };
    asked.onerror = () => (isNew ? done(false) : fail(asked.error));
  });
}

function inTime(work, otherwise) {
  const late = new Promise((done) => setTimeout(done, PATIENCE, otherwise));
  return Promise.race([work.catch(() => otherwise), late]);
}

function agreed(waiting) {
  const box = document.querySelector("[data-leave]");
  if (!box?.showModal) return true;
  box.querySelector("[data-leave-words]").textContent =
    `${waiting} catatan belum terkirim tetap tersimpan terkunci di ponsel ini sampai Anda masuk lagi.`;
  box.returnValue = "";
  box.showModal();
  return new Promise((done) => box.addEventListener("close", () => done(box.returnValue === "out"), { once: true }));
}
