// What each place of the app shows. Reads, never writes.
import { free as freeBands, words as bandWords } from "./bands.js";
import { badge, card, el, icon, one, put } from "./dom.js";
import { form } from "./form.js";
import { raids } from "./raids.js";
import { signal } from "./signal.js";
import { app, unsent } from "./state.js";
import { clock, day, person, size } from "./words.js";

const LINE = { daring: ["is-ok", "wifi", "Daring"], lambat: ["is-soon", "wifi", "Lambat"], luring: ["is-soon", "wifi-off", "Luring"] };
const AT_ONCE = 60;

// Always in the header: how the line is, how many are not sent, what room is left.
export function drawBar() {
  const [tone, sign, words] = LINE[signal()];
  const number = unsent().length;
  const chip = one("[data-line]");
  chip.className = `pk-net ${number && signal() === "daring" ? "is-info" : tone}`;
  chip.replaceChildren(icon(sign), ` ${words}${app.session ? ` · belum terkirim ${number}` : ""}`);
  const room = app.room;
  one("[data-room]").textContent = room?.known ? `Ruang kosong di ponsel ${size(room.free)}${room.kept ? "" : " · pasang aplikasi ini di layar utama agar catatan tidak dihapus peramban"}` : "";
}

export function status(row) {
  if (row.state === "accepted") return badge("ok", "cloud-check", `Tersimpan di server ${clock(row.receipt.at)}`);
  if (row.state === "parked") return badge("calm", "hourglass", "Diterima server, menunggu razianya");
  if (row.state === "conflict") return badge("soon", "arrows-split", "Bentrok: pilih yang berlaku");
  if (row.state === "refused") return badge("late", "alert-triangle", `Ditolak server: ${(row.receipt.why ?? []).map((each) => each.sentence).join(" ") || "tanpa alasan"}`);
  if (row.receipt?.failed) return badge("late", "alert-triangle", `Belum terkirim: ${row.receipt.failed}, dicoba lagi`);
  if (row.item.kind === "photo.attach") return badge("soon", "photo-up", "Foto belum terkirim");
  if (app.signIn) return badge("soon", "lock", "Menunggu Anda masuk lagi");
  return signal() === "luring" ? badge("calm", "clock-hour-4", "Menunggu sinyal") : badge("calm", "cloud-upload", app.sending ? "Sedang dikirim" : "Menunggu giliran");
}

export function notices() {
  const parts = [];
  if (app.signIn) parts.push(note("soon", app.reason || "Masuk lagi untuk mengirim; catatan tetap di ponsel ini.", el("a", { class: "btn btn-plain", href: "/masuk/?next=/lapangan/" }, "Masuk lagi")));
  else if (app.reason && signal() !== "luring") parts.push(note("soon", app.reason));
  if (Math.abs(app.skew) > 10 * 60_000) parts.push(note("soon", `Jam ponsel berbeda ${Math.round(Math.abs(app.skew) / 60_000)} menit dari server. Atur jam ponsel otomatis.`));
  if (app.room?.known && app.room.free < 100e6) parts.push(note("late", `Ruang kosong di ponsel tinggal ${size(app.room.free)}. Hapus foto atau aplikasi lain; jangan hapus data peramban.`));
  if (app.others) parts.push(note("info", `${app.others} catatan petugas lain terkunci di ponsel ini dan menunggu petugas itu masuk. Tidak ada yang hilang.`));
  return parts;
}

const note = (tone, words, act) => el("div", { class: `pk-note is-${tone}` }, el("p", {}, words), act);

// --- Home -------------------------------------------------------------------------------------------------

export function home() {
  const list = raids();
  const offline = signal() === "luring";
  head(offline ? "Tidak ada sinyal. Pencatatan tetap jalan." : "Razia yang berlangsung", app.session?.name ?? "");
  put(
    "#isi-app",
    ...notices(),
    list.length
      ? card("Razia", "", el("ul", { class: "pk-list" }, ...list.map((raid) => el("li", {},
        el("div", {}, el("h3", {}, el("a", { href: `#r/${raid.uuid}` }, raid.name)),
          el("div", { class: "pk-meta" }, `${raid.number || "belum bernomor"} · ${day(raid.starts_at)}, ${clock(raid.starts_at)} · ${raid.encounters.length} orang`)),
        el("div", { class: "pk-side-b" }, raid.row && raid.row.state !== "accepted" ? status(raid.row) : null, el("a", { class: "btn btn-sm btn-plain", href: `#c/${raid.uuid}` }, icon("user-plus"), " Catat orang"))))))
      : el("div", { class: "pk-empty" }, icon("folder-plus"), el("h2", {}, "Belum ada razia di ponsel ini"), el("p", {}, "Razia yang berlangsung muncul begitu ada sinyal. Tanpa sinyal pun razia dapat dibuka di sini.")),
    queueLink(),
    el("div", { class: "pk-decide pk-gap-l" },
      el("button", { class: "btn btn-plain", type: "button", "data-act": "theme" }, icon(document.documentElement.dataset.bsTheme === "dark" ? "sun" : "moon"), document.documentElement.dataset.bsTheme === "dark" ? " Tampilan terang" : " Tampilan gelap"),
      el("a", { class: "btn btn-link", href: "/" }, "Ke halaman kantor (perlu sinyal)"),
      app.session ? el("a", { class: "btn btn-link", href: "#k" }, icon("logout"), " Keluar dari ponsel ini") : null),
  );
  sticky(el("a", { class: list.length ? "btn btn-plain" : "btn btn-primary", href: "#buka" }, "Buka razia"), list.length ? el("a", { class: "btn btn-primary", href: `#c/${list[0].uuid}` }, icon("user-plus"), " Catat orang") : null);
}

