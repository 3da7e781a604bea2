import type { AddressRange } from "./cidr";
import type { TableRoute } from "./model";
import { longestPrefixes, type Piece } from "./ranges";
import { toldIn } from "./told";

/**
 * Which route is in effect for which addresses, as far as destinations are told; `undefined` is the local
 * one. A route for just the addresses of the VPC replaces that, and one by address beats one by prefix list.
 *
 * @param local the addresses of the VPC
 */
export function routesInEffect(
    routes: readonly TableRoute[],
    local: readonly AddressRange[],
): Piece<TableRoute | undefined>[] {
    return longestPrefixes([
        ...routes.flatMap((route) =>
            route.destinations.flatMap(
                (destination) =>
                    toldIn(destination)?.map((range) => ({
                        range,
                        rank: route.isListed ? 1 : 0,
                        owner: route,
                    })) ?? [],
            ),
        ),
        ...local.map((range) => ({ range, rank: 2, owner: undefined })),
    ]);
}
