import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Permission } from '../../contract/console/permissions';
import { type Session, sessionEndpoints } from '../../contract/console/session';
import { Refused } from '../ui/ask';
import { call, rememberCsrfToken } from './api';

const queryKey = ['session'] as const;

/** Null: nobody is signed in, or not any more. */
async function readSession(): Promise<Session | null> {
  try {
    const session = await call(sessionEndpoints.readSession, {});
    if (session) rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return null;
    throw error;
  }
}

export function useSessionQuery() {
  return useQuery({ queryKey, queryFn: readSession, staleTime: 60_000 });
}

/** Of who is signed in; the shell shows its pages to nobody else. */
export function useSession(): Session {
  const { data } = useSessionQuery();
  if (!data) throw new Error('no session: this page stands inside the shell');
  return data;
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}

/** After signing in, after signing out (null), and when an answer says that the session is over. */
export function useSetSession(): (session: Session | null) => void {
  const client = useQueryClient();
  return (session) => {
    // An answer under way is of the time before.
    void client.cancelQueries({ queryKey });
    if (session) rememberCsrfToken(session.csrfToken);
    else client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(queryKey, session);
  };
}
