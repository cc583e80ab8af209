// Keep chosen pages for times without a network, and forget them again.
// Only the Merkliste calls this, after a person has agreed: before that no service worker is there.

const Offline = (() => {
  const home = new URL(document.querySelector("#merkliste-parts").dataset.root, location.href);
  let keeping = Promise.resolve(false);

  /** Tell the worker which pages and files to keep; say whether it has them. */
  function keep(addresses) {
    keeping = store(addresses);
    return keeping;
  }

  async function store(addresses) {
    if (!navigator.serviceWorker) return false;
    try {
      const script = new URL("sw.js", home);
      await navigator.serviceWorker.register(script, { scope: home.pathname, updateViaCache: "none" });
      const { active } = await navigator.serviceWorker.ready;
      return await ask(active, addresses.map((address) => new URL(address, location.href).href));
    } catch {
      return false; // no worker here, or no network: the list works all the same
    }
  }

  function ask(worker, keep) {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ keep }, [port2]);
    });
  }

  /** Leave nothing behind: neither the worker nor a page it has kept or is just about to keep. */
  async function forget() {
    const before = keeping;
    await drop();
    await before;
    if (keeping === before) await drop();
  }

  function drop() {
    return Promise.all([window.caches?.delete(`kim ${home.pathname}`), unregister()]);
  }

  async function unregister() {
    const registration = await navigator.serviceWorker?.getRegistration(home.href);
    if (registration?.scope === home.href) await registration.unregister();
  }

  return { keep, forget };
})();
