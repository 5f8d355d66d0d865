/* De pagina voor wie niet online is: noem de pagina's die dit apparaat bewaart. */
(async () => {
  const list = document.querySelector("[data-bewaard]");
  const names = (await caches.keys()).filter((name) => name.startsWith("wijkplein-wijk-"));
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const html = await (await cache.match(request)).text();
      const link = document.createElement("a");
      link.href = request.url;
      link.textContent = new DOMParser().parseFromString(html, "text/html").title.split(" | ")[0];
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  }
  if (list.children.length) list.closest("[hidden]").hidden = false;
})();
