// The field app: which place is open, and what its buttons do.
import { endEarlier, hasLeft, leaveLater } from "../leaving.js";
import { conflictForm, resolve } from "./conflict.js";
import { all, el, icon, one, put } from "./dom.js";
import { exportUnsent } from "./export.js";
import * as street from "./form.js";
import { greet, fetchProvisions, reserveBands, send, watch } from "./queue.js";
import { raidOf } from "./raids.js";
import * as refused from "./refused.js";
import { onSignal } from "./signal.js";
import * as small from "./small.js";
import { app, measureRoom, onChange, reload, set } from "./state.js";
import { dropSession, onOtherTab } from "./store.js";
import * as view from "./view.js";

let place = [];
let isSupplied = false; // the server's provisions were asked for
let awaited = ""; // the place whose raid the phone does not have yet
let isWriting = false; // the phone is writing down what was entered: the place stands still
let last = null; // whom "barusan" means, as [raid, encounter]

// --- Places ----------------------------------------------------------------------------------------------

const PLACES = {
  "": () => show("app", view.home),
  luring: () => show("app", view.home),
  antrean: () => show("app", view.queue),
  r: (raid) => withRaid(raid, (found) => show("app", () => view.raid(found))),
  c: (raid, stop) => withRaid(raid, (found) => person(found, { stop: stop ?? usualStop(found) })),
  u: (uuid) => edit(uuid),
  p: (uuid) => mend(uuid),
  buka: () => openSmall("raid", "Buka razia", "Isi nama dan titik; yang lain boleh menyusul di kantor.", "#", small.beginRaid),
  h: (raid, stop) => withRaid(raid, (found) => {
    const at = found.stops.find((each) => each.uuid === stop);
    openSmall("stop", at ? `Hitungan · ${at.name}` : "Tambah titik", found.name, `#r/${raid}`, () => small.beginStop(found, at));
  }),
  n: (raid) => withRaid(raid, (found) => openSmall("bare", "Banyak tanpa nama", found.name, `#r/${raid}`, () => small.beginBare(found, usualStop(found)))),
  b: (uuid) => conflict(uuid),
  d: (uuid) => mendOther(uuid),
  k: () => show("app", view.leaving),
};

function go() {
  place = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (!app.session) return show("app", view.needsKey);
  (PLACES[place[0]] ?? PLACES[""])(...place.slice(1));
  scrollTo(0, 0);
}

function show(part, draw) {
  for (const section of all("[data-part]")) section.hidden = section.dataset.part !== part;
  draw?.();
}

function withRaid(uuid, then) {
  const found = raidOf(uuid);
  if (found) then(found);
  else if (isSupplied) location.hash = "";
  else {
    awaited = location.hash; // an ordinary page may lead to a raid that is still on its way here
    show("app", view.home);
  }
}

// Where the latest people were met, or the first stop.
function usualStop(raid) {
  const recent = raid.encounters.find((each) => each.fields?.stop);
  return recent?.fields.stop ?? raid.stops[0]?.uuid ?? null;
}

// --- People ----------------------------------------------------------------------------------------------

function person(raid, { stop, withLast = false }) {
  const before = last?.[0] === raid.uuid ? raid.encounters.find((each) => each.uuid === last[1]) : raid.encounters[0];
  show("street");
  one("[data-place]").textContent = "";
  view.head(`Orang ke-${raid.next}${stop ? ` · ${raid.stops.find((each) => each.uuid === stop)?.name ?? ""}` : ""}`, raid.number || "nomor menyusul", `#r/${raid.uuid}`);
  street.begin(raid, { stop, last: before, withLast });
  buttons(raid);
}

function buttons(raid) {
  view.sticky(
    el("button", { class: "btn btn-plain", type: "button", "data-save": "stay", "data-raid": raid.uuid }, "Simpan"),
    el("button", { class: "btn btn-primary", type: "button", "data-save": "next", "data-raid": raid.uuid }, "Simpan & orang berikutnya"),
  );
}

function edit(uuid) {
  const raid = raidWith(uuid);
  const who = raid?.encounters.find((each) => each.uuid === uuid);
  if (!who?.fields) return (location.hash = "");
  show("street");
  view.head(`Orang ke-${who.ordinal}`, who.is_bare ? "lengkapi yang diketahui" : "ubah catatan", `#r/${raid.uuid}`);
  street.begin(raid, { edits: who });
  view.sticky(el("button", { class: "btn btn-primary", type: "button", "data-save": "stay", "data-raid": raid.uuid }, "Simpan"));
}

