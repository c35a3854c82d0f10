// The street form: the server's own, once in the page. Saving writes to the phone first, always.
import { foldByAnswer } from "../fold.js";
import { helpers, named, worn } from "./bands.js";
import { complain, el, icon, one } from "./dom.js";
import { shrunk } from "./photo.js";
import { headOf } from "./raids.js";
import { keep } from "./state.js";
import { person, wib } from "./words.js";

const CHOICES = ["sex", "age_band", "outcome"];
const LISTS = ["activities", "conditions", "belongings"];
const TEXTS = ["place", "name", "note", "belongings_note", "outcome_reason", "handed_to"];
const EDITED = [...CHOICES.slice(0, 2), ...LISTS, ...TEXTS.slice(0, 4), "age_years", "stop", "met_at", "companionship", "met_with"];

export const form = one("#f");
const bandBox = one("[data-band]", form);
const alone = JSON.parse(form.dataset.alone);
const picture = one(".pk-photo-pic", form);
const empty = [...picture.childNodes];
let now = null; // {raid, stop, last, edits, row, begun, place}
let photo = null; // a promise of the small picture, or null

foldByAnswer();
form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("change", ({ target }) => {
  const single = alone[target.name];
  if (single && target.checked) {
    for (const input of form.querySelectorAll(`input[name="${target.name}"]`)) {
      if (input !== target && (single.includes(target.value) || single.includes(input.value))) input.checked = false;
    }
  }
  if (target === form.elements.photo) take(target.files[0]);
});

function take(file) {
  if (!file) return;
  showPhoto(null);
  photo = shrunk(file);
  photo.then(showPhoto, () => {
    photo = null;
    form.elements.photo.value = "";
    complain(form, [{ field: "photo", sentence: "Foto ini tidak dapat dibaca. Ambil lagi, atau lanjut tanpa foto." }]);
  });
}

function showPhoto(blob) {
  if (picture.dataset.url) URL.revokeObjectURL(picture.dataset.url);
  delete picture.dataset.url;
  if (!blob) return picture.replaceChildren(...empty);
  picture.dataset.url = URL.createObjectURL(blob);
  picture.replaceChildren(el("img", { src: picture.dataset.url, alt: "Foto yang baru diambil" }));
}

// Begin with nobody: stop, time and place are filled in, and whom "barusan" means.
export function begin(raid, { stop = null, last = null, withLast = false, edits = null, row = null } = {}) {
  form.reset();
  complain(form, []);
  showPhoto(null);
  photo = null;
  now = { raid, last, edits, row, begun: new Date(), place: null };
  fill("stop", raid.stops.map((each) => [each.uuid, each.name]), "Tanpa titik");
  fill("other", raid.encounters.filter((each) => each.uuid !== edits?.uuid).map((each) => [each.uuid, `${each.ordinal} · ${person(form, each.fields ?? {})}`]), "Pilih dari daftar");
  const barusan = form.querySelector('[name="with_whom"][value="last"]').closest(".pk-opt");
  barusan.hidden = !last;
  if (last) barusan.querySelector("span").textContent = `Orang ke-${last.ordinal} (barusan)`;
  form.elements.met_at.value = wib(now.begun).slice(0, 16);
  now.shownTime = form.elements.met_at.value;
  for (const part of form.querySelectorAll("[data-new-only], [data-band]")) part.hidden = Boolean(edits);
  one("[data-band-help]", bandBox)?.remove();
  bandBox.append(el("p", { class: "pk-row pk-gap", "data-band-help": true }, ...helpers(raid, form.elements.band)));
  if (edits || row) answer(edits?.fields ?? row.item.body);
  else {
    form.elements.stop.value = stop ?? "";
    form.elements.place.value = raid.stops.find((each) => each.uuid === stop)?.name ?? "";
    if (withLast) form.elements.with_whom.value = "last";
    locate();
  }
  for (const fold of form.querySelectorAll("details")) fold.open = Boolean(edits && !["di-mana", "usia-angka"].includes(fold.id));
  one("#usia-angka", form).open = form.elements.age_years.value !== "";
  form.dispatchEvent(new Event("change", { bubbles: true }));
  now.before = edits ? read() : null;
}

function fill(name, options, blank) {
  form.elements[name].replaceChildren(el("option", { value: "" }, blank), ...options.map(([value, words]) => el("option", { value }, words)));
}

function answer(fields) {
  for (const name of CHOICES) if (fields[name]) form.elements[name].value = fields[name];
  for (const name of LISTS) {
    for (const input of form.querySelectorAll(`input[name="${name}"]`)) input.checked = (fields[name] ?? []).includes(input.value);
  }
  for (const name of [...TEXTS, "age_years", "stop"]) if (form.elements[name]) form.elements[name].value = fields[name] ?? "";
  if (fields.met_at) {
    form.elements.met_at.value = now.shownTime = wib(new Date(fields.met_at)).slice(0, 16);
    now.begun = new Date(fields.met_at);
  }
  form.elements.with_whom.value = fields.met_with ? "other" : fields.companionship ?? "";
  if (fields.met_with) form.elements.other.value = fields.met_with;
}

