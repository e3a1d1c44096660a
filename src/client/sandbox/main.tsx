import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { AppRoot } from '../ui/app-root';
import './page.css';
import { SandboxPage } from './sandbox-page';

/** The sandbox is on this very machine: it answers whether or not the browser believes to be online. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always' },
  },
});

const container = document.getElementById('root');
if (container) {
  createRoot(container).render(
    <AppRoot queryClient={queryClient}>
      <SandboxPage />
    </AppRoot>,
  );
}