function mend(uuid) {
  const row = app.rows.find((each) => each.uuid === uuid);
  const raid = row && raidOf(row.item.raid);
  if (!raid) return (location.hash = "antrean");
  show("street");
  view.head("Perbaiki catatan", (row.receipt.why ?? []).map((each) => each.sentence).join(" "), "#antrean");
  street.begin(raid, { row });
  view.sticky(el("button", { class: "btn btn-primary", type: "button", "data-save": "stay", "data-raid": raid.uuid }, "Simpan"));
}

function mendOther(uuid) {
  const row = refused.rowOf(uuid);
  if (!row) return (location.hash = "antrean");
  show("app", () => refused.draw(row));
  view.head(refused.title(row), "", "#antrean");
  view.sticky();
}

// Do what replaces a refused item; back in the queue when that lies on the phone.
const replaceRefused = (uuid, act) =>
  write(() => {
    const row = refused.rowOf(uuid);
    return row && act(row);
  }, () => (location.hash = "antrean"));

async function leave() {
  leaveLater(app.session ?? {});
  await dropSession();
  await reload();
  set({ reason: "" });
  go();
  if (await endEarlier()) set({ reason: "Anda sudah keluar. Sesi di server sudah ditutup." });
}

async function takeBands(raid, button) {
  button.setAttribute("aria-busy", "true");
  try {
    tell(await reserveBands(raid));
  } catch (stop) {
    tell(stop.message, "late");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

const raidWith = (uuid) => {
  const of = app.rows.find((row) => row.item.subject === uuid)?.item.raid ?? app.provisions.raids.find((raid) => raid.encounters.some((each) => each.uuid === uuid))?.uuid;
  return of && raidOf(of);
};

// --- Writing down --------------------------------------------------------------------------------------------

// Have `act` write down what was entered, then go `onward` with what it answers. Until the phone has it, the form stays on
// the screen: whoever taps another place is led there afterwards, or finds the form as it was if nothing could be kept.
async function write(act, onward, button = null) {
  if (isWriting) return;
  const from = location.hash;
  let kept = null;
  isWriting = true;
  button?.setAttribute("aria-busy", "true");
  try {
    kept = await act();
    if (kept) tell("Disimpan di ponsel ini, belum terkirim.");
  } catch (fault) {
    tell(`Belum tersimpan${fault.name === "QuotaExceededError" ? ": ruang di ponsel penuh" : " di ponsel"}. Isian masih di layar ini; coba lagi.`, "late");
  } finally {
    isWriting = false;
    button?.removeAttribute("aria-busy");
  }
  if (kept) send();
  if (location.hash === from) return kept && onward(kept);
  if (!kept) history.replaceState(null, "", from);
  else go();
}

function savePerson(how, raidUuid, button) {
  const stop = street.form.elements.stop.value || null;
  const save = async () => {
    const uuid = await street.save();
    if (uuid) last = [raidUuid, uuid];
    return uuid;
  };
  write(save, () => {
    if (how === "stay") location.hash = `r/${raidUuid}`;
    else withRaid(raidUuid, (found) => {
      history.replaceState(null, "", stop ? `#c/${raidUuid}/${stop}` : `#c/${raidUuid}`);
      person(found, { stop, withLast: how === "group" });
      scrollTo(0, 0);
    });
  }, button);
}

// --- Small forms and conflicts ------------------------------------------------------------------------------

const SAVES = { raid: small.saveRaid, stop: small.saveStop, bare: small.saveBare };
const WORDS = { raid: "Buka razia", stop: "Simpan", bare: "Catat tanpa nama" };

function openSmall(name, title, meta, back, begin) {
  show(name, begin);
  view.head(title, meta, back);
  view.sticky(el("button", { class: "btn btn-primary", type: "button", "data-small": name }, WORDS[name]));
}

const saveSmall = (name, button) => write(SAVES[name], (raid) => (location.hash = `r/${raid}`), button);

function conflict(uuid) {
  const row = app.rows.find((each) => each.uuid === uuid);
  if (row?.state !== "conflict") return (location.hash = "antrean");
  show("app");
  view.head("Dua orang mengubah catatan ini", "Pilih yang berlaku. Kedua versi tetap ada di riwayat.", "#antrean");
  put("#isi-app", conflictForm(row));
  view.sticky(el("button", { class: "btn btn-primary", type: "button", "data-resolve": uuid }, "Pakai pilihan ini"));
}

function resolveConflict(uuid, button) {
  const row = app.rows.find((each) => each.uuid === uuid);
  write(() => resolve(row), () => (location.hash = "antrean"), button);
}

// --- Buttons ---------------------------------------------------------------------------------------------------

const ACTS = {
  send: () => send({ now: true }),
  export: exportUnsent,
  retry: () => start(),
  leave,
  theme: () => {
    const dark = document.documentElement.dataset.bsTheme !== "dark";
    document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
    try {
      localStorage.setItem("tema", dark ? "gelap" : "terang");
    } catch {
      // Not remembered; the night goes on all the same.
    }
    go();
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.act) ACTS[button.dataset.act]();
  if (button.dataset.save) savePerson(button.dataset.save, button.dataset.raid ?? place[1], button);
  if (button.dataset.small) saveSmall(button.dataset.small, button);
  if (button.dataset.bands) takeBands(button.dataset.bands, button);
  if (button.dataset.reband) replaceRefused(button.dataset.reband, refused.reband);
  if (button.dataset.discard) replaceRefused(button.dataset.discard, refused.discard);
  if (button.dataset.resolve) resolveConflict(button.dataset.resolve, button);
});

document.addEventListener("change", ({ target }) => {
  if (target.dataset?.retake && target.files[0]) replaceRefused(target.dataset.retake, (row) => refused.retake(row, target.files[0]));
});

for (const form of all("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    one("[data-sticky] .btn-primary")?.click();
  });
}

