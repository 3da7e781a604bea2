import type { ProviderSettings } from "./providerConfig";

/** What one connection of the engine has said. */
interface Connection {
    engineAddress?: string;
    settings?: ProviderSettings;
}

/**
 * The engine opens one connection for each provider of a program, so that providers in different Regions
 * are told apart by the connection on which their resources arrive.
 */
export interface Connections {
    attach(peer: string, engineAddress: string): void;
    configure(peer: string, settings: ProviderSettings): void;
    /** The engine's address, undefined before it has attached. */
    engineOf(peer: string): string | undefined;
    /**
     * The settings of the provider behind a connection. A connection that has been opened anew has those
     * of the provider configured last.
     *
     * @throws Error before any provider is configured.
     */
    settingsOf(peer: string): ProviderSettings;
}

/** Nothing is connected yet. */
export function createConnections(): Connections {
    const connections = new Map<string, Connection>();
    let latest: ProviderSettings | undefined;
    function connection(peer: string): Connection {
        const known = connections.get(peer) ?? {};
        connections.set(peer, known);
        return known;
    }
    return {
        attach(peer, engineAddress) {
            connection(peer).engineAddress = engineAddress;
        },
        configure(peer, settings) {
            connection(peer).settings = settings;
            latest = settings;
        },
        engineOf: (peer) => connections.get(peer)?.engineAddress,
        settingsOf(peer) {
            const settings = connections.get(peer)?.settings ?? latest;
            if (!settings) {
                throw new Error("The provider is not configured: Configure comes first.");
            }
            return settings;
        },
    };
}
