import { Route, Routes } from 'react-router';
import { CarePage } from './care-page';
import { RolesPage } from './roles-page';
import './settings.css';

/** 设置: the rules of care, and what each role may do. */
export function SettingsPage() {
  return (
    <Routes>
      <Route path="roles" element={<RolesPage />} />
      <Route path="*" element={<CarePage />} />
    </Routes>
  );
}
