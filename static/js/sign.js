// A field to sign in with a finger, a pen or a mouse. What is sent are the strokes, as whole numbers
// of a field of 600 by 200; the server draws them. Without scripts the field stays hidden and the page
// offers a photo of the signed paper instead.
const WIDTH = 600, HEIGHT = 200;

export function signOnScreen() {
  for (const part of document.querySelectorAll("[data-sign]")) setUp(part);
}

function setUp(part) {
  const canvas = part.querySelector("canvas"), field = part.querySelector("[data-sign-strokes]");
  const words = part.querySelector("[data-sign-words]"), wipe = part.querySelector("[data-sign-wipe]");
  const pen = canvas.getContext("2d");
  let strokes = read(field.value), drawing = null;

  const keep = () => {
    field.value = strokes.map((line) => line.map((at) => at.join(",")).join(" ")).join(";");
    words.textContent = strokes.length ? "Sudah ditandatangani." : "Tanda tangan di dalam kotak.";
    wipe.hidden = !strokes.length;
  };
  const draw = () => {
    const scale = canvas.width / WIDTH;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const line of strokes) {
      pen.beginPath();
      pen.moveTo(...line[0]);
      for (const at of line) pen.lineTo(...at);
      pen.stroke();
    }
  };
  const fit = () => {
    const width = Math.round(canvas.clientWidth * (globalThis.devicePixelRatio || 1));
    if (!width || width === canvas.width) return;
    canvas.width = width;
    canvas.height = Math.round((width * HEIGHT) / WIDTH);
    draw();
  };
  const where = (event) => {
    const box = canvas.getBoundingClientRect();
    const at = (value, size, most) => Math.max(0, Math.min(most, Math.round((value / size) * most)));
    return [at(event.clientX - box.left, box.width, WIDTH), at(event.clientY - box.top, box.height, HEIGHT)];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [where(event)];
    strokes.push(drawing);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const point of event.getCoalescedEvents?.() ?? [event]) {
      const at = where(point), last = drawing.at(-1);
      if (Math.abs(at[0] - last[0]) + Math.abs(at[1] - last[1]) > 2) drawing.push(at);
    }
    draw();
  });
  const lift = () => {
    if (!drawing) return;
    drawing = null;
    keep();
    // What was wrong with it before is mended now.
    part.previousElementSibling?.querySelectorAll(".pk-err").forEach((words) => words.remove());
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  wipe.addEventListener("click", () => {
    strokes = [];
    keep();
    draw();
    canvas.focus();
  });

  // With scripts there is a way to draw: it is offered, and chosen where nothing was.
  const form = part.closest("form"), way = part.dataset.sign;
  for (const choice of form.querySelectorAll(`[data-sign-way="${CSS.escape(way)}"]`)) choice.hidden = false;
  if (!form.querySelector(`[name="${CSS.escape(way)}"]:checked`)) {
    const drawn = form.querySelector(`[name="${CSS.escape(way)}"][value="drawn"]`);
    if (drawn) drawn.checked = true;
  }
  keep();
  new ResizeObserver(fit).observe(canvas);
  document.addEventListener("change", fit);
  fit();
}

function read(text) {
  if (!/^[\d, ;]+$/.test(text)) return [];
  return text.split(";").map((line) => line.trim().split(" ").map((at) => at.split(",").map(Number)));
}
