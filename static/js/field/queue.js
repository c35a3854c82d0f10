// The way from the phone to the server. An item leaves the queue by its receipt and by nothing else, so
// an answer lost on the way costs a repetition, which the server knows by the item's own number.
import { importKey } from "./keys.js";
import { answered, unanswered } from "./signal.js";
import { app, reload, set } from "./state.js";
import * as store from "./store.js";

const ADDRESS = "/lapangan/";
const ITEMS = 25;
const PHOTOS = 4;
const PATIENCE = 90_000;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;
const ASK_PARKED = 30_000;
const CHANGED = "Ponsel ini sekarang dipakai petugas lain.";
const NO_LINE = "Tidak ada sinyal. Dikirim sendiri begitu tersambung.";

let failures = 0;
let batch = ITEMS;
let timer;
let askedParked = 0;

class Stop extends Error {}

// Send what waits. Two tabs never send at once: the second one's turn is the first one's.
export function send({ now = false } = {}) {
  if (now) failures = 0;
  clearTimeout(timer);
  return navigator.locks.request("ppks-kirim", { ifAvailable: true }, async (lock) => {
    if (!lock || !app.session || app.sending) return;
    set({ sending: true });
    try {
      await drain();
      failures = 0;
      set({ reason: "", waitUntil: 0 });
    } catch (stop) {
      if (!(stop instanceof Stop)) throw stop;
      failures += 1;
      const wait = stop.cause ?? Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT) * (0.75 + Math.random() / 2);
      if (!app.signIn) timer = setTimeout(send, wait);
      set({ reason: stop.message, waitUntil: Date.now() + wait });
    } finally {
      set({ sending: false });
    }
  });
}

