/*
 * Asks whether a common e-mail domain was meant, where what was typed is one slip away from it. It is never put in
 * without a press: the address may be right. The domains are the server's (data-domains), which asks the same in words
 * where a form comes back to somebody without scripts.
 */

/** Whether two words differ by one letter added, left out or changed, or by two letters that changed places. */
function isOneSlip(typed, meant) {
  const shorter = Math.min(typed.length, meant.length);
  let start = 0;
  let end = 0;
  while (start < shorter && typed[start] === meant[start]) {
    start += 1;
  }
  while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) {
    end += 1;
  }
  const left = typed.slice(start, typed.length - end);
  const right = meant.slice(start, meant.length - end);
  return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
}

/** The address that may have been meant; nothing where the one typed is as good as any. */
function meantBy(address, common) {
  const [, person, domain] = /^(.+)@(.+)$/.exec(address.trim()) || [];
  const typed = domain?.toLowerCase();
  const meant = typed && !common.includes(typed) && common.find((domain) => isOneSlip(typed, domain));
  return meant ? `${person}@${meant}` : "";
}

document.querySelectorAll("input[data-typo]").forEach((field) => {
  const common = field.dataset.domains.split(" ");
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  field.after(place);

  field.addEventListener("input", () => place.replaceChildren());

  function ask() {
    const meant = meantBy(field.value, common);
    if (!meant) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = field.dataset.typo.replace("{address}", meant);
    button.addEventListener("click", () => {
      field.value = meant;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    place.replaceChildren(button);
  }

  field.addEventListener("change", ask);
  // In a form that came back the server has asked: a press is better than words.
  const asked = field.form.querySelector("[data-suggestion]");
  if (asked) {
    asked.remove();
    ask();
  }
});
