// Signing out without a signal: the phone's key goes at once, the server's session at the next contact.
const MARK = "keluar";
const PATIENCE = 20_000;

// Remember that whoever is signed in here has left. Where nothing can be remembered the session ends by time.
export function leaveLater({ user, csrf }) {
  try {
    localStorage.setItem(MARK, JSON.stringify({ user, csrf }));
  } catch {
    // Not remembered.
  }
}

export const hasLeft = () => left() !== null;

export function forgetLeaving() {
  try {
    localStorage.removeItem(MARK);
  } catch {
    // It was never remembered.
  }
}

// End the session of whoever left, if the server can be reached; true when nobody's session is left open.
export async function endEarlier() {
  const mark = left();
  if (!mark) return false;
  try {
    let answer = await post(mark.csrf);
    if (answer.status === 403) {
      // Another token: the same officer's, made anew, or that of a colleague who signed in since.
      const who = await fetch("/lapangan/kunci/", { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      const said = who.ok ? await who.json() : null;
      if (said?.user === mark.user) answer = await post(said.csrf);
    }
    if (answer.status >= 500) return false;
  } catch {
    return false;
  }
  forgetLeaving();
  return true;
}

const post = (csrf) => fetch("/keluar/", {
  method: "POST", headers: { "X-CSRFToken": csrf ?? "" }, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
});

function left() {
  try {
    return JSON.parse(localStorage.getItem(MARK));
  } catch {
    return null;
  }
}
