// How the line is: what the phone believes, corrected by what the last requests met.
const SLOW_MS = 2500;
const state = { failed: false, slow: false };
const told = new Set();

export const onSignal = (call) => told.add(call);

export function signal() {
  if (!navigator.onLine || state.failed) return "luring";
  const weak = /^(slow-)?2g$/.test(navigator.connection?.effectiveType ?? "");
  return weak || state.slow ? "lambat" : "daring";
}

export function answered(milliseconds) {
  Object.assign(state, { failed: false, slow: milliseconds > SLOW_MS });
  tell();
}

export function unanswered() {
  state.failed = true;
  tell();
}

function tell() {
  for (const call of told) call();
}

addEventListener("online", () => {
  state.failed = false;
  tell();
});
addEventListener("offline", tell);
navigator.connection?.addEventListener?.("change", tell);
