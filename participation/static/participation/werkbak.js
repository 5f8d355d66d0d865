/* De werkbak met het toetsenbord: j en k lopen door de zaken, Enter opent, / gaat naar zoeken. Zonder dit script werkt alles ook. */
(() => {
  const titles = [...document.querySelectorAll(".wb-table--stapel tbody th a")];
  const typing = (target) => target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  const step = (by) => {
    const here = titles.findIndex((title) => title.closest("tr").contains(document.activeElement));
    const next = titles[here < 0 ? (by > 0 ? 0 : titles.length - 1) : Math.min(Math.max(here + by, 0), titles.length - 1)];
    if (next) next.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") document.getElementById("filter_q")?.focus();
    else return;
    event.preventDefault();
  });

  // Alles op de pagina in een keer kiezen; zonder script vink je ze een voor een aan.
  const all = document.querySelector("[data-alle]");
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of document.querySelectorAll("input[name=zaak]")) box.checked = all.checked;
    });
  }

  // De aantallen bij de weergaven: alleen de tekst verandert, dus wie ergens staat, blijft daar.
  const views = document.querySelector("[data-aantallen]");
  const count = async () => {
    if (!views || document.hidden || !views.querySelector("details").open) return;
    const answer = await fetch(views.dataset.aantallen, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return;
    for (const [key, number] of Object.entries(await answer.json())) {
      const place = views.querySelector(`[data-aantal="${key}"]`);
      if (place) place.textContent = number;
    }
  };
  views?.querySelector("details").addEventListener("toggle", count);
  setInterval(count, 60000);
})();