// The place is read when the officer has allowed it before; asking happens by a button, never by itself.
async function locate() {
  const mine = now;
  const allowed = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (allowed?.state === "granted") readPlace(mine);
  one("[data-locate]").hidden = !navigator.geolocation || allowed?.state !== "prompt";
}

function readPlace(mine = now) {
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    mine.place = { latitude: coords.latitude.toFixed(5), longitude: coords.longitude.toFixed(5) };
    one("[data-place]").textContent = `lokasi terbaca (±${Math.round(coords.accuracy)} m)`;
    one("[data-locate]").hidden = true;
  }, () => {}, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
}
one("[data-locate]").addEventListener("click", () => readPlace());

function read() {
  const data = new FormData(form);
  const company = data.get("with_whom") || "unknown";
  const other = company === "last" ? now.last?.uuid : company === "other" ? data.get("other") : "";
  const years = data.get("age_years");
  // Untouched, the time is to the second; changed, it is what the officer wrote.
  const at = data.get("met_at") === now.shownTime ? wib(now.begun) : `${data.get("met_at")}:00+07:00`;
  const body = {
    stop: data.get("stop") || null,
    met_at: data.get("met_at") ? at : wib(now.begun),
    age_years: years === "" ? null : Number(years),
    companionship: company === "last" || company === "other" ? "with" : company,
    met_with: other ? headOf(now.raid, other) : null,
  };
  for (const name of CHOICES) body[name] = data.get(name) || "";
  for (const name of LISTS) body[name] = data.getAll(name);
  for (const name of TEXTS) body[name] = (data.get(name) ?? "").trim();
  return body;
}

function wrong(body) {
  const errors = [];
  const say = (field, sentence) => errors.push({ field, sentence });
  if (!body.sex) say("sex", "Pilih jenis kelamin. “Tidak tahu” juga jawaban.");
  if (!body.age_band && body.age_years === null) say("age_band", "Pilih perkiraan usia, atau tulis angka. “Tidak tahu” juga jawaban.");
  if (body.age_years !== null && !(Number.isInteger(body.age_years) && body.age_years >= 0 && body.age_years <= 120)) say("age_years", "Usia antara 0 dan 120 tahun.");
  if (form.elements.with_whom.value === "other" && !body.met_with) say("other", "Pilih orangnya dari daftar, atau “Belum tercatat”.");
  if (now.edits) return errors;
  const band = form.elements.band.value.trim();
  if (band && !named(now.raid, band)) say("band", "Bukan nomor gelang: ada angka yang keliru. Baca sekali lagi dari gelangnya.");
  else if (band && worn(now.raid).has(named(now.raid, band))) say("band", "Gelang ini sudah dipakai orang lain di razia ini.");
  if (["not_ppks", "let_go", "escaped"].includes(body.outcome) && !body.outcome_reason) say("outcome_reason", "Tulis alasan mengapa orang ini tidak dibawa.");
  if (body.outcome === "handed_over" && !body.handed_to) say("handed_to", "Tulis kepada siapa orang ini diserahkan.");
  return errors;
}

// Write the person to the phone. Resolves to the uuid once it lies there, or to null when something is missing.
export async function save() {
  const body = read();
  const errors = wrong(body);
  complain(form, errors);
  if (errors.length) return null;
  const small = await Promise.resolve(photo).catch(() => null);
  const bytes = small ? await small.arrayBuffer() : null;
  const subject = now.edits?.uuid ?? now.row?.item.subject ?? crypto.randomUUID();
  const raid = now.raid.uuid;
  const acts = [];
  if (now.edits) {
    const changed = EDITED.filter((name) => JSON.stringify(body[name]) !== JSON.stringify(now.before[name]));
    const pick = (from) => Object.fromEntries(changed.map((name) => [name, from[name]]));
    if (changed.length) acts.push({ kind: "encounter.edit", subject, raid, body: { base: pick(now.before), mine: pick(body) } });
  } else {
    const { latitude = null, longitude = null } = now.place ?? now.row?.item.body ?? {};
    acts.push({ kind: "encounter.record", subject, raid, body: { ...body, latitude, longitude } });
    const band = form.elements.band.value.trim();
    if (band) acts.push({ kind: "band.attach", subject, raid, body: { band: named(now.raid, band) } });
  }
  if (bytes) acts.push({ kind: "photo.attach", subject, raid, body: {}, photo: bytes });
  if (acts.length) await keep(acts, now.row ? [now.row.uuid] : []);
  return subject;
}

export const cameraOrGallery = () => {
  const input = form.elements.photo;
  const button = el("button", { class: "btn btn-link", type: "button", onclick: () => {
    input.removeAttribute("capture");
    input.click();
    input.setAttribute("capture", "environment");
  } }, icon("photo-up"), " Pilih dari galeri");
  one("#div_id_photo .pk-meta", form).before(button);
};
