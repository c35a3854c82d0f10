// Suggestions while the name of an area is typed. Without scripts the server asks afterwards.
const WAIT = 180;
let lists = 0;

for (const box of document.querySelectorAll("[data-area]:not([data-ready])")) {
  box.dataset.ready = "";
  suggest(box, box.querySelector("input[type=text]"), box.dataset.area);
}

function suggest(box, input, address) {
  const list = document.createElement("ul");
  list.id = `wilayah-${++lists}`;
  list.className = "pk-suggest-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Wilayah yang cocok");
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  let timer, asked, at = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const open = (is) => {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    if (!is) mark(-1);
  };
  const mark = (index) => {
    at = index;
    options().forEach((option, i) => {
      option.id = `${list.id}-${i}`;
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const setCode = (code) => {
    for (const radio of box.querySelectorAll("input[type=radio]")) radio.checked = false;
    let hidden = box.querySelector("input[type=hidden]");
    if (!hidden) {
      hidden = Object.assign(document.createElement("input"), { type: "hidden", name: `${input.name}-code` });
      box.append(hidden);
    }
    hidden.value = code;
  };
  const take = (option) => {
    input.value = option.dataset.name;
    setCode(option.dataset.code);
    open(false);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async () => {
    const words = input.value.trim();
    asked?.abort();
    if (!/\S{3}/.test(words)) return open(false);
    asked = new AbortController();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { signal: asked.signal, redirect: "error" });
      if (!answer.ok) return open(false);
      list.innerHTML = await answer.text();
    } catch {
      return open(false);
    }
    mark(-1);
    open(document.activeElement === input);
    const found = options().length;
    said.textContent = found ? `${found} wilayah; pilih dengan panah` : list.textContent.trim();
  };

  input.addEventListener("input", () => {
    setCode("");
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape" && !list.hidden) open(false);
    else if (event.key === "Enter" && at >= 0 && !list.hidden) take(all[at]);
    else if (event.key === "ArrowDown" && all.length && !list.hidden) mark((at + 1) % all.length);
    else if (event.key === "ArrowUp" && all.length && !list.hidden) mark((at - 1 + all.length) % all.length);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(() => open(false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
