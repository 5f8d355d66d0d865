/* Agenda: een ander filter of een andere maand zonder de pagina opnieuw te laden. Zonder dit bestand werkt alles ook. */
(() => {
  const filters = document.querySelector("[data-agenda-filters]");
  if (!filters || !window.fetch) return;

  // Alleen het deel met de activiteiten wisselt; lukt dat niet, dan gaat de browser er gewoon heen.
  const show = async (address, keep) => {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = document.querySelector("[data-agenda]"), next = page.querySelector("[data-agenda]");
      if (!now || !next) throw new Error("leeg");
      now.replaceWith(next);
      filters.innerHTML = page.querySelector("[data-agenda-filters]").innerHTML;
      document.title = page.title;
      if (keep) history.pushState({}, "", address);
      next.setAttribute("tabindex", "-1");
      next.focus({ preventScroll: true });
    } catch {
      location.assign(address);
    }
  };

  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...new FormData(filters)].filter(([, value]) => value);
    show(`${location.pathname}?${new URLSearchParams(chosen)}`, true);
  });
  addEventListener("popstate", () => show(location.href, false));
})();
