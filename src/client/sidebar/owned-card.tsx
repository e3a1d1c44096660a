import type { BriefingView } from '../../contract/sidebar';
import { moneyText } from '../ui/money';
import { spokenDay } from '../ui/rep/shop-day';
import { texts } from './texts';

/** What the customer has, what each will want next, and the last orders. */
export function OwnedCard({ briefing: { owned, orders, today } }: { briefing: BriefingView }) {
  return (
    <section className="card" aria-labelledby="owned">
      <h2 id="owned">{texts.owned}</h2>
      {owned.length === 0 && <p className="none">{texts.noOwned}</p>}
      <ul className="rows">
        {owned.map(({ sku, name, quantity, deliveredOn, coming }) => (
          <li key={sku}>
            <div className="row">
              <strong>
                {name}
                {quantity > 1 && ` ×${quantity}`}
              </strong>
              <span className="quiet">{texts.deliveredOn(deliveredOn, deliveredOn > today)}</span>
            </div>
            {coming.map(({ on, why }) => (
              <p key={why} className="quiet">
                {spokenDay(on)}：{why}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {orders.latest.length > 0 && (
        <details>
          <summary>{texts.latestOrders}</summary>
          <ul className="rows">
            {orders.latest.map(({ orderNo, paidOn, status, totalCents, items }) => (
              <li key={orderNo}>
                <div className="row">
                  <span>{paidOn}</span>
                  <span className="quiet">
                    {texts.orderStatus[status]} · {moneyText(totalCents)}
                  </span>
                </div>
                <p className="quiet">{items.map(({ name, quantity }) => `${name} ×${quantity}`).join('、')}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
