import type { DataSource, EntityManager } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import type { Clock, Vault } from '../../kernel/ports';
import { Product } from '../../model/product';
import { type CancelTouches, OrderBook } from './order-book';
import { type OrderPage, pageOrders } from './order-history';
import { saveProducts } from './product-book';
import type { OrderRow, ProductRow, RowResult } from './rows';

export interface CommerceOptions {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  zone: string;
  settings: CareSettings['orders'];
  cancelTouches: CancelTouches;
}

/** Products and orders. Works in the caller's transaction when given one, else in its own. */
export class Commerce {
  private readonly orders: OrderBook;

  constructor(private readonly options: CommerceOptions) {
    const { vault, zone, clock, settings, cancelTouches } = options;
    this.orders = new OrderBook({
      vault,
      zone,
      settings,
      now: () => clock.now(),
      cancelTouches,
    });
  }

  /** Upsert by sku. */
  saveProducts(rows: ProductRow[], within?: EntityManager): Promise<RowResult[]> {
    return this.within(within, (manager) => saveProducts(manager, rows, this.options.clock.now()));
  }

  /**
   * Upsert by order number; a refund takes the order's due care away.
   *
   * @param source `api`, `import` or `rep:<repUserId>`; the first one is kept
   */
  saveOrders(rows: OrderRow[], source: string, within?: EntityManager): Promise<RowResult[]> {
    return this.within(within, (manager) => this.orders.save(manager, rows, source));
  }

  /** To be wired to `onKnown` of ContactBook and Profiles. */
  matchOrders(
    manager: EntityManager,
    customer: { externalUserId: string; unionId: string | null; mobileHashes: string[] },
  ): Promise<number> {
    return this.orders.match(manager, customer);
  }

  /** A customer's orders, newest first. */
  pageOrders(externalUserId: string, request: { cursor?: string; limit: number }): Promise<OrderPage> {
    return pageOrders(this.options.dataSource.manager, externalUserId, request);
  }

  /** By name; a shop has hundreds of products, not millions. */
  listProducts(): Promise<Product[]> {
    return this.options.dataSource.getRepository(Product).find({ order: { name: 'ASC', sku: 'ASC' }, take: 2_000 });
  }

  /** Products that a rep may mean: the one of this very name or number, else those whose name holds the words. */
  async findProducts(words: string): Promise<Product[]> {
    const products = await this.listProducts();
    const wanted = words.trim().toLowerCase();
    const exact = products.filter(({ sku, name }) => sku.toLowerCase() === wanted || name.toLowerCase() === wanted);
    return exact.length > 0 ? exact : products.filter(({ name }) => name.toLowerCase().includes(wanted));
  }

  private within<T>(manager: EntityManager | undefined, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return manager ? work(manager) : this.options.dataSource.transaction(work);
  }
}
