import { useParams } from 'react-router';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { ProductForm } from './product-form';
import { useProduct } from './products-api';

/** One product, or a new one. */
export function ProductEditor() {
  const { sku = null } = useParams();
  const product = useProduct(sku);
  if (sku !== null && !product.data) {
    return (
      <>
        <PageHead title="商品" note={sku} />
        {product.error ? <ErrorNotice error={product.error} onRetry={() => void product.refetch()} /> : <Loading />}
      </>
    );
  }
  // What a save answers is where the editor goes on from.
  return <ProductForm key={sku ?? ''} product={product.data ?? null} />;
}
