import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Customer, stages, tiers } from '../../model/customer';
import { Rep } from '../../model/rep';
import { CareError } from '../../kernel/errors';
import { deskTexts } from './desk-texts';
import { type AudienceName, segmentNameOf, type TemplateHeader } from './front-matter';

/** As people call those for whom a text is written. */
export const audienceTitles: Record<AudienceName, string> = {
  any: '所有',
  none: '无等级',
  basic: '普通',
  premium: '高级',
  elite: '尊享',
  new: '新',
  'first-purchase': '首购',
  repeat: '复购',
  loyal: '忠诚',
  partner: '伙伴',
  'at-risk': '流失预警',
  dormant: '沉睡',
};

export function audienceTitle(audience: string): string {
  const segment = segmentNameOf(audience);
  // Whatever else a header may name is a key of the table.
  return segment === null ? audienceTitles[audience as AudienceName] : `「${segment}」`;
}

/** The customers of a segment as a select of their ids; null: there is no such segment. */
export type SegmentSelect = (name: string) => Promise<{ sql: string; params: unknown[] } | null>;

/** Plays that speak of what was bought. */
const forBuyers: readonly string[] = ['usage-tip', 'replenish', 'holiday', 'referral'];

export interface AudienceCount {
  customers: number;
  /** One entry a rep. */
  byRep: number[];
}

export interface AudienceMember {
  externalUserId: string;
  name: string;
  repName: string;
}

type Asked = Pick<TemplateHeader, 'play' | 'audience'>;
/** Reps whose customers may be seen; null: all. */
type Seen = readonly string[] | null;

/** Customers that a text might ever reach: somebody follows them, they did not opt out, and it is written for them. */
export class Audiences {
  constructor(private readonly options: { dataSource: DataSource; segmentSelect: SegmentSelect }) {}

  /** @throws CareError `no_segment` 422 */
  async count(header: Asked, seen: Seen = null): Promise<AudienceCount> {
    const rows = await (
      await this.query(header, seen)
    )
      .select('count(*)', 'customers')
      .groupBy('customer.repUserId')
      .getRawMany<{ customers: number | string }>();
    const byRep = rows.map((row) => Number(row.customers));
    return { customers: byRep.reduce((sum, each) => sum + each, 0), byRep };
  }

  async first(header: Asked, limit: number, seen: Seen = null): Promise<AudienceMember[]> {
    return (await this.query(header, seen))
      .leftJoin(Rep, 'rep', 'rep.repUserId = customer.repUserId')
      .select('customer.externalUserId', 'externalUserId')
      .addSelect('customer.name', 'name')
      .addSelect("coalesce(rep.name, '')", 'repName')
      .orderBy('customer.externalUserId')
      .limit(limit)
      .getRawMany<AudienceMember>();
  }

  private async query({ play, audience }: Asked, seen: Seen): Promise<SelectQueryBuilder<Customer>> {
    const query = this.options.dataSource
      .getRepository(Customer)
      .createQueryBuilder('customer')
      .where('customer.repUserId is not null and customer.optedOutAt is null and customer.deceased = :no', {
        no: false,
      });
    if (forBuyers.includes(play)) query.andWhere('customer.orderCount > 0');
    if (seen !== null) query.andWhere('customer.repUserId in (:...seen)', { seen: seen.length > 0 ? seen : [''] });
    if (audience.includes('any')) return query;
    const ofTier = tiers.filter((tier) => audience.includes(tier));
    const ofStage = stages.filter((stage) => audience.includes(stage));
    const { sql, parameters } = await this.ofSegments(audience);
    return query.andWhere(`(customer.tier in (:...ofTier) or customer.stage in (:...ofStage)${sql})`, {
      ofTier: ofTier.length > 0 ? ofTier : [''],
      ofStage: ofStage.length > 0 ? ofStage : [''],
      ...parameters,
    });
  }

  private async ofSegments(audience: Asked['audience']): Promise<{ sql: string; parameters: Record<string, unknown> }> {
    let sql = '';
    const parameters: Record<string, unknown> = {};
    for (const name of audience.map(segmentNameOf)) {
      if (name === null) continue;
      const select = await this.options.segmentSelect(name);
      if (!select) throw new CareError('no_segment', deskTexts.noSegment(name), { status: 422 });
      const waiting = [...select.params];
      // The query builder names its parameters; those of a filter are in their order, and no text of ours holds a `?`.
      const named = select.sql.replace(/\?/g, () => {
        const key = `segment${Object.keys(parameters).length}`;
        parameters[key] = waiting.shift();
        return `:${key}`;
      });
      sql += ` or customer.externalUserId in (${named})`;
    }
    return { sql, parameters };
  }
}
