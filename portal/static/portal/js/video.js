/*
 * Loads a player only when its poster is clicked: until then the other site is not asked for anything. Without
 * this file the poster is a link to the video's own page.
 */
document.querySelectorAll("figure[data-video]").forEach((figure) => {
  const poster = figure.querySelector("a.poster");
  poster.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return; // the visitor wants it in a tab or window of its own
    }
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.video;
    frame.title = figure.dataset.title || poster.textContent.trim();
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    poster.replaceWith(frame);
    frame.focus();
  });
});
