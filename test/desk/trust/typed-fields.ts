import type { ServiceAnswer, ServiceClient } from '../service-process.ts';

/** What a field did with a text. */
export interface Taken {
  readonly answer: ServiceAnswer;
  /** The text as the service gives it back; absent where it gives none back. */
  readonly shown?: unknown;
}

/** A place where a person can type. */
export interface TypedField {
  /** The last part of the name a refusal has to give. */
  readonly name: string;
  /** Sends the text; `serial` is another number each time. */
  take(text: string, serial: number): Promise<Taken>;
}

/** Text in a sentence: all that is known is that it is somewhere in it. */
export interface Within {
  readonly sentence: string;
}

const call = { kind: 'lost-person', sex: 'male', age: 30, place: 'atrium', meeting: 'desk-1f' } as const;
const objectCall = { kind: 'lost-object', object: 'other', place: 'atrium', meeting: 'desk-1f' } as const;

/** Every field of the API that takes words. */
export function typedFields(administrator: ServiceClient, lead: ServiceClient): Readonly<Record<string, TypedField>> {
  const draft = async (form: object, more: object = {}): Promise<Taken> => {
    const answer = await lead.ask('POST', '/calls/draft', { form, times: 1, gapSeconds: 0, ...more });
    return answer.status === 200 ? { answer, shown: { sentence: answer.body.script.zh } } : { answer };
  };
  const shownAfter = async (answer: ServiceAnswer, look: () => Promise<unknown>): Promise<Taken> =>
    answer.status === 200 ? { answer, shown: await look() } : { answer };
  const list = async (client: ServiceClient, path: string) => (await client.ask('GET', path)).body;
  const newCard = async (serial: number, label: string) => {
    const cardId = `5A${String(serial).padStart(8, '0')}`;
    return { cardId, answer: await administrator.ask('POST', '/cards', { cardId, kind: 'loyalty', label }) };
  };
  const card = async (cardId: string) =>
    (await list(lead, '/cards')).find((one: { cardId: string }) => one.cardId === cardId);
  const person = { staffNo: '', name: '新人', department: '客服', roles: ['employee'], shiftId: 'reception' };
  const added = async (serial: number, field: 'name' | 'department', text: string) => {
    const fields = { ...person, staffNo: `H${serial}`, [field]: text };
    const answer = await administrator.ask('POST', '/people', fields);
    return shownAfter(answer, async () => {
      const people = await list(administrator, '/people');
      return people.find((one: { id: number }) => one.id === answer.body.personId)[field];
    });
  };
  const stroller = (number: string) => lead.ask('POST', '/loans/items', { kind: 'stroller', number, door: null });

  return {
    'person name': { name: 'name', take: (text, serial) => added(serial, 'name', text) },
    department: { name: 'department', take: (text, serial) => added(serial, 'department', text) },
    // The clerk's own name: it stands on every paper after this.
    'clerk’s name': {
      name: 'name',
      async take(text) {
        const people = await list(administrator, '/people');
        const { id } = people.find((one: { staffNo: string }) => one.staffNo === '1018');
        const answer = await administrator.ask('PUT', `/people/${id}`, { name: text });
        return shownAfter(answer, async () => {
          const now = await list(administrator, '/people');
          return now.find((one: { id: number }) => one.id === id).name;
        });
      },
    },
    'card label': {
      name: 'label',
      async take(text, serial) {
        const { cardId, answer } = await newCard(serial, text);
        return shownAfter(answer, async () => (await card(cardId)).label);
      },
    },
    'why a card is lost': {
      name: 'reason',
      async take(text, serial) {
        const { cardId } = await newCard(serial, `L${serial}`);
        const answer = await lead.ask('POST', `/cards/${cardId}/lost`, { reason: text });
        return shownAfter(answer, async () => (await card(cardId)).reason);
      },
    },
    'other service': {
      name: 'text',
      async take(text) {
        const lines = [{ serviceId: 'other', quantity: 1, priceFen: 100, text }];
        const answer = await lead.ask('POST', '/receipts', { lines, methodId: 'wechat', saidTotalFen: 100 });
        return shownAfter(answer, async () => answer.body.lines[0].name);
      },
    },
    'why a receipt is void': {
      name: 'reason',
      async take(text) {
        const lines = [{ serviceId: 'copy-a4', quantity: 1 }];
        const { body } = await lead.ask('POST', '/receipts', { lines, methodId: 'wechat', saidTotalFen: 50 });
        const answer = await lead.ask('POST', `/receipts/${body.number}/void`, { reason: text });
        return shownAfter(answer, async () => answer.body.voided.reason);
      },
    },
    'stroller note': {
      name: 'note',
      async take(text, serial) {
        const { body: item } = await stroller(`n${serial}`);
        const answer = await lead.ask('POST', '/loans/stroller', { itemId: item.id, note: text });
        return shownAfter(answer, async () => answer.body.note);
      },
    },
    // It stands on the deposit slip.
    'umbrella number': {
      name: 'number',
      async take(text) {
        const answer = await lead.ask('POST', '/loans/items', { kind: 'umbrella', number: text, door: null });
        return shownAfter(answer, async () => {
          const { body: loan } = await lead.ask('POST', '/loans/umbrella', { itemId: answer.body.id });
          const { body: paid } = await lead.ask('POST', `/loans/${loan.id}/deposit-taken`, {});
          return paid.item.number;
        });
      },
    },
    'why an item is damaged': {
      name: 'why',
      async take(text, serial) {
        const { body: item } = await stroller(`w${serial}`);
        return {
          answer: await lead.ask('POST', `/loans/items/${item.id}/condition`, { condition: 'damaged', why: text }),
        };
      },
    },
    'why a purse is corrected': {
      name: 'why',
      async take(text) {
        const answer = await lead.ask('POST', '/cash/corrections', { purse: 'income', amountFen: 100, why: text });
        return shownAfter(answer, async () => {
          const { today } = await list(lead, '/cash');
          return today.find((one: { id: number }) => one.id === answer.body.movementId).note;
        });
      },
    },
    'loan search': {
      name: 'code',
      take: async (text) => ({
        answer: await lead.ask('GET', `/loans/open?code=${encodeURIComponent(wellFormed(text))}`),
      }),
    },
    'staff number': {
      name: 'staffNo',
      take: async (text) => ({ answer: await lead.ask('POST', '/session', { staffNo: text, pin: '1' }) }),
    },
    'lost person’s name': { name: 'name', take: (text) => draft({ ...call, name: text }) },
    'lost person’s feature': { name: 'feature', take: (text) => draft({ ...call, feature: text }) },
    'lost object': { name: 'objectText', take: (text) => draft({ ...objectCall, objectText: text }) },
    requester: {
      name: 'requester',
      take: async (text) => ({ answer: (await draft(call, { requester: text })).answer }),
    },
    ...promotionFields(lead),
    'why a form is filled in': {
      name: 'reason',
      async take(text, serial) {
        const day = new Date(Date.UTC(2100, 0, 4 + 7 * serial)).toISOString().slice(0, 10);
        const asked = {
          kind: 'leave',
          leaveKind: 'sick',
          from: { day, half: 'first' },
          until: { day, half: 'second' },
        };
        const answer = await lead.ask('POST', '/forms', { asked, reason: text });
        return shownAfter(answer, async () => (await list(lead, `/forms/${answer.body.formId}`)).reason);
      },
    },
    announcement: {
      name: 'zh',
      async take(text) {
        const answer = await lead.ask('POST', '/announcements', { zh: text, times: 1, gapSeconds: 0 });
        if (answer.status === 200)
          await lead.ask('POST', `/announcements/${answer.body.announcementId}/withdraw`, undefined);
        return shownAfter(answer, async () => {
          const log = await list(lead, '/air/log?limit=1');
          return { sentence: log[0].parts.map((part: { text?: string }) => part.text ?? '').join('') };
        });
      },
    },
  };
}

