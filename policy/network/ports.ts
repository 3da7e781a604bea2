/** Ports as intervals: a range of any size costs the same as one port. */
export interface PortRange {
    readonly from: number;
    readonly to: number;
}

/** The lowest and the highest port. */
export const allPorts: PortRange = { from: 0, to: 65535 };

/**
 * The widest range that two ends can mean. An end that nobody knows is open, and so is -1, which AWS
 * writes for "all".
 */
export function widestRange(from: number | undefined, to: number | undefined): PortRange {
    const isOpen = (end: number | undefined): end is undefined => end === undefined || end === -1;
    return {
        from: isOpen(from) ? allPorts.from : from,
        to: isOpen(to) ? allPorts.to : to,
    };
}

/** Whether a range holds a port. An inverted range holds none. */
export function holdsPort(range: PortRange, port: number): boolean {
    return range.from <= port && port <= range.to;
}
