// <a href="…" data-field-app="/lapangan/#…"> leads into the field app where the browser can carry it:
// with a service worker, a store and a lock. Everywhere else, and without scripts, its own address stands.
export async function leadAfield() {
  const links = [...document.querySelectorAll("a[data-field-app]")];
  if (!links.length || !(await canWorkAfield())) return;
  for (const link of links) link.href = link.dataset.fieldApp;
}

async function canWorkAfield() {
  try {
    await indexedDB.databases(); // refused where the browser keeps nothing
    return isSecureContext && "serviceWorker" in navigator && "locks" in navigator;
  } catch {
    return false;
  }
}
