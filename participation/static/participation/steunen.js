/* Steunen op de pagina van het plan zelf. Zonder dit bestand leidt de knop naar de pagina met het formulier. */
(() => {
  const place = document.querySelector("[data-steun]");
  const opener = document.querySelector("[data-steun-open]");
  if (!place || !opener || !window.fetch) return;
  const title = document.title;
  const summary = "[data-foutoverzicht]";
  let address = opener.href;

  const leave = () => location.assign(address);

  const ask = async (options) => {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    address = answer.url;
    return page;
  };

  const show = (parts, focus, heading) => {
    place.replaceChildren(...parts.map((part) => document.importNode(part, true)));
    // Deze pagina heeft al een kop 1.
    place.querySelectorAll("h1").forEach((old) => {
      const kop = document.createElement("h2");
      kop.append(...old.childNodes);
      old.replaceWith(kop);
    });
    place.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    document.title = heading || title;
    const target = place.querySelector(focus);
    target.tabIndex = -1;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  };

  // Formulier, fouten in het formulier, "kijk in je mail" of de dank: alles wat anders is, krijgt zijn eigen pagina.
  const draw = (page) => {
    const find = (name) => page.querySelector(`main ${name}`);
    const [errors, form, mail, thanks] = [summary, "form.wp-form", "[data-in-je-mail]", ".wp-bon"].map(find);
    const refused = errors ? [errors.closest(".wp-alert")] : [];
    const [focus, heading] = errors ? [summary, page.title] : ["h2", ""];
    const top = Object.assign(page.createElement("h2"), { textContent: opener.textContent });
    if (mail) show([...refused, mail], focus, heading);
    else if (form) show([top, ...refused, form], focus, heading);
    else if (thanks) show([thanks], focus, heading);
    else leave();
  };

  const act = async (options) => {
    place.setAttribute("aria-busy", "true");
    try {
      draw(await ask(options));
    } catch {
      leave();
    } finally {
      place.removeAttribute("aria-busy");
    }
  };

  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", place.id);
  opener.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    address = opener.href;
    act({});
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!place.hasAttribute("aria-busy")) act({ method: "POST", body: new FormData(event.target, event.submitter) });
  });
})();
