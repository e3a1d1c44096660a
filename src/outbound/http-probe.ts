/** One GET, for looking whether somebody is there: its status, the beginning of its text, the other side's clock. */
export async function probe(url: string): Promise<{ status: number; text: string; at: number | null }> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    status: response.status,
    text: (await response.text()).slice(0, 1_000),
    at: Number.isNaN(date) ? null : date,
  };
}
