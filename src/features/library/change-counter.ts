import type { EntityManager } from 'typeorm';
import { Marker } from '../../model/marker';

const counterId = 'library:change';

/**
 * The number of a change of the library. Until the caller's transaction ends nobody else gets one, so that numbers rise
 * in the order of the commits and a node that has seen one has seen all before it.
 */
export async function nextChange(manager: EntityManager): Promise<number> {
  const first = { id: counterId, value: '', at: 0, fence: 0 };
  await manager.createQueryBuilder().insert().into(Marker).values(first).orUpdate(['value'], ['id']).execute();
  await manager.increment(Marker, { id: counterId }, 'fence', 1);
  const { fence } = await manager.findOneByOrFail(Marker, { id: counterId });
  return fence;
}
