import type { EntityManager } from 'typeorm';
import { Customer } from '../../model/customer';
import type { ProfileContext } from './profile-context';
import { profileTexts } from './texts';

const mostInterests = 50;
const mostNote = 4000;

/** Free facts: the reps' note (sealed) and interests. */
export class CustomerFacts {
  constructor(private readonly context: ProfileContext) {}

  /** @param options.append adds a line to the note that is there */
  async setNote(
    manager: EntityManager,
    externalUserId: string,
    note: string,
    options: { by: string; append?: boolean },
  ): Promise<'updated' | 'unchanged'> {
    const { vault } = this.context.options;
    const customer = await this.context.customer(manager, externalUserId);
    const known = customer.sealedNote === null ? '' : vault.open(customer.sealedNote);
    const text = note.trim();
    const isThere = known === text || (options.append === true && known.split('\n').includes(text));
    if (isThere) return 'unchanged';
    const whole = (options.append && known !== '' ? `${known}\n${text}` : text).slice(-mostNote);
    const sealedNote = whole === '' ? null : vault.seal(whole);
    await manager.update(Customer, { externalUserId }, { sealedNote, updatedAt: this.context.now() });
    await this.context.tell(manager, externalUserId, 'note.changed', profileTexts.noteChanged, { by: options.by });
    return 'updated';
  }

  async addInterests(
    manager: EntityManager,
    externalUserId: string,
    interests: string[],
    options: { by: string },
  ): Promise<'updated' | 'unchanged'> {
    const customer = await this.context.customer(manager, externalUserId);
    const wanted = interests.map((interest) => interest.trim()).filter((interest) => interest !== '');
    const all = [...new Set([...customer.interests, ...wanted])].slice(0, mostInterests);
    const added = all.slice(customer.interests.length);
    if (added.length === 0) return 'unchanged';
    await manager.update(Customer, { externalUserId }, { interests: all, updatedAt: this.context.now() });
    await this.context.tell(manager, externalUserId, 'interests.added', profileTexts.interestsAdded(added), options);
    return 'updated';
  }
}
