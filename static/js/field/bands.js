// Paper bands: which numbers this phone was given, which of them are on a wrist, and reading one.
import { el, icon, one } from "./dom.js";
import { app } from "./state.js";

// The last digit of a number betrays a wrong digit and a swap of two (Damm); the server has the same table.
const DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];
const CODE = /^GLG[A-HJ-NP-Z2-9]{20}$/;

export const words = (number) => String(number).padStart(6, "0").replace(/(\d{3})$/, " $1");

// What was typed or scanned, as the server takes it, or null when it cannot be a band.
export function named(raid, said) {
  const plain = said.replace(/[\s.-]/g, "").toUpperCase();
  if (CODE.test(plain)) return String((raid.bands ?? []).find((band) => band.code === plain)?.number ?? plain);
  const digits = plain.replace(/^G/, "");
  if (!/^\d{4,9}$/.test(digits)) return null;
  return [...digits].reduce((state, digit) => DAMM[state][digit], "0") === "0" ? String(Number(digits)) : null;
}

// The numbers of this raid that the phone believes to be on somebody.
export function worn(raid) {
  const there = raid.encounters.map((each) => each.band).filter(Boolean).map(String);
  const waiting = app.rows.filter((row) => row.item.kind === "band.attach" && row.state !== "refused");
  return new Set([...there, ...waiting.map((row) => String(row.item.body.band))]);
}

export function free(raid) {
  const taken = worn(raid);
  return (raid.bands ?? []).filter((band) => !taken.has(String(band.number)));
}

// Beside the field: the next number of one's own by one tap, and the camera where the phone can read codes.
export function helpers(raid, input) {
  const next = free(raid)[0];
  const said = [];
  if (next) said.push(el("button", { class: "btn btn-plain", type: "button", onclick: () => { input.value = words(next.number); } }, icon("qrcode"), ` Pakai ${words(next.number)}`));
  if ("BarcodeDetector" in window && navigator.mediaDevices) said.push(el("button", { class: "btn btn-plain", type: "button", onclick: () => scan(input) }, icon("scan"), " Pindai"));
  return said;
}

async function scan(input) {
  const video = el("video", { class: "w-100", playsinline: true, muted: true });
  const box = el("dialog", { class: "pk-ask", "aria-label": "Pindai gelang" }, el("p", {}, "Arahkan kamera ke kode di gelang."), video, el("button", { class: "btn btn-plain w-100", type: "button", onclick: () => box.close() }, "Batal"));
  document.body.append(box);
  box.showModal();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    while (box.open) {
      const [found] = await detector.detect(video);
      if (found) {
        input.value = found.rawValue;
        box.close();
      }
      await new Promise((done) => setTimeout(done, 120));
    }
  } catch {
    one("p", box).textContent = "Kamera tidak dapat dipakai. Ketik nomor besar di gelang.";
    await new Promise((done) => box.addEventListener("close", done, { once: true }));
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
    box.remove();
  }
}
