import { type EntityManager, In } from 'typeorm';
import { Rep } from '../../model/rep';

/** Names of reps by id; an unknown rep goes by the id. */
export async function repNames(manager: EntityManager, ids: (string | null)[]): Promise<(repUserId: string) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const reps = wanted.length === 0 ? [] : await manager.find(Rep, { where: { repUserId: In(wanted) } });
  const names = new Map(reps.map((rep) => [rep.repUserId, rep.name]));
  return (repUserId) => names.get(repUserId) ?? repUserId;
}
