/* Search suggestions in a native list: the browser draws it, reads it out and lets the arrow keys walk it. */
const WAIT = 180; // milliseconds of quiet before asking

document.querySelectorAll("input[data-suggest]").forEach((input) => {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggestions`;
  input.after(list);
  input.setAttribute("list", list.id);

  let timer;
  let asked;

  async function ask() {
    const words = input.value.trim();
    if (words.length < 2) {
      list.replaceChildren();
      return;
    }
    asked?.abort();
    asked = new AbortController();
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { credentials: "omit", signal: asked.signal });
      const { suggestions = [] } = answer.ok ? await answer.json() : {};
      list.replaceChildren(...suggestions.map((words) => new Option(words, words)));
    } catch {
      // A newer question replaced this one, or the network is away: the field still searches.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
});
