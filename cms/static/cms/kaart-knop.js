/* De knop die de plekken van een pagina op de kaart zet. Zonder dit bestand is er de lijst; die is altijd compleet. */
(() => {
  const box = document.querySelector("[data-kaart]");
  const places = [...document.querySelectorAll("[data-punt]")];
  if (!box || !places.length) return;
  const part = (name) => box.querySelector(`[data-kaart-${name}]`);
  const [button, explanation, message, sheet, canvas] = ["knop", "uitleg", "melding", "blad", "doek"].map(part);
  const words = box.dataset;
  let isDrawn;

  const fetchScript = (src) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
  });

  const show = async (on) => {
    sheet.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    button.textContent = on ? button.dataset.verberg : button.dataset.toon;
    if (!on || isDrawn) return;
    isDrawn = true;
    try {
      await fetchScript(words.script);
      await window.wijkkaart.load(words);
      window.wijkkaart.draw(canvas, places, words);
    } catch {
      sheet.hidden = true;
      button.hidden = true;
      explanation.hidden = true;
      message.textContent = words.mislukt;
    }
  };

  button.hidden = false;
  explanation.hidden = false;
  button.addEventListener("click", () => show(sheet.hidden));
})();
