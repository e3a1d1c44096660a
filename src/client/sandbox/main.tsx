import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import './page.css';
import { SandboxPage } from './sandbox-page';
import { useTheme } from './theme';

dayjs.locale('zh-cn');

/** The sandbox is on this very machine: it answers whether or not the browser believes to be online. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always' },
  },
});

function Root() {
  return (
    <ConfigProvider locale={zhCN} theme={useTheme()} button={{ autoInsertSpace: false }}>
      <App component={false}>
        <QueryClientProvider client={queryClient}>
          <SandboxPage />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

const container = document.getElementById('root');
if (container) createRoot(container).render(<Root />);
