// The last resort: what has not been sent, as a file that the officer keeps. It is readable, so it is made
// only for whoever is signed in, and after a warning.
import { app, unsent } from "./state.js";
import { readPhoto } from "./store.js";
import { wib } from "./words.js";

export async function exportUnsent() {
  const items = [];
  for (const row of unsent()) {
    const photo = row.item.kind === "photo.attach" ? await readPhoto(app.session, row.uuid) : null;
    items.push({ ...row.item, ...(photo ? { photo: base64(photo) } : {}) });
  }
  const file = new Blob([JSON.stringify({ made_at: wib(), items }, null, 1)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `belum-terkirim-${wib().slice(0, 16).replace(":", ".")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
