/** What instances can download from. */
export interface Reachable {
    /** Everything: there is a way to the Internet. */
    readonly internet: boolean;
    /** The package repositories of Amazon Linux 2023. */
    readonly amazonLinux: boolean;
    /** The short names of the services that have an endpoint. */
    readonly services: readonly string[];
    /** The end of AWS's host names. */
    readonly dnsSuffix: string;
}

/** Names and addresses that are nobody's on the Internet. */
const NOT_ON_THE_INTERNET = [
    /^[^.]*$/,
    /\.(localhost|local|internal|lan|corp|home\.arpa)$/,
    /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
    /^\[/,
];

/** The hosts of the URLs in a text, in lower case. */
export function hostsIn(text: string): string[] {
    const urls = text.matchAll(
        /\b(?:https?|ftp):\/\/(?:[^\s/@"']*@)?(\[[^\]]*\]|[^\s/:?#"'`,;)]+)/gi,
    );
    return [...urls].map(([, host = ""]) => host.toLowerCase());
}

/**
 * Whether instances reach a host, or may do so: of one that is a variable, or that only this network
 * knows, nobody can tell.
 */
export function isReachable(host: string, { internet, services, dnsSuffix }: Reachable): boolean {
    if (internet || NOT_ON_THE_INTERNET.some((pattern) => pattern.test(host))) {
        return true;
    }
    const [service] = host.split(`.${dnsSuffix}`);
    return (
        host.endsWith(`.${dnsSuffix}`) &&
        (service ?? "")
            .split(".")
            .some((label) => label.includes("$") || isOffered(label, services))
    );
}

/** Host names turn a service's short name round: `api.ecr` is `ecr.api`. */
function isOffered(label: string, services: readonly string[]): boolean {
    return services.some((service) => service.split(".")[0] === label);
}
