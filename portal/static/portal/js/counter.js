/*
 * Keeps the number of signatures fresh. Asks /counters/<id>.json now and then, only while the page is seen,
 * and counts up gently unless the visitor prefers no motion.
 */
const EVERY = 30_000; // milliseconds; the answer is cached that long by the server
const DURATION = 900; // milliseconds of counting up
const still = matchMedia("(prefers-reduced-motion: reduce)");
const format = new Intl.NumberFormat(document.documentElement.lang || "en-GB");

/** Write the numbers from `from` to `to` into an element. */
function countUp(element, from, to) {
  if (still.matches || from === to) {
    element.textContent = format.format(to);
    return;
  }
  const start = performance.now();
  const step = (now) => {
    const share = Math.min((now - start) / DURATION, 1);
    element.textContent = format.format(Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    if (share < 1) {
      requestAnimationFrame(step);
    }
  };
  requestAnimationFrame(step);
}

function follow(box) {
  const number = box.querySelector("[data-counter-number]");
  const words = box.querySelector("[data-counter-words]");
  const none = box.querySelector("[data-counter-none]");
  let shown = Number(box.dataset.count) || 0;

  async function ask() {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch(box.dataset.counter, { credentials: "omit" });
      const { confirmed } = answer.ok ? await answer.json() : {};
      if (Number.isInteger(confirmed) && confirmed !== shown) {
        none.hidden = confirmed > 0;
        number.hidden = words.hidden = confirmed === 0;
        countUp(number, shown, confirmed);
        shown = confirmed;
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
