// Preloaded by tests that need a machine from which no site can be reached.
globalThis.fetch = () => Promise.reject(new TypeError("fetch failed"));
