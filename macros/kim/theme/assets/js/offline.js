// Keep chosen pages for times without a network, and forget them again.
// Only the Merkliste calls this, after a person has agreed: before that no service worker is there.

const Offline = (() => {
  const home = new URL(document.querySelector("#merkliste-parts").dataset.root, location.href);

  /** Tell the worker which pages and files to keep; say whether it has them. */
  async function keep(addresses) {
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

  /** Leave nothing behind: neither the worker nor a page it has kept. */
  async function forget() {
    const registration = await navigator.serviceWorker?.getRegistration(home.href);
    if (registration?.scope === home.href) await registration.unregister();
    if (window.caches) await caches.delete(`kim ${home.pathname}`);
  }

  return { keep, forget };
})();
