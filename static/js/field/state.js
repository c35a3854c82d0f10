// What the field app knows now. One object, changed here alone; whoever draws is told.
import * as store from "./store.js";

export const app = {
  session: null, // {user, name, key, csrf}
  rows: [], // this officer's items, in the order of the queue
  provisions: { raids: [] },
  room: null,
  others: 0,
  sending: false,
  waitUntil: 0,
  reason: "", // why nothing is being sent, as a sentence
  signIn: false, // the server wants to know who this is again
  skew: 0, // milliseconds that the phone's clock is ahead of the server's
};
const told = new Set();

export const onChange = (call) => told.add(call);

export function set(changes = {}) {
  Object.assign(app, changes);
  for (const call of told) call();
}

export const unsent = () => app.rows.filter((row) => row.state !== "accepted");

export async function reload() {
  const session = await store.readSession();
  if (!session) {
    return set({ session: null, rows: [], provisions: { raids: [] }, others: await store.lockedOfOthers("") });
  }
  const [rows, provisions, others] = await Promise.all([
    store.readAll(session), store.readProvisions(session), store.lockedOfOthers(session.user),
  ]);
  set({ session, rows, provisions, others });
}

export async function measureRoom() {
  set({ room: await store.room() });
}

// Write acts down on the phone, photo and all; resolves when they lie there for good.
export async function keep(acts, replaced = []) {
  const held = await store.write(app.session, acts, replaced);
  set({ rows: [...app.rows.filter((row) => !replaced.includes(row.uuid)), ...held] });
  return held;
}
