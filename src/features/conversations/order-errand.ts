import { civilDay, instantAt } from '../../kernel/calendar';
import { readPastDay } from '../../kernel/past-day';
import { chosenOf } from './chosen';
import type { Errand, Errands } from './errands';
import { say, yuan } from './texts';

/** Keeps a purchase that a rep tells of; which product it was is asked where several have the name. */
export function orderErrand(errands: Errands, zone: string): Errand<'order'> {
  return async (command, who, request, settled) => {
    const today = civilDay(request.sentAt, zone);
    const paidOn = command.paidWords === '' ? today : readPastDay(command.paidWords, today);
    if (paidOn === null) {
      return { text: say.whichDay(command.paidWords, who.name, command.product, yuan(command.totalCents)) };
    }
    if (paidOn > today) return { text: say.futureOrder };
    const products = await errands.findProducts(command.product);
    const product = chosenOf(products, 'sku', settled);
    if (product === 'gone') return { text: say.productGone };
    if (products.length === 0) return { text: say.noProduct(command.product) };
    if (!product) {
      const options = products.slice(0, 9).map(({ sku, name }) => ({ label: name, settled: { ...settled, sku } }));
      return { text: say.whichProduct(command.product), question: { command, options } };
    }
    await errands.saveOrder({
      orderNo: `rep-${request.messageId}`,
      externalUserId: who.externalUserId,
      repUserId: request.repUserId,
      paidAt: paidOn === today ? request.sentAt : instantAt(paidOn, '12:00', zone),
      sku: product.sku,
      productName: product.name,
      quantity: command.quantity,
      totalCents: command.totalCents,
    });
    return { text: say.ordered(who.name, product.name, command.quantity, yuan(command.totalCents), paidOn) };
  };
}
