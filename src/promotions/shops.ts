import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import type { Promotions } from './promotions-room.ts';
import { invalid } from './refusals.ts';
import type { Shop } from './rules.ts';

/** A plaza does not have more. */
const MOST_SHOPS = 1000;

/** Shops the desk knows, by name. */
export function listShops({ store }: Promotions): Shop[] {
  return store.shops();
}

/** Keeps a shop with its contact; the same name again is the same shop. @throws DeskError `promotion/shop`, `promotion/too-many-shops` */
export function keepShop(
  { desk, store }: Promotions,
  command: Command,
  shop: { readonly name: string; readonly contact?: string | undefined; readonly phone?: string | undefined },
): Acted<{ id: number }> {
  return desk.act(command, 'promotions/keep-shop', (change) => {
    const name = plainWords(shop.name);
    if (name === '') throw invalid('shop', 'name', { zh: '请写商户名称。', en: 'Please write the shop’s name.' });
    const known = store.shops();
    if (known.length >= MOST_SHOPS && known.every((one) => one.name !== name)) {
      throw new DeskError('too-many', 'promotion/too-many-shops', {
        zh: `最多记 ${MOST_SHOPS} 家商户，请先删掉不用的。`,
        en: `At most ${MOST_SHOPS} shops can be kept. Remove some first.`,
      });
    }
    const contact = plainWords(shop.contact) || null;
    const phone = plainWords(shop.phone) || null;
    const id = store.putShop({ name, contact, phone }, command.actor, change.at.wallMs);
    change.record({
      kind: 'promotions/shop-kept',
      subject: `promotion-shop:${id}`,
      body: {},
      personal: { name, contact: contact ?? '', phone: phone ?? '' },
    });
    return { id };
  });
}

/** Takes a shop off the list; what it has asked for stays in the archive. @throws DeskError `promotion/shop-unknown` */
export function dropShop({ desk, store }: Promotions, command: Command, id: number): Acted<{ id: number }> {
  return desk.act(command, 'promotions/drop-shop', (change) => {
    if (!store.dropShop(id)) {
      throw new DeskError(
        'not-found',
        'promotion/shop-unknown',
        { zh: '这家商户已经不在名单里了。', en: 'This shop is not on the list any more.' },
        { facts: { id } },
      );
    }
    change.record({ kind: 'promotions/shop-dropped', subject: `promotion-shop:${id}`, body: {} });
    return { id };
  });
}
