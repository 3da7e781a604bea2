import { valid } from "semver";

/**
 * The notes of a release: the section of the change log about its version, without the heading.
 *
 * @param tag such as `v1.2.3`
 * @param changelog the text of CHANGELOG.md, in the form of Keep a Changelog
 * @param versions the version that each package file has, by its path
 * @throws Error that says what to change if the tag, the versions and the change log do not agree.
 */
export function releaseNotes(
    tag: string,
    changelog: string,
    versions: Readonly<Record<string, string>>,
): string {
    const version = tag.slice(1);
    if (!tag.startsWith("v") || valid(version) !== version) {
        throw new Error(`The tag is "${tag}"; allowed: v and a version, such as v1.2.3.`);
    }
    const others = Object.entries(versions).filter(([, other]) => other !== version);
    if (others.length > 0) {
        const found = others.map(([file, other]) => `${file} has ${other}`).join(", ");
        throw new Error(
            `The tag names ${version}, but ${found}: commit the same version, and tag that.`,
        );
    }
    const notes = sectionOf(changelog, version);
    if (notes === undefined) {
        throw new Error(
            `CHANGELOG.md has no section "## [${version}] - DATE": give [Unreleased] that heading, and begin a new one.`,
        );
    }
    if (notes === "") {
        throw new Error(`CHANGELOG.md says nothing about ${version}: write what has changed.`);
    }
    return notes;
}

function sectionOf(changelog: string, version: string): string | undefined {
    const sections = changelog.split(/^## /m);
    const section = sections.find((text) => text.startsWith(`[${version}] - `));
    return section?.slice(section.indexOf("\n")).trim();
}
