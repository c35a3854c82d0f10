// Two people changed the same: both versions side by side, and the officer says which one stands.
import { complain, el } from "./dom.js";
import { keep } from "./state.js";
import { clock } from "./words.js";

export function conflictForm(row) {
  const fields = Object.entries(row.receipt.fields ?? {});
  const form = el(
    "form",
    { id: "f-conflict", novalidate: true, "data-shown": row.receipt.shown ?? "" },
    el("div", { class: "pk-note is-info" }, el("p", {}, "Bagian lain sudah digabung. Pilih untuk tiap baris di bawah; kedua versi tetap ada di riwayat.")),
    ...(row.receipt.why ?? []).map((why) => el("p", { class: "pk-note is-soon pk-gap" }, why.sentence)),
    ...fields.map(([name, field]) => line(name, field)),
    el("p", {}, el("a", { class: "pk-link", href: `/lapangan/bentrok/${row.uuid}/` }, "Buka perbandingan ini di server")),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

function line(name, field) {
  const by = [field.theirs_by, field.theirs_at && clock(field.theirs_at)].filter(Boolean).join(", ");
  return el(
    "div",
    { class: "pk-field pk-gap" },
    el(
      "fieldset",
      { class: "pk-pick" },
      el("legend", {}, field.label ?? name),
      el("div", { class: "pk-opts pk-opts-2" },
        choice(name, "mine", field.mine_words ?? field.mine, "catatan saya"),
        choice(name, "theirs", field.theirs_words ?? field.theirs, by || "di server")),
    ),
  );
}

function choice(name, value, words, whose) {
  return el(
    "label",
    { class: "pk-opt" },
    el("input", { type: "radio", name, value }),
    el("span", {}, String(words ?? "") || "kosong", el("small", {}, whose)),
  );
}

export async function resolve(row) {
  const form = document.querySelector("#f-conflict");
  const data = new FormData(form);
  const choose = {};
  const errors = [];
  for (const name of Object.keys(row.receipt.fields ?? {})) {
    if (data.get(name)) choose[name] = data.get(name);
    else errors.push({ field: name, sentence: `Pilih yang berlaku untuk ${row.receipt.fields[name].label ?? name}.` });
  }
  complain(form, errors);
  if (errors.length) return false;
  await keep([{ kind: "conflict.resolve", subject: row.uuid, raid: row.item.raid, body: { choose, shown: form.dataset.shown } }]);
  return true;
}

