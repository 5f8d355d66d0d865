/* Kaarten: pas na een klik komt Leaflet van de eigen server, en de achtergrond van elders. */
window.wijkkaart = (() => {
  const add = (tag, fields) => new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), fields, { onload: done, onerror: failed });
    document.head.append(element);
  });

  const load = async (words) => {
    if (window.L) return;
    await add("link", { rel: "stylesheet", href: words.stijl });
    await Promise.all([
      add("link", { rel: "stylesheet", href: words.stijlKaart }),
      add("script", { src: words.leaflet }),
    ]);
  };

  // Een gewone laag van Leaflet zet een leeg plaatje ("data:") in tegels die hij loslaat; de CSP van de site laat dat
  // niet toe, en deze laag doet het niet.
  const background = (L, words) => new (L.GridLayer.extend({
    createTile(coords, done) {
      const tile = document.createElement("img");
      tile.alt = "";
      tile.onload = () => done(null, tile);
      tile.onerror = () => done(new Error("tile"), tile);
      tile.src = L.Util.template(words.tegels, coords);
      return tile;
    },
  }))({ minZoom: 6, maxZoom: 19 });

  const make = (L, canvas, words, options = {}) => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const motion = still ? { fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false } : {};
    const plain = { zoomControl: false, attributionControl: false, scrollWheelZoom: false };
    const map = L.map(canvas, { ...plain, ...motion, ...options });
    L.control.zoom({ zoomInTitle: words.dichterbij, zoomOutTitle: words.verderWeg }).addTo(map);
    return map;
  };

  const size = 34; // van een stip, in pixels

  const balloon = (place, words) => {
    const text = document.createElement("div");
    const name = Object.assign(document.createElement("p"), { textContent: place.dataset.naam });
    const line = document.createElement("p");
    const link = Object.assign(document.createElement("a"), { href: `#${place.id}`, textContent: words.lees });
    link.setAttribute("aria-label", `${words.lees}: ${place.dataset.naam}`);
    line.append(link);
    text.append(name, line);
    return text;
  };

  const marker = (L, place, words) => {
    const icon = place.querySelector(".wp-plek__lijst svg").cloneNode(true);
    const style = { className: "wp-kaart__punt", html: icon, iconSize: [size, size] };
    const point = L.marker(place.dataset.punt.split(" ").map(Number), { icon: L.divIcon(style), keyboard: true });
    point.bindPopup(balloon(place, words), { autoPanPadding: [24, 24] });
    point.on("add", () => point.getElement().setAttribute("aria-label", place.dataset.naam));
    // Met het toetsenbord: de focus gaat mee in de ballon, en met Escape terug naar de stip.
    point.on("popupopen", ({ popup }) => {
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", words.dicht);
      popup.getElement().querySelector(".leaflet-popup-content a").focus();
    });
    point.on("popupclose", ({ popup }) => {
      if (popup.getElement()?.contains(document.activeElement)) point.getElement().focus();
    });
    return point;
  };

  // Stippen die over elkaar vallen, schuiven opzij: elke stip is te zien en te raken. Dichterbij staan ze op hun plek.
  const asides = [[0, 0]];
  for (let ring = 1; ring < 12; ring += 1) {
    for (let step = 0; step < 12; step += 1) {
      const angle = (step * Math.PI) / 6;
      asides.push([Math.round(Math.cos(angle) * ring * 20), Math.round(Math.sin(angle) * ring * 20)]);
    }
  }
  const spread = (map, points) => {
    const taken = [];
    points.eachLayer((point) => {
      const { x, y } = map.latLngToContainerPoint(point.getLatLng());
      const isFar = ([right, down], [left, top]) => Math.hypot(x + right - left, y + down - top) > size + 6;
      const isFree = (aside) => taken.every((other) => isFar(aside, other));
      const [right, down] = asides.find(isFree) || asides[0];
      taken.push([x + right, y + down]);
      const margins = { marginLeft: `${right - size / 2}px`, marginTop: `${down - size / 2}px` };
      Object.assign(point.getElement().style, margins);
      point.options.icon.options.popupAnchor = [right, down - 14];
    });
  };

  // Alle plekken van de pagina op één kaart. canvas: waar hij komt; words: de teksten en adressen van het vak.
  const draw = (canvas, places, words) => {
    const { L } = window;
    const map = make(L, canvas, words);
    const points = L.featureGroup(places.map((place) => marker(L, place, words)));
    map.fitBounds(points.getBounds(), { padding: [36, 36], maxZoom: 16 });
    background(L, words).addTo(map);
    points.addTo(map);
    spread(map, points);
    map.on("zoomend resize", () => spread(map, points));
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
  };

  return { load, background, make, draw };
})();
