// What the server refused and no form mends: a photo is taken again, a band typed again, or the item is given
// up with a reason that reaches the server. The last resort, the backup file, stands below.
import { named } from "./bands.js";
import { card, el, icon, one, put } from "./dom.js";
import { shrunk } from "./photo.js";
import { raidOf } from "./raids.js";
import { app, keep } from "./state.js";
import { status } from "./view.js";

const TITLES = { "photo.attach": "Foto ditolak server", "band.attach": "Gelang ditolak server" };

export const rowOf = (uuid) => app.rows.find((row) => row.uuid === uuid && row.state === "refused");
export const title = (row) => TITLES[row.item.kind] ?? "Kiriman ditolak server";

export function draw(row) {
  const raid = raidOf(row.item.raid);
  const who = raid?.encounters.find((each) => each.uuid === row.item.subject);
  put(
    "#isi-app",
    el("p", {}, who ? `Orang ke-${who.ordinal}${who.isProvisional ? " (nomor sementara)" : ""}` : "", " ", status(row)),
    row.item.kind === "photo.attach" ? again(row) : null,
    row.item.kind === "band.attach" && raid ? otherBand(row, raid) : null,
    card("Buang kiriman ini", "", el("div", { class: "card-body" },
      el("p", {}, "Orangnya tetap tercatat. Alasan Anda sampai ke kantor."),
      el("label", { class: "form-label", for: "b-alasan" }, "Mengapa dibuang"),
      el("input", { class: "form-control", id: "b-alasan", maxlength: "200", autocomplete: "off" }),
      el("p", { class: "pk-err", "data-wrong": true, hidden: true }, icon("alert-circle"), " Tulis mengapa kiriman ini dibuang."),
      el("button", { class: "btn btn-refuse w-100 pk-gap", type: "button", "data-discard": row.uuid }, "Buang dengan alasan ini"))),
    el("p", { class: "pk-gap" }, el("button", { class: "btn btn-link", type: "button", "data-act": "export" }, icon("download"), " Simpan berkas cadangan (berisi data pribadi)")),
  );
}

function again(row) {
  const input = el("input", { type: "file", accept: "image/*", capture: "environment", "data-retake": row.uuid });
  return el("label", { class: "pk-file d-block" }, input, el("span", { class: "btn btn-primary w-100" }, icon("camera"), " Ambil foto ulang"));
}

function otherBand(row, raid) {
  return card("Nomor gelang yang benar", "", el("div", { class: "card-body" },
    el("label", { class: "form-label", for: "b-gelang" }, "Nomor gelang"),
    el("input", { class: "form-control", id: "b-gelang", inputmode: "numeric", autocomplete: "off", "data-raid": raid.uuid }),
    el("p", { class: "pk-err", "data-wrong-band": true, hidden: true }, icon("alert-circle"), " Ada angka yang keliru. Baca sekali lagi dari gelangnya."),
    el("button", { class: "btn btn-primary w-100 pk-gap", type: "button", "data-reband": row.uuid }, "Kirim nomor ini")));
}

// Each of these resolves to true once the new item lies on the phone in the place of the refused one.
export async function retake(row, file) {
  const bytes = await (await shrunk(file)).arrayBuffer();
  await keep([{ kind: "photo.attach", subject: row.item.subject, raid: row.item.raid, body: {}, photo: bytes }], [row.uuid]);
  return true;
}

export async function reband(row) {
  const band = named(raidOf(row.item.raid), one("#b-gelang").value);
  one("[data-wrong-band]").hidden = Boolean(band);
  if (!band) return false;
  await keep([{ kind: "band.attach", subject: row.item.subject, raid: row.item.raid, body: { band } }], [row.uuid]);
  return true;
}

export async function discard(row) {
  const reason = one("#b-alasan").value.trim();
  one("[data-wrong]").hidden = Boolean(reason);
  if (!reason) return false;
  await keep([{ kind: "item.discard", subject: row.uuid, raid: row.item.raid, body: { reason } }], [row.uuid]);
  return true;
}
