/** Where a program makes a resource. */
export interface SourcePlace {
    /** Below the folder of the project, with slashes. */
    readonly file: string;
    readonly line: number;
    /** `undefined` if the engine has not told it. */
    readonly column: number | undefined;
}

/**
 * @param position as the engine writes it, such as `project:///index.ts#12,7`
 * @returns `undefined` for what is in no repository of the user's, such as the code of a package
 */
export function sourcePlace(position = ""): SourcePlace | undefined {
    const [, file, line, column] =
        /^project:\/\/\/((?!.*node_modules\/).+)#(\d+)(?:,(\d+))?$/.exec(position) ?? [];
    return file === undefined
        ? undefined
        : {
              file: decoded(file),
              line: Number(line),
              column: column === undefined ? undefined : Number(column),
          };
}

/** A path of a URI; as it is, if it is written otherwise. */
function decoded(path: string): string {
    try {
        return decodeURI(path);
    } catch {
        return path;
    }
}