function tell(words, tone = "info") {
  const box = one("[data-said]");
  box.className = `pk-said is-${tone}`;
  box.replaceChildren(icon(tone === "late" ? "alert-triangle" : "clock-hour-4"), ` ${words}`);
  clearTimeout(tell.timer);
  if (tone !== "late") tell.timer = setTimeout(() => box.replaceChildren(), 6000);
}

// --- Start -------------------------------------------------------------------------------------------------------

// A list is drawn again when something changed; a form that somebody is filling in is left alone.
function redraw() {
  view.drawBar();
  if (!app.session) return show("app", view.needsKey);
  if (["", "luring", "antrean", "r"].includes(place[0] ?? "")) {
    const at = scrollY;
    PLACES[place[0] ?? ""](...place.slice(1));
    scrollTo(0, at);
  }
}

// While a finger is down nothing is drawn: the link under it would be another, and the tap would be lost.
let asked = 0;
let isDue = false;
let isPressed = false;
const redrawSoon = () => {
  isDue = true;
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => {
    if (isPressed) return;
    isDue = false;
    redraw();
  });
};

addEventListener("pointerdown", () => (isPressed = true), true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    isPressed = false;
    if (isDue) redrawSoon();
  }, true);
}

async function start() {
  await reload();
  go();
  const before = app.session?.user;
  if (hasLeft() && !(await endEarlier())) return set({ reason: "Anda sudah keluar dari ponsel ini. Sesi di server ditutup begitu ada sinyal." });
  try {
    await greet(); // over a slow line somebody may be filling in the form by now: it is left alone
    if (app.session.user !== before) go();
    await fetchProvisions();
  } catch (stop) {
    set({ reason: stop.message }); // without a signal the phone goes on with what it has
  }
  isSupplied = true;
  if (awaited && awaited === location.hash) go();
  watch();
}

addEventListener("hashchange", () => isWriting || go());
addEventListener("online", () => hasLeft() && start());
// Coming back to a page that the browser had put aside: somebody may have signed out meanwhile.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
onChange(redrawSoon);
onSignal(redrawSoon);
onOtherTab(async () => {
  const before = app.session?.user;
  await reload();
  if (app.session?.user !== before) go();
});
street.cameraOrGallery();
measureRoom();
setInterval(measureRoom, 60_000);
navigator.serviceWorker?.register("/sw.js");
start();
