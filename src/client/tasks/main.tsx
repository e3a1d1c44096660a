import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import '../ui/rep/rep.css';
import './tasks.css';
import { TasksPage } from './tasks-page';

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true }, mutations: { networkMode: 'always' } },
});

// A new link in a page that is open already changes only what is behind `#`.
window.addEventListener('hashchange', () => location.reload());

const container = document.getElementById('root');
if (container) {
  createRoot(container).render(
    <QueryClientProvider client={queryClient}>
      <TasksPage />
    </QueryClientProvider>,
  );
}
