import { QueryCache, QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { AppRoot } from '../ui/app-root';
import { Refused } from '../ui/ask';
import './console.css';
import { Console } from './shell/console';

const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Wherever the session turns out to be over, the sign-in page comes up.
    onError: (error) => {
      if (error instanceof Refused && error.status === 401) queryClient.setQueryData(['session'], null);
    },
  }),
  defaultOptions: {
    queries: { retry: (tries, error) => !(error instanceof Refused) && tries < 2, staleTime: 10_000 },
  },
});

const container = document.getElementById('root');
if (container) {
  createRoot(container).render(
    <AppRoot queryClient={queryClient}>
      <Console />
    </AppRoot>,
  );
}
