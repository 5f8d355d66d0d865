/* Hulp tijdens het invullen: een stukje pagina bij wat iemand typt. Zonder dit bestand staat het op de volgende pagina. */
(() => {
  const follow = (region) => {
    const { hulp, vraag, veld, erbij, tekens = 1, woorden = 1 } = region.dataset;
    const form = region.closest("form");
    const field = form?.elements[veld];
    if (!field) return;
    let pause;
    let asking;
    let shown = region.innerHTML.trim();

    const show = (html) => {
      if (html === shown) return;
      shown = html;
      region.innerHTML = html;
    };

    const ask = async () => {
      const typed = field.value.trim();
      if (typed.length < tekens || typed.split(/\s+/).length < woorden) {
        show("");
        return;
      }
      const address = new URL(hulp, location.href);
      address.searchParams.set(vraag, typed.slice(0, 300));
      const more = form.elements[erbij];
      if (more) address.searchParams.set(erbij, more.value);
      asking = new AbortController();
      try {
        const answer = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
        if (answer.ok) show((await answer.text()).trim());
      } catch {
        // Geen verbinding, of er is alweer verder getypt: dan blijft staan wat er stond.
      }
    };

    const wait = (event) => {
      if (![veld, erbij].includes(event.target.name)) return;
      clearTimeout(pause);
      asking?.abort();
      pause = setTimeout(ask, 600);
    };
    form.addEventListener("input", wait);
    form.addEventListener("change", wait);
  };

  document.querySelectorAll("[data-hulp]").forEach(follow);
})();
