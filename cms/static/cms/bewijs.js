/* Een kleine som die de browser zelf maakt, tegen robots (ALTCHA). Zonder dit bestand kan het formulier ook weg. */
(() => {
  const add = (tag, fields) => new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), fields, { onload: done, onerror: failed });
    document.head.append(element);
  });

  const prepare = (box) => {
    const words = box.dataset;
    const form = box.closest("form");
    const begin = async () => {
      try {
        if (words.vraagEerst && (await fetch(words.opgave)).status !== 200) return;
        // Met dit id zet de widget geen eigen stijl in de pagina; dat laat de CSP van de site niet toe.
        await add("link", { id: "__altcha-css", rel: "stylesheet", href: words.stijl });
        await add("script", { type: "module", src: words.widget });
        const widget = document.createElement("altcha-widget");
        const own = { name: words.naam, challengeurl: words.opgave, strings: words.teksten, auto: "onload" };
        const fixed = { workerurl: new URL(words.som, location.href).href, hidefooter: "", hidelogo: "" };
        Object.entries({ ...own, ...fixed }).forEach(([name, value]) => widget.setAttribute(name, value));
        box.append(widget);
        box.hidden = false;
      } catch {
        // Geen verbinding: dan gaat het formulier weg zonder bewijs.
      }
    };
    form?.addEventListener("focusin", begin, { once: true });
  };

  document.querySelectorAll("[data-bewijs]").forEach(prepare);
})();
