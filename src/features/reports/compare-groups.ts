/** Customers of one group, and those of them who did what is measured. */
export interface Group {
  customers: number;
  did: number;
}

/** Shares lie between 0 and 1. */
export interface Difference {
  difference: number;
  /** Between these the true difference lies, 95 times of 100. */
  low: number;
  high: number;
}

/** Of a normal distribution: 95 % lie within so many standard deviations. */
const z = 1.96;
/** Fewer customers, or fewer of them expected to buy, tell nothing. */
const fewestCustomers = 100;
const fewestBuyers = 5;

/**
 * How much more of one group did it than of the other, by Newcombe's score interval: it holds for small groups and for
 * shares near 0, where the textbook's interval lies.
 */
export function compareGroups(one: Group, other: Group): Difference {
  const [first, second] = [wilson(one), wilson(other)];
  const difference = first.share - second.share;
  return {
    difference,
    low: difference - Math.hypot(first.share - first.low, second.high - second.share),
    high: difference + Math.hypot(first.high - first.share, second.share - second.low),
  };
}

/** Whether the groups are so small that any figure would be chance. */
export function areTooFew(one: Group, other: Group): boolean {
  const smaller = Math.min(one.customers, other.customers);
  if (smaller < fewestCustomers) return true;
  const share = (one.did + other.did) / (one.customers + other.customers);
  return smaller * share < fewestBuyers;
}

function wilson({ customers, did }: Group): { share: number; low: number; high: number } {
  if (customers === 0) return { share: 0, low: 0, high: 1 };
  const share = did / customers;
  const middle = (share + z ** 2 / (2 * customers)) / (1 + z ** 2 / customers);
  const half =
    (z * Math.sqrt((share * (1 - share)) / customers + z ** 2 / (4 * customers ** 2))) / (1 + z ** 2 / customers);
  // A share of nobody or of everybody is the end of its own interval.
  return { share, low: Math.min(share, middle - half), high: Math.max(share, middle + half) };
}
