// What is wrong with the geometry of an open page, in words. Read by tests/looks/geometry.py.
(judgesWords) => {
  const faults = [];
  const root = document.scrollingElement;
  const width = root.clientWidth;
  const named = (element) => {
    const label = element.tagName.toLowerCase() + (element.className.baseVal ?? element.className).replace(/\s*(\S+)/g, ".$1");
    return `${label} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  // For screen readers only
  const isClipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || isClipped(element.parentElement));
  const scrolls = (element) => {
    const frame = element.closest(".scroll");
    return element.closest(".scrolls, .toc, [popover]") || (frame && getComputedStyle(frame).overflowX === "auto");
  };
  if (root.scrollWidth > width + 1) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => isShown(element) && !scrolls(element) && !element.closest("svg") && element.getBoundingClientRect().right > width + 1,
    );
    faults.push(`the page is ${root.scrollWidth} wide in ${width}: ${wide.slice(-2).map(named)}`);
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || !isShown(parent) || parent.closest("svg, .skip, .website, script, style, select") || isClipped(parent)) {
      continue;
    }
    const range = document.createRange();
    // A word in two pieces that would have had room on a line of its own
    if (judgesWords && getComputedStyle(parent).hyphens !== "auto") {
      for (const { 0: word, index } of text.data.matchAll(/(?<![\p{L}\p{N}-])(\p{L}-)?[\p{L}\p{N}]{2,14}(?![\p{L}\p{N}])/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const pieces = [...range.getClientRects()].filter((piece) => piece.width > 0);
        if (pieces.length > 1 && pieces.at(-1).top > pieces[0].top + 2) {
          faults.push(`“${word}” is broken: ${named(parent)}`);
          break;
        }
      }
    }
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      if ((line.right > width + 1 || line.left < -1) && !scrolls(parent)) {
        faults.push(`words outside the page: ${named(parent)}`);
        break;
      }
      // Cut off by a box that hides what does not fit
      for (let box = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const hides = (value) => value === "hidden" || value === "clip";
        if (!hides(style.overflowX) && !hides(style.overflowY)) {
          continue;
        }
        const frame = box.getBoundingClientRect();
        const deep = (line.bottom - line.top) * 0.3; // of the line's own room, above and below the letters
        if (
          (hides(style.overflowX) && (line.left < frame.left - 1 || line.right > frame.right + 1)) ||
          (hides(style.overflowY) && (line.top < frame.top - deep || line.bottom > frame.bottom + deep))
        ) {
          faults.push(`words cut off by ${named(box)}: ${named(parent)}`);
        }
      }
    }
  }
  // Words that stand on other words
  const boxes = [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, figcaption, label, summary, time, a.btn, button)")]
    .filter((element) => isShown(element) && !scrolls(element) && !element.closest("svg, .website, [inert]") && !isClipped(element));
  const lines = boxes.flatMap((element) => {
    const range = document.createRange();
    const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    return own.flatMap((node) => {
      range.selectNodeContents(node);
      // The letters themselves: a line's rectangle is higher, and tight lines share its edges
      const letters = parseFloat(getComputedStyle(element).fontSize) * 0.8;
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => {
        const edge = Math.max(0, (bottom - top - letters) / 2);
        return { element, rect: { left, right, top: top + edge, bottom: bottom - edge, height: bottom - top - 2 * edge } };
      });
    });
  });
  lines.sort((one, other) => one.rect.left - other.rect.left);
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length && lines[j].rect.left < lines[i].rect.right - 2; j += 1) {
      const [one, other] = [lines[i], lines[j]];
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) {
        continue;
      }
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      const tight = Math.min(one.rect.height, other.rect.height) * 0.4;
      if (across > 2 && down > tight) {
        faults.push(`words on words: ${named(one.element)} and ${named(other.element)}`);
      }
    }
  }
  return [...new Set(faults)].slice(0, 8);
};