function queueLink() {
  const waiting = unsent();
  const hurt = waiting.filter((row) => row.state === "refused" || row.state === "conflict").length;
  return el("p", { class: "pk-gap" }, el("a", { class: "pk-link", href: "#antrean" }, waiting.length ? `${waiting.length} belum terkirim${hurt ? `, ${hurt} perlu dilihat` : ""}` : "Semua sudah terkirim"));
}

// --- Raid ---------------------------------------------------------------------------------------------------

export function raid(shown) {
  head(shown.name, `${shown.number || "belum bernomor"} · mulai ${day(shown.starts_at)}, ${clock(shown.starts_at)}`, "#");
  const at = (stop) => shown.encounters.filter((each) => (each.fields?.stop ?? each.stop ?? null) === stop).length;
  const without = at(null);
  put(
    "#isi-app",
    ...notices(),
    card("Titik", "", el("ul", { class: "pk-list" },
      ...shown.stops.map((stop) => el("li", {},
        el("div", {}, el("h3", {}, stop.name), el("div", { class: "pk-meta" }, `${at(stop.uuid)} tercatat · hitungan ${stop.counted === null || stop.counted === undefined ? "belum diisi" : `${stop.counted_is_approximate ? "±" : ""}${stop.counted}`}`)),
        el("div", { class: "pk-side-b" }, el("a", { class: "btn btn-sm btn-plain", href: `#h/${shown.uuid}/${stop.uuid}` }, "Hitungan"), el("a", { class: "btn btn-sm btn-plain", href: `#c/${shown.uuid}/${stop.uuid}` }, icon("user-plus"), " Catat")))),
      without ? el("li", {}, el("div", {}, el("h3", {}, "Tanpa titik"), el("div", { class: "pk-meta" }, `${without} tercatat`))) : null),
    el("div", { class: "card-body pk-row" }, el("a", { class: "btn btn-plain", href: `#h/${shown.uuid}` }, icon("map-pin-plus"), " Tambah titik"), el("a", { class: "btn btn-plain", href: `#n/${shown.uuid}` }, "Banyak tanpa nama")),
    el("div", { class: "card-body pk-row" }, el("span", { class: "pk-meta" }, `Gelang di ponsel ini: ${freeBands(shown).length}`), el("button", { class: "btn btn-sm btn-plain", type: "button", "data-bands": shown.uuid }, icon("qrcode"), " Ambil 16 nomor"))),
    shown.encounters.length
      ? card(`Orang (${shown.encounters.length})`, "terbaru dulu", el("ul", { class: "pk-list" }, ...shown.encounters.slice(0, AT_ONCE).map((each) => someone(each))))
      : null,
    queueLink(),
  );
  sticky(el("a", { class: "btn btn-plain", href: "#" }, "Semua razia"), el("a", { class: "btn btn-primary", href: `#c/${shown.uuid}` }, icon("user-plus"), ` Catat orang ke-${shown.next}`));
}

function someone(each) {
  const words = each.fields ? person(form, each.fields) : each.listed_name ?? "";
  const pending = [each.row, each.bandRow, each.photoRow].filter((row) => row && row.state !== "accepted");
  const title = `Orang ke-${each.ordinal}${each.isProvisional ? " (nomor sementara)" : ""}`;
  return el("li", {},
    el("div", {}, el("h3", {}, each.may_edit && each.fields ? el("a", { href: `#u/${each.uuid}` }, title) : title), el("div", { class: "pk-meta" }, [words, each.is_bare ? `${each.is_approximate ? "± " : ""}belum dilengkapi` : "", each.fields?.met_at ? clock(each.fields.met_at) : "", each.band ? `gelang ${/^\d+$/.test(each.band) ? bandWords(each.band) : "dipindai"}` : ""].filter(Boolean).join(" · "))),
    el("div", { class: "pk-side-b" }, ...(pending.length ? pending.map(status) : each.row ? [status(each.row)] : [])));
}

// --- Queue ----------------------------------------------------------------------------------------------------

const KINDS = { "band.attach": "Gelang", "item.discard": "Dibuang dengan alasan", "raid.open": "Razia dibuka", "stop.add": "Titik baru", "stop.count": "Hitungan titik", "encounter.record": "Orang", "encounter.edit": "Perubahan orang", "encounters.bare": "Orang tanpa nama", "photo.attach": "Foto", "conflict.resolve": "Pilihan bentrok" };

