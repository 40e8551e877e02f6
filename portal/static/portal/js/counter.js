/*
 * Keeps the number of signatures fresh: asks /counters/<id>.json now and then, only while the page is seen, and counts
 * up gently unless the visitor prefers no motion. Whoever listens to the page is read the number itself, never a tick
 * on the way to it, and is not interrupted.
 */
const EVERY = 30_000; // milliseconds; the answer is cached that long by the server
const DURATION = 900; // milliseconds of counting up
const still = matchMedia("(prefers-reduced-motion: reduce)");
const format = new Intl.NumberFormat(document.documentElement.lang || "en-GB");

/** Write the numbers from `from` to `to` into an element. */
function countUp(element, from, to) {
  element.textContent = format.format(to);
  if (still.matches) {
    return;
  }
  const read = document.createElement("span");
  const seen = document.createElement("span");
  read.className = "vh";
  read.textContent = element.textContent;
  seen.setAttribute("aria-hidden", "true");
  element.replaceChildren(read, seen);
  const start = performance.now();
  const step = (now) => {
    const share = Math.min((now - start) / DURATION, 1);
    if (seen.parentNode !== element) {
      return; // a newer number has taken the place
    }
    if (share === 1) {
      element.textContent = read.textContent;
      return;
    }
    seen.textContent = format.format(Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    requestAnimationFrame(step);
  };
  step(start);
}

function follow(box) {
  const [number, words, none] = ["number", "words", "none"].map((name) => box.querySelector(`[data-counter-${name}]`));
  const stars = box.querySelector("svg[aria-label]");
  let shown = Number(box.dataset.count) || 0;

  function show(total) {
    none.hidden = total > 0;
    number.hidden = words.hidden = total === 0;
    words.textContent = total === 1 ? words.dataset.one : words.dataset.many;
    stars?.setAttribute("aria-label", box.dataset.label.replace("{count}", format.format(total)));
    countUp(number, shown, total);
    shown = total;
  }

  async function ask() {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch(box.dataset.counter, { credentials: "omit" });
      const { total } = answer.ok ? await answer.json() : {};
      if (Number.isInteger(total) && total !== shown) {
        show(total);
      }
    } catch {
      // Offline, or the server is busy: the number on the page stays, and we ask again later.
    }
  }

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  ask();
}

document.querySelectorAll("[data-counter]").forEach(follow);
