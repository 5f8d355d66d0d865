/* Redactie: de zin en de dagen van een activiteit volgen wat er is ingevuld. Zonder dit bestand staan ze er na opslaan. */
(() => {
  const start = () => {
    const panel = document.querySelector("[data-dagen]");
    const form = panel && panel.closest("form");
    if (!form || !window.fetch) return;
    let pause, turn = 0;
    const ask = async () => {
      const mine = ++turn;
      try {
        const answer = await fetch(panel.dataset.dagenUrl, {
          method: "POST", body: new FormData(form), headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        const html = await answer.text();
        if (answer.ok && mine === turn) panel.innerHTML = html;
      } catch { /* Geen verbinding: wat er stond, blijft staan. */ }
    };
    const later = () => { clearTimeout(pause); pause = setTimeout(ask, 400); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
