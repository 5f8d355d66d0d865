/* Zoekt het getal waarvan de hash klopt. Draait naast de pagina, als worker van de widget van ALTCHA. */
(() => {
  const text = new TextEncoder();
  let stopped = false;

  const hash = async (algorithm, salt, number) => {
    const bytes = new Uint8Array(await crypto.subtle.digest(algorithm, text.encode(salt + number)));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const solve = async ({ algorithm, challenge, salt }, start, max) => {
    const began = Date.now();
    for (let number = start; number <= max && !stopped; number += 1) {
      if (await hash(algorithm, salt, number) === challenge) return { number, took: Date.now() - began, worker: true };
    }
    return null;
  };

  onmessage = async ({ data }) => {
    if (data.type === "abort") stopped = true;
    else if (data.type === "work") postMessage(await solve(data.payload, data.start, data.max));
  };
})();
