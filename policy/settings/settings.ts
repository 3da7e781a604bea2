import { at, type Bag, list, type Meaning, oneOf, orElse, valueIn } from "../network/known";
import { type Flaws, misfits, strangers } from "./flaws";

/** How a finding that is not certain is reported: at the level of its policy, or as advice. */
export type Weight = "mandatory" | "advisory";

/** Why a finding is not certain: a value is known only after the update, or lies outside the stack. */
export type Uncertainty = "unknown" | "external";

/** What holds for all policies of the pack. */
export type Settings = Readonly<Record<Uncertainty, Weight>>;

/** What holds where nothing is configured. */
export const defaultSettings: Settings = { unknown: "mandatory", external: "advisory" };

/** What the configuration of the policy `settings` may hold. */
export const settingsKeys = ["unknown", "external", "waivers"];

const weight: Meaning<Weight> = oneOf(
    new Map([
        ["mandatory", "mandatory"],
        ["advisory", "advisory"],
    ] as const),
    '"mandatory" or "advisory"',
);

/** Reads the settings, and what is wrong with them; a wrong one is mandatory. */
export function readSettings(config: unknown): { settings: Settings; flaws: Flaws } {
    const bag: Bag = { path: "settings", raw: config };
    const read = (key: Uncertainty) => orElse(at(bag, key, weight), defaultSettings[key]);
    const [unknown, external] = [read("unknown"), read("external")];
    const waivers = orElse(at(bag, "waivers", list), []);
    return {
        settings: {
            unknown: valueIn(unknown) ?? "mandatory",
            external: valueIn(external) ?? "mandatory",
        },
        flaws: [
            ...strangers(bag, settingsKeys),
            ...misfits([
                [unknown, weight],
                [external, weight],
                [waivers, list],
            ]),
        ],
    };
}
