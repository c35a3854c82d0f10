// <form data-autosave="address"> posts itself while it is filled. The server's answer is shown where
// data-saved stands; nothing says "tersimpan" before the server has said so.
const PAUSE = 1500;

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
}

function watch(form) {
  const words = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  let timer;
  const say = (text) => { if (words) words.textContent = text; };
  form.addEventListener("input", () => {
    say("Belum tersimpan …");
    clearTimeout(timer);
    timer = setTimeout(() => save(form, say), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function save(form, say) {
  if (form.dataset.sent) return;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
      redirect: "error",
    });
    say(answer.ok ? await answer.text() : "Draf belum tersimpan. Simpan dengan tombol di bawah.");
  } catch {
    say("Draf belum tersimpan: tidak ada sambungan ke server.");
  }
}
