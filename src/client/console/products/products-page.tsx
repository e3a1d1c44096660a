import { Route, Routes } from 'react-router';
import { ProductEditor } from './product-editor';
import { ProductList } from './product-list';
import './products.css';

/** 商品: what is sold, and the care that each purchase sets off. */
export function ProductsPage() {
  return (
    <Routes>
      <Route index element={<ProductList />} />
      <Route path="new" element={<ProductEditor />} />
      <Route path="of/:sku" element={<ProductEditor />} />
    </Routes>
  );
}
