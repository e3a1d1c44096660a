import {
  ApiOutlined,
  AuditOutlined,
  BookOutlined,
  CalendarOutlined,
  DashboardOutlined,
  MessageOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType, ReactNode } from 'react';
import type { Permission } from '../../contract/console/permissions';

export interface ConsolePage {
  /** Below `/console`. */
  path: string;
  title: string;
  icon: ReactNode;
  permission: Permission;
  load: () => Promise<{ Page: ComponentType }>;
}

/** The console's pages in the order of the menu; each is loaded when it is first opened. */
export const consolePages: readonly ConsolePage[] = [
  {
    path: 'overview',
    title: '总览',
    icon: <DashboardOutlined />,
    permission: 'overview.read',
    load: () => import('./overview/overview-page.js').then(({ OverviewPage }) => ({ Page: OverviewPage })),
  },
  {
    path: 'customers',
    title: '客户',
    icon: <TeamOutlined />,
    permission: 'customers.read',
    load: () => import('./customers/customers-page.js').then(({ CustomersPage }) => ({ Page: CustomersPage })),
  },
  {
    path: 'touches',
    title: '推送',
    icon: <SendOutlined />,
    permission: 'touches.read',
    load: () => import('./touches/touches-page.js').then(({ TouchesPage }) => ({ Page: TouchesPage })),
  },
  {
    path: 'calendar',
    title: '日历',
    icon: <CalendarOutlined />,
    permission: 'calendar.read',
    load: () => import('./calendar/calendar-page.js').then(({ CalendarPage }) => ({ Page: CalendarPage })),
  },
  {
    path: 'templates',
    title: '模板',
    icon: <MessageOutlined />,
    permission: 'templates.read',
    load: () => import('./templates/templates-page.js').then(({ TemplatesPage }) => ({ Page: TemplatesPage })),
  },
  {
    path: 'library',
    title: '话术库',
    icon: <BookOutlined />,
    permission: 'library.read',
    load: () => import('./library/library-page.js').then(({ LibraryPage }) => ({ Page: LibraryPage })),
  },
  {
    path: 'products',
    title: '商品',
    icon: <ShoppingOutlined />,
    permission: 'products.read',
    load: () => import('./products/products-page.js').then(({ ProductsPage }) => ({ Page: ProductsPage })),
  },
  {
    path: 'members',
    title: '成员与权限',
    icon: <SafetyCertificateOutlined />,
    permission: 'members.read',
    load: () => import('./members/members-page.js').then(({ MembersPage }) => ({ Page: MembersPage })),
  },
  {
    path: 'settings',
    title: '设置',
    icon: <SettingOutlined />,
    permission: 'settings.read',
    load: () => import('./settings/settings-page.js').then(({ SettingsPage }) => ({ Page: SettingsPage })),
  },
  {
    path: 'audit',
    title: '审计',
    icon: <AuditOutlined />,
    permission: 'audit.read',
    load: () => import('./audit/audit-page.js').then(({ AuditPage }) => ({ Page: AuditPage })),
  },
  {
    path: 'doctor',
    title: '接入',
    icon: <ApiOutlined />,
    permission: 'doctor.run',
    load: () => import('./doctor/doctor-page.js').then(({ DoctorPage }) => ({ Page: DoctorPage })),
  },
];
