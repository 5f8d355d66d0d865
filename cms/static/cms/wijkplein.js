/* Wijkplein: kleine verbeteringen. Zonder dit bestand werkt alles ook. */
(() => {
  const each = (selector, doThis) => document.querySelectorAll(selector).forEach(doThis);

  // Na versturen: de focus op de kop van het overzicht van fouten, of op de kop van de pagina die bedankt.
  document.querySelector("[data-foutoverzicht], [data-focus]")?.focus();

  // Tekens tellen bij een tekstvak; pas na een rustmoment, zodat een schermlezer niet blijft praten.
  each("[data-teller]", (field) => {
    const line = document.getElementById(field.dataset.teller);
    const max = Number(field.dataset.max);
    if (!line || !max) return;
    let pause;
    const count = () => {
      const left = max - field.value.length;
      const text = left < 0 ? line.dataset.teLang : line.dataset.over;
      line.textContent = text.replace("{rest}", Math.abs(left)).replace("{max}", max);
    };
    field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(count, 400); });
  });

  // De pagina's van de gekozen wijk blijven leesbaar zonder internet (sw.js).
  const workers = navigator.serviceWorker;
  workers?.register("/sw.js").then(() => workers.ready).then((ready) => ready.active.postMessage(location.pathname), () => {});

  // Knop om af te drukken: alleen zichtbaar als JavaScript er is.
  each("[data-afdrukken]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // Het menu sluit met Escape.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".wp-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // Een tweede klik kort na de eerste verstuurt niet nog eens. De knop zelf blijft wat hij was.
  each('form[method="post" i]', (form) => {
    let sent = 0;
    form.addEventListener("submit", (event) => {
      if (Date.now() - sent < 5000) event.preventDefault();
      else sent = Date.now();
    });
    addEventListener("pageshow", () => { sent = 0; });
  });
})();
