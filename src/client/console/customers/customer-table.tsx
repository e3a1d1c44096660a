import { Table, Tag } from 'antd';
import type { SorterResult, SortOrder, TableRowSelection } from 'antd/es/table/interface';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CustomerRowView, CustomerSort } from '../../../contract/console/customers';
import { moneyText } from '../../ui/money';
import { clockTextIn } from '../../ui/shop-time';
import { stageNames, tierNames } from '../../../contract/console/trust-names';
import { useSession } from '../session';
import { CustomerAvatar } from './customer-avatar';
import { namesOf } from './customer-words';
import type { sortOf } from './list-query';

type Sorting = ReturnType<typeof sortOf>;

export function CustomerTable({
  customers,
  isLoading,
  sorting,
  onSort,
  selected,
  onSelect,
  empty,
}: {
  customers: CustomerRowView[];
  isLoading: boolean;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  /** Ids; null: nobody may be chosen. */
  selected: string[] | null;
  onSelect: (ids: string[]) => void;
  empty: ReactNode;
}) {
  const clockText = clockTextIn(useSession().shop.zone);
  const dayText = (at: string | null) => (at === null ? '—' : clockText(at).slice(0, 10));
  const sorted = (key: CustomerSort) => ({
    key,
    sorter: true,
    sortOrder: sorting.sort === key ? orderNames[sorting.order] : null,
  });
  return (
    <Table<CustomerRowView>
      className="customer-table"
      rowKey="externalUserId"
      size="middle"
      dataSource={customers}
      loading={isLoading}
      pagination={false}
      rowSelection={selected === null ? undefined : selectionOf(selected, onSelect)}
      scroll={{ x: 'max-content' }}
      sortDirections={['descend', 'ascend', 'descend']}
      showSorterTooltip={false}
      onChange={(_page, _filters, sorter) => onSort(sortingOf(sorter))}
      locale={{ emptyText: empty }}
      columns={[
        { ...sorted('name'), title: '客户', render: (_, customer) => <Who customer={customer} /> },
        { title: '主跟进人', dataIndex: 'repName', render: (name: string | null) => name ?? '待分配' },
        {
          title: '阶段 · 等级',
          key: 'trust',
          render: (_, { stage, tier }) => `${stageNames[stage]} · ${tierNames[tier]}`,
        },
        { title: '标签', dataIndex: 'tags', render: (tags: string[]) => <Tags tags={tags} /> },
        {
          ...sorted('total'),
          title: '累计消费',
          align: 'right',
          render: (_, { orderCount, totalCents }) =>
            orderCount === 0 ? '—' : `${moneyText(totalCents)}（${orderCount} 单）`,
        },
        { ...sorted('lastOrder'), title: '最近下单', dataIndex: 'lastOrderAt', render: dayText },
        { ...sorted('added'), title: '添加时间', dataIndex: 'addedAt', render: dayText },
        { title: '下次生日', dataIndex: 'birthdayOn', render: (day: string | null) => day ?? '—' },
      ]}
    />
  );
}

function selectionOf(selectedRowKeys: string[], onSelect: (ids: string[]) => void): TableRowSelection<CustomerRowView> {
  return {
    selectedRowKeys,
    columnWidth: 40,
    onChange: (keys) => onSelect(keys.map(String)),
    getCheckboxProps: (customer) => ({ 'aria-label': `选择 ${namesOf(customer)[0]}` }),
    getTitleCheckboxProps: () => ({ 'aria-label': '选择列出的所有客户' }),
  };
}

const orderNames: Record<Sorting['order'], SortOrder> = { asc: 'ascend', desc: 'descend' };

function sortingOf(sorter: SorterResult<CustomerRowView> | SorterResult<CustomerRowView>[]): Sorting {
  const [one] = [sorter].flat();
  // The sortable columns have the sorts for keys.
  return { sort: one?.columnKey as CustomerSort, order: one?.order === 'ascend' ? 'asc' : 'desc' };
}

function Who({ customer }: { customer: CustomerRowView }) {
  const { externalUserId, avatarUrl, mobile, optedOut, problem, deceased } = customer;
  const [title, beside] = namesOf(customer);
  return (
    <div className="customer-who">
      <CustomerAvatar url={avatarUrl} name={title} />
      <div>
        <Link to={encodeURIComponent(externalUserId)} data-testid="customer-name">
          {title}
        </Link>
        <div className="customer-beside">
          {beside && <span>{beside}</span>}
          {mobile && <span>{mobile}</span>}
          {deceased && <Tag>已故</Tag>}
          {optedOut && <Tag>已退订</Tag>}
          {problem && <Tag color="red">有待处理问题</Tag>}
        </div>
      </div>
    </div>
  );
}

const mostTags = 3;

function Tags({ tags }: { tags: string[] }) {
  const more = tags.slice(mostTags);
  return (
    <div className="customer-beside">
      {tags.slice(0, mostTags).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {more.length > 0 && <span title={more.join('、')}>等 {tags.length} 个</span>}
    </div>
  );
}
