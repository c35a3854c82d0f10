// What the phone keeps, in IndexedDB. Everything that says something of a person is sealed (keys.js);
// in the clear stand only whose row it is (an opaque word), its state and its place in the queue.
import { openDB } from "../../vendor/idb.js";
import { open, openBytes, seal, sealBytes } from "./keys.js";
import { wib } from "./words.js";

const NAME = "ppks-lapangan";
const SURE = { durability: "strict" };
const bell = new BroadcastChannel(NAME);
let db;

async function base() {
  db ??= await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("session");
      fresh.createObjectStore("device");
      for (const name of ["items", "photos"]) fresh.createObjectStore(name, { keyPath: "uuid" }).createIndex("user", "user");
      fresh.createObjectStore("provisions", { keyPath: "user" });
    },
    terminated() { db = undefined; },
  });
  return db;
}

export const onOtherTab = (told) => bell.addEventListener("message", told);
const ring = () => bell.postMessage("changed");

// --- Who is signed in on this phone --------------------------------------------------------------

export const readSession = async () => (await base()).get("session", "current");

export async function keepSession(session) {
  await (await base()).put("session", session, "current");
  ring();
}

export async function dropSession() {
  await (await base()).delete("session", "current");
  ring();
}

// How many items of whoever is signed in here still wait; counted without reading any.
export async function unsentOfSession() {
  const session = await readSession();
  const rows = session ? await (await base()).getAllFromIndex("items", "user", session.user) : [];
  return rows.filter((row) => row.state !== "accepted").length;
}

// How many rows of others lie locked on this phone: a number is all that can be said of them.
export async function lockedOfOthers(user) {
  const rows = await (await base()).getAll("items");
  return rows.filter((row) => row.user !== user && row.state !== "accepted").length;
}

// --- Items -----------------------------------------------------------------------------------------

// Write down acts as one: either all of them stand on the phone afterwards, or none.
export async function write(session, acts, replaced = []) {
  const { device, first } = await numbered(acts.length);
  const rows = [];
  const photos = [];
  for (const [n, { photo, ...act }] of acts.entries()) {
    const item = { uuid: crypto.randomUUID(), made_at: wib(), seq: first + n, device, ...act };
    const row = { uuid: item.uuid, user: session.user, place: item.seq, state: "waiting", tries: 0 };
    rows.push({ row: { ...row, ...(await seal(session, item.uuid, { item })) }, held: { ...row, item } });
    if (photo) photos.push({ uuid: item.uuid, user: session.user, ...(await sealBytes(session, `photo ${item.uuid}`, photo)) });
  }
  const tx = (await base()).transaction(["items", "photos"], "readwrite", SURE);
  for (const { row } of rows) tx.objectStore("items").put(row);
  for (const photo of photos) tx.objectStore("photos").put(photo);
  for (const uuid of replaced) {
    tx.objectStore("items").delete(uuid);
    tx.objectStore("photos").delete(uuid);
  }
  await tx.done;
  ring();
  return rows.map(({ held }) => held);
}

async function numbered(count) {
  const tx = (await base()).transaction("device", "readwrite", SURE);
  const kept = (await tx.store.get("device")) ?? { id: crypto.randomUUID(), seq: 0 };
  tx.store.put({ ...kept, seq: kept.seq + count }, "device");
  await tx.done;
  return { device: kept.id, first: kept.seq + 1 };
}

export async function readAll(session) {
  const rows = await (await base()).getAllFromIndex("items", "user", session.user);
  const held = [];
  for (const { iv, sealed, ...row } of rows) {
    held.push({ ...row, ...(await open(session, row.uuid, { iv, sealed })) });
  }
  return held.sort((a, b) => a.place - b.place);
}

export async function readPhoto(session, uuid) {
  const row = await (await base()).get("photos", uuid);
  return row ? openBytes(session, `photo ${uuid}`, row) : null;
}

// Keep what the server said of some items. A photo goes once it is there, an item's words with the next provisions.
export async function keepReceipts(session, changed) {
  const rows = [];
  for (const { uuid, user, place, state, tries, item, receipt } of changed) {
    rows.push({ uuid, user, place, state, tries, ...(await seal(session, uuid, { item, receipt })) });
  }
  const tx = (await base()).transaction(["items", "photos"], "readwrite", SURE);
  for (const row of rows) {
    tx.objectStore("items").put(row);
    if (row.state === "accepted") tx.objectStore("photos").delete(row.uuid);
  }
  await tx.done;
  ring();
}

export async function forget(uuids) {
  const tx = (await base()).transaction(["items", "photos"], "readwrite", SURE);
  for (const uuid of uuids) {
    tx.objectStore("items").delete(uuid);
    tx.objectStore("photos").delete(uuid);
  }
  await tx.done;
  ring();
}

// --- Provisions --------------------------------------------------------------------------------------

export async function keepProvisions(session, provisions) {
  await (await base()).put("provisions", { user: session.user, ...(await seal(session, "provisions", provisions)) });
}

export async function readProvisions(session) {
  const row = await (await base()).get("provisions", session.user);
  return row ? open(session, "provisions", row) : { raids: [] };
}

// --- Room ----------------------------------------------------------------------------------------------

// Ask the phone never to clear this by itself, and say what room is left.
export async function room() {
  const kept = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { kept, free: Math.max(quota - usage, 0), known: quota > 0 };
}
