/** Reasons of touches that a member of the console decided on: no plan and no rule undoes it. */
export const byPerson = { held: 'held_by_person', cancelled: 'cancelled_by_person' } as const;

export function isByPerson(reason: string): boolean {
  return reason === byPerson.held || reason === byPerson.cancelled;
}
