import { FestivalCalendar } from '../../../src/features/plays/festival-calendar';
import type { CustomerFacts, DateFacts, DayFacts, Purchase } from '../../../src/features/plays/play';
import { type ProductFacts, ProductShelf } from '../../../src/features/plays/product-shelf';
import type { CivilDay } from '../../../src/kernel/ports';
import { careSettings, shippedFestivals, zone } from '../planning/planning-world';

/** A customer of whom only the given is known. */
export function customer(more: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    externalUserId: 'wang',
    repUserId: 'lin',
    name: '王女士',
    zone,
    stage: 'new',
    tier: 'none',
    addedOn: '2026-01-01',
    orderCount: 0,
    totalCents: 0,
    firstOrderOn: null,
    lastOrderOn: null,
    lastActiveOn: null,
    optedOut: false,
    deceased: false,
    problemOpen: false,
    problemClosedOn: null,
    dates: [],
    purchases: [],
    lastDeliveredOn: null,
    lastReferralOn: null,
    ...more,
  };
}

export function date(more: Partial<DateFacts>): DateFacts {
  const solar = { calendar: 'solar', year: null, month: 1, day: 1, leapMonth: false } as const;
  return { id: 'd1', kind: 'birthday', label: '', forWhom: '', ...solar, ...more };
}

export function purchase(deliveredOn: CivilDay, more: Partial<Purchase> = {}): Purchase {
  return { orderNo: 'o1', sku: 'filter', name: '滤芯', quantity: 1, deliveredOn, ...more };
}

export function shelf(products: Partial<ProductFacts>[], settings = careSettings()): ProductShelf {
  const full = products.map((product) => ({
    sku: 'filter',
    name: '滤芯',
    usageSteps: [],
    consumable: null,
    ...product,
  }));
  return new ProductShelf(full, settings.usageTips.validDays);
}

const festivals = shippedFestivals();

export function dayOf(day: CivilDay, products: Partial<ProductFacts>[] = [], settings = careSettings()): DayFacts {
  const calendar = new FestivalCalendar(festivals, day, settings.holiday);
  return { day, settings, festivals: calendar, products: shelf(products, settings), topics: [] };
}
