/* Copies the address of the page, and opens the device's own share sheet where there is one. */
const STAYS = 4_000; // milliseconds
const ROOM = 120; // pixels at the foot of the window that a toast may cover
const toast = document.createElement("p");
let timer;

/** Say what has been done, in a toast that is read out. It stands at the head where it would cover the focus. */
function tell(words) {
  const { bottom } = document.activeElement.getBoundingClientRect();
  toast.classList.toggle("above", bottom > innerHeight - ROOM);
  toast.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => toast.replaceChildren(), STAYS);
}

function enhance(section) {
  const { share: url, title } = section.dataset;
  const copy = section.querySelector("[data-share-copy]");
  const sheet = section.querySelector("[data-share-sheet]");

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      tell(copy.dataset.done);
    } catch {
      tell(url); // not allowed to copy: show what there is to copy
    }
  });

  sheet.hidden = !navigator.share;
  sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {})); // closed without sharing
}

toast.className = "toast";
toast.setAttribute("role", "status");
document.body.append(toast);
document.querySelectorAll("[data-share]").forEach(enhance);
