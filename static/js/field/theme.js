// Runs before the page is drawn, so that a night's screen never flashes white.
{
  let kept = null;
  try {
    kept = localStorage.getItem("tema");
  } catch {
    // Storage is closed: the light theme stands.
  }
  document.documentElement.dataset.bsTheme = kept === "gelap" ? "dark" : "light";
}
