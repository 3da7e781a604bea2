/** The levels at which findings of a policy are reported, or that it is off. */
export type Level = "mandatory" | "advisory" | "disabled";

/**
 * The configuration of the pack as the file of `--policy-pack-config` holds it: for a policy, or for `all`
 * that are not named, a level, or an object of options with or without `enforcementLevel`.
 */
export type Config = Readonly<Record<string, unknown>>;

/** What the configuration says of one policy. */
export interface PolicyConfig {
    /** `undefined` if it says none. */
    readonly level: Level | undefined;
    readonly options: object;
}

// As the engine does: a policy of this pack that shall remediate has nothing to do so with, and rejects.
const levels: ReadonlyMap<unknown, Level> = new Map([
    ["mandatory", "mandatory"],
    ["remediate", "mandatory"],
    ["advisory", "advisory"],
    ["disabled", "disabled"],
] as const);

/** What the configuration says of a policy; its own level goes before that of all. */
export function configOf(policy: string, config: Config): PolicyConfig {
    const { level: common } = entryOf(config.all);
    const { level, options } = entryOf(config[policy]);
    return { level: level ?? common, options };
}

function entryOf(entry: unknown): PolicyConfig {
    if (typeof entry !== "object" || entry === null) {
        return { level: levels.get(entry), options: {} };
    }
    const { enforcementLevel, ...options }: { enforcementLevel?: unknown } = entry;
    return { level: levels.get(enforcementLevel), options };
}

/** What the engine refuses of a configuration before it asks any policy, each in a sentence. */
export function configFlaws(config: unknown, policies: readonly string[]): string[] {
    if (typeof config !== "object" || config === null || Array.isArray(config)) {
        return ["The configuration is no JSON object; allowed: policies with a level or options."];
    }
    // Environments of Pulumi ESC are the engine's own affair: no policy of this pack reads any.
    const { environments: _, ...entries }: Config & { environments?: unknown } = { ...config };
    return Object.entries(entries).flatMap(([name, entry]) => {
        const isObject = typeof entry === "object" && entry !== null && !Array.isArray(entry);
        const level = isObject ? (entry as { enforcementLevel?: unknown }).enforcementLevel : entry;
        if (!levels.has(level) && !(isObject && level === undefined)) {
            const where = isObject ? `${name}.enforcementLevel` : name;
            return [
                `${where} is ${JSON.stringify(level)}; allowed: ${[...levels.keys()].join(", ")}${isObject ? "" : ", or an object of options"}.`,
            ];
        }
        return name === "all" || policies.includes(name) || level !== undefined
            ? []
            : [`${name} is no policy of the pack; allowed: all, ${policies.join(", ")}.`];
    });
}
