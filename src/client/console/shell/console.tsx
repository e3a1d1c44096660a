import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { ErrorNotice, Loading } from '../../ui/states';
import { consolePages } from '../pages';
import { useSessionQuery } from '../session';
import { Missing } from './missing';
import { PageCrash } from './page-crash';
import { Shell } from './shell';
import { SignInPage } from './sign-in-page';

const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <PageCrash />,
      children: [
        { index: true, element: <Home /> },
        ...consolePages.map(({ path, load }) => ({
          path: `${path}/*`,
          errorElement: <PageCrash />,
          HydrateFallback: Loading,
          lazy: async () => ({ Component: (await load()).Page }),
        })),
        {
          path: 'account',
          errorElement: <PageCrash />,
          HydrateFallback: Loading,
          lazy: async () => ({ Component: (await import('../account/account-page.js')).AccountPage }),
        },
        { path: '*', element: <Missing /> },
      ],
    },
  ],
  { basename: '/console' },
);

/** The console: the sign-in page until somebody is signed in, then the pages that they may see. */
export function Console() {
  const session = useSessionQuery();
  if (session.isPending) return <Loading />;
  if (session.error && !session.data) {
    return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
  }
  return session.data ? <RouterProvider router={router} /> : <SignInPage />;
}

/** The first page of the menu that the member may see. */
function Home() {
  const { data: session } = useSessionQuery();
  const first = consolePages.find(({ permission }) => session?.permissions.includes(permission));
  return first ? <Navigate to={first.path} replace /> : <Missing />;
}
