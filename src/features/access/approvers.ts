import { type DataSource, IsNull } from 'typeorm';
import { Member } from '../../model/member';
import { maySend } from './roles';

/** Members who may approve what is sent to customers. */
export async function approversIn(dataSource: DataSource): Promise<Member[]> {
  const members = await dataSource.getRepository(Member).findBy({ maySend: true, disabledAt: IsNull() });
  return members.filter(maySend);
}
