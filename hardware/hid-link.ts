import type { HidInputSettings } from '../firmware-bridge/transport/hid-input.ts';

/** A USB device as the configuration names it: by its ids in hex, e.g. `ffff` and `0035`, or by a device file. */
export type HidLinkEntry =
  | {
      readonly vendorId: string;
      readonly productId: string;
      readonly serial?: string | undefined;
      readonly product?: string | undefined;
    }
  | { readonly path: string };

/** The same for the transport. */
export function hidSettings(link: HidLinkEntry): HidInputSettings {
  if ('path' in link) return link;
  const { vendorId, productId, ...named } = link;
  return { vendorId: Number.parseInt(vendorId, 16), productId: Number.parseInt(productId, 16), ...named };
}
