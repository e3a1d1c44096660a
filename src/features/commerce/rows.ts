import type { Fault } from '../../kernel/errors';
import type { OrderStatus } from '../../model/order';
import type { Consumable, UsageStep } from '../../model/product';

export type RowStatus = 'created' | 'updated' | 'unchanged' | 'rejected';
export interface RowResult {
  key: string;
  status: RowStatus;
  errors?: Fault[];
}

/** A product as a business system or a file tells of it. */
export interface ProductRow {
  sku: string;
  name: string;
  priceCents?: number;
  category?: string;
  usageSteps?: UsageStep[];
  consumable?: Consumable;
  upgradeTo?: string[];
  complements?: string[];
  tags?: string[];
}

/** An order as reported; one of the three customer keys is needed. Instants in epoch ms, money in fen. */
export interface OrderRow {
  orderNo: string;
  externalUserId?: string;
  unionId?: string;
  mobile?: string;
  paidAt: number;
  items: { sku: string; name: string; quantity: number; unitPriceCents: number }[];
  totalCents: number;
  status: OrderStatus;
  deliveredAt?: number;
}
