import type { DataSource } from 'typeorm';

/** Each `one in so many` customers bears the tag. */
const tags = [2, 10, 40, 500];

/** What the console filters by and planning does not read: stages, tiers, tags, problems, birthdays of customers. */
export async function seedConsole(dataSource: DataSource, day: string): Promise<void> {
  await dataSource.query(
    `update customers set
       stage = case when orderCount = 0 then 'new' when lastOrderAt < ? then 'dormant' when orderCount = 1 then 'first-purchase'
                    when orderCount = 2 then 'repeat' when orderCount < 5 then 'loyal' else 'partner' end,
       tier = case when orderCount = 0 then 'none' when orderCount < 3 then 'basic' when orderCount < 5 then 'premium' else 'elite' end,
       addedAt = addedAt + (rowid * 7919 % 60000000) * 1000,
       totalCents = totalCents + rowid * 131 % 20000,
       problemOpenedAt = case when rowid % 300 = 7 then createdAt end,
       repUserId = case when rowid % 50 = 3 then null else repUserId end,
       remark = coalesce((select r.remark from follow_relations r
         where r.externalUserId = customers.externalUserId and r.repUserId = customers.repUserId), ''),
       birthdayOn = (select min(d.nextOn) from important_dates d
         where d.externalUserId = customers.externalUserId and d.kind = 'birthday' and d.status = 'confirmed')`,
    [Date.parse(day) - 365 * 86_400_000],
  );
  for (const [place, every] of tags.entries()) {
    await dataSource.query('insert into corp_tags (tagId, groupId, groupName, name, sort) values (?, ?, ?, ?, ?)', [
      `tag-${place}`,
      'g',
      '偏好',
      `标签${place}`,
      place,
    ]);
    await dataSource.query(
      'insert into customer_tags (tagId, externalUserId) select ?, externalUserId from customers where rowid * 31 % ? = 1',
      [`tag-${place}`, every],
    );
  }
}
