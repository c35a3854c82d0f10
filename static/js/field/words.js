// How times, sizes and people are said. Every time is WIB, wherever the phone believes to be.
const WIB = "Asia/Jakarta";
const CLOCK = new Intl.DateTimeFormat("id-ID", { timeZone: WIB, hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat("id-ID", { timeZone: WIB, day: "numeric", month: "short" });
const PARTS = new Intl.DateTimeFormat("en-CA", {
  timeZone: WIB, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

export const clock = (at) => CLOCK.format(new Date(at)).replace(":", ".");
export const day = (at) => DAY.format(new Date(at));

// 2026-11-25T21:04:09+07:00
export function wib(at = new Date()) {
  const part = Object.fromEntries(PARTS.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}+07:00`;
}

export function size(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1).replace(".", ",")} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

// What the officer ticked, in the words of the form itself.
export function said(form, name, value) {
  for (const input of form.querySelectorAll(`input[name="${name}"]`)) {
    if (input.value === value) {
      const words = input.nextElementSibling.cloneNode(true);
      words.querySelector("small")?.remove();
      return words.textContent.trim();
    }
  }
  return "";
}

export function person(form, body) {
  const sex = body.sex && body.sex !== "U" && body.sex !== "unknown" ? said(form, "sex", body.sex).toLowerCase() : "jenis kelamin tidak diketahui";
  const age = body.age_years !== null && body.age_years !== undefined && body.age_years !== ""
    ? `±${body.age_years} th`
    : body.age_band && body.age_band !== "unknown" ? said(form, "age_band", body.age_band) : "usia tidak diketahui";
  return `${sex}, ${age}`;
}
