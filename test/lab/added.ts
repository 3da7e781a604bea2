/** Addresses of what the lab adds: for tests and documentation, so no network's and not the Internet's. */
export const added = {
    /** All that are behind the router. */
    blocks: ["198.19.0.0/16", "2001:db8::/48"] as const,
    router: ["198.19.255.1", "2001:db8:0:f::1"],
    probe: (index: number) => [`198.19.0.${index + 1}`, `2001:db8:0:3::${index + 1}`] as const,
    /** The Internet's address for a probe behind an internet gateway. */
    publicProbe: (index: number) =>
        [`198.18.1.${index + 1}`, `2001:db8:1:2::${index + 1}`] as const,
    privateNat: (index: number) => [`198.19.1.${index + 1}`, `2001:db8:0:4::${index + 1}`] as const,
    /** The Internet's address for all else behind an exit. */
    exit: (index: number) => [`198.18.0.${index + 1}`, `2001:db8:1:1::${index + 1}`] as const,
};
