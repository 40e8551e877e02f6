/* Marks the section that is being read in the contents list: the last one that begins in the upper quarter or above. */
document.querySelectorAll("[data-contents]").forEach((nav) => {
  const links = new Map();
  nav.querySelectorAll("a").forEach((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
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
});
