/* Reading a report, in one file, for it is one request: quotations are copied, one control comes to the paragraph that is
   pointed at, selected in or linked to, and the contents list follows the reader. */
const STAYS = 4_000; // milliseconds
const PARAGRAPH = ".text :is(p, li)[id]"; // nothing else in a text has one

/** The id in an address; as it stands where it is no valid one. */
function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** The button copies the words before it, and says so: in its own words, and to whoever listens. */
function offerCopy(button) {
  const label = button.textContent;
  const status = document.createElement("span");
  status.className = "vh";
  status.setAttribute("role", "status");
  button.after(status);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = status.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, STAYS);
    } catch {
      getSelection().selectAllChildren(code); // not allowed to copy: the keyboard can
    }
  });
}

/** The words of a paragraph without marks of notes and without the lists in it. */
function wordsOf(paragraph) {
  const copy = paragraph.cloneNode(true);
  copy.querySelectorAll(".fn, .wd, ul, ol, .pilcrow").forEach((part) => part.remove());
  return copy.textContent.trim().replace(/\s+/g, " ");
}

/** The quotation: words and address in the gaps of the sentence that the server wrote. */
function quotation({ quoting, address }, words, id) {
  const end = quoting.lastIndexOf("{address}");
  const [before, ...rest] = quoting.slice(0, end).split("{words}");
  return `${before}${words}${rest.join("{words}")}${address}#${id}${quoting.slice(end + 9)}`;
}

/** The paragraph that an id stands for now: itself, its words elsewhere, else the first of the block it was in. */
function heirOf(id) {
  const [, block, key] = id.match(/^p-([^-]+)-(.+)$/) ?? [];
  return (
    key &&
    (document.querySelector(`${PARAGRAPH}[id$='-${CSS.escape(key)}']`) ??
      document.querySelector(`${PARAGRAPH}[id^='p-${CSS.escape(block)}-']`))
  );
}

function start(control) {
  const [button, popover] = control.children;
  const code = popover.querySelector("code");
  const status = control.nextElementSibling;
  let chosen;
  let isOpen = false;

  function choose(paragraph) {
    if (!paragraph || paragraph === chosen || isOpen) {
      return;
    }
    chosen = paragraph;
    control.hidden = false;
    paragraph.closest(".text").insertBefore(control, paragraph.closest(".text > *").nextSibling);
    control.style.setProperty("--line", `${paragraph.offsetTop}px`);
    control.style.setProperty("--end", `${paragraph.offsetTop + paragraph.offsetHeight}px`);
  }

  /** The words that are selected within the chosen paragraph, else all of them. */
  function wanted() {
    const selection = getSelection();
    const inside = !selection.isCollapsed && chosen.contains(selection.anchorNode) && chosen.contains(selection.focusNode);
    return inside ? selection.toString().trim().replace(/\s+/g, " ") : wordsOf(chosen);
  }

  function arrive() {
    const id = decoded(location.hash.slice(1));
    const there = document.getElementById(id);
    if (there) {
      choose(there.closest(PARAGRAPH));
      return;
    }
    const heir = heirOf(id);
    if (heir) {
      heir.closest(".text > *").before(status);
      status.hidden = false;
      setTimeout(() => {
        status.textContent = status.dataset.changed; // said once its element is there
        status.scrollIntoView();
        choose(heir);
      });
    }
  }

  popover.addEventListener("beforetoggle", ({ newState }) => {
    isOpen = newState === "open";
    if (isOpen) {
      code.textContent = quotation(control.dataset, wanted(), chosen.id);
    }
  });
  document.addEventListener("pointerover", ({ target }) => choose(target.closest(PARAGRAPH)));
  document.addEventListener("selectionchange", () => {
    const node = getSelection().focusNode;
    choose((node instanceof Element ? node : node?.parentElement)?.closest(PARAGRAPH));
  });
  button.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
  addEventListener("hashchange", arrive);
  arrive();
}

/** Marks the section that is being read in the contents list: the last that begins in the upper quarter or above. */
function follow(nav) {
  const links = new Map();
  nav.querySelectorAll("a").forEach((link) => {
    const heading = document.getElementById(decoded(link.hash.slice(1)));
    if (heading) {
      links.set(heading, link);
    }
  });
  const begun = new Set();

  const observer = new IntersectionObserver(
    (changes) => {
      changes.forEach(({ target, isIntersecting }) => (isIntersecting ? begun.add(target) : begun.delete(target)));
      const read = [...links.keys()].filter((heading) => begun.has(heading)).pop();
      links.forEach((link, heading) => {
        if (heading === read) {
          link.setAttribute("aria-current", "location");
          nav.scrollTop = link.offsetTop - nav.clientHeight / 2; // a list longer than the window follows; no other moves
        } else {
          link.removeAttribute("aria-current");
        }
      });
    },
    { rootMargin: "1000000px 0px -75% 0px" }, // everything above the window counts as begun
  );
  links.forEach((_link, heading) => observer.observe(heading));
}

document.querySelectorAll("[data-copy]").forEach(offerCopy);
if ("popover" in HTMLElement.prototype) {
  document.querySelectorAll("[data-quoting]").forEach(start);
}
document.querySelectorAll("[data-contents]").forEach(follow);
