/* Peilingen: een vraag die van een eerder antwoord afhangt, verschijnt pas dan. Zonder dit bestand werkt alles ook. */
(() => {
  const form = document.querySelector(".pl-stem form");
  if (!form) return;

  // De code uit de brief staat in het adres na het hekje: die gaat nooit naar een server of in een logboek.
  const code = form.elements.code;
  if (code && !code.value && location.hash.startsWith("#code=")) {
    code.value = decodeURIComponent(location.hash.slice(6));
    history.replaceState(null, "", location.pathname);
  }

  const dependent = [...form.querySelectorAll("[data-als]")];
  const isChosen = (name, value) => [...form.elements].some((input) => input.name === name && input.value === value && input.checked);
  const update = () => dependent.forEach((part) => {
    const asked = form.querySelector(`[data-vraag="${part.dataset.als}"]`);
    part.hidden = Boolean(asked?.hidden) || !isChosen(part.dataset.als, part.dataset.antwoord);
  });
  dependent.forEach((part) => part.querySelector(".pl-als")?.remove());
  form.addEventListener("change", update);
  addEventListener("pageshow", update);
  update();
})();
