import { type DataSource, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { CivilDay } from '../../kernel/ports';
import { Product } from '../../model/product';
import { Topic } from '../../model/topic';
import type { TopicFacts } from '../plays/topic-facts';

/** The activities of a day, with the products that their tags mean. */
export async function readTopics(dataSource: DataSource, day: CivilDay): Promise<TopicFacts[]> {
  const topics = await dataSource.getRepository(Topic).find({
    where: { toOn: MoreThanOrEqual(day), fromOn: LessThanOrEqual(day) },
    order: { fromOn: 'ASC', id: 'ASC' },
  });
  const isTagged = topics.some(({ productTags }) => productTags.length > 0);
  const products = isTagged ? await dataSource.getRepository(Product).find({ select: { sku: true, tags: true } }) : [];
  return topics.map(({ id, title, kind, text, fromOn, toOn, stages, tiers, productTags }) => {
    const tagged = products.filter(({ tags }) => tags.some((tag) => productTags.includes(tag)));
    const skus = productTags.length === 0 ? null : tagged.map(({ sku }) => sku).sort();
    return { id, title, kind, text, firstOn: fromOn, lastOn: toOn, stages, tiers, skus };
  });
}