export function queue() {
  const waiting = unsent();
  const sent = app.rows.filter((row) => row.state === "accepted" && row.item.kind !== "photo.attach").reverse();
  head(signal() === "luring" ? "Tidak ada sinyal. Pencatatan tetap jalan." : waiting.length ? "Antrean kirim" : "Semua sudah terkirim", "", "#");
  put(
    "#isi-app",
    ...notices(),
    waiting.length ? card(`Belum terkirim (${waiting.length})`, "terkunci di ponsel ini", el("ul", { class: "pk-list" }, ...waiting.slice().reverse().slice(0, AT_ONCE).map(queued)), waiting.length > AT_ONCE ? el("div", { class: "card-body pk-meta" }, `dan ${waiting.length - AT_ONCE} lagi`) : null) : null,
    sent.length ? card(`Tersimpan di server (${sent.length})`, "", el("ul", { class: "pk-list" }, ...sent.slice(0, AT_ONCE).map(queued))) : null,
    el("p", { class: "pk-meta pk-gap" }, "Jangan hapus data peramban selama masih ada yang belum terkirim."),
    waiting.length && app.session ? el("details", { class: "pk-fold" }, el("summary", {}, "Ponsel harus diganti?"), el("div", {}, el("p", {}, "Berkas cadangan berisi data pribadi yang dapat dibaca siapa pun yang memegangnya. Serahkan langsung ke kantor, lalu hapus. Antrean di ponsel ini tetap ada."), el("button", { class: "btn btn-refuse", type: "button", "data-act": "export" }, icon("download"), " Simpan berkas cadangan"))) : null,
  );
  sticky(el("a", { class: "btn btn-plain", href: "#" }, "Razia"), waiting.length ? el("button", { class: "btn btn-primary", type: "button", "data-act": "send", "aria-busy": app.sending }, icon("refresh"), " Coba kirim sekarang") : null);
}

function queued(row) {
  const { item } = row;
  const words = item.kind === "encounter.record" ? person(form, item.body) : item.body.name ?? item.body.mine?.name ?? (item.kind === "encounters.bare" ? `${item.body.is_approximate ? "± " : ""}${item.body.number} orang` : "");
  const act = row.state === "conflict" ? el("a", { class: "btn btn-sm btn-plain", href: `#b/${row.uuid}` }, "Pilih") : row.state === "refused" ? el("a", { class: "btn btn-sm btn-plain", href: `#${item.kind === "encounter.record" ? "p" : "d"}/${row.uuid}` }, item.kind === "photo.attach" ? "Foto ulang atau buang" : "Perbaiki") : null;
  return el("li", {},
    el("div", {}, el("h3", {}, row.receipt?.ordinal ? `Orang ke-${row.receipt.ordinal}` : KINDS[item.kind] ?? item.kind), el("div", { class: "pk-meta" }, [words, clock(item.made_at)].filter(Boolean).join(" · "))),
    el("div", { class: "pk-side-b" }, status(row), act));
}

// --- Frame ------------------------------------------------------------------------------------------------------

export function head(title, meta = "", back = "") {
  one("[data-title]").textContent = title;
  one("[data-meta]").textContent = meta;
  const link = one("[data-back]");
  link.hidden = !back;
  if (back) link.href = back;
}

export function sticky(...buttons) {
  const shown = buttons.filter(Boolean);
  const bar = one("[data-sticky]");
  bar.replaceChildren(...shown);
  bar.hidden = !shown.length;
}

export function leaving() {
  const number = unsent().length;
  head("Keluar dari ponsel ini", app.session?.name ?? "", "#");
  put("#isi-app",
    number ? note("soon", `${number} catatan belum terkirim tetap tersimpan terkunci di ponsel ini sampai Anda masuk lagi.`) : null,
    el("p", {}, "Kunci catatan Anda dilepas sekarang juga. Tanpa sinyal, sesi di server ditutup begitu ponsel ini tersambung."),
    el("div", { class: "pk-decide" }, el("button", { class: "btn btn-primary", type: "button", "data-act": "leave" }, "Keluar"), el("a", { class: "btn btn-plain", href: number ? "#antrean" : "#" }, number ? "Kirim dahulu" : "Batal")));
  sticky();
}

export function needsKey() {
  head("Masuk dahulu, selagi ada sinyal");
  const number = app.others;
  put("#isi-app", ...(app.reason ? [note("soon", app.reason)] : []),
    el("p", {}, "Kunci catatan Anda diberikan server sesudah masuk. Sesudah itu pencatatan jalan semalaman tanpa sinyal."),
    number ? note("info", `${number} catatan terkunci di ponsel ini dan menunggu pemiliknya masuk. Tidak ada yang hilang.`) : null,
    el("div", { class: "pk-decide" }, el("a", { class: "btn btn-primary", href: "/masuk/?next=/lapangan/" }, "Masuk"), el("button", { class: "btn btn-plain", type: "button", "data-act": "retry" }, icon("refresh"), " Coba lagi")));
  sticky();
}
