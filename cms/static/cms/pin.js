/* Een pin op de kaart, bij een vraag naar een plek. Zonder dit bestand zijn de andere velden genoeg. */
document.querySelectorAll("[data-pin]").forEach((box) => {
  const input = (name) => document.querySelector(`input[name="${name}"]`);
  const [latitude, longitude] = [input(box.dataset.breedte), input(box.dataset.lengte)];
  if (!latitude || !longitude) return;
  const part = (name) => box.querySelector(`[data-pin-${name}]`);
  const names = ["knop", "uitleg", "melding", "blad", "doek", "zet", "haal", "icoon"];
  const [button, explanation, message, sheet, canvas, put, take, icon] = names.map(part);
  const words = box.dataset;
  const step = 24; // pixels: zo ver schuift de pin bij een druk op een pijltje
  let map;
  let pin;
  let bounds;

  const tell = (text) => { message.textContent = text; };

  // Wat vaststaat gaat mee met het formulier; zes cijfers achter de komma is tien centimeter.
  const keep = () => {
    if (!bounds.contains(pin.getLatLng())) {
      tell(words.buiten);
      return;
    }
    const { lat, lng } = pin.getLatLng();
    [latitude.value, longitude.value] = [lat.toFixed(6), lng.toFixed(6)];
    take.hidden = false;
    tell(words.gezet);
  };

  const move = ([right, down]) => {
    const at = map.latLngToContainerPoint(pin.getLatLng());
    pin.setLatLng(map.containerPointToLatLng([at.x + right * step, at.y + down * step]));
    map.panInside(pin.getLatLng(), { padding: [48, 48] });
    tell(words.los);
  };

  const drop = () => {
    latitude.value = longitude.value = "";
    take.hidden = true;
    put.focus();
    tell(words.weg);
  };

  const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const listen = (element) => element.addEventListener("keydown", (event) => {
    if (event.target.closest(".leaflet-control")) return;
    if (event.key === "Enter") keep();
    else if (arrows[event.key]) move(arrows[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const draw = (L) => {
    const [south, west, north, east] = words.grenzen.split(",").map(Number);
    bounds = L.latLngBounds([south, west], [north, east]);
    map = window.wijkkaart.make(L, canvas, words, { keyboard: false, maxBounds: bounds.pad(0.2) });
    const known = latitude.value && longitude.value && L.latLng(Number(latitude.value), Number(longitude.value));
    if (known && bounds.contains(known)) map.setView(known, 17);
    else map.fitBounds(bounds);
    window.wijkkaart.background(L, words).addTo(map);
    const style = { className: "wp-kaart__punt", html: icon.content.firstElementChild.cloneNode(true), iconSize: [34, 34] };
    pin = L.marker(map.getCenter(), { icon: L.divIcon(style), draggable: true, keyboard: true });
    pin.on("add", () => {
      pin.getElement().setAttribute("aria-label", words.naam);
      listen(pin.getElement());
    });
    pin.addTo(map);
    pin.on("dragend", keep);
    map.on("click", (event) => {
      pin.setLatLng(event.latlng);
      keep();
    });
    take.hidden = !latitude.value;
    pin.getElement().focus({ preventScroll: true });
  };

  const show = async (on) => {
    sheet.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    button.textContent = on ? button.dataset.verberg : button.dataset.toon;
    if (!on || map) return;
    try {
      await window.wijkkaart.load(words);
      draw(window.L);
    } catch {
      for (const element of [sheet, button, explanation]) element.hidden = true;
      tell(words.mislukt);
    }
  };

  box.hidden = false;
  button.addEventListener("click", () => show(sheet.hidden));
  put.addEventListener("click", keep);
  take.addEventListener("click", drop);
  box.querySelectorAll("[data-schuif]").forEach((arrow) => {
    arrow.addEventListener("click", () => move(arrow.dataset.schuif.split(" ").map(Number)));
  });
});
