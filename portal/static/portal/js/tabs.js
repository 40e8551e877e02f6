/*
 * Shows the sections of a tabs block one at a time, after the ARIA pattern for tabs: arrow keys, Home and End walk
 * them. Without this file they stand one below the other. What is hidden is still found by the browser's own search
 * and by links into it.
 */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

document.querySelectorAll("[data-tabs]").forEach((box) => {
  const panels = [...box.children];
  const list = document.createElement("div");
  list.role = "tablist";

  const tabs = panels.map((panel) => {
    const heading = panel.querySelector("h3");
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.textContent = heading.textContent;
    tab.id = heading.id;
    heading.removeAttribute("id");
    panel.id = `${tab.id}-panel`;
    panel.role = "tabpanel";
    panel.tabIndex = 0;
    tab.setAttribute("aria-controls", panel.id);
    return tab;
  });

  function select(chosen) {
    tabs.forEach((tab, place) => {
      const on = place === chosen;
      tab.ariaSelected = String(on);
      tab.tabIndex = on ? 0 : -1;
      panels[place].toggleAttribute("hidden", !on);
      if (!on) {
        panels[place].setAttribute("hidden", "until-found");
      }
    });
  }

  list.addEventListener("click", ({ target }) => {
    if (tabs.includes(target)) {
      select(tabs.indexOf(target));
    }
  });

  list.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const last = tabs.length - 1;
    const here = tabs.indexOf(event.target);
    const goal = { Home: 0, End: last }[event.key] ?? here + (STEPS[event.key] ?? NaN) * forward;
    if (Number.isNaN(goal)) {
      return;
    }
    event.preventDefault();
    const chosen = (goal + tabs.length) % tabs.length;
    select(chosen);
    tabs[chosen].focus();
  });

  panels.forEach((panel, place) => panel.addEventListener("beforematch", () => select(place)));
  list.append(...tabs);
  box.prepend(list);
  select(0);
});
