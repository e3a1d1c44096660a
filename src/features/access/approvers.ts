import { type DataSource, IsNull } from 'typeorm';
import { Member } from '../../model/member';
import { permissionsOf } from './roles';

/** Members who may approve what is sent to customers. */
export async function approversIn(dataSource: DataSource): Promise<Member[]> {
  const members = await dataSource.getRepository(Member).findBy({ maySend: true, disabledAt: IsNull() });
  return members.filter((member) => permissionsOf(member).includes('send.approve'));
}