/** What a shop asks for; each request is refused at once, and the reply prints its words. */
function promotionFields(lead: ServiceClient): Record<string, TypedField> {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const usual = { shop: '清泉书店', zh: '全场八折', from: `${day}T11:00`, until: `${day}T12:00`, times: 1 };
  const refused = async (answer: ServiceAnswer, reason: string) => {
    const { body, status } = await lead.ask('POST', `/promotions/${answer.body.id}/refuse`, { reason });
    return { status, body: { ...body, printJobId: body.replyJob } };
  };
  const asked = async (field: string, text: string): Promise<Taken> => {
    const answer = await lead.ask('POST', '/promotions', { ...usual, [field]: text });
    if (answer.status !== 200) return { answer };
    const { body } = await lead.ask('GET', `/promotions/${answer.body.id}`);
    return { answer: await refused(answer, '排不下'), shown: body[field] };
  };
  const field = (name: string): TypedField => ({ name, take: (text) => asked(name, text) });
  return {
    'promotion’s shop': field('shop'),
    'promotion’s contact': field('contact'),
    'promotion’s script': field('zh'),
    'promotion’s English script': field('en'),
    'why a promotion is refused': {
      name: 'reason',
      async take(text) {
        const answer = await lead.ask('POST', '/promotions', usual);
        const reply = await refused(answer, text);
        if (reply.status !== 200) {
          await lead.ask('POST', `/promotions/${answer.body.id}/withdraw`, {});
          return { answer: reply };
        }
        const { body } = await lead.ask('GET', `/promotions/${answer.body.id}`);
        return { answer: reply, shown: body.reason };
      },
    },
    'shop on the list': {
      name: 'name',
      async take(text) {
        const answer = await lead.ask('POST', '/promotions/shops', { name: text });
        if (answer.status !== 200) return { answer };
        const { body } = await lead.ask('GET', '/promotions/shops');
        return { answer, shown: body.find((one: { id: number }) => one.id === answer.body.id).name };
      },
    },
  };
}

/** UTF-8 has no halves of characters: what is half becomes U+FFFD. */
export function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
