// The small forms: opening a raid, a new stop, a stop's count, many people without a name.
import { all, complain, one } from "./dom.js";
import { keep } from "./state.js";
import { wib } from "./words.js";

let raid = null;
let stop = null;

export function beginRaid() {
  const form = one("#f-raid");
  form.reset();
  complain(form, []);
  form.elements.starts_at.value = wib().slice(0, 16);
}

export async function saveRaid() {
  const form = one("#f-raid");
  const name = form.elements.name.value.trim();
  const stops = all('[name="stop"]', form).map((input) => input.value.trim()).filter(Boolean);
  const errors = [];
  if (!name) errors.push({ field: "name", sentence: "Tulis nama operasi." });
  if (!form.elements.starts_at.value) errors.push({ field: "starts_at", sentence: "Isi waktu mulai." });
  complain(form, errors);
  if (errors.length) return null;
  const subject = crypto.randomUUID();
  await keep([{
    kind: "raid.open", subject, raid: subject,
    body: {
      name,
      starts_at: `${form.elements.starts_at.value}:00+07:00`,
      order_number: form.elements.order_number.value.trim(),
      stops: stops.map((words) => ({ uuid: crypto.randomUUID(), name: words })),
    },
  }]);
  return subject;
}

export function beginStop(ofRaid, ofStop) {
  [raid, stop] = [ofRaid, ofStop];
  const form = one("#f-stop");
  form.reset();
  complain(form, []);
  one("[data-stop-name]", form).hidden = Boolean(stop);
  one("[data-stop-count]", form).hidden = !stop;
  if (!stop) return;
  form.elements.counted.value = stop.counted ?? "";
  form.elements.approximate.checked = stop.counted_is_approximate;
}

export async function saveStop() {
  const form = one("#f-stop");
  if (!stop) {
    const name = form.elements.name.value.trim();
    complain(form, name ? [] : [{ field: "name", sentence: "Tulis nama titik." }]);
    if (!name) return null;
    const subject = crypto.randomUUID();
    await keep([{ kind: "stop.add", subject, raid: raid.uuid, body: { name } }]);
    return raid.uuid;
  }
  const written = form.elements.counted.value;
  const counted = written === "" ? null : Number(written);
  const right = counted === null || (Number.isInteger(counted) && counted >= 0);
  complain(form, right ? [] : [{ field: "counted", sentence: "Tulis jumlah orang dengan angka." }]);
  if (!right) return null;
  const mine = { counted, counted_is_approximate: counted !== null && form.elements.approximate.checked };
  const base = { counted: stop.counted, counted_is_approximate: stop.counted_is_approximate };
  if (JSON.stringify(mine) !== JSON.stringify(base)) await keep([{ kind: "stop.count", subject: stop.uuid, raid: raid.uuid, body: { base, mine } }]);
  return raid.uuid;
}

export function beginBare(ofRaid, at) {
  raid = ofRaid;
  const form = one("#f-bare");
  form.reset();
  complain(form, []);
  form.elements.stop.replaceChildren(new Option("Tanpa titik", ""), ...raid.stops.map((each) => new Option(each.name, each.uuid)));
  form.elements.stop.value = at ?? "";
}

export async function saveBare() {
  const form = one("#f-bare");
  const number = Number(form.elements.number.value);
  const right = Number.isInteger(number) && number >= 1 && number <= 250;
  complain(form, right ? [] : [{ field: "number", sentence: "Isi jumlah dari 1 sampai 250." }]);
  if (!right) return null;
  await keep([{
    kind: "encounters.bare", subject: crypto.randomUUID(), raid: raid.uuid,
    body: { stop: form.elements.stop.value || null, number, is_approximate: form.elements.approximate.checked, sex: form.elements.all_sex.value || "U", met_at: wib(), outcome: "taken", outcome_reason: "", handed_to: "" },
  }]);
  return raid.uuid;
}
