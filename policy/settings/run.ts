import { createWaiverRegister, type WaiverRegister } from "../waivers/register";
import type { Flaws } from "./flaws";
import { defaultSettings, readSettings, type Settings } from "./settings";

/** One run of the pack, and what is configured for all of its policies. */
export interface Run {
    readonly waivers: WaiverRegister;
    /** The settings; until they are read, the defaults. */
    readonly settings: Settings;
    /** Reads the configuration of the policy `settings`, once: tells the first time what is wrong. */
    configure(config: unknown): Flaws;
}

/**
 * @param policies the policies whose findings can be waived
 * @param today the day, in UTC, on which all waivers are judged, written YYYY-MM-DD
 */
export function createRun(policies: readonly string[], today: string): Run {
    const waivers = createWaiverRegister(policies, today);
    let settings: Settings | undefined;
    return {
        waivers,
        get settings() {
            return settings ?? defaultSettings;
        },
        configure: (config) => {
            if (settings) {
                return [];
            }
            const read = readSettings(config);
            settings = read.settings;
            waivers.read(config);
            return read.flaws;
        },
    };
}
