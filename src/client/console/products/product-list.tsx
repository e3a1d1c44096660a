import { ImportOutlined, PlusOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Empty, Input, Select, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { ProductView } from '../../../contract/console/products';
import { moneyText } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice } from '../../ui/states';
import { ImportDialog } from '../batches/import-dialog';
import { useMay } from '../session';
import { rhythmText } from './product-words';
import { type ProductQuery, useOwners, useProducts } from './products-api';

const rhythms = [
  { value: 'any', label: '全部节奏' },
  { value: 'on', label: '节奏启用中' },
  { value: 'off', label: '节奏已停用' },
  { value: 'none', label: '没有节奏' },
];
const size = 20;
const listKeys = ['products'];

/** Every product, with what it sets off and how many customers have it. */
export function ProductList() {
  const [search, setSearch] = useSearchParams();
  const mayEdit = useMay('products.edit');
  const navigate = useNavigate();
  const [isImporting, setImporting] = useState(false);
  const query = queryOf(search);
  const list = useProducts(query);
  const products = list.data?.products ?? [];
  const owners = useOwners(products.map(({ sku }) => sku));
  const isFiltered = ['q', 'category', 'tag', 'rhythm'].some((name) => search.has(name));
  const set = (name: string, value: string | undefined) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      if (name !== 'page') next.delete('page');
      return next;
    });
  };
  const filter = { query, facets: list.data, set };
  return (
    <>
      <PageHead
        title="商品"
        note={list.data ? `${isFiltered ? '符合条件的' : '共'} ${list.data.total} 件` : ' '}
        actions={
          mayEdit && (
            <>
              <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
                导入
              </Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('new')}>
                新建商品
              </Button>
            </>
          )
        }
      />
      <ImportDialog rows="products" open={isImporting} onClose={() => setImporting(false)} queryKeys={listKeys} />
      <Filters {...filter} />
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <Table<ProductView>
        className="product-table"
        rowKey="sku"
        size="middle"
        dataSource={products}
        loading={list.isFetching}
        pagination={{
          current: query.page as number,
          pageSize: size,
          total: list.data?.total ?? 0,
          showSizeChanger: false,
          hideOnSinglePage: true,
          onChange: (page) => set('page', String(page)),
        }}
        locale={{ emptyText: list.isPending ? ' ' : <Nothing isFiltered={isFiltered} /> }}
        columns={[
          { title: '商品', key: 'name', render: (_, product) => <Name product={product} /> },
          {
            title: '分类',
            dataIndex: 'category',
            width: 110,
            responsive: ['lg'],
            render: (text: string | null) => text ?? '—',
          },
          { title: '价格', dataIndex: 'priceCents', width: 110, align: 'right', responsive: ['md'], render: moneyText },
          { title: '使用节奏', key: 'rhythm', render: (_, product) => <Rhythm product={product} /> },
          {
            title: '客户数',
            key: 'owners',
            width: 90,
            align: 'right',
            render: (_, { sku }) =>
              owners.data ? (
                (owners.data.owners[sku] ?? 0)
              ) : (
                <Skeleton.Button size="small" style={{ width: 32, minWidth: 0 }} />
              ),
          },
        ]}
      />
    </>
  );
}

function queryOf(search: URLSearchParams): ProductQuery {
  const text = (name: string) => search.get(name) ?? undefined;
  const rhythm = rhythms.find(({ value }) => value === search.get('rhythm'))?.value ?? 'any';
  const page = Number(search.get('page') ?? 1);
  return {
    q: text('q'),
    category: text('category'),
    tag: text('tag'),
    rhythm: rhythm as ProductQuery['rhythm'], // one of the values above
    page: Number.isInteger(page) && page > 0 ? page : 1,
    size,
  };
}

function Filters({
  query,
  facets,
  set,
}: {
  query: ProductQuery;
  facets: { categories: string[]; tags: string[] } | undefined;
  set: (name: string, value: string | undefined) => void;
}) {
  const options = (values: string[] = []) => values.map((value) => ({ value, label: value }));
  return (
    <div className="product-filters">
      <Input.Search
        aria-label="按名称或编号查找"
        placeholder="名称或编号"
        allowClear
        defaultValue={query.q}
        onSearch={(text) => set('q', text.trim())}
      />
      <Select
        aria-label="分类"
        placeholder="分类"
        allowClear
        value={query.category}
        options={options(facets?.categories)}
        onChange={(value?: string) => set('category', value)}
      />
      <Select
        aria-label="标签"
        placeholder="标签"
        allowClear
        value={query.tag}
        options={options(facets?.tags)}
        onChange={(value?: string) => set('tag', value)}
      />
      <Select
        aria-label="节奏"
        value={query.rhythm ?? 'any'}
        options={rhythms}
        onChange={(value) => set('rhythm', value === 'any' ? undefined : value)}
      />
    </div>
  );
}

function Name({ product: { sku, name, tags } }: { product: ProductView }) {
  return (
    <>
      <Link to={`of/${encodeURIComponent(sku)}`}>{name}</Link>
      <div className="product-sku">
        {sku}
        {tags.slice(0, 3).map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </div>
    </>
  );
}

function Rhythm({ product }: { product: ProductView }) {
  const missing = Object.entries(product.linked).filter(([, name]) => name === null);
  return (
    <>
      {rhythmText(product)} {!product.rhythmOn && <Tag>已停用</Tag>}
      {missing.length > 0 && <Tag icon={<WarningOutlined />}>{missing.length} 个关联商品不存在</Tag>}
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return (
    <Empty
      description={
        isFiltered
          ? '没有符合条件的商品，换个条件试试'
          : '还没有商品：可以在这里新建，可以导入表格，也可以由业务系统通过接口推送'
      }
    />
  );
}
