/* Een film speelt pas na een klik: tot dan vraagt de pagina niets aan een andere site. */
document.querySelectorAll("[data-film]").forEach((box) => {
  box.querySelector("a").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = box.dataset.titel;
    frame.allow = "autoplay; fullscreen";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = box.dataset.film;
    box.replaceChildren(frame);
    frame.focus();
  });
});
