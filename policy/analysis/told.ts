/** The key by which Pulumi marks values that are no plain JSON, and the mark of a secret. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What stands for a secret that a file does not tell, as for `pulumi policy analyze`. */
const UNTOLD = "[secret]";

/**
 * The JSON of a file that the engine has written, with what is behind each secret, if the file tells.
 *
 * @param file for the error
 * @throws if it is no JSON
 */
export function parseTold(text: string, file: string): unknown {
    try {
        // Looking at each value for a secret takes longer than all the rest.
        return text.includes(MARK) ? JSON.parse(text, told) : JSON.parse(text);
    } catch (error) {
        throw new Error(`${file} is no JSON: ${(error as Error).message}`);
    }
}

/** A value as the JSON parser finds it; of a secret, what is behind it, if the file tells. */
function told(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || !(MARK in value)) {
        return value;
    }
    if (value[MARK] !== SECRET) {
        return value;
    }
    return "plaintext" in value && typeof value.plaintext === "string"
        ? JSON.parse(value.plaintext)
        : UNTOLD;
}
