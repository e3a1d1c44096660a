/** Instants as the shop reads them: `2027-01-05 09:30`. */
export function clockTextIn(zone: string): (iso: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (iso) => format.format(new Date(iso));
}