export function watch() {
  addEventListener("online", () => send({ now: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") send({ now: true });
  });
  send();
}

async function drain() {
  if (!app.session.csrf || app.signIn) await greet();
  const tried = new Set();
  for (;;) {
    const chosen = next(tried);
    if (!chosen.length) break;
    await sendThese(chosen, tried);
  }
  await askParked();
  if (tried.size) await fetchProvisions();
}

// Records first, in their order; photos after them, a few at a time.
function next(tried) {
  const waiting = (app.session ? app.rows : []).filter((row) => row.state === "waiting" && !tried.has(row.uuid));
  const records = waiting.filter((row) => row.item.kind !== "photo.attach");
  return records.length ? records.slice(0, batch) : waiting.slice(0, Math.min(batch, PHOTOS));
}

async function sendThese(rows, tried) {
  const { session } = app; // another officer may sign in while the answer is on its way
  const body = new FormData();
  body.append("items", JSON.stringify(rows.map((row) => row.item)));
  for (const row of rows) {
    if (row.item.kind !== "photo.attach") continue;
    const photo = await store.readPhoto(session, row.uuid);
    if (photo) body.append(`photo-${row.uuid}`, new Blob([photo], { type: "image/jpeg" }), "foto.jpg");
  }
  if (app.session?.user !== session.user) throw new Stop(CHANGED);
  const answer = await ask("kirim/", { method: "POST", body });
  if (answer.status === 413 || answer.status === 500 || answer.status === 400) {
    if (rows.length > 1) {
      batch = Math.max(1, Math.floor(rows.length / 2));
      return;
    }
    // One item that the server cannot take must not hold up the others; it stays and is tried again later.
    tried.add(rows[0].uuid);
    const why = answer.status === 413 ? "terlalu besar untuk server" : `server sedang bermasalah (${answer.status})`;
    await note(session, [{ ...rows[0], tries: rows[0].tries + 1, receipt: { failed: why } }]);
    return;
  }
  if (!answer.ok) throw new Stop(`Server sedang bermasalah (${answer.status}). Catatan tetap di ponsel ini dan dicoba lagi.`);
  const { items } = await read(answer);
  for (const row of rows) tried.add(row.uuid);
  await keepReceipts(session, items);
  batch = ITEMS;
}

// An answer also tells of items sent earlier: those that waited for what has now arrived.
async function keepReceipts(session, receipts) {
  const found = new Map(receipts.map((receipt) => [receipt.uuid, receipt]));
  if (app.session?.user !== session.user) throw new Stop(CHANGED);
  await note(session, app.rows.filter((row) => found.has(row.uuid)).map((row) => {
    const receipt = found.get(row.uuid);
    return { ...row, state: receipt.state, receipt };
  }));
}

async function note(session, changed) {
  if (!changed.length) return;
  await store.keepReceipts(session, changed);
  if (app.session?.user !== session.user) throw new Stop(CHANGED);
  const now = new Map(changed.map((row) => [row.uuid, row]));
  set({ rows: app.rows.map((row) => now.get(row.uuid) ?? row) });
}

// What lies at the server and waits for its raid or person: ask now and then whether they came.
async function askParked() {
  const { session } = app;
  const parked = app.rows.filter((row) => row.state === "parked");
  if (!parked.length) return;
  timer = setTimeout(send, ASK_PARKED);
  if (Date.now() - askedParked < ASK_PARKED / 10) return;
  askedParked = Date.now();
  const answer = await ask("kuitansi/", {
    method: "POST",
    body: JSON.stringify({ uuids: parked.slice(0, 200).map((row) => row.uuid) }),
    headers: { "Content-Type": "application/json" },
  });
  if (answer.ok) await keepReceipts(session, (await read(answer)).items);
}

// --- Who is this, and what is going on ------------------------------------------------------------------

// Fetch the key of whoever is signed in; true when that is another officer than before, whose key then goes
// and whose queue stays.
export async function greet() {
  const answer = await ask("kunci/");
  if (answer.status === 403) throw new Stop((await read(answer)).why);
  if (!answer.ok) throw new Stop(`Server sedang bermasalah (${answer.status}).`);
  const { user, name, key, csrf, server_time: at } = await read(answer);
  const known = (await store.readSession())?.user;
  await store.keepSession({ user, name, csrf, key: await importKey(key) });
  await reload();
  set({ signIn: false, reason: "", skew: Date.now() - new Date(at) });
  return Boolean(known) && known !== user;
}

export async function fetchProvisions() {
  const { session } = app;
  const answer = await ask("bekal/");
  if (!answer.ok) return;
  const provisions = await read(answer);
  if (app.session?.user !== session.user) return;
  await store.keepProvisions(session, provisions);
  const there = new Set(provisions.raids.flatMap((raid) => [raid.uuid, ...raid.stops.map((s) => s.uuid), ...raid.encounters.map((e) => e.uuid)]));
  // What the provisions show need not be kept twice; of what they do not show, the last day is enough.
  const old = Date.now() - 24 * 60 * 60 * 1000;
  const gone = app.rows.filter((row) => row.state === "accepted" && (there.has(row.item.subject) ? new Date(row.receipt.at) < Date.now() - 3_600_000 : new Date(row.receipt.at) < old));
  if (gone.length) await store.forget(gone.map((row) => row.uuid));
  const dropped = new Set(gone.map((row) => row.uuid));
  set({ provisions, rows: app.rows.filter((row) => !dropped.has(row.uuid)) });
}

// Have the server set bands of a raid aside for this phone; returns what to say of it.
export async function reserveBands(raid) {
  const answer = await ask("gelang/", { method: "POST", body: JSON.stringify({ raid, number: 16 }), headers: { "Content-Type": "application/json" } });
  if (answer.status === 409) throw new Stop((await read(answer)).why);
  if (!answer.ok) throw new Stop(`Server sedang bermasalah (${answer.status}).`);
  const { reserved } = await read(answer);
  await fetchProvisions();
  return `${reserved} nomor gelang ada di ponsel ini.`;
}

async function ask(what, options = {}, again = true) {
  const begun = performance.now();
  let answer;
  try {
    answer = await fetch(ADDRESS + what, {
      ...options,
      headers: { ...options.headers, ...(options.method === "POST" ? { "X-CSRFToken": app.session.csrf ?? "" } : {}) },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    unanswered();
    throw new Stop(NO_LINE);
  }
  answered(performance.now() - begun);
  if (answer.status === 401) {
    set({ signIn: true });
    throw new Stop("Anda sudah keluar atau waktu masuk habis. Masuk lagi untuk mengirim; catatan tetap di ponsel ini.");
  }
  if (answer.status === 429 || answer.status === 503) {
    const seconds = Number(answer.headers.get("Retry-After")) || 10;
    throw new Stop("Server sedang sibuk. Dicoba lagi sebentar lagi.", { cause: seconds * 1000 });
  }
  if (answer.status === 403 && options.method === "POST") {
    if (!again) throw new Stop((await said(answer)) || "Server menolak kiriman ini.");
    if (await greet()) throw new Stop(CHANGED); // somebody else signed in; or the same one again: a new token
    return ask(what, options, false);
  }
  return answer;
}

// An answer can be cut in its middle: then nothing of it is believed.
async function read(answer) {
  try {
    return await answer.json();
  } catch {
    unanswered();
    throw new Stop(NO_LINE);
  }
}

async function said(answer) {
  try {
    return (await answer.json()).why;
  } catch {
    return "";
  }
}
