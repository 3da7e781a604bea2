/** Pseudo-random choices, the same ones for the same seed and index. */
export class Random {
    #state: number;

    constructor(seed: number, index: number) {
        this.#state =
            (Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 1;
        for (let round = 0; round < 8; round += 1) this.#step();
    }

    /** Marsaglia's xorshift: enough for choices, and fast. */
    #step(): number {
        this.#state ^= this.#state << 13;
        this.#state ^= this.#state >>> 17;
        this.#state ^= this.#state << 5;
        return this.#state >>> 0;
    }

    /** A whole number from 0 up to, but not including, the limit. */
    below(limit: number): number {
        return Math.floor((this.#step() / 2 ** 32) * limit);
    }

    between(least: number, most: number): number {
        return least + this.below(most - least + 1);
    }

    /** True in so many of a hundred cases. */
    chance(percent: number): boolean {
        return this.below(100) < percent;
    }

    pick<T>(choices: readonly T[]): T {
        if (choices.length === 0) throw new RangeError("nothing to choose from");
        return choices[this.below(choices.length)] as T;
    }

    shuffled<T>(items: readonly T[]): T[] {
        const left = [...items];
        const mixed: T[] = [];
        while (left.length > 0) mixed.push(...left.splice(this.below(left.length), 1));
        return mixed;
    }

    /** Some of the items, between `least` and `most` of them if there are so many. */
    some<T>(items: readonly T[], least: number, most: number): T[] {
        return this.shuffled(items).slice(0, this.between(least, most));
    }
}
