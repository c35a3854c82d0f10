// The lock of a phone's queue: AES-GCM under a key that the server derives for each officer.
//
// The key is imported so that no script can read it, and lies on the phone only while that officer is
// the one signed in here. Without it the queue stays, unreadable, until the same officer signs in again.
const words = new TextEncoder();

export async function importKey(base64) {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function sealBytes(session, name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(bound(session, name, iv), session.key, bytes);
  return { iv, sealed };
}

export async function openBytes(session, name, { iv, sealed }) {
  return crypto.subtle.decrypt(bound(session, name, iv), session.key, sealed);
}

export const seal = (session, name, value) => sealBytes(session, name, words.encode(JSON.stringify(value)));

export async function open(session, name, row) {
  return JSON.parse(new TextDecoder().decode(await openBytes(session, name, row)));
}

// A sealed row cannot be passed off as another row, or as another officer's.
function bound(session, name, iv) {
  return { name: "AES-GCM", iv, additionalData: words.encode(`${session.user}/${name}`) };
}
