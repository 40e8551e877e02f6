/* Copies the address of the page, and opens the phone's own share sheet where there is one. */
function enhance(section) {
  const { share: url, title } = section.dataset;
  const copy = section.querySelector("[data-share-copy]");
  const sheet = section.querySelector("[data-share-sheet]");
  const told = section.querySelector("[data-share-told]");

  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(url);
        told.textContent = copy.dataset.done;
      } catch {
        told.textContent = url; // not allowed to copy: show what there is to copy
      }
    });
  }

  if (sheet && navigator.share) {
    sheet.hidden = false;
    sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {})); // closed without sharing
  }
}

document.querySelectorAll("[data-share]").forEach(enhance);
