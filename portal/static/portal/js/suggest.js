/*
 * Suggestions under the search field, as a combobox: the arrow keys walk them, Enter searches for one, Escape closes
 * the list and keeps what is typed. How many there are is read out. The field searches without this file.
 */
const WAIT = 180; // milliseconds of quiet before asking

function enhance(input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer;
  let asked;
  let active; // the option that the arrow keys have reached

  function point(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", active?.id || "");
  }

  function open(isOpen) {
    point();
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  }

  function walk(option) {
    if (list.hidden) {
      open(true);
    }
    point(option);
  }

  function choose(option) {
    input.value = option.textContent;
    open(false);
    input.form.requestSubmit();
  }

  function offer(suggestions) {
    const options = suggestions.map((words, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.textContent = words;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    });
    list.replaceChildren(...options);
    open(options.length > 0 && document.activeElement === input);
    const { one, many } = input.dataset;
    status.textContent = list.hidden ? "" : options.length === 1 ? one : many.replace("{count}", options.length);
  }

  async function ask() {
    const words = input.value.trim();
    asked?.abort();
    if (words.length < 2) {
      offer([]);
      return;
    }
    asked = new AbortController();
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { credentials: "omit", signal: asked.signal });
      offer(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      // A newer question replaced this one, or the network is away: the field still searches.
    }
  }

  list.id = `${input.id}-suggestions`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  status.className = "vh";
  status.setAttribute("role", "status");
  input.type = "text"; // a search box may not be a combobox
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.form.append(list, status);

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const { firstElementChild: first, lastElementChild: last } = list;
    if (event.key === "ArrowDown" && first) {
      walk(active?.nextElementSibling || first);
    } else if (event.key === "ArrowUp" && first) {
      walk(active?.previousElementSibling || last);
    } else if (event.key === "Enter" && active) {
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      open(false);
    } else {
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => target.matches("li") && choose(target));
}

document.querySelectorAll("input[data-suggest]").forEach(enhance);
