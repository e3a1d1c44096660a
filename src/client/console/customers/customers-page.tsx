import { Route, Routes } from 'react-router';
import { CustomerList } from './customer-list';
import { ProfilePage } from './profile/profile-page';
import './customers.css';

/** 客户: who they are, and what is done for each. */
export function CustomersPage() {
  return (
    <Routes>
      <Route index element={<CustomerList />} />
      <Route path=":externalUserId" element={<ProfilePage />} />
    </Routes>
  );
}
